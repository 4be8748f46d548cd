import { type AlertGround, moveAlert } from '@dayshift/core'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { holdGround, slugOf } from './ground.ts'
import { addAlertEvents, groundOf, openAlerts, saveAlert } from './store.ts'
import { contextOf, lookAt, pathOf, tellAll } from './tell.ts'

/**
 * Takes the open alerts of a workflow or a seam to whoever answers for them from this instant on, in the transaction that
 * moved its duties or its owner: what is raised a moment before goes along, what is raised a moment after finds the new owner.
 */
export async function moveAlerts(
  trx: Trx,
  world: World,
  workspaceId: string,
  on: AlertGround,
  at: Date,
): Promise<void> {
  const ground = await holdGround(trx, workspaceId, on)
  if (ground === null) return
  const open = await openAlerts(trx, workspaceId, on, { lock: true })
  if (open.length === 0) return
  const context = await contextOf(trx, workspaceId, ground, at)
  const { people } = context
  const active = (id: string) => people.some((person) => person.id === id && person.active)
  for (const stored of open) {
    const { owner } = pathOf(context, stored.alert, at)
    const moved = moveAlert(stored.alert, owner, active, at)
    if (moved === null) continue
    const looked = lookAt(context, { alert: moved, departure: stored.departure }, at, { again: 'moved' })
    await saveAlert(trx, looked.escalation.alert)
    const isNew = owner?.person !== stored.alert.owner?.person
    await addAlertEvents(trx, world, workspaceId, [
      ...(isNew
        ? [
            {
              alertId: stored.alert.id,
              at,
              act: 'moved' as const,
              person: owner?.person ?? null,
              details: { duty: owner?.duty ?? null, from: stored.alert.owner?.person ?? null },
            },
          ]
        : []),
      ...(await tellAll(trx, world, workspaceId, looked.tellings)),
    ])
  }
  await publish(trx, workspaceId, { topic: 'alerts', workflow: slugOf(ground), id: null })
}

/**
 * Somebody can act here no longer: what she has in hand where she holds no duty waits for an answer again, at once. Where
 * she holds one, `moveAlerts` does it when her duties have moved.
 */
export async function freeAlertsOf(trx: Trx, world: World, workspaceId: string, personId: string): Promise<void> {
  const rows = await trx
    .selectFrom('alerts')
    .select(['workflow_id', 'seam_id'])
    .distinct()
    .where('workspace_id', '=', workspaceId)
    .where('resolved_at', 'is', null)
    .where((where) => where.or([where('acknowledged_by', '=', personId), where('owner_id', '=', personId)]))
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('duty_assignments as d')
            .select('d.id')
            .whereRef('d.workflow_id', '=', 'alerts.workflow_id')
            .where('d.person_id', '=', personId)
            .where('d.ended_at', 'is', null),
        ),
      ),
    )
    .orderBy('seam_id')
    .orderBy('workflow_id')
    .execute()
  for (const row of rows) {
    await moveAlerts(trx, world, workspaceId, groundOf(row), world.clock.now())
  }
}
