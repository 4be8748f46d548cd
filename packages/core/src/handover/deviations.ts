import type { ActFact } from './facts.ts'
import { weekOf } from './evaluators/acts.ts'

/** A departure from expected behaviour, as often as it was written down. */
export interface DeviationSeen {
  /** The words of the last time. */
  readonly what: string
  readonly times: number
  /** Different calendar weeks in which it came. */
  readonly weeks: number
  readonly first: Date
  readonly last: Date
  /** Closed since it came last. */
  readonly closed: boolean
}

/** What was written down of departures, the same words together, in the order in which each came first. */
export function deviationsSeen(acts: readonly ActFact[]): readonly DeviationSeen[] {
  const closed = acts.filter(({ kind }) => kind === 'concern-closed')
  const byWords = Map.groupBy(
    acts.filter(({ kind }) => kind === 'deviation-noted'),
    ({ details }) => plain(details['what']),
  )
  return [...byWords].map(([words, told]) => {
    const last = told.reduce((latest, act) => (act.at >= latest.at ? act : latest))
    const first = told.reduce((earliest, act) => (act.at < earliest.at ? act : earliest))
    return {
      what: last.details['what']?.trim() ?? words,
      times: told.length,
      weeks: new Set(told.map(({ at }) => weekOf(at))).size,
      first: first.at,
      last: last.at,
      closed: closed.some(({ at, details }) => plain(details['what']) === words && at >= last.at),
    }
  })
}

function plain(text: string | undefined): string {
  return (text ?? '').trim().toLowerCase()
}
