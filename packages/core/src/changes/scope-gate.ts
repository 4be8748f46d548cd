import { judgeTarget, measure, MEASURES, daysWithin, type RunDay, type Target } from '../runs/measures.ts'
import type { StageId } from '../handover/playbook.ts'
import { counted } from '../workflows/in-words.ts'
import { DAY_MS } from '../time.ts'

/** Stable days in operation that come before a workflow's scope may grow (S194). */
export const STABLE_DAYS = 90
/** Earlier than this after operation began, a growing scope is worth a warning (S195). */
export const EARLIEST_DAYS = 365

export interface ScopeFacts {
  readonly stage: StageId
  /** When the present stage was entered; null where nobody knows. */
  readonly stageSince: Date | null
  /** When the last change, other than this one, went live or was rolled back; null where there was none. */
  readonly lastTouched: Date | null
  readonly targets: readonly Target[]
  readonly days: readonly RunDay[]
  readonly now: Date
}

export interface ScopeGate {
  /** What keeps the scope as it is, each in a sentence; empty where it may grow. */
  readonly refusals: readonly string[]
  readonly warnings: readonly string[]
}

/**
 * Whether a workflow's scope may grow. While it is designed and piloted its scope is still being found; from readiness
 * on it grows only after 90 stable days in operation that met the thresholds.
 */
export function scopeGate({ stage, stageSince, lastTouched, targets, days, now }: ScopeFacts): ScopeGate {
  if (stage === 'design' || stage === 'pilot') return { refusals: [], warnings: [] }
  if (stage !== 'operation' || stageSince === null) {
    return {
      refusals: [`What it is for may grow only after ${STABLE_DAYS} stable days in operation; it is in ${stage}.`],
      warnings: [],
    }
  }
  const refusals: string[] = []
  const inOperation = wholeDays(stageSince, now)
  const stableSince = lastTouched !== null && lastTouched > stageSince ? lastTouched : stageSince
  const stable = wholeDays(stableSince, now)
  if (stable < STABLE_DAYS) {
    refusals.push(
      `What it is for may grow only after ${STABLE_DAYS} stable days in operation: ${stable} of ${STABLE_DAYS} have passed since ${stableSince === stageSince ? 'operation began' : 'the last change'}.`,
    )
  }
  const window = daysWithin(days, STABLE_DAYS, now)
  if (targets.length === 0) refusals.push('No target is written, so nobody can say whether the thresholds were met.')
  for (const target of targets) {
    const verdict = judgeTarget(target, measure(window, target.measure))
    if (verdict === 'met') continue
    const { name } = MEASURES[target.measure]
    refusals.push(
      verdict === 'unmet'
        ? `"${name}" missed its target in the last ${STABLE_DAYS} days.`
        : `Nobody can say yet whether "${name}" met its target in the last ${STABLE_DAYS} days.`,
    )
  }
  const warnings =
    inOperation < EARLIEST_DAYS
      ? [
          `Twelve months in operation are the earliest for a significantly wider scope; it is ${counted(inOperation, 'day')}.`,
        ]
      : []
  return { refusals, warnings }
}

function wholeDays(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / DAY_MS))
}
