import { readFileSync, rmSync, statSync } from 'node:fs'
import type { Route } from '@dayshift/core'
import type { Clock } from '../clock.ts'
import type { Tell } from '../files/tell.ts'
import { frameAt, nextFrame } from '../spool/frame.ts'
import { createSegmentWriter, cutTornTail, type SegmentWriter } from '../spool/segment-writer.ts'
import { listSegments, segmentPath } from '../spool/segments.ts'

/** The first result of a unit, given again to whoever asks with the same key inside the window. */
export interface FirstResult {
  readonly runId: string
  readonly route: Route
  readonly output: unknown
}

/** Which keys came already. Kept in memory and on disk, both bounded; the oldest are forgotten first. */
export interface Window {
  find(workflow: string, key: string): FirstResult | null
  remember(workflow: string, key: string, first: FirstResult, windowMs: number): void
  written(): Promise<void> | undefined
  /** Takes over the keys of a dead process. */
  inherit(folder: string): void
  flush(): void
  /** Keys forgotten before their window ended, because there were too many. */
  forgotten(): number
  close(): void
}

export interface WindowOptions {
  /** Null keeps the window in memory only. */
  readonly directory: string | null
  readonly clock: Clock
  readonly tell: Tell
  readonly mostKeys?: number
}

interface Entry {
  readonly first: FirstResult
  /** On the monotonic clock. */
  readonly endsAt: number
}

/** One line on disk; `a` is when, `m` how long, on the wall clock. */
interface Line {
  readonly w: string
  readonly k: string
  readonly i: string
  readonly r: Route
  readonly o?: unknown
  readonly a: number
  readonly m: number
}

const MOST_KEYS = 100_000
const SEGMENT_BYTES = 4 * 1024 * 1024
const MOST_BYTES = 32 * 1024 * 1024
/** Longer outputs are not kept: their duplicates go to a person. */
const MOST_OUTPUT = 64 * 1024

export function createWindow(options: WindowOptions): Window {
  const { clock, directory } = options
  const mostKeys = options.mostKeys ?? MOST_KEYS
  const entries = new Map<string, Entry>()
  let forgotten = 0
  let writer: SegmentWriter | null = null
  let bytes = 0
  let longestWindow = 0

  if (directory !== null) load(directory, null)
  if (directory !== null) {
    cutTornTail(directory)
    writer = createSegmentWriter({
      directory,
      segmentBytes: SEGMENT_BYTES,
      startAfter: 0,
      room: () => Number.POSITIVE_INFINITY,
      synced: false,
      onLoss: (_kind, lines, why) =>
        options.tell(
          'window',
          `Could not keep ${lines} unit keys on disk (${why}): after a restart their duplicates would be run again.`,
        ),
      onWritten: (written) => {
        bytes += written
        if (bytes > SEGMENT_BYTES) drop()
      },
    })
    drop()
  }

  function load(folder: string, alive: string[] | null): void {
    for (const segment of listSegments(folder)) {
      try {
        loadSegment(readFileSync(segmentPath(folder, segment)), alive)
      } catch {
        // Gone in between.
      }
    }
  }

  function loadSegment(buffer: Buffer, alive: string[] | null): void {
    for (let at: number | null = 0; at !== null && at < buffer.length;) {
      const frame = frameAt(buffer, at)
      if (frame === null) {
        at = nextFrame(buffer, at + 1)
        continue
      }
      for (const text of buffer.toString('utf8', frame.payloadStart, frame.end - 1).split('\n')) {
        if (loadLine(text)) alive?.push(text)
      }
      at = frame.end
    }
  }

  /** Whether the key still counts. */
  function loadLine(text: string): boolean {
    const line = JSON.parse(text) as Line // written by this module, under a checksum
    // A clock that stands before the entry makes it as old as new: a duplicate is rather found once too often.
    const age = Math.max(0, clock.now() - line.a)
    if (age >= line.m) return false
    longestWindow = Math.max(longestWindow, line.m)
    put(keyOf(line.w, line.k), {
      first: { runId: line.i, route: line.r, output: line.o },
      endsAt: clock.monotonic() + line.m - age,
    })
    return true
  }

  function put(key: string, entry: Entry): void {
    entries.delete(key)
    entries.set(key, entry)
    if (entries.size <= mostKeys) return
    for (const [oldest, { endsAt }] of entries) {
      if (endsAt > clock.monotonic()) forgotten++
      entries.delete(oldest)
      break
    }
  }

  /** Deletes the oldest segments beyond the bound, and those whose keys have all ended. */
  function drop(): void {
    if (directory === null) return
    bytes = 0
    const segments = listSegments(directory)
    let total = 0
    for (const segment of segments.toReversed()) {
      const path = segmentPath(directory, segment)
      try {
        const { size, mtimeMs } = statSync(path)
        total += size
        const live = segment === writer?.current()
        if (!live && (total > MOST_BYTES || clock.now() - mtimeMs > longestWindow)) rmSync(path, { force: true })
      } catch {
        // Gone in between.
      }
    }
  }

  return {
    find(workflow, key) {
      const id = keyOf(workflow, key)
      const entry = entries.get(id)
      if (entry === undefined) return null
      if (entry.endsAt > clock.monotonic()) return entry.first
      entries.delete(id)
      return null
    },
    remember(workflow, key, first, windowMs) {
      longestWindow = Math.max(longestWindow, windowMs)
      put(keyOf(workflow, key), { first, endsAt: clock.monotonic() + windowMs })
      if (writer === null) return
      const line: Line = {
        w: workflow,
        k: key,
        i: first.runId,
        r: first.route,
        o: first.output,
        a: clock.now(),
        m: windowMs,
      }
      writer.append('window', '', lineText(line))
    },
    written: () => writer?.written(),
    inherit(folder) {
      const alive: string[] = []
      load(folder, alive)
      for (const line of alive) writer?.append('window', '', line)
    },
    flush: () => writer?.flush(),
    forgotten: () => forgotten,
    close: () => writer?.close(),
  }
}

function lineText(line: Line): string {
  const { o: _, ...rest } = line
  let text: string
  try {
    text = JSON.stringify(line)
  } catch {
    text = JSON.stringify({ ...rest, r: toPerson(line.r) })
  }
  return text.length > MOST_OUTPUT ? JSON.stringify({ ...rest, r: toPerson(line.r) }) : text
}

/** A route that promises an output, where the output can't be kept. */
function toPerson(route: Route): Route {
  return route === 'automatic' || route === 'review' ? 'human' : route
}

function keyOf(workflow: string, key: string): string {
  return `${workflow}\n${key}`
}
