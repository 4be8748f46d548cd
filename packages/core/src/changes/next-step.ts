import { counted, listInWords } from '../workflows/in-words.ts'
import type { JudgedCondition } from './rollout-conditions.ts'
import type { Pace } from './rollout-path.ts'

/** A change that is rolling out, with what its present step has shown so far. */
export interface RollingChange {
  /** Shares in percent, rising. */
  readonly path: readonly number[]
  /** Place of the present step in the path. */
  readonly step: number
  readonly stepSince: Date
  readonly pace: Pace
  /** Units that met the change in this step. */
  readonly met: number
  /** Judged on this step's own runs. */
  readonly conditions: readonly JudgedCondition[]
  /** Somebody holds it at this step. */
  readonly heldBy: { readonly name: string; readonly reason: string } | null
  /** The sentence that the workflow is paused with. */
  readonly paused: string | null
  /** An accepted transfer within its settle period. */
  readonly freeze: { readonly until: Date; readonly why: string } | null
  /** Largest share that the stage lets the AI see; null where the path is no share of all units. */
  readonly volumeAtMost: number | null
}

export type HoldCode = 'held' | 'paused' | 'freeze' | 'time' | 'sample' | 'conditions'

export type StepDecision =
  | { readonly kind: 'step'; readonly to: number; readonly percent: number; readonly reason: string }
  | { readonly kind: 'hold'; readonly code: HoldCode; readonly reason: string; readonly until: Date | null }
  | { readonly kind: 'roll-back'; readonly reason: string }
  | { readonly kind: 'done'; readonly reason: string }

/**
 * What becomes of a step now. A breach of a condition rolls back by itself, also while somebody holds the change;
 * whatever is missing or inconclusive holds; only what is met, for long enough and on enough units, goes on.
 */
export function nextStep(change: RollingChange, now: Date): StepDecision {
  const { path, step, pace, conditions } = change
  const breached = conditions.filter(({ verdict }) => verdict === 'unmet')
  if (breached.length > 0) {
    return { kind: 'roll-back', reason: breached.map(({ sentence }) => sentence).join(' ') }
  }
  const held = heldNow(change, now)
  if (held !== null) return held
  const until = new Date(change.stepSince.getTime() + pace.minimumHours * HOUR_MS)
  if (now < until) {
    return {
      kind: 'hold',
      code: 'time',
      reason: `Each step lasts at least ${counted(pace.minimumHours, 'hour')}.`,
      until,
    }
  }
  if (change.met < pace.minimumRuns) {
    const reason = `Not enough yet: ${change.met} of ${pace.minimumRuns} units have met this step.`
    return { kind: 'hold', code: 'sample', reason, until: null }
  }
  const open = conditions.filter(({ verdict }) => verdict === 'unknown')
  if (open.length > 0 || conditions.length === 0) {
    const reason = open.length === 0 ? 'Nothing says what must hold.' : open.map(({ sentence }) => sentence).join(' ')
    return { kind: 'hold', code: 'conditions', reason, until: null }
  }
  const met = listInWords(conditions.map(({ sentence }) => sentence.replace(/\.$/, '')))
  const to = step + 1
  const percent = path[to]
  if (percent === undefined) return { kind: 'done', reason: `The last step holds: ${met}.` }
  if (change.volumeAtMost !== null && percent > change.volumeAtMost) {
    return {
      kind: 'done',
      reason: `The stage lets the AI see at most ${change.volumeAtMost} % of the units, so this is its last step: ${met}.`,
    }
  }
  return { kind: 'step', to, percent, reason: `${met}.` }
}

function heldNow({ heldBy, paused, freeze }: RollingChange, now: Date): StepDecision | null {
  if (heldBy !== null) {
    return { kind: 'hold', code: 'held', reason: `${heldBy.name} holds it here: ${heldBy.reason}`, until: null }
  }
  if (paused !== null) {
    return { kind: 'hold', code: 'paused', reason: `The workflow is paused: ${paused}`, until: null }
  }
  return freeze !== null && now < freeze.until
    ? { kind: 'hold', code: 'freeze', reason: freeze.why, until: freeze.until }
    : null
}

const HOUR_MS = 3_600_000
