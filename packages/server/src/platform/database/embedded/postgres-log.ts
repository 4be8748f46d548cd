import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseFailure, type DatabaseFailureCode } from '../failure.ts'

const ROTATE_BYTES = 5 * 1024 * 1024
const TAIL_BYTES = 4_096
const TAIL_LINES = 15

function logPath(directory: string): string {
  return join(directory, 'postgres.log')
}

/** Opens PostgreSQL's log for appending; an old one above 5 MB is set aside first. */
export function openPostgresLog(directory: string): number {
  const path = logPath(directory)
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > ROTATE_BYTES) renameSync(path, `${path}.1`)
  return openSync(path, 'a', 0o600)
}

/** The last lines that PostgreSQL wrote, of those after byte `from`. */
export function tailOfLog(directory: string, from: number): string {
  try {
    const file = openSync(logPath(directory), 'r')
    try {
      const { size } = fstatSync(file)
      const start = Math.max(from <= size ? from : 0, size - TAIL_BYTES)
      const buffer = Buffer.alloc(size - start)
      readSync(file, buffer, 0, buffer.length, start)
      return buffer.toString('utf8').trim().split('\n').slice(-TAIL_LINES).join('\n')
    } finally {
      closeSync(file)
    }
  } catch {
    // No log is no reason to hide the failure that asks for it.
    return ''
  }
}

const SIGNS: readonly { readonly sign: RegExp; readonly code: DatabaseFailureCode; readonly mend: string }[] = [
  {
    sign: /No space left on device|Disk quota exceeded|not enough space on the disk/i,
    code: 'no-space',
    mend: 'No space is left on the disk. Free some, then start again; what was acknowledged is kept.',
  },
  {
    sign: /Address already in use|could not bind|could not create any TCP\/IP sockets/i,
    code: 'port-taken',
    mend: 'The port is taken by another program.',
  },
  {
    sign: /database files are incompatible with server/i,
    code: 'wrong-major-version',
    mend: 'The data were written by another major version of PostgreSQL.',
  },
  {
    sign: /Permission denied|Operation not permitted|has invalid permissions|has wrong ownership/i,
    code: 'data-directory-unreachable',
    mend: 'PostgreSQL may not read or write its files there.',
  },
]

/** The failure of a PostgreSQL program, with what it wrote and, where its cause is known, the mend. */
export function explainFailure(action: string, how: string, output: string): DatabaseFailure {
  const known = SIGNS.find(({ sign }) => sign.test(output))
  const mend = known ? ` ${known.mend}` : ''
  const wrote = output.trim() === '' ? ' It wrote nothing.' : `\nPostgreSQL wrote:\n${output.trim()}`
  return new DatabaseFailure(known?.code ?? 'postgres-failed', `${action}: ${how}.${mend}${wrote}`)
}
