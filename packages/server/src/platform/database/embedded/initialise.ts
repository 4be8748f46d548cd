import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseFailure } from '../failure.ts'
import type { PostgresBinaries } from './binaries.ts'
import type { ClusterPlace } from './cluster-place.ts'
import type { Credentials } from './credentials.ts'
import { runProgram } from './run-program.ts'

/**
 * Makes the database cluster where there is none. It is made aside and renamed when whole, so that a kill in the middle
 * leaves nothing half-made. `durable: false` skips the flush to disk.
 */
export async function initialise(
  place: ClusterPlace,
  binaries: PostgresBinaries,
  credentials: Credentials,
  durable: boolean,
): Promise<void> {
  const draft = `${place.data}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  const passwordFile = join(place.directory, `password-${randomBytes(6).toString('hex')}`)
  writeFileSync(passwordFile, `${credentials.superuserPassword}\n`, { mode: 0o600 })
  try {
    chmodSync(draft, 0o700)
    if (place.user) for (const path of [draft, passwordFile]) chownSync(path, place.user.uid, place.user.gid)
    const args = ['-D', draft, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
    args.push('--locale=C', '--encoding=UTF8', '--no-instructions')
    if (!durable) args.push('--no-sync')
    const run = { program: binaries.initdb, args, directory: place.directory, user: place.user }
    await runProgram(run, `Cannot make the database in "${place.data}"`)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    throw error
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(draft, place.data)
  if (durable) flushDirectory(place.directory)
}

/** Refuses data of another major version, which PostgreSQL can't open. */
export function requireMajorVersion(place: ClusterPlace, binaries: PostgresBinaries): void {
  const file = join(place.data, 'PG_VERSION')
  if (!existsSync(file)) {
    throw new DatabaseFailure(
      'postgres-failed',
      `Cannot start PostgreSQL in "${place.data}": the directory has no file PG_VERSION, so it is no database. ` +
        'Restore it from a backup, or move the directory away to begin with an empty database.',
    )
  }
  const found = readFileSync(file, 'utf8').trim()
  if (found === String(binaries.majorVersion)) return
  throw new DatabaseFailure(
    'wrong-major-version',
    `Cannot start PostgreSQL ${binaries.majorVersion} in "${place.data}": the data were written by PostgreSQL ${found}. ` +
      `Start the Dayshift version that brings PostgreSQL ${found}, export with pg_dump, and import into an empty data directory.`,
  )
}

/** Gives the superuser a new password where the file that held it is lost. Needs a PostgreSQL that doesn't run. */
export async function resetSuperuserPassword(
  place: ClusterPlace,
  binaries: PostgresBinaries,
  credentials: Credentials,
): Promise<void> {
  const args = ['--single', '-D', place.data, '-c', 'log_min_messages=fatal', 'postgres']
  const input = `alter role postgres password '${credentials.superuserPassword}';\n`
  const run = { program: binaries.postgres, args, directory: place.directory, user: place.user, input }
  await runProgram(run, `Cannot set a new password of the database in "${place.data}"`)
}

function flushDirectory(path: string): void {
  // Windows can't open a directory to flush it, and needs none.
  if (process.platform === 'win32') return
  const directory = openSync(path, 'r')
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}
