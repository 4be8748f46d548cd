import { calibrationOf, confidenceFault, type Calibration } from '../trust/calibration.ts'
import { groupForecasts } from '../trust/forecasts.ts'
import { attribute, journeyOf, type Attribution } from './attribution.ts'
import type { DecisionMap } from './decision-map.ts'
import type { Step } from './journey.ts'
import type { ReadDecision } from './read-decisions.ts'
import { shareOf, type Proportion } from '../runs/proportion.ts'
import { relianceOf, type Reliance } from './reliance.ts'

/** The steps that a table of decisions can tell apart. */
type FunnelStep = Exclude<Step, 'produced' | 'seen'>

export interface AdoptionReport {
  readonly units: number
  readonly people: number
  readonly funnel: { readonly [step in FunnelStep]: number }
  /** Decided as the AI said, of those that it was to inform. */
  readonly influence: Proportion
  /** Shares of right answers, 0..1; null where nothing is known. */
  readonly accuracy: { readonly [who in keyof Reliance['accuracy']]: number | null }
  /** The same as counts, with intervals. */
  readonly correct: Reliance['accuracy']
  readonly disagreements: number
  readonly switched: number
  readonly rair: Proportion
  readonly rsr: Proportion
  readonly agreement: number | null
  readonly calibration: { readonly [who in 'before' | 'after' | 'ai']: Calibration | null }
  readonly attribution: Attribution
  /** What the figures say, and what could not be computed and why. */
  readonly notes: readonly string[]
}

/** All that a table of decisions says of adoption and reliance. The order of the decisions plays no part. */
export function adoptionReport(decisions: readonly ReadDecision[], map: DecisionMap): AdoptionReport {
  const reliance = relianceOf(decisions)
  const { accuracy: correct } = reliance
  const offered = decisions.filter(({ ai }) => ai !== null)
  const actedOn = offered.filter(({ final }) => final !== null)
  const kept = actedOn.filter(({ ai, final }) => ai === final)
  const right = kept.filter(({ final, truth }) => final === truth)
  const notes: string[] = [...reliance.sentences]
  const calibration = { before: null, after: null, ai: null } as { -readonly [who in Who]: Calibration | null }
  for (const who of ['before', 'after', 'ai'] as const) {
    const of = map.confidence
    if (of === null || of[who] === null) continue
    const known = decisions.filter(({ truth, confidence }) => truth !== null && confidence[who] !== null)
    const forecasts = groupForecasts(
      Float64Array.from(known, ({ confidence }) => confidence[who] ?? 0),
      Uint8Array.from(known, ({ truth }) => (truth === of.of ? 1 : 0)),
    )
    const fault = confidenceFault(forecasts)
    if (fault !== null) notes.push(`Calibration ${WORDS[who]}: ${fault}`)
    if (known.length > 0) calibration[who] = calibrationOf(forecasts)
  }
  if (decisions.length === 0) notes.push('No decision counts: no row is within the bounds of the map.')
  if (map.own === null) notes.push('Nobody said an own answer first, so reliance can’t be told from agreement.')
  if (map.truth === null) notes.push('What was right is not told, so that nothing is said about right and wrong.')
  return {
    units: decisions.length,
    people: new Set(decisions.map(({ person }) => person)).size,
    funnel: {
      toInform: decisions.length,
      offered: offered.length,
      actedOn: actedOn.length,
      kept: kept.length,
      right: right.length,
    },
    influence: shareOf({ k: kept.length, n: decisions.length }),
    accuracy: { before: rateOf(correct.before), after: rateOf(correct.after), ai: rateOf(correct.ai) },
    correct,
    disagreements: reliance.disagreements,
    switched: reliance.switched,
    rair: reliance.rair,
    rsr: reliance.rsr,
    agreement: reliance.agreement,
    calibration,
    attribution: attribute(decisions.map((decision) => ({ ...journeyOf(decision, map.leastDwellMs), n: 1 }))),
    notes,
  }
}

function rateOf({ k, n }: Proportion): number | null {
  return n === 0 ? null : k / n
}

type Who = 'before' | 'after' | 'ai'
const WORDS: { readonly [who in Who]: string } = {
  before: 'of the person before',
  after: 'of the person after',
  ai: 'of the AI',
}
