import type { Clock } from '../clock.ts'

/** Where Dayshift says what its host should know. */
export type Log = (level: 'info' | 'warn' | 'error', message: string) => void

/** Says a thing at most once a minute for each key, however often it happens. */
export type Tell = (key: string, message: string) => void

const MINUTE = 60_000

export function createTell(log: Log, clock: Clock): Tell {
  const last = new Map<string, number>()
  return (key, message) => {
    const now = clock.monotonic()
    const before = last.get(key)
    if (before !== undefined && now - before < MINUTE) return
    last.set(key, now)
    try {
      log('warn', message)
    } catch {
      // The host's own log failed; there is nobody else to tell.
    }
  }
}

export function consoleLog(level: 'info' | 'warn' | 'error', message: string): void {
  if (level !== 'info') console.warn(`dayshift: ${message}`)
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
