import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { closeSync, fstatSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DatabaseLog } from '../log.ts'
import type { PostgresBinaries } from './binaries.ts'
import type { ClusterPlace } from './cluster-place.ts'
import { explainFailure, openPostgresLog, tailOfLog } from './postgres-log.ts'
import { allPostgresOn, isAlive, isPostgresOn } from './processes.ts'
import { cannotRun, identity, postgresEnvironment } from './run-program.ts'

const FAST_MS = 15_000
const IMMEDIATE_MS = 5_000
const SLOW_START_MS = 10_000

export interface Postmaster {
  readonly pid: number
  /** Settles when it has ended, with how and what it wrote last; never rejects. */
  readonly ended: Promise<{ readonly how: string; readonly wrote: string }>
  /** From now on this process lives until it has ended; before, a process with nothing else to do may end first. */
  hold(): void
}

export interface PostmasterOptions {
  readonly binaries: PostgresBinaries
  readonly place: ClusterPlace
  readonly port: number
  readonly settings: Readonly<Record<string, string>>
  readonly log: DatabaseLog
}

/**
 * Starts PostgreSQL and waits until it accepts connections, crash recovery included. It stands in a session of its own:
 * Ctrl-C in the terminal reaches the server alone, which stops PostgreSQL after its last write.
 */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  const { binaries, place, log } = options
  const output = openPostgresLog(place.directory)
  const from = fstatSync(output).size
  const settings = Object.entries({ ...settingsOf(options), ...options.settings })
  const args = ['-D', place.data, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const child = spawn(binaries.postgres, args, {
    cwd: place.directory,
    env: postgresEnvironment(),
    stdio: ['ignore', output, output],
    detached: true,
    windowsHide: true,
    ...identity(place.user),
  })
  closeSync(output)
  child.unref()

  const action = `Cannot start PostgreSQL in "${place.data}" on port ${options.port}`
  const failed = new Promise<Error>((settle) =>
    child.once('error', (error) => settle(cannotRun(binaries.postgres, action, error))),
  )
  const ended = endOf(child, () => tailOfLog(place.directory, from))
  if (child.pid === undefined) throw await failed
  const { pid } = child

  let over: { how: string; wrote: string } | null = null
  void ended.then((end) => (over = end))
  let slowSince = performance.now()
  while (!isReady(place.data, pid)) {
    await sleep(5)
    // Assigned by the promise above, which the compiler's flow analysis doesn't see.
    const end = over as { how: string; wrote: string } | null
    if (end) throw explainFailure(action, end.how, end.wrote)
    if (performance.now() - slowSince > SLOW_START_MS) {
      slowSince = performance.now()
      log.warn(
        { pid, wrote: tailOfLog(place.directory, from) },
        'PostgreSQL is still starting; waiting for its recovery',
      )
    }
  }
  return { pid, ended, hold: () => child.ref() }
}

/**
 * Ends what works in the data directory without this server: a PostgreSQL that outlived a killed server, or the remains
 * of a killed PostgreSQL. Removes a `postmaster.pid` whose process is gone or is something else.
 */
export async function endLeftovers(place: ClusterPlace, binaries: PostgresBinaries, log: DatabaseLog): Promise<void> {
  const file = join(place.data, 'postmaster.pid')
  const pid = Number(linesOf(file)[0] ?? Number.NaN)
  if (Number.isInteger(pid) && pid > 0 && isPostgresOn(pid, place.data)) {
    log.warn({ pid }, 'Ending the PostgreSQL that a killed server left running')
    await stopPostmaster(pid, binaries)
  }
  // Backends of a killed postmaster notice by themselves, most within milliseconds; a busy one is told.
  await until(() => allPostgresOn(place.data).length === 0, 1_000)
  for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
    const remaining = allPostgresOn(place.data)
    if (remaining.length === 0) break
    log.warn({ remaining, signal }, 'Ending what a killed PostgreSQL left running')
    for (const each of remaining) sendSignal(each, signal, binaries)
    await until(() => allPostgresOn(place.data).length === 0, IMMEDIATE_MS)
  }
  rmSync(file, { force: true })
}

/** Ends PostgreSQL: fast (sessions are ended, a checkpoint is written), then without a checkpoint, then by force. */
export async function stopPostmaster(pid: number, binaries: PostgresBinaries): Promise<void> {
  const ways = [
    ['SIGINT', FAST_MS],
    ['SIGQUIT', IMMEDIATE_MS],
    ['SIGKILL', IMMEDIATE_MS],
  ] as const
  for (const [signal, patience] of ways) {
    sendSignal(pid, signal, binaries)
    if (await until(() => !isAlive(pid), patience)) return
  }
}

function settingsOf({ binaries, port }: PostmasterOptions): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    fsync: 'on',
    // The default (worker) makes sequential scans four times slower on two cores.
    ...(binaries.majorVersion >= 18 ? { io_method: 'sync' } : {}),
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Failed statements and the values in them belong to the server's own log, not to a file of PostgreSQL's.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    logging_collector: 'off',
    cluster_name: 'dayshift',
  }
}

/** Whether the postmaster says in its own file that it accepts connections (line 8, written last). */
function isReady(data: string, pid: number): boolean {
  const lines = linesOf(join(data, 'postmaster.pid'))
  return lines[0] === String(pid) && lines[7]?.trim() === 'ready'
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)
  } catch {
    return []
  }
}

function endOf(child: ChildProcess, tail: () => string): Postmaster['ended'] {
  return new Promise((settle) => {
    child.once('exit', (code, signal) => settle({ how: `it ended with ${signal ?? `code ${code}`}`, wrote: tail() }))
    child.once('error', (error) => settle({ how: error.message, wrote: '' }))
  })
}

export function sendSignal(pid: number, signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL', binaries: PostgresBinaries): void {
  try {
    // Windows has no signals; PostgreSQL listens on a pipe instead, which pg_ctl knows.
    if (process.platform === 'win32' && signal !== 'SIGKILL') {
      execFileSync(binaries.pgCtl, ['kill', signal.slice(3), String(pid)], { stdio: 'ignore', windowsHide: true })
    } else {
      process.kill(pid, signal)
    }
  } catch {
    // It ended meanwhile; the caller looks.
  }
}

async function until(condition: () => boolean, patienceMs: number): Promise<boolean> {
  const end = performance.now() + patienceMs
  while (!condition()) {
    if (performance.now() > end) return false
    await sleep(10)
  }
  return true
}
