import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'

/**
 * When the process `pid` began, as text that no later process with the same number shares; `null` where no such process
 * lives (one that ended and was not yet collected counts as ended), `'unknown'` where the system doesn't say.
 */
export function startOfProcess(pid: number): string | null {
  if (process.platform === 'linux') return startOnLinux(pid)
  if (!isAlive(pid)) return null
  if (process.platform === 'win32') return 'unknown'
  return ask('ps', ['-o', 'lstart=', '-p', String(pid)])?.trim() || 'unknown'
}

export function isAlive(pid: number): boolean {
  if (process.platform === 'linux') return startOnLinux(pid) !== null
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Whether `pid` is a PostgreSQL process that works in this data directory. */
export function isPostgresOn(pid: number, dataDirectory: string): boolean {
  if (!isAlive(pid)) return false
  if (process.platform === 'linux') return isPostgresOnLinux(pid, realpathSync(dataDirectory))
  if (process.platform === 'win32') {
    return (
      ask('tasklist', ['/FI', `PID eq ${pid}`, '/NH'])
        ?.toLowerCase()
        .includes('postgres.exe') ?? false
    )
  }
  const commandLine = ask('ps', ['-o', 'args=', '-p', String(pid)]) ?? ''
  return commandLine.includes('postgres') && commandLine.includes(dataDirectory)
}

/** All PostgreSQL processes that work in this data directory, also those whose postmaster was killed. Linux only. */
export function allPostgresOn(dataDirectory: string): number[] {
  if (process.platform !== 'linux') return []
  const real = realpathSync(dataDirectory)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isAlive(pid) && isPostgresOnLinux(pid, real))
}

function startOnLinux(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name in parentheses may hold anything; the fields after it are the state (3rd) and the start in ticks (22nd).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return null
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}/${fields[19]}`
  } catch {
    return null
  }
}

function isPostgresOnLinux(pid: number, realDataDirectory: string): boolean {
  try {
    // Every PostgreSQL process stands in its data directory.
    return (
      readFileSync(`/proc/${pid}/comm`, 'latin1').trim() === 'postgres' &&
      readlinkSync(`/proc/${pid}/cwd`) === realDataDirectory
    )
  } catch {
    return false
  }
}

function ask(command: string, args: string[]): string | null {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true })
  } catch {
    return null
  }
}
