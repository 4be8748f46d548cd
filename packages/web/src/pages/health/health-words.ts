import { type CallStatus, DAY_MS, type ReasonCode, type Route } from '@dayshift/core'
import type { Baseline, HealthSignal } from '../../api/health.ts'
import { paths } from '../../paths.ts'
import { formatDate, formatDuration, formatMoney, formatNumber, NBSP } from '../../words/format.ts'

export const GROUP_NAMES: { readonly [G in HealthSignal['group']]: string } = {
  inputs: 'What comes in',
  quality: 'What comes out',
  people: 'The people who check',
  cost: 'Cost and time',
  silence: 'Silence',
}

export const STATE_WORDS = { well: 'As in the baseline', departed: 'Departed', unknown: 'Can’t be read' } as const
export const STATE_VERDICTS = { well: 'met', departed: 'unmet', unknown: 'unknown' } as const

export const SOURCE_NAMES: { readonly [S in Baseline['source']]: string } = {
  hand: 'By hand',
  pilot: 'Pilot',
  readiness: 'Readiness',
  'first-runs': 'First runs of a release',
  'early-support': 'Early support',
}

export const DATA_NAMES: { readonly [K in Baseline['dataKind']]: string } = {
  live: 'Live, unfiltered',
  historical: 'Historical',
  curated: 'Curated subset',
}

/** What a signal is called, with its slice. */
export function titleOf({ name, slice }: Pick<HealthSignal, 'name' | 'slice'>): string {
  return slice === null ? name : `${name}, ${slice.name} ${slice.label}`
}

type Unit = HealthSignal['unit'] | 'people' | null

/** A value in its unit; a value that isn't there is "–". */
export function inUnit(value: number | null, unit: Unit, currency: string | null = null): string {
  if (value === null) return '–'
  if (unit === 'ms') return formatDuration(value)
  if (unit === 'money') return currency === null ? digits(value) : formatMoney(digits(value), currency)
  if (unit === '%') return `${formatNumber(Number(value.toFixed(value < 10 ? 1 : 0)))}${NBSP}%`
  if (unit === 'distance') return value.toFixed(2)
  return formatNumber(Number(value.toFixed(value < 10 ? 1 : 0)))
}

function digits(value: number): string {
  if (value === 0) return '0'
  return value.toFixed(Math.min(12, Math.max(2, 2 - Math.floor(Math.log10(Math.abs(value))))))
}

/** `2 to 5 %`; empty where there is no interval. */
export function intervalIn(
  low: number | null,
  high: number | null,
  unit: Unit,
  currency: string | null = null,
): string {
  if (low === null || high === null) return ''
  return `${inUnit(low, unit, currency)} to ${inUnit(high, unit, currency)}`
}

/** The runs behind a signal: of one day, or from where it departed, else of the last week shown. */
export function runsBehind(slug: string, signal: HealthSignal, day: string | null = null): string {
  const last = signal.points.at(-1)?.day ?? null
  const from = day ?? signal.since?.slice(0, 10) ?? signal.points.at(-7)?.day ?? null
  const to = day ?? last
  // The server's own words, one of those that the list of runs knows.
  return paths.runs({
    workflow: slug,
    status: (signal.behind.status ?? undefined) as CallStatus | undefined,
    route: (signal.behind.route ?? undefined) as Route | undefined,
    reason: (signal.behind.reason ?? undefined) as ReasonCode | undefined,
    from: from === null ? undefined : `${from}T00:00:00.000Z`,
    to: to === null ? undefined : new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS).toISOString(),
  })
}

/** `20 Nov 2026` for a calendar day, in whatever zone the reader is. */
export function dayInWords(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return formatDate(new Date(year, month - 1, date))
}
