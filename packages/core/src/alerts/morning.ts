import { counted } from '../workflows/in-words.ts'

/** Weeks back that a day is compared with, and how many of them must have had runs. */
export const USUAL_WEEKS = 4
const FEWEST_WEEKS = 3

/** What a workflow's morning is told from. */
export interface MorningFacts {
  readonly name: string
  readonly paused: boolean
  /** Runs of yesterday (UTC). */
  readonly yesterday: number
  /** Runs on the same weekday of the weeks before that had any, the nearest first; at most four. */
  readonly sameDays: readonly number[]
  readonly cases: { readonly open: number; readonly overdue: number }
  readonly alerts: { readonly open: number; readonly urgent: number; readonly unanswered: number }
}

export interface Morning {
  /** `unknown` where there is nothing to compare with, and nothing else is wrong. */
  readonly verdict: 'well' | 'attention' | 'unknown'
  readonly sentence: string
  readonly usual: { readonly low: number; readonly high: number; readonly weeks: number } | null
}

/** Is it well, what waits: one workflow in one sentence. Runs are compared with the same weekday of four weeks. */
export function morningOf(facts: MorningFacts): Morning {
  const { paused, yesterday, sameDays, cases, alerts } = facts
  const usual =
    sameDays.length < FEWEST_WEEKS
      ? null
      : { low: Math.min(...sameDays), high: Math.max(...sameDays), weeks: sameDays.length }
  const fewer = usual !== null && yesterday < usual.low / 2
  const more = usual !== null && yesterday > usual.high * 2
  const troubles = [
    ...(paused ? ['it is paused'] : []),
    ...(alerts.unanswered > 0 ? [`nobody has answered ${counted(alerts.unanswered, 'alert')}`] : []),
    ...(alerts.unanswered === 0 && alerts.open > 0
      ? [`${counted(alerts.open, 'alert')} ${alerts.open === 1 ? 'is' : 'are'} open`]
      : []),
    ...(cases.overdue > 0 ? [`${counted(cases.overdue, 'case')} ${cases.overdue === 1 ? 'is' : 'are'} overdue`] : []),
    ...(fewer ? ['far fewer units ran than usual'] : more ? ['far more units ran than usual'] : []),
  ]
  const range =
    usual === null
      ? `to say what is usual there are not enough weeks yet: ${sameDays.length} of ${FEWEST_WEEKS}`
      : `usual on this weekday ${usual.low === usual.high ? 'is' : 'are'} ${usual.low === usual.high ? usual.low : `${usual.low} to ${usual.high}`}`
  const ran = `${counted(yesterday, 'unit')} ran yesterday; ${range}.`
  if (troubles.length > 0) {
    const [first = '', ...rest] = troubles
    return { verdict: 'attention', usual, sentence: `${[capital(first), ...rest].join(', ')}. ${ran}` }
  }
  if (usual === null) return { verdict: 'unknown', usual, sentence: ran }
  return { verdict: 'well', usual, sentence: `It is well. ${ran}` }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
