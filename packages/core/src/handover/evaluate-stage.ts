import type { CriterionResult } from './criterion-result.ts'
import { resultOf } from './evaluate-criterion.ts'
import { listInWords } from '../workflows/in-words.ts'
import { factsInOrder } from './evaluators/facts-in-order.ts'
import type { HandoverFacts } from './facts.ts'
import { type Playbook, type PlaybookStage, STAGES, type StageId } from './playbook.ts'
import { ROUTINE_SIGNS, routineSigns, toldSigns } from './routine-signs.ts'
import { DAY_MS } from '../time.ts'

export interface StageVerdict {
  readonly kind: 'may-leave' | 'held'
  /** All criteria of the stage, in the playbook's order. */
  readonly results: readonly CriterionResult[]
  /** Those that hold it: neither met nor waived now. */
  readonly open: readonly CriterionResult[]
  /** Remarks that block nothing, like a stage that is left long before its window. */
  readonly warnings: readonly string[]
}

/**
 * Says whether a stage may be left, and if not, what holds it. Unknown holds like unmet; only a waiver that runs lets it
 * by. A stage without criteria is held: of nothing there is no pass.
 */
export function evaluateStage(playbook: Playbook, stageId: StageId, facts: HandoverFacts, now: Date): StageVerdict {
  const stage = playbook.stages.find(({ id }) => id === stageId)
  if (stage === undefined)
    throw new Error(`Cannot evaluate the stage "${stageId}": the playbook "${playbook.id}" has none of that name`)
  const ordered = factsInOrder(facts, now)
  const results = stage.criteria.map((criterion) => resultOf(criterion, stageId, playbook, ordered, now))
  const open = results.filter(({ verdict, waiver }) => verdict !== 'met' && waiver === null)
  return {
    kind: results.length > 0 && open.length === 0 ? 'may-leave' : 'held',
    results,
    open,
    warnings: [...windowWarnings(stage, facts, now), ...routineWarnings(stage, ordered, now)],
  }
}

const WEEK_MS = 7 * DAY_MS

/** A plan that is compressed is not refused, and it is said: what is skipped now comes back later. */
function windowWarnings({ id, name, weeks }: PlaybookStage, { workflow }: HandoverFacts, now: Date): string[] {
  if (workflow.stage !== id) return []
  const week = Math.floor((now.getTime() - workflow.startedAt.getTime()) / WEEK_MS) + 1
  if (weeks.to !== null && week < weeks.to && week < weeks.from) {
    return [
      `"${name}" is planned for weeks ${weeks.from} to ${weeks.to}; this is week ${week}. What is compressed here usually fails later.`,
    ]
  }
  if (weeks.to !== null && week > weeks.to) {
    const isLast = STAGES.at(-1) === id
    return isLast ? [] : [`"${name}" was to be left by week ${weeks.to}; this is week ${week}.`]
  }
  return []
}

/** What people count on every day is production, whatever the label says. */
function routineWarnings({ id, name }: PlaybookStage, facts: HandoverFacts, now: Date): string[] {
  if (facts.workflow.stage !== id || STAGES.indexOf(id) >= STAGES.indexOf('transfer')) return []
  const signs = routineSigns(facts, now)
  const told = toldSigns(facts)
  if (signs.length < ROUTINE_SIGNS && told.length === 0) return []
  return [
    `It is still in "${name}", and people count on it already: ${listInWords([...signs, ...told])}. Hand it over, or say in writing why not yet.`,
  ]
}
