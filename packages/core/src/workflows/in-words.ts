import type { Money } from './manifest.ts'

/** A duration as people say it: `90 minutes`, `2 days`; in the largest unit that leaves no rest. */
export function durationInWords(ms: number): string {
  for (const [name, size] of UNITS) {
    if (ms >= size && ms % size === 0) return counted(ms / size, name)
  }
  return counted(ms, 'millisecond')
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const

export function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`
}

/** A figure that is percent already, with two decimals at most: `20 %`, `0.25 %`. */
export function percentInWords(percent: number): string {
  return `${Number(percent.toFixed(2))} %`
}

export function moneyInWords({ amount, currency }: Money): string {
  return `${amount} ${currency}`
}

/** `20 Nov 2026` for an ISO date. */
export function dateInWords(isoDate: string): string {
  const [year, month, day] = isoDate.split('-')
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`
}

/** `2026-11` as people say it: `Nov 2026`. */
export function monthInWords(month: string): string {
  return dateInWords(`${month}-01`).slice(2)
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `a`, `a and b`, `a, b and c`. */
export function listInWords(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? ''
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

/** The text with a capital first letter and a full stop at its end. */
export function asSentence(text: string): string {
  const trimmed = text.trim()
  if (trimmed === '') return ''
  const capital = trimmed.charAt(0).toUpperCase() + trimmed.slice(1)
  return /[\p{Po}\p{Extended_Pictographic}]$/u.test(capital) ? capital : `${capital}.`
}
