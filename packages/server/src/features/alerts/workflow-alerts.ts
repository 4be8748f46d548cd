import type { WorkflowAlerts } from '@dayshift/contract'
import { type Actor, type AlertGround, counted, type DutiesFacts, holdersAt, nameIn } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { dutiesFacts, workflowNamed } from '../duties/index.ts'
import { openAlerts } from './store.ts'
import { alertWire, namesOf } from './to-wire.ts'

/** Duties whose holders own a workflow as far as its thresholds go. */
const OWNERS = ['business-owner', 'daily-care', 'change-owner'] as const

/** The open alerts of one workflow, and what stands around them. */
export async function readWorkflowAlerts(
  trx: Trx,
  world: Pick<World, 'clock'>,
  workspaceId: string,
  actor: Actor,
  slug: string,
): Promise<WorkflowAlerts> {
  const workflow = await workflowNamed(trx, workspaceId, slug)
  const on: AlertGround = { kind: 'workflow', id: workflow.id }
  const now = world.clock.now()
  const facts = await dutiesFacts(trx, { workspaceId, workflowId: workflow.id }, now)
  const names = await namesOf(trx, workspaceId, now, [on])
  const open = await openAlerts(trx, workspaceId, on)
  const windows = await trx
    .selectFrom('maintenance_windows')
    .select(['id', 'from_at', 'until_at', 'reason', 'set_by'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflow.id)
    .where('until_at', '>', now)
    .orderBy('from_at')
    .execute()
  const thresholds = await trx
    .selectFrom('threshold_proposals')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflow.id)
    .orderBy('proposed_at', 'desc')
    .execute()
  const ref = (id: string) => ({ id, name: names.person(id) })
  const may = mayDecideThresholds(facts, actor, now)
  const accepted = new Map(
    // The newest comes last, and counts.
    thresholds
      .filter(({ state }) => state === 'accepted')
      .toSorted((a, b) => (a.decided_at?.getTime() ?? 0) - (b.decided_at?.getTime() ?? 0))
      .map((row) => [row.signal, row]),
  )
  return {
    workflow: { slug: workflow.slug, name: workflow.name },
    open: open.map((stored) => alertWire(stored, names, actor.id, now)),
    maintenance: windows.map((row) => ({
      id: row.id,
      from: row.from_at.toISOString(),
      until: row.until_at.toISOString(),
      reason: row.reason,
      by: ref(row.set_by),
      isOpen: row.from_at.getTime() <= now.getTime(),
    })),
    proposals: thresholds
      .filter(({ state }) => state === 'proposed')
      .map((row) => ({
        id: row.id,
        signal: row.signal,
        factor: row.factor,
        noise: row.noise,
        judged: row.judged,
        proposedAt: row.proposed_at.toISOString(),
        sentence: `${row.noise} of the last ${counted(row.judged, 'alert')} of "${row.signal}" were noise. A threshold ${row.factor} times as wide would tell less often.`,
      })),
    widened: [...accepted.values()].map((row) => ({
      signal: row.signal,
      factor: row.factor,
      by: ref(row.decided_by ?? ''),
      at: (row.decided_at ?? row.proposed_at).toISOString(),
    })),
    mayDecide: may,
    whoMayDecide: may ? [] : ownersOf(facts, now).map((id) => ({ id, name: nameIn(facts.people, id) })),
  }
}

export function mayDecideThresholds(facts: DutiesFacts, actor: Actor, now: Date): boolean {
  if (actor.kind !== 'person') return false
  return actor.role === 'admin' || ownersOf(facts, now).includes(actor.id)
}

/** Ids of those who own the workflow, without doubles. */
function ownersOf({ assignments }: DutiesFacts, now: Date): string[] {
  return [...new Set(OWNERS.flatMap((duty) => holdersAt(assignments, duty, now).map(({ person }) => person)))]
}
