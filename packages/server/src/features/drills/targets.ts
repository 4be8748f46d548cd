import type { DrillDetail } from '@dayshift/contract'
import { checkTargets, type Manifest, MEASURES, type Target, type TargetCheck } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'
import { readRunDays } from '../runs/index.ts'
import type { DrillOf } from './store.ts'

type Report = NonNullable<DrillDetail['targets']>

/** The workspace's written targets of a workflow; handed in, because they are kept above drills. */
export type TargetsOf = (trx: Trx, workspaceId: string, workflowId: string) => Promise<readonly Target[]>

/** Holds the last days against what is written, at once. */
export async function targetOutcome(
  trx: Trx,
  { workspaceId, workflowId, settings: { windowDays } }: DrillOf<'target-check'>,
  manifest: Manifest | null,
  targetsOf: TargetsOf,
  now: Date,
): Promise<{ readonly outcome: TargetCheck; readonly report: Report }> {
  const days = await readRunDays(trx, workspaceId, workflowId, now)
  const targets = await targetsOf(trx, workspaceId, workflowId)
  const outcome = checkTargets(days, targets, manifest?.limits ?? null, windowDays, now)
  return { outcome, report: { windowDays, lines: outcome.lines.map(lineWire) } }
}

/** As it was kept when the check was made. */
export function targetReport({ closed, settings: { windowDays } }: DrillOf<'target-check'>): Report {
  return closed === null ? { windowDays, lines: [] } : (closed.report as Report) // targetOutcome's
}

function lineWire(line: TargetCheck['lines'][number]): Report['lines'][number] {
  const { aspect, measure, bound, value: target, currency, source, measured, verdict } = line
  const { name, unit } = MEASURES[measure]
  const figure = measured.kind === 'figure' ? measured : null
  return {
    aspect,
    measure,
    name,
    unit,
    bound,
    target,
    currency,
    source,
    value: figure?.value ?? null,
    low: figure?.interval?.low ?? null,
    high: figure?.interval?.high ?? null,
    n: measured.n,
    needed: measured.kind === 'insufficient' ? measured.needed : null,
    verdict,
  }
}
