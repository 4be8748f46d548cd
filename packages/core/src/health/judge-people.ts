import { areIgnored, PRECISION_DAYS, PRECISION_SAMPLE } from '../alerts/alert-precision.ts'
import { shareOf } from '../runs/proportion.ts'
import { highestRate, lowestRate } from '../detection/stream/rate-bound.ts'
import { counted } from '../workflows/in-words.ts'
import { type Baseline, type HealthHour } from './baseline.ts'
import { addDecided, type Decided, NOTHING_DECIDED, onOutputs } from './decided.ts'
import { type Share, hitsInWords } from './signals.ts'
import { countOf, EMPTY_TALLY, mergeTallies, type Tally } from './tally.ts'
import type { Judged } from './watch-state.ts'
import { DAY_MS } from '../time.ts'

/** Reports that wait past their promised time: a channel that nobody reads (S043). */
export function judgeUnread({ n, since }: { readonly n: number; readonly since: Date | null }): Judged {
  if (n === 0 || since === null) {
    return { verdict: 'same', sentence: 'No report waits past the promised time.' }
  }
  return { verdict: 'moved', since, sentence: `${counted(n, 'report')} past the promised time without an answer.` }
}

/** How the alerts of a workflow were answered: of those told a day ago or longer. */
export interface AlertAnswers {
  /** Alerts of the last weeks whose day to be answered in is over, and how many of them nobody answered in it. */
  readonly due: number
  readonly ignored: number
  /** When the first of the ignored ones was told. */
  readonly since: Date | null
}

/** Alerts that nobody answers (S296); whoever doesn't look at them sees nothing else of the watch either. */
export function judgeUnanswered({ due, ignored, since }: AlertAnswers): Judged {
  const share = shareOf({ k: ignored, n: due }, PRECISION_SAMPLE)
  const of = `${String(ignored)} of ${counted(due, 'alert')} had no answer within a day (last ${String(PRECISION_DAYS)} days)`
  if (share.interval === null) {
    return {
      verdict: 'unknown',
      sentence:
        due === 0 ? 'No alert was to be answered.' : `Not enough yet: ${String(due)} of ${String(PRECISION_SAMPLE)}.`,
    }
  }
  if (areIgnored(share) && since !== null) return { verdict: 'moved', since, sentence: `${of}.` }
  return { verdict: 'same', sentence: `${of}.` }
}

/** Outputs of a window that people had time to decide on. */
const USE_DAYS = 7
const TIME_TO_DECIDE_DAYS = 2
const LEAST_OUTPUTS = 30
const LEAST_DECIDED = 10

/**
 * Whether people still decide on the outputs that they get (S028): decisions for each output of the week that ended two
 * days ago, against the baseline's. It has declined where it is less than half of it and the intervals of 99.9 % lie apart
 * (Clopper and Pearson, see rate-bound.ts): by chance once in some thousand weeks.
 */
export function judgeUse(baseline: Baseline, hours: readonly HealthHour[], now: Date): Judged {
  const until = now.getTime() - TIME_TO_DECIDE_DAYS * DAY_MS
  const from = until - USE_DAYS * DAY_MS
  const was = usedShare(baseline.statistics.tally, baseline.statistics.decided)
  const week = hours.filter(({ hour }) => hour.getTime() >= from && hour <= now && hour >= baseline.to)
  // What came in the last two days may still be decided on.
  const outputs = mergeTallies(week.filter(({ hour }) => hour.getTime() < until).map(({ tally }) => tally))
  const is = usedShare(outputs, sumOf(week))
  if (was.n < LEAST_OUTPUTS || was.hits < LEAST_DECIDED) {
    return {
      verdict: 'unknown',
      sentence: `The baseline says nothing about it: ${counted(was.hits, 'decision')} on ${counted(was.n, 'output')}.`,
    }
  }
  if (is.n < LEAST_OUTPUTS) {
    return {
      verdict: 'unknown',
      sentence: `Not enough yet: ${String(is.n)} of ${String(LEAST_OUTPUTS)} outputs that people had time for.`,
    }
  }
  const sentence = `${hitsInWords(is)} of ${counted(is.n, 'output')} of the last week were decided on; ${hitsInWords(was)} in the baseline (n ${String(was.n)}).`
  const halved = is.hits / is.n < was.hits / was.n / 2
  const apart = highestRate({ kind: 'counted', ...is }, SURE) < lowestRate({ kind: 'counted', ...was }, SURE)
  if (!halved || !apart) return { verdict: 'same', sentence }
  return { verdict: 'moved', since: lastDecided(hours) ?? new Date(from), sentence }
}

const SURE = 0.999

/** Days in which decisions are counted, and from how many on their influence can be told. */
const INFLUENCE_DAYS = 28
const LEAST_DECISIONS = 30
/** With 95 % confidence less than this much influence: the work is done in another way. */
const NEAR_ZERO = 0.1

/**
 * Whether outputs that people get decide anything (S026, S028): of all decisions, those made without the output among
 * them, how many took it as it was or edited. Needs no baseline: near zero is a workaround from the first day on.
 */
export function judgeInfluence(hours: readonly HealthHour[], now: Date): Judged {
  const from = now.getTime() - INFLUENCE_DAYS * DAY_MS
  const recent = hours.filter(({ hour }) => hour.getTime() >= from && hour <= now)
  const decided = sumOf(recent)
  const taken = takenShare(EMPTY_TALLY, decided)
  const { n } = taken
  if (n < LEAST_DECISIONS) {
    return { verdict: 'unknown', sentence: `Not enough yet: ${String(n)} of ${String(LEAST_DECISIONS)} decisions.` }
  }
  const sentence = `${hitsInWords(taken)} of ${String(n)} decisions took the output, as it was or edited (last ${String(INFLUENCE_DAYS)} days).`
  if (highestRate({ kind: 'counted', ...taken }, 0.95) >= NEAR_ZERO) return { verdict: 'same', sentence }
  const first = recent.find((hour) => hour.decided.bypass + onOutputs(hour.decided) > 0)
  return { verdict: 'moved', since: first?.hour ?? new Date(from), sentence }
}

/** Outputs that a person decided on, of all. */
export function usedShare(tally: Tally, decided: Decided): Share {
  const n = Math.max(0, countOf(tally, 'called') - countOf(tally, 'failed'))
  return { hits: Math.min(n, onOutputs(decided)), n }
}

/** Decisions that took the output, of all, those made without it among them. */
export function takenShare(_tally: Tally, decided: Decided): Share {
  return { hits: decided.accepted + decided.edited, n: decided.bypass + onOutputs(decided) }
}

function sumOf(hours: readonly HealthHour[]): Decided {
  return hours.reduce((sum, { decided }) => addDecided(sum, decided), NOTHING_DECIDED)
}

function lastDecided(hours: readonly HealthHour[]): Date | null {
  return hours.findLast(({ decided }) => onOutputs(decided) > 0)?.hour ?? null
}
