import { DEFAULT_AUDIT_MAP, type SpanFacts } from '@dayshift/core'
import { takeInOutcomesWithin } from '../adoption/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { keepScores } from '../runs/index.ts'

export interface EvaluatedRun {
  readonly runId: string
  readonly workflow: string
  readonly unitKey: string
  readonly spans: readonly SpanFacts[]
}

const SOURCE = 'gen_ai.evaluation'

/**
 * Keeps what evaluators said of runs: each as a score, and one whose label says right or wrong as the unit's outcome. A number
 * alone is no verdict: nobody said from which on it is right.
 */
export async function keepEvaluations(
  trx: Trx,
  world: World,
  workspaceId: string,
  runs: readonly EvaluatedRun[],
): Promise<void> {
  const evaluated = runs.flatMap(({ spans, ...run }) =>
    spans.flatMap(({ evaluations }) => evaluations.map((evaluation) => ({ run, evaluation }))),
  )
  if (evaluated.length === 0) return
  await keepScores(
    trx,
    workspaceId,
    evaluated
      .filter(({ evaluation: { value, label } }) => value !== null || label !== null)
      .map(({ run, evaluation: { name, value, label, explanation, at } }) => ({
        runId: run.runId,
        name,
        value,
        label,
        source: SOURCE,
        comment: explanation,
        at: new Date(at),
      })),
  )
  const verdicts = new Map<string, { unitKey: string; verdict: 'right' | 'wrong'; at: string; source: string }[]>()
  for (const { run, evaluation } of evaluated) {
    const verdict = verdictOf(evaluation.label)
    if (verdict === null) continue
    const list = verdicts.get(run.workflow) ?? []
    list.push({
      unitKey: run.unitKey,
      verdict,
      at: new Date(evaluation.at).toISOString(),
      source: `${SOURCE}: ${evaluation.name}`.slice(0, 200),
    })
    verdicts.set(run.workflow, list)
  }
  for (const [workflow, records] of verdicts) await takeInOutcomesWithin(trx, world, workspaceId, { workflow, records })
}

function verdictOf(label: string | null): 'right' | 'wrong' | null {
  const plain = (label ?? '').trim().toLowerCase()
  return DEFAULT_AUDIT_MAP.right.has(plain) ? 'right' : DEFAULT_AUDIT_MAP.wrong.has(plain) ? 'wrong' : null
}
