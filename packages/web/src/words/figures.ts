import type { Window } from '../paths.ts'

const HOUR_MS = 3_600_000

/** Words of a window, as they stand beside n. */
export const WINDOW_WORDS: { readonly [W in Window]: string } = {
  '24h': 'last 24 h',
  '7d': 'last 7 d',
  '30d': 'last 30 d',
}

/** Hours for a day, days for more: a picture has 24 to 31 columns. */
export function instantsOf(
  window: Window,
  now: Date,
): { readonly from: string; readonly to: string; readonly step: 'hour' | 'day' } {
  if (window === '24h') {
    const to = Math.ceil(now.getTime() / HOUR_MS) * HOUR_MS
    return { from: new Date(to - 24 * HOUR_MS).toISOString(), to: new Date(to).toISOString(), step: 'hour' }
  }
  const days = window === '7d' ? 7 : 30
  const dayMs = 24 * HOUR_MS
  const to = Math.ceil(now.getTime() / dayMs) * dayMs
  return { from: new Date(to - days * dayMs).toISOString(), to: new Date(to).toISOString(), step: 'day' }
}

/** The end of a column that begins at `at`. */
export function endOf(at: string, step: 'hour' | 'day'): string {
  return new Date(Date.parse(at) + (step === 'hour' ? HOUR_MS : 24 * HOUR_MS)).toISOString()
}
