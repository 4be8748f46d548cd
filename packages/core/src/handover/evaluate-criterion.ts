import type { CriterionResult } from './criterion-result.ts'
import type { Finding } from './evaluators/evaluator.ts'
import { factsInOrder } from './evaluators/facts-in-order.ts'
import { holdersOf, nameOf } from './evaluators/people.ts'
import { evaluatorNamed } from './evaluators/registry.ts'
import { newest } from './evaluators/say.ts'
import type { HandoverFacts } from './facts.ts'
import type { Criterion, Playbook, StageId } from './playbook.ts'

/** Says whether one criterion is met, on what evidence, what is missing and who can make it true. Pure. */
export function evaluateCriterion(
  criterion: Criterion,
  playbook: Playbook,
  facts: HandoverFacts,
  now: Date,
): CriterionResult {
  const stage = playbook.stages.find(({ criteria }) => criteria.some(({ id }) => id === criterion.id))?.id ?? 'design'
  return resultOf(criterion, stage, playbook, factsInOrder(facts, now), now)
}

/** The same for facts that are in order already. */
export function resultOf(
  criterion: Criterion,
  stage: StageId,
  playbook: Playbook,
  facts: HandoverFacts,
  now: Date,
): CriterionResult {
  const finding = findingOf(criterion, stage, playbook, facts, now)
  const { verdict, sentence, evidence = [], missing = [], warnings = [] } = finding
  const waiver = facts.waivers.findLast(
    ({ criterion: of, at, expiresAt, endedAt }) =>
      of === criterion.id && at <= now && expiresAt > now && (endedAt === null || endedAt > now),
  )
  return {
    id: criterion.id,
    name: criterion.name,
    gate: criterion.gate,
    verdict,
    sentence,
    evidence: evidence.toSorted((a, b) => (b.at?.getTime() ?? 0) - (a.at?.getTime() ?? 0)),
    // Whoever is told that something is missing is told what.
    missing: verdict === 'met' ? [] : missing.length > 0 ? missing : [sentence],
    who: criterion.who.flatMap((duty): CriterionResult['who'] => {
      const holders = holdersOf(facts, duty).filter(({ active }) => active)
      return holders.length === 0 ? [{ duty, person: null }] : holders.map(({ id }) => ({ duty, person: id }))
    }),
    warnings,
    asOf: finding.asOf ?? newest(evidence.map(({ at }) => at)),
    waiver:
      waiver === undefined
        ? null
        : { by: nameOf(facts, waiver.by), reason: waiver.reason, expiresAt: waiver.expiresAt },
  }
}

/** An evaluator that is not there, is asked wrongly or fails says nothing about the workflow: unknown, with the reason. */
function findingOf(criterion: Criterion, stage: StageId, playbook: Playbook, facts: HandoverFacts, now: Date): Finding {
  const evaluator = evaluatorNamed(criterion.evaluator)
  if (evaluator === null) {
    const sentence = `Nothing can evaluate "${criterion.evaluator}".`
    return {
      verdict: 'unknown',
      sentence,
      missing: ['Mend the playbook: "dayshift playbook criteria" lists what there is.'],
    }
  }
  try {
    return evaluator.judge({ playbook, stage, facts, now }, criterion.params)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return {
      verdict: 'unknown',
      sentence: `"${criterion.name}" could not be evaluated: ${reason}.`,
      missing: ['Mend the playbook, or report this.'],
    }
  }
}
