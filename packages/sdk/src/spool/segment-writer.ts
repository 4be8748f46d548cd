import {
  closeSync,
  fdatasync,
  fdatasyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { FRAME_HEAD, frameAt, MOST_BEGINNINGS, nameOfBeginning, nextFrame, sealFrame, type FrameKind } from './frame.ts'
import { listSegments, segmentPath } from './segments.ts'

export interface SegmentWriterOptions {
  readonly directory: string
  /** A segment that reached this is followed by a new one. */
  readonly segmentBytes: number
  /** New segments are numbered above this: what was shipped and deleted is never numbered again. */
  readonly startAfter: number
  /** Asked before each write: how many more bytes may be written. */
  readonly room: () => number
  /** Wait until the disk says that it holds the data, not only the kernel. */
  readonly synced: boolean
  /** Lines that could not be kept, and why. */
  readonly onLoss: (kind: FrameKind, lines: number, why: string) => void
  readonly onWritten?: (bytes: number) => void
}

/**
 * Appends lines to numbered segment files. All lines of one turn of the event loop are written by one call (group
 * commit): `written()` gives the promise that ends when the lines appended so far were handed to the kernel, or lost
 * and counted. Nothing here throws.
 */
export interface SegmentWriter {
  /** `beginning` and `rest` together are one line; equal beginnings are written once a frame. */
  append(kind: FrameKind, beginning: string, rest: string): void
  /** Ends when everything appended so far is written or counted as lost; undefined where nothing waits. */
  written(): Promise<void> | undefined
  flush(): void
  /** The segment that is being written, so that nobody deletes it; null before the first. */
  current(): number | null
  /** Appends nothing more to the current segment if it ends at `offset`; true where the segment is nobody's any more. */
  leave(segment: number, offset: number): boolean
  /** Appends from now on to a new segment: the folder may have been taken away. */
  startAnew(): void
  close(): void
}

/** Beyond this the pending lines are written at once, so that no single write is long. */
const EARLY_BYTES = 256 * 1024
const BUFFER_BYTES = 512 * 1024
const LINES_A_FRAME = 500

export function createSegmentWriter(options: SegmentWriterOptions): SegmentWriter {
  const { directory } = options
  let buffer = Buffer.allocUnsafe(BUFFER_BYTES)
  let used = 0
  let frameStart = 0
  let frameKind: FrameKind | null = null
  let frameLines = 0
  /** Of the current frame, with their numbers. */
  const beginnings = new Map<string, number>()
  let lines = 0
  let decisions = 0

  let fd: number | null = null
  let segment: number | null = null
  let segmentSize = 0
  let scheduled = false
  let closed = false

  let waiting: Promise<void> | undefined
  let release: (() => void) | undefined
  /** What was written but isn't on the disk itself yet. */
  let syncing: Promise<void> | undefined

  function append(kind: FrameKind, beginning: string, rest: string): void {
    if (closed) {
      options.onLoss(kind, 1, 'the spool is closed')
      return
    }
    const most = (beginning.length + rest.length) * 3 + 4 + FRAME_HEAD
    if (used + most > buffer.length && used > 0) flush()
    if (most > buffer.length) buffer = Buffer.allocUnsafe(most)
    if (frameKind !== kind || frameLines >= LINES_A_FRAME) {
      endFrame()
      frameKind = kind
      frameStart = used
      used += FRAME_HEAD
    }
    writeBeginning(beginning)
    used += buffer.write(rest, used)
    buffer[used++] = LINE_FEED
    frameLines++
    if (kind === 'decisions') decisions++
    else lines++
    if (used >= EARLY_BYTES) flush()
    else if (!scheduled) {
      scheduled = true
      setImmediate(flushScheduled)
    }
  }

  function writeBeginning(beginning: string): void {
    if (beginning === '') return
    let index = beginnings.get(beginning)
    if (index === undefined) {
      index = beginnings.size
      if (index === MOST_BEGINNINGS) {
        used += buffer.write(beginning, used)
        return
      }
      beginnings.set(beginning, index)
      buffer[used++] = EQUALS
      used += buffer.write(beginning, used)
      buffer[used++] = LINE_FEED
    }
    buffer[used++] = nameOfBeginning(index)
  }

  function flushScheduled(): void {
    scheduled = false
    flush()
  }

  function endFrame(): void {
    if (frameKind !== null) sealFrame(buffer, frameStart, frameKind, used - frameStart - FRAME_HEAD)
    frameKind = null
    frameLines = 0
    beginnings.clear()
  }

  function flush(): void {
    if (used === 0) return
    endFrame()
    const bytes = used
    used = 0
    const why = write(bytes)
    if (why === null) options.onWritten?.(bytes)
    else {
      if (lines > 0) options.onLoss('runs', lines, why)
      if (decisions > 0) options.onLoss('decisions', decisions, why)
    }
    lines = 0
    decisions = 0
    if (buffer.length > BUFFER_BYTES) buffer = Buffer.allocUnsafe(BUFFER_BYTES)
    settle(why === null)
  }

  function settle(kept: boolean): void {
    const done = release
    waiting = undefined
    release = undefined
    if (!options.synced || !kept || fd === null) {
      done?.()
      return
    }
    const whole = Promise.all([syncing, synced(fd)]).then(() => {
      if (syncing === whole) syncing = undefined
      return done?.()
    })
    syncing = whole
  }

  /** Null where the bytes are with the kernel, else why not. */
  function write(bytes: number): string | null {
    const room = options.room()
    if (bytes > room) return `the spool is full: ${bytes} bytes to write, room for ${Math.max(0, room)}`
    try {
      const file = segmentFor()
      let done = 0
      while (done < bytes) done += writeSync(file, buffer, done, bytes - done)
      segmentSize += bytes
      return null
    } catch (error) {
      takeBackPart()
      return error instanceof Error ? error.message : String(error)
    }
  }

  /** A write that failed half way leaves a part behind: cut it off, or leave the segment as it is and begin another. */
  function takeBackPart(): void {
    if (fd === null) return
    try {
      ftruncateSync(fd, segmentSize)
    } catch {
      closeSegment()
    }
  }

  function segmentFor(): number {
    if (fd !== null && segmentSize < options.segmentBytes) return fd
    closeSegment()
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    const next = Math.max(segment ?? options.startAfter, listSegments(directory).at(-1) ?? 0) + 1
    const file = openSync(segmentPath(directory, next), 'a', 0o600)
    fd = file
    segment = next
    segmentSize = 0
    return file
  }

  function closeSegment(): void {
    if (fd !== null) {
      try {
        if (options.synced) fdatasyncSync(fd)
        closeSync(fd)
      } catch {
        // The file is gone or broken; what was written stays as it is.
      }
    }
    fd = null
  }

  return {
    append,
    written() {
      if (used === 0) return syncing
      waiting ??= new Promise((resolve) => {
        release = resolve
      })
      return waiting
    },
    flush,
    current: () => (fd === null ? null : segment),
    leave(shipped, offset) {
      if (fd === null || shipped !== segment) return true
      if (segmentSize !== offset) return false
      closeSegment()
      return true
    },
    startAnew: closeSegment,
    close() {
      flush()
      closed = true
      closeSegment()
    },
  }
}

function synced(fd: number): Promise<void> {
  return new Promise((resolve) => fdatasync(fd, () => resolve()))
}

const LINE_FEED = 10
const EQUALS = 61

/**
 * Cuts off what a killed process left half written at the end of the last segment. Damage before undamaged frames stays
 * for the reader to step over. Gives the number of bytes that were cut.
 */
export function cutTornTail(directory: string): number {
  const last = listSegments(directory).at(-1)
  if (last === undefined) return 0
  const path = segmentPath(directory, last)
  try {
    const bytes = readFileSync(path)
    let at = 0
    for (;;) {
      const frame = frameAt(bytes, at)
      if (frame !== null) {
        at = frame.end
        continue
      }
      const next = at >= bytes.length ? null : nextFrame(bytes, at + 1)
      if (next === null) break
      at = next
    }
    if (at < bytes.length) truncateSync(path, at)
    return bytes.length - at
  } catch {
    return 0
  }
}

export function bytesOf(directory: string): number {
  let bytes = 0
  for (const segment of listSegments(directory)) {
    try {
      bytes += statSync(segmentPath(directory, segment)).size
    } catch {
      // Deleted in between.
    }
  }
  return bytes
}
