import { counted, dateInWords } from '../../workflows/in-words.ts'
import { DAY_MS } from '../../time.ts'

/** `20 Nov 2026`, of the day in UTC. */
export function dayOf(at: Date): string {
  return dateInWords(at.toISOString().slice(0, 10))
}

export function daysBetween(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / DAY_MS)
}

export function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS)
}

/** `today`, `1 day ago`, `12 days ago`. */
export function ago(at: Date, now: Date): string {
  const days = daysBetween(at, now)
  return days <= 0 ? 'today' : `${counted(days, 'day')} ago`
}

/** A figure as people read it: at most two decimals, thousands apart. */
export function figure(value: number): string {
  const [whole = '0', decimals] = String(Math.round(value * 100) / 100).split('.')
  return whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',') + (decimals === undefined ? '' : `.${decimals}`)
}

export function newest(instants: readonly (Date | null)[]): Date | null {
  return instants.reduce<Date | null>((last, at) => (at !== null && (last === null || at > last) ? at : last), null)
}
