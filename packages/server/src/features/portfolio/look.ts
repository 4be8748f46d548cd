import type { PortfolioItem as Item } from '@dayshift/contract'
import { type AuditedWorkflow, type AuditLook, nameIn, onWatch, overPhases, untoldPhases } from '@dayshift/core'
import { sql } from 'kysely'
import { z } from 'zod'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { defineTask } from '../../platform/jobs/index.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { openAlertCounts } from '../alerts/index.ts'
import { dutiesFacts } from '../duties/index.ts'
import type { WorkflowStanding } from '../handover/index.ts'
import { nextReview } from '../reviews/index.ts'
import { findWorkflowById, type StoredWorkflow } from '../workflows/index.ts'
import type { PortfolioNeeds } from './needs.ts'

type PortfolioItem = z.output<typeof Item>

/** How a workflow stood when it was looked at; kept as JSON. */
export interface Look extends WorkflowStanding {
  readonly onWatch: { readonly name: string; readonly orphaned: boolean } | null
  readonly review: { readonly day: string; readonly name: string } | null
  readonly signs: PortfolioItem['signs']
  readonly worth: PortfolioItem['worth']
  readonly money: PortfolioItem['money']
  readonly payback: PortfolioItem['payback']
  readonly audit: AuditLook
}

export interface KeptLook {
  readonly lookedAt: Date
  readonly look: Omit<Look, 'audit'>
}

const HOUR_MS = 3_600_000
/** A look as often as the task runs, whichever of several processes ran it. */
const LOOK_AGAIN_MS = HOUR_MS - 60_000
/** So many are looked at while a reader waits; the task does the rest. */
const MOST_AT_ONCE = 25

/** Looks once an hour at every workflow: time alone moves what its row says. */
export function portfolioTask(needs: PortfolioNeeds) {
  return defineTask({
    name: 'look-at-portfolio',
    payload: z.object({}),
    everyMs: HOUR_MS,
    run: async (world, _payload, { signal }) => {
      const workspaces = await asSystem(world.db, (trx) => trx.selectFrom('workspaces').select('id').execute())
      for (const { id: workspaceId } of workspaces) {
        while (!signal.aborted && (await lookAgain(world, needs, workspaceId)) === MOST_AT_ONCE);
      }
    },
  })
}

/**
 * Looks at workflows whose row may not be true any more: never looked at, an act on it was recorded since, or an hour is
 * over. At most so many, or the one of a slug alone; gives how many it looked at.
 */
export async function lookAgain(
  world: World,
  needs: PortfolioNeeds,
  workspaceId: string,
  slug: string | null = null,
): Promise<number> {
  const stale = await inWorkspace(world.db, workspaceId, (trx) => staleOf(trx, workspaceId, slug, world.clock.now()))
  for (const id of stale) await inWorkspace(world.db, workspaceId, (trx) => lookAt(trx, world, needs, workspaceId, id))
  return stale.length
}

