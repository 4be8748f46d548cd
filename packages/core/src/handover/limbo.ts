import { counted, listInWords } from '../workflows/in-words.ts'
import { holderOf } from './evaluators/people.ts'
import { daysBetween, newest } from './evaluators/say.ts'
import type { HandoverFacts } from './facts.ts'
import { liveBy } from './live.ts'

export interface Limbo {
  readonly inLimbo: boolean
  readonly sentence: string
  /** What a pilot needs and this one lacks. */
  readonly missing: readonly ('home' | 'owner' | 'budget')[]
  /** Days since anything happened around it. */
  readonly idleDays: number
  /** Days for which something has been missing, at least. */
  readonly days: number
}

/** Longest time that something may be missing, or nothing may happen, before it is limbo. */
const PATIENCE_DAYS = 30

const LACKS = {
  home: 'nobody who runs it in production',
  owner: 'nobody who answers for the outcome',
  budget: 'no money beyond the experiment',
} as const

/**
 * A workflow that is nobody's: its builders are not to run it, operations do not own it. Past design, or after a month,
 * each of home, owner and budget that it lacks is named; so is the time in which nothing happened.
 */
export function limboOf(facts: HandoverFacts, now: Date): Limbo {
  const { workflow } = facts
  const by = liveBy(facts, now)
  const hasHome =
    holderOf(facts, 'operational-owner') !== null ||
    (facts.transfer?.doneAt != null && holderOf(facts, 'daily-care') !== null)
  const hasCare = holderOf(facts, 'daily-care') !== null
  const isFunded = (['operation', 'maintenance'] as const).every((line) =>
    facts.money.lines.some((each) => each.line === line && /[1-9]/.test(each.planned)),
  )
  const missing = [
    ...(hasHome ? [] : (['home'] as const)),
    ...(holderOf(facts, 'business-owner') === null ? (['owner'] as const) : []),
    ...(isFunded ? [] : (['budget'] as const)),
  ]
  const days = Math.max(0, daysBetween(workflow.startedAt, now))
  const idleDays = Math.max(0, daysBetween(lastActivity(facts) ?? workflow.startedAt, now))
  const lacks = missing.map((each) => LACKS[each])

  // What serves units without anybody who cares for it is an error at once; what merely lacks something is given time.
  const isOrphan = by !== null && !hasCare
  const isIdle = idleDays >= PATIENCE_DAYS && (missing.length > 0 || workflow.stage !== 'operation')
  const isLacking = missing.length > 0 && days >= PATIENCE_DAYS
  const inLimbo = isOrphan || isIdle || isLacking
  const sentence = isOrphan
    ? by === 'gate'
      ? `In limbo: it serves ${workflow.rolloutPercent} % of the units and nobody by name cares for it.`
      : 'In limbo: it runs outside the gate and nobody by name cares for it.'
    : isLacking
      ? `In limbo: after ${counted(days, 'day')} it has ${listInWords(lacks)}${idleDays >= PATIENCE_DAYS ? `, and nothing has happened for ${counted(idleDays, 'day')}` : ''}.`
      : isIdle
        ? `In limbo: nothing has happened for ${counted(idleDays, 'day')}.`
        : missing.length > 0
          ? `It still needs a name or a line: it has ${listInWords(lacks)}.`
          : 'It has a home, an owner and a budget.'
  return { inLimbo, sentence, missing, idleDays, days }
}

function lastActivity({ acts, days, changes, documents, drills, duties, workflow }: HandoverFacts): Date | null {
  const lastDay = days.reduce((last, { day, n }) => (n > 0 && day > last ? day : last), '')
  return newest([
    workflow.stageSince,
    ...(lastDay === '' ? [] : [new Date(`${lastDay}T00:00:00.000Z`)]),
    ...acts.map(({ at }) => at),
    ...changes.map(({ liveAt, proposedAt }) => liveAt ?? proposedAt),
    ...documents.map(({ changedAt }) => changedAt),
    ...drills.map(({ at }) => at),
    ...duties.map(({ since }) => since),
  ])
}
