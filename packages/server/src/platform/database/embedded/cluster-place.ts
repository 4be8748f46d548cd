import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseFailure } from '../failure.ts'
import type { DatabaseLog } from '../log.ts'
import { barrierFor, openToAll, userForPostgres, type UnixUser } from './unprivileged-user.ts'

/** Where root keeps a database whose data directory PostgreSQL's user can't reach. */
const OUTSIDE = '/var/lib/dayshift'

export interface ClusterPlace {
  /** Holds everything of PostgreSQL: its data, lock, passwords, log, copied binaries. */
  readonly directory: string
  /** PostgreSQL's own data directory. */
  readonly data: string
  /** As whom PostgreSQL runs; `null`: as this process. */
  readonly user: UnixUser | null
  /** To be called once the database exists in `data`. */
  confirm(): void
}

/**
 * Chooses and makes the directory for PostgreSQL: `postgres` below the data directory. As root, PostgreSQL's
 * unprivileged user must be able to pass all directories above it; where it can't (a checkout below `/root`), the
 * database goes to `/var/lib/dayshift/…` instead, and a note in the data directory remembers where.
 */
export function placeCluster(dataDirectory: string, log: DatabaseLog, outside: string = OUTSIDE): ClusterPlace {
  const base = resolve(dataDirectory)
  makeDirectory(base)
  const beside = join(base, 'postgres')
  const note = join(base, 'postgres-elsewhere.json')
  const noted = readNote(note)
  if (noted) return at(noted.directory, note, noted.ready)

  const user = userForPostgres(join(beside, 'data'))
  if (user) openToAll(base)
  const barrier = barrierFor(user, base)
  if (barrier === null || user === null) return at(beside, null, false)

  const directory = join(outside, randomBytes(8).toString('hex'))
  log.warn(
    { directory, barrier, user: user.name },
    `The database goes to "${directory}": PostgreSQL can't run as root, and user "${user.name}" may not pass "${barrier}". ` +
      'Give a data directory elsewhere (--data) to choose the place yourself.',
  )
  writeNote(note, { directory, ready: false })
  return at(directory, note, false)
}

function at(directory: string, note: string | null, ready: boolean): ClusterPlace {
  const data = join(directory, 'data')
  if (ready && !existsSync(data)) {
    throw new DatabaseFailure(
      'data-directory-unreachable',
      `Cannot find the database in "${directory}", where "${note}" says it is. ` +
        'Put that directory back, or remove the note to begin with an empty database.',
    )
  }
  makeDirectory(directory)
  const user = userForPostgres(data)
  if (user) {
    openToAll(directory)
    const barrier = barrierFor(user, directory)
    if (barrier !== null) {
      throw new DatabaseFailure(
        'data-directory-unreachable',
        `Cannot start PostgreSQL in "${directory}": it can't run as root, and user "${user.name}" may not pass "${barrier}". ` +
          'Give a data directory that every user can reach (--data), for example /var/lib/dayshift.',
      )
    }
  }
  return {
    directory: realpathSync(directory),
    data: join(realpathSync(directory), 'data'),
    user,
    confirm() {
      if (note !== null && !ready) writeNote(note, { directory, ready: true })
    },
  }
}

/** Makes a directory with all above it; what is made here, every user may pass. */
function makeDirectory(path: string): void {
  const first = mkdirSync(path, { recursive: true })
  if (first === undefined || process.getuid?.() !== 0) return
  for (let directory = path; directory.length >= first.length; directory = dirname(directory)) openToAll(directory)
}

interface Note {
  readonly directory: string
  /** Whether a database was completed there: then it must never be taken for a new one. */
  readonly ready: boolean
}

function readNote(path: string): Note | null {
  if (!existsSync(path)) return null
  const value = JSON.parse(readFileSync(path, 'utf8')) as Partial<Note> // written below; checked in the next line
  if (typeof value.directory === 'string') return { directory: value.directory, ready: value.ready === true }
  throw new DatabaseFailure(
    'data-directory-unreachable',
    `Cannot read "${path}": it names no directory. Write {"directory": "<where the database is>", "ready": true}.`,
  )
}

function writeNote(path: string, note: Note): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(note)}\n`, { flush: true })
  renameSync(`${path}.new`, path)
}
