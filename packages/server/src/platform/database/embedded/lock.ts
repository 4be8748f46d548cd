import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf, DatabaseFailure } from '../failure.ts'
import { startOfProcess } from './processes.ts'

const HEARTBEAT_MS = 1_000
const WATCH_MS = 4 * HEARTBEAT_MS
const ENDING_MS = 2_000

export interface DirectoryLock {
  release(): void
}

interface Holder {
  readonly pid: number
  /** From {@link startOfProcess}: tells the holder from a later process with the same number. */
  readonly started: string
  /** Host name and, on Linux, the namespace in which `pid` counts: two containers may share the first. */
  readonly host: string
  readonly since: string
}

/**
 * Takes the lock of a directory for this process. A lock whose holder has ended (also by `kill -9`, also when its number
 * lives on in another process) is taken over. Where that can't be known (another host or container on a shared disk),
 * the holder's heartbeat is watched: it touches the file every second.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const path = join(directory, 'lock')
  const mine = JSON.stringify({
    pid: process.pid,
    started: startOfProcess(process.pid) ?? 'unknown',
    host: thisHost(),
    since: new Date().toISOString(),
  } satisfies Holder)

  for (;;) {
    if (create(path, mine)) break
    const text = read(path)
    if (text === null) continue
    const holder = parse(text)
    if (holder !== null && (await lives(holder, path))) throw inUse(directory, path, holder)
    removeStale(path, text)
  }

  const heartbeat = setInterval(() => {
    try {
      const now = new Date()
      utimesSync(path, now, now)
    } catch {
      // The directory may have been removed below a running server; PostgreSQL then reports what is wrong.
    }
  }, HEARTBEAT_MS)
  heartbeat.unref()

  return {
    release() {
      clearInterval(heartbeat)
      if (read(path) === mine) rmSync(path, { force: true })
    },
  }
}

/** Makes the lock with its whole content at once, so that nobody reads half of it; false where one exists. */
function create(path: string, content: string): boolean {
  const draft = `${path}.${randomUUID()}`
  writeFileSync(draft, content, { mode: 0o644 })
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Removes the lock that was judged; one that another process took meanwhile is put back. */
function removeStale(path: string, judged: string): void {
  const aside = `${path}.${randomUUID()}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  try {
    if (read(aside) !== judged) linkSync(aside, path)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

/** Whether the holder still works. One that is ending is given a moment: a server is often started right after. */
async function lives(holder: Holder, path: string): Promise<boolean> {
  if (holder.host === thisHost()) {
    const end = performance.now() + ENDING_MS
    for (;;) {
      const started = startOfProcess(holder.pid)
      if (started === null) return false
      if (started === 'unknown' || holder.started === 'unknown') break
      if (started !== holder.started) return false
      if (holder.pid === process.pid || performance.now() > end) return true
      if (read(path) === null) return false
      await sleep(20)
    }
  }
  const before = touched(path)
  await sleep(WATCH_MS)
  return touched(path) !== before
}

function inUse(directory: string, path: string, holder: Holder): DatabaseFailure {
  const who =
    holder.pid === process.pid && holder.host === thisHost()
      ? 'this very process'
      : `process ${holder.pid}${holder.host === thisHost() ? '' : ` on host "${holder.host}"`}`
  return new DatabaseFailure(
    'data-directory-in-use',
    `Cannot start the database in "${directory}": ${who} has held it since ${holder.since} (lock file "${path}"). ` +
      'Stop that Dayshift server first, or give this one another data directory (--data).',
  )
}

function parse(text: string): Holder | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return null
    const { pid, started, host, since } = value as Record<string, unknown> // an object: every field is checked next
    if (typeof pid !== 'number' || typeof started !== 'string') return null
    if (typeof host !== 'string' || typeof since !== 'string') return null
    return { pid, started, host, since }
  } catch {
    // A lock is made whole; anything else is what a full disk or a crash left.
    return null
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

function thisHost(): string {
  if (process.platform !== 'linux') return hostname()
  return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`
}

function touched(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null
}