async function staleOf(trx: Trx, workspaceId: string, slug: string | null, now: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select w.id from workflows w
    left join portfolio_looks l on l.workflow_id = w.id
    left join lateral (
      select seq from ledger_entries e
      where e.workspace_id = w.workspace_id and e.subject = 'workflow:' || w.slug
      order by seq desc limit 1
    ) e on true
    where w.workspace_id = ${workspaceId} and w.slug = coalesce(${slug}, w.slug)
      and (l.workflow_id is null or l.looked_at <= ${new Date(now.getTime() - LOOK_AGAIN_MS)} or e.seq > l.ledger_seq)
    order by l.looked_at nulls first, w.id
    limit ${MOST_AT_ONCE}`.execute(trx)
  return rows.map(({ id }) => id)
}

async function lookAt(
  trx: Trx,
  world: World,
  needs: PortfolioNeeds,
  workspaceId: string,
  workflowId: string,
): Promise<void> {
  // Read first: what is recorded while it looks makes the look stale again.
  const head = await trx
    .selectFrom('ledger_heads')
    .select('seq')
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  const workflow = await findWorkflowById(trx, workspaceId, workflowId)
  if (workflow === null) return
  const now = world.clock.now()
  const look = await lookNow(trx, world, needs, workspaceId, workflow)
  await trx
    .insertInto('portfolio_looks')
    .values({
      workflow_id: workflowId,
      workspace_id: workspaceId,
      looked_at: now,
      ledger_seq: head?.seq ?? 0,
      standing: JSON.stringify(look),
    })
    .onConflict((conflict) =>
      conflict.column('workflow_id').doUpdateSet((row) => ({
        looked_at: row.ref('excluded.looked_at'),
        ledger_seq: row.ref('excluded.ledger_seq'),
        standing: row.ref('excluded.standing'),
      })),
    )
    .execute()
  await publish(trx, workspaceId, { topic: 'portfolio', workflow: workflow.slug, id: null })
}

async function lookNow(
  trx: Trx,
  world: World,
  needs: PortfolioNeeds,
  workspaceId: string,
  workflow: StoredWorkflow,
): Promise<Look> {
  const now = world.clock.now()
  const alerts = await openAlertCounts(trx, workspaceId)
  const standing = await needs.standingOf(trx, world, workspaceId, workflow, alerts.get(workflow.id)?.unanswered ?? 0)
  const facts = await dutiesFacts(trx, { workspaceId, workflowId: workflow.id }, now)
  const watch = onWatch(facts.assignments, facts.people, now)
  const adoption = await needs.adoptionOf(trx, workspaceId, workflow.slug)
  const value = await needs.valueOf(trx, workspaceId, workflow.slug)
  const { currency, verdict, perInfluenced, breakEven, phases, committedValue } = value
  const money = {
    planned: overPhases(phases, 'planned'),
    requested: overPhases(phases, 'requested'),
    committed: overPhases(phases, 'committed'),
    actual: overPhases(phases, 'actual'),
    committedValue,
  }
  const { verdict: paysBack, earliest, latest, sentence } = value.payback
  return {
    ...standing,
    review: await nextReview(trx, world, { workspaceId, workflowId: workflow.id }),
    signs: [...standing.standing.signs, ...adoption.signs, ...value.signs],
    worth: currency === null ? null : { currency, covers: verdict, perInfluenced, breakEven },
    money:
      currency === null || Object.values(money).every((told) => told === null)
        ? null
        : { currency, ...money, untold: untoldPhases(phases) },
    payback: { verdict: paysBack, earliest, latest, sentence },
    onWatch: watch.person === null ? null : { name: nameIn(facts.people, watch.person), orphaned: watch.orphaned },
    audit: await needs.auditOf(trx, workspaceId, workflow, adoption),
  }
}

/** All looks of a workspace that are kept, without their audits. */
export async function keptLooks(trx: Trx, workspaceId: string): Promise<ReadonlyMap<string, KeptLook>> {
  const { rows } = await sql<KeptLook & { readonly id: string }>`
    select workflow_id as id, looked_at as "lookedAt", standing - 'audit' as look from portfolio_looks
    where workspace_id = ${workspaceId}`.execute(trx)
  // Written by `lookAt` alone.
  return new Map(rows.map(({ id, lookedAt, look }) => [id, { lookedAt, look }]))
}

/**
 * The audits of all workflows that are not retired, as they were looked at; how many nobody has looked at yet; and how
 * many initiatives only stand in a list.
 */
export async function auditLooks(
  trx: Trx,
  workspaceId: string,
): Promise<{
  readonly looks: readonly (AuditedWorkflow & { readonly lookedAt: Date })[]
  readonly waiting: number
  readonly listed: number
}> {
  const { rows: looks } = await sql<AuditedWorkflow & { readonly lookedAt: Date }>`
    select w.slug, w.name, l.looked_at as "lookedAt", l.standing -> 'audit' as look
    from portfolio_looks l join workflows w on w.id = l.workflow_id
    where l.workspace_id = ${workspaceId} and l.standing -> 'standing' ->> 'stage' <> 'retired'
    order by w.slug`.execute(trx)
  const { rows } = await sql<{ waiting: number; listed: number }>`
    select
      (select count(*) from workflows w where w.workspace_id = ${workspaceId}
        and not exists (select from portfolio_looks l where l.workflow_id = w.id))::bigint as waiting,
      (select count(*) from initiatives where workspace_id = ${workspaceId} and workflow_id is null)::bigint as listed
  `.execute(trx)
  return { looks, ...(rows[0] ?? { waiting: 0, listed: 0 }) }
}
