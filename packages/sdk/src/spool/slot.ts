import {
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

/**
 * One process's own folder below the shared one. Several processes may use one directory: each holds a slot by its
 * lock file, and a slot whose holder is dead is taken by the next process that starts, with everything left in it.
 */
export interface Slot {
  readonly directory: string
  readonly number: number
  /**
   * Tells other machines and containers on a shared volume that the holder lives. False where another process took the
   * slot meanwhile, because this one was silent for too long.
   */
  beat(): boolean
  /** Gives the slot back; the folder stays for the next process. */
  release(): void
  /** Gives the slot back and deletes its folder: everything in it has been shipped. */
  remove(): void
}

const MOST_SLOTS = 1024

/** Takes the lowest slot that is free or whose holder is dead. Throws where the folder can't be written. */
export function takeSlot(directory: string): Slot {
  for (let number = 0; number < MOST_SLOTS; number++) {
    const slot = tryTake(directory, number)
    if (slot !== null) return slot
  }
  throw new Error(`Cannot take a slot in "${directory}": all ${MOST_SLOTS} are held by living processes`)
}

/** Takes every slot that a dead process left behind, for shipping what is in it. */
export function takeOrphans(directory: string): readonly Slot[] {
  const slots: Slot[] = []
  for (const name of namesIn(directory)) {
    if (/^slot-\d+\.gone-/.test(name)) rmSync(join(directory, name), { recursive: true, force: true })
    const match = /^slot-(\d+)$/.exec(name)
    if (match === null) continue
    const slot = tryTake(directory, Number(match[1]))
    if (slot !== null) slots.push(slot)
  }
  return slots
}

function tryTake(directory: string, number: number): Slot | null {
  const folder = join(directory, `slot-${number}`)
  const lock = join(folder, 'lock')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const token = `${process.pid}-${Math.floor(performance.timeOrigin)}-${++taken}`
  if (!write(lock, token)) {
    const held = readLock(lock)
    if (held === 'held') return null
    if (held !== 'gone' && !removeStale(lock, held)) return null
    if (!write(lock, token)) return null
  }
  mine.add(token)
  return {
    directory: folder,
    number,
    beat() {
      try {
        if (parse(readFileSync(lock, 'utf8'))?.token !== token) return false
        const now = new Date()
        utimesSync(lock, now, now)
        return true
      } catch {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        write(lock, token)
        return false
      }
    },
    release() {
      mine.delete(token)
      rmSync(lock, { force: true })
    },
    remove() {
      mine.delete(token)
      // Out of the way first: whoever takes this number now begins with a folder of its own.
      const gone = `${folder}.gone-${token}`
      renameSync(folder, gone)
      rmSync(gone, { recursive: true, force: true })
    },
  }
}

let taken = 0
/** Locks that this very process holds: its process id alone says nothing after a container restarts with the same one. */
const mine = new Set<string>()

interface Holder {
  readonly token: string
  readonly pid: number
  /** When the process started, as the system counts it; null where the system doesn't say. */
  readonly started: string | null
  /** Machine, boot and process-id namespace: only inside the same one can a process id be looked up. */
  readonly place: string
}

function write(lock: string, token: string): boolean {
  const holder: Holder = { token, pid: process.pid, started: startOf(process.pid), place: thisPlace() }
  try {
    writeFileSync(lock, JSON.stringify(holder), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException // errors of node:fs are such
    // Taken by another process, or the folder was just removed by the one that emptied it.
    if (code === 'EEXIST' || code === 'ENOENT') return false
    throw error
  }
}

/** `held` by a living process, `gone`, or the text of a lock whose holder is dead. */
function readLock(lock: string): 'held' | 'gone' | { readonly stale: string } {
  let text: string
  let age: number
  try {
    text = readFileSync(lock, 'utf8')
    age = Date.now() - statSync(lock).mtimeMs
  } catch {
    return 'gone'
  }
  const holder = parse(text)
  if (holder === null) return age < BEING_WRITTEN ? 'held' : { stale: text }
  if (mine.has(holder.token)) return 'held'
  if (holder.place !== thisPlace()) return age < SILENT ? 'held' : { stale: text }
  return isAlive(holder) ? 'held' : { stale: text }
}

const BEING_WRITTEN = 5_000
/** A holder that can't be looked up beats every few seconds; after this silence it is taken for dead. */
const SILENT = 30_000

/** Moves a stale lock out of the way; false where somebody else was quicker. */
function removeStale(lock: string, { stale }: { readonly stale: string }): boolean {
  const aside = `${lock}.${process.pid}.stale`
  try {
    renameSync(lock, aside)
    const moved = readFileSync(aside, 'utf8')
    if (moved === stale) {
      rmSync(aside, { force: true })
      return true
    }
    renameSync(aside, lock)
    return false
  } catch {
    return false
  }
}

function isAlive(holder: Holder): boolean {
  if (holder.pid === process.pid) return false // this process, but not one of its locks: an earlier one had its id
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false // no such process
  }
  const started = startOf(holder.pid)
  return holder.started === null || started === null || started === holder.started
}

/** The 22nd field of /proc/PID/stat (proc(5)), counted after the command's closing bracket. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}

let place: string | undefined

function thisPlace(): string {
  place ??= [
    hostname(),
    read(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    read(() => readlinkSync('/proc/self/ns/pid')),
  ].join(' ')
  return place
}

function read(source: () => string): string {
  try {
    return source()
  } catch {
    return ''
  }
}

function parse(text: string): Holder | null {
  try {
    const value = JSON.parse(text) as Partial<Holder> | null // checked on the next line
    return typeof value?.pid === 'number' && typeof value.token === 'string' && typeof value.place === 'string'
      ? { token: value.token, pid: value.pid, place: value.place, started: value.started ?? null }
      : null
  } catch {
    return null
  }
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}
