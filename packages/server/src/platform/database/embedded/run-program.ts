import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { codeOf, DatabaseFailure, messageOf } from '../failure.ts'
import { explainFailure } from './postgres-log.ts'
import type { UnixUser } from './unprivileged-user.ts'

export interface ProgramRun {
  readonly program: string
  readonly args: readonly string[]
  readonly directory: string
  readonly user: UnixUser | null
  readonly input?: string
}

/** Runs a PostgreSQL program to its end; what it wrote, or a failure that quotes it. */
export function runProgram(run: ProgramRun, action: string): Promise<string> {
  return new Promise((settle, fail) => {
    const child = spawn(run.program, run.args, {
      cwd: run.directory,
      env: postgresEnvironment(),
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
      ...identity(run.user),
    })
    let output = ''
    const keep = (chunk: string) => (output += chunk)
    child.stdout.setEncoding('utf8').on('data', keep)
    child.stderr.setEncoding('utf8').on('data', keep)
    child.once('error', (error) => fail(cannotRun(run.program, action, error)))
    child.once('close', (code, signal) => {
      if (code === 0) settle(output)
      else fail(explainFailure(action, `it ended with ${signal ?? `code ${code}`}`, output))
    })
    // The program may end before it has read its input; its exit then says why.
    child.stdin.on('error', () => {})
    child.stdin.end(run.input ?? '')
  })
}

/** The program could not even be begun. */
export function cannotRun(program: string, action: string, error: unknown): DatabaseFailure {
  const code = codeOf(error)
  if (code === 'ENOENT' && existsSync(program)) {
    // The kernel misses the program's loader, not the program.
    return new DatabaseFailure(
      'unsupported-platform',
      `${action}: "${program}" can't run on this system, which lacks the GNU C library (Alpine Linux?). ` +
        'Set DATABASE_URL to a PostgreSQL 15 or newer, or DAYSHIFT_POSTGRES_BIN to the directory of its programs.',
      error,
    )
  }
  return new DatabaseFailure('postgres-failed', `${action}: "${program}" can't be run: ${messageOf(error)}`, error)
}

/** Only what a program needs: no secret of the server's environment, no `PG…` setting, plain messages. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR']
  const inherited = kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))
  return { ...Object.fromEntries(inherited), LC_ALL: 'C' }
}

export function identity(user: UnixUser | null): { uid?: number; gid?: number } {
  return user === null ? {} : { uid: user.uid, gid: user.gid }
}
