import type { ShadowRecord } from '@dayshift/contract'
import { inWorkspace } from '../../platform/database/index.ts'
import { publish } from '../../platform/live/index.ts'
import { changeGate } from '../workflows/index.ts'
import { mustMay, personOr } from './approve-change.ts'
import { type ChangesWorld, onChange, type OnChange } from './on-change.ts'
import { refused } from './problems.ts'
import { titleWith } from './standing.ts'

/**
 * Has a proposed release run beside the live one on a share of the same units, without effect: what operators run holds
 * still while the builder's next version is looked at. One at a time; 0 ends it.
 */
export async function shadowChange({ gates, ...changes }: ChangesWorld, on: OnChange, percent: number) {
  personOr(on.actor, 'have a release run as a shadow')
  return await onChange({ gates, ...changes }, on, async (trx, standing) => {
    const { change, release, workflow } = standing
    const what = `have "${titleWith(change, release)}" run as a shadow`
    mustMay(standing, 'shadow', on.actor, what)
    const present = workflow.shadow?.changeId === change.id ? workflow.shadow.percent : 0
    if (percent === present) return null
    if (percent > 0) {
      const isOpen = change.state === 'proposed' || change.state === 'approved'
      if (!isOpen || release === null || workflow.activeReleaseId === null) {
        throw refused(what, {
          code: 'no-shadow',
          detail: 'only a proposed release, beside one that is live, can run as a shadow.',
          mend: 'Propose it as a change first.',
        })
      }
      if (workflow.shadow !== null && workflow.shadow.changeId !== change.id) {
        throw refused(what, {
          code: 'another-shadow',
          detail: 'another change of this workflow runs as a shadow.',
          mend: 'End that one first.',
        })
      }
      gates.gateOf(release)
    }
    await changeGate(trx, workflow.id, {
      shadow_change_id: percent === 0 ? null : change.id,
      shadow_percent: percent === 0 ? null : percent,
    })
    return {
      act: percent === 0 ? 'shadow-ended' : 'shadow-set',
      sentence:
        percent === 0
          ? `ended the shadow of "${titleWith(change, release)}".`
          : `had "${titleWith(change, release)}" run as a shadow on ${percent} % of the units, without effect.`,
      details: { percent },
      movesGate: true,
    }
  })
}

/** Keeps what shadows showed; of changes that aren't here nothing is kept. Delivering one again changes nothing. */
export async function takeInShadowRuns(
  { world, needs }: ChangesWorld,
  workspaceId: string,
  records: readonly ShadowRecord[],
): Promise<{ accepted: number }> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const known = await trx
      .selectFrom('changes')
      .innerJoin('workflows', 'workflows.id', 'changes.workflow_id')
      .select(['changes.id', 'changes.workflow_id', 'workflows.slug'])
      .where('changes.workspace_id', '=', workspaceId)
      .where('changes.id', 'in', [...new Set(records.map(({ change }) => change))])
      .execute()
    const slugs = new Map(known.map(({ id, slug }) => [id, slug]))
    const workflows = new Map(known.map((row) => [row.id, row.workflow_id]))
    const ours = records.filter(({ change, workflow }) => slugs.get(change) === workflow)
    const rows = ours.map((record) => ({
      id: record.id,
      workspace_id: workspaceId,
      change_id: record.change,
      run_id: record.runId,
      unit_key: storable(record.unitKey),
      at: new Date(record.at),
      live_route: record.liveRoute,
      route: record.route,
      reason_code: storable(record.reasonCode),
      reason_message: storable(record.reasonMessage),
      called: record.called,
      failure: record.failure === null || record.failure === undefined ? null : storable(record.failure),
      same_output: record.sameOutput ?? null,
      latency_ms: record.latencyMs,
      cost_amount: record.costAmount ?? null,
      cost_currency: record.costCurrency ?? null,
    }))
    if (rows.length === 0) return { accepted: 0 }
    const kept = await trx
      .insertInto('shadow_runs')
      .values(rows)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning(['id', 'change_id'])
      .execute()
    const fresh = new Set(kept.map(({ id }) => id))
    await needs.onShadowRuns(
      trx,
      workspaceId,
      ours.flatMap((record) => {
        const workflowId = workflows.get(record.change)
        if (workflowId === undefined || !record.called || !fresh.has(record.id)) return []
        const { costAmount: amount, costCurrency: currency, spendLease } = record
        const cost =
          amount === null || amount === undefined || currency === null || currency === undefined
            ? null
            : { amount, currency }
        return [{ workflowId, at: new Date(record.at), spendLease: spendLease ?? null, cost }]
      }),
    )
    for (const change of new Set(kept.map((row) => row.change_id))) {
      // oxlint-disable-next-line no-await-in-loop -- on one connection
      await publish(trx, workspaceId, { topic: 'changes', workflow: slugs.get(change) ?? null, id: change })
    }
    return { accepted: kept.length }
  })
}

/** What PostgreSQL's text can hold. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed()
}
