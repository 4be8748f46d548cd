import { counted, dateInWords } from '../workflows/in-words.ts'
import { holderOf } from './evaluators/people.ts'
import { dayOf, daysBefore, newest } from './evaluators/say.ts'
import type { ActFact, HandoverFacts } from './facts.ts'
import { liveBy } from './live.ts'
import { movesTarget } from './moving-parts.ts'

/** Whose a workflow is, and whether it holds still enough for routine care. */
export interface Care {
  /** `builders`: daily care was not transferred; `nobody`: no one active person has it. */
  readonly with: 'builders' | 'operators' | 'nobody'
  /** `changing`: not live yet, or what runs changed within the last two weeks or twice within 30 days. */
  readonly pile: 'changing' | 'stable'
  readonly sentence: string
  /** ISO date on which somebody looks again; null where none is written. */
  readonly lookAgain: string | null
  /** What its builders have to answer; null where nothing is asked. */
  readonly question: string | null
}

const STILL_DAYS = 14
const WINDOW_DAYS = 30
const OFTEN = 2

/**
 * Sorts a workflow: still changing often, or stable enough for routine care (S339, S340). One that its builders keep
 * stays visible with a date and a question (S343).
 */
export function careOf(facts: HandoverFacts, now: Date): Care {
  const moves = targetMoves(facts, now)
  const last = newest(moves)
  const isLive = liveBy(facts, now) !== null
  const isStill = isLive && moves.length < OFTEN && (last === null || last < daysBefore(now, STILL_DAYS))
  const pile = isStill ? 'stable' : 'changing'
  const how = !isLive
    ? 'not live yet'
    : isStill
      ? `stable: ${moves.length === 0 ? 'what runs did not change' : 'what runs changed once'} in ${counted(WINDOW_DAYS, 'day')}`
      : `still changing: ${counted(moves.length, 'change')} of what runs in ${counted(WINDOW_DAYS, 'day')}${last === null ? '' : `, the last on ${dayOf(last)}`}`
  const holder = holderOf(facts, 'daily-care')
  if (holder === null) {
    return { with: 'nobody', pile, sentence: `Nobody by name cares for it; ${how}.`, lookAgain: null, question: null }
  }
  const { transfer, runbook } = facts
  if (transfer !== null && transfer.state === 'done') {
    const lookAgain = runbook === null ? null : runbook.reviewBy.toISOString().slice(0, 10)
    const page =
      lookAgain === null ? 'its runbook was never confirmed' : `its runbook holds until ${dateInWords(lookAgain)}`
    return { with: 'operators', pile, sentence: `With ${holder.name}; ${how}; ${page}.`, lookAgain, question: null }
  }
  const planned = transfer !== null && transfer.state !== 'cancelled' ? transfer.at.toISOString().slice(0, 10) : null
  const kept = keptUntil(facts.acts, now)
  const lookAgain = planned ?? kept?.until ?? null
  const date =
    planned !== null
      ? `, until the transfer on ${dateInWords(planned)}`
      : kept !== null
        ? `, until ${dateInWords(kept.until)} for ${kept.why}`
        : ''
  return {
    with: 'builders',
    pile,
    sentence: `With its builders (${holder.name})${date}; ${how}.`,
    lookAgain,
    question: lookAgain === null ? 'Is it active design work, or is somebody avoiding the pager?' : null,
  }
}

/** When what runs changed within the window: what came, and what was taken back again. */
function targetMoves({ changes }: HandoverFacts, now: Date): Date[] {
  const since = daysBefore(now, WINDOW_DAYS)
  return changes
    .filter(movesTarget)
    .flatMap(({ state, liveAt, endedAt }) => [liveAt, state === 'rolled-back' ? endedAt : null])
    .flatMap((at) => (at !== null && at > since && at <= now ? [at] : []))
}

/** What its builders last said of keeping it, while that date lies ahead. */
function keptUntil(acts: readonly ActFact[], now: Date): { readonly until: string; readonly why: string } | null {
  const said = acts
    .filter(({ kind }) => kind === 'kept-with-builders')
    .reduce<ActFact | null>((last, each) => (last === null || each.at > last.at ? each : last), null)
  const until = said?.details['until'] ?? ''
  if (said === null || until <= now.toISOString().slice(0, 10)) return null
  return { until, why: said.details['keptFor'] === 'active-design' ? 'active design work' : 'want of a receiver' }
}
