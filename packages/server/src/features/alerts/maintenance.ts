import type { MaintenanceRequest } from '@dayshift/contract'
import { DAY_MS, type Actor, asSentence, durationInWords, instantInZone } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { World } from '../../platform/world.ts'
import { workflowNamed } from '../duties/index.ts'
import { recordAct } from '../ledger/index.ts'
import { zoneOf } from './policy-store.ts'
import { holdGround } from './ground.ts'
import { readWorkflowAlerts } from './workflow-alerts.ts'

/** Who acts on the alerts of which workflow. */
export interface OnWorkflowAlerts {
  readonly workspaceId: string
  readonly actor: Actor
  readonly slug: string
}

const LONGEST_MS = 7 * DAY_MS

/** A time in which nobody is told; everything that departs in it is kept and shown. */
export async function setMaintenance(world: World, on: OnWorkflowAlerts, body: z.output<typeof MaintenanceRequest>) {
  const { workspaceId, actor, slug } = on
  const reason = body.reason.trim().replaceAll('\0', '').toWellFormed()
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const found = await workflowNamed(trx, workspaceId, slug)
    const now = world.clock.now()
    const from = new Date(Math.max(now.getTime(), body.from === undefined ? 0 : new Date(body.from).getTime()))
    const until = new Date(body.until)
    const length = until.getTime() - from.getTime()
    if (reason === '' || length <= 0 || length > LONGEST_MS) {
      const is =
        reason === ''
          ? 'it has no reason'
          : length <= 0
            ? 'its end is not after its beginning'
            : `it would last longer than ${durationInWords(LONGEST_MS)}`
      throw new ProblemError({
        status: 422,
        code: 'maintenance-window',
        title: 'Not a maintenance window',
        detail: `Cannot set a maintenance window for "${found.name}": ${is}.`,
        mend: 'Say why, and until when: at most seven days, and another one after it where it takes longer.',
      })
    }
    await holdGround(trx, workspaceId, { kind: 'workflow', id: found.id })
    const id = world.newId()
    await trx
      .insertInto('maintenance_windows')
      .values({
        id,
        workspace_id: workspaceId,
        workflow_id: found.id,
        from_at: from,
        until_at: until,
        reason,
        set_at: now,
        set_by: actor.id,
        ended_by: null,
      })
      .execute()
    await publish(trx, workspaceId, { topic: 'alerts', workflow: slug, id: null })
    const answer = await readWorkflowAlerts(trx, world, workspaceId, actor, slug)
    const zone = await zoneOf(trx, workspaceId)
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'maintenance-set',
      subject: `workflow:${slug}`,
      sentence: `set a maintenance window for "${found.name}" until ${instantInZone(until, zone)}, in which nobody is told of alerts: ${asSentence(reason)}`,
      details: { window: id, from: from.toISOString(), until: until.toISOString(), reason },
    })
    return answer
  })
}

/** Ends it now: what waited for its end is told at once. */
export async function endMaintenance(world: World, on: OnWorkflowAlerts, id: string) {
  const { workspaceId, actor, slug } = on
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const found = await workflowNamed(trx, workspaceId, slug)
    await holdGround(trx, workspaceId, { kind: 'workflow', id: found.id })
    const now = world.clock.now()
    const row = await trx
      .selectFrom('maintenance_windows')
      .select(['id', 'from_at', 'until_at'])
      .where('workspace_id', '=', workspaceId)
      .where('workflow_id', '=', found.id)
      .where('id', '=', id)
      .executeTakeFirst()
    if (row === undefined) throw notFound('maintenance window', id)
    const isOver = row.until_at.getTime() <= now.getTime()
    if (!isOver) {
      const end = row.from_at.getTime() > now.getTime() ? row.from_at : now
      await trx
        .updateTable('maintenance_windows')
        .set({ until_at: end, ended_by: actor.id })
        .where('id', '=', id)
        .execute()
      await trx
        .updateTable('alerts')
        .set({ next_at: now })
        .where('workspace_id', '=', workspaceId)
        .where('workflow_id', '=', found.id)
        .where('state', '=', 'open')
        .where('next_at', '=', row.until_at)
        .execute()
      await publish(trx, workspaceId, { topic: 'alerts', workflow: slug, id: null })
    }
    const answer = await readWorkflowAlerts(trx, world, workspaceId, actor, slug)
    if (!isOver) {
      await recordAct(trx, world, {
        workspaceId,
        actor,
        act: 'maintenance-ended',
        subject: `workflow:${slug}`,
        sentence: `ended the maintenance window of "${found.name}" before its time.`,
        details: { window: id },
      })
    }
    return answer
  })
}
