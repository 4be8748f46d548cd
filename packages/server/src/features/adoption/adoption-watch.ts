import { adoptionAlarm, isMost } from '@dayshift/core'
import { z } from 'zod'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { defineTask } from '../../platform/jobs/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { calmAlert, raiseAlert } from '../alerts/index.ts'
import { presentFigures } from './read-adoption.ts'
import { saveLook } from './store.ts'

const HOUR_MS = 3_600_000
/** A look as often as the task runs, whichever of several processes ran it. */
const LOOK_AGAIN_MS = HOUR_MS - 60_000
const AT_A_TIME = 50
const SIGNALS = ['workaround-trap', 'not-adopted'] as const

/** Looks once an hour at each workflow that is measured: keeps its influence, and tells what nobody else would. */
export const adoptionWatch = defineTask({
  name: 'watch-adoption',
  payload: z.object({}),
  everyMs: HOUR_MS,
  run: async (world, _payload, { signal }) => {
    for (let more = true; more && !signal.aborted;) {
      const due = await asSystem(world.db, (trx) => dueNow(trx, world.clock.now()))
      for (const { id, workspace_id: workspaceId } of due) {
        if (signal.aborted) return
        await inWorkspace(world.db, workspaceId, (trx) => lookAt(trx, world, workspaceId, id))
      }
      more = due.length === AT_A_TIME
    }
  },
})

function dueNow(trx: Trx, now: Date): Promise<{ readonly id: string; readonly workspace_id: string }[]> {
  return trx
    .selectFrom('workflows')
    .leftJoin('adoption_looks', 'adoption_looks.workflow_id', 'workflows.id')
    .select(['workflows.id', 'workflows.workspace_id'])
    .where((where) =>
      where.exists(where.selectFrom('denominators').whereRef('denominators.workflow_id', '=', 'workflows.id')),
    )
    .where((where) =>
      where.or([where('looked_at', 'is', null), where('looked_at', '<=', new Date(now.getTime() - LOOK_AGAIN_MS))]),
    )
    .orderBy('workflows.id')
    .limit(AT_A_TIME)
    .execute()
}

async function lookAt(trx: Trx, world: World, workspaceId: string, workflowId: string): Promise<void> {
  const now = world.clock.now()
  const place = { workspaceId, workflowId }
  const figures = await presentFigures(trx, place, now)
  await saveLook(trx, place, {
    at: now,
    influenced: figures?.influence.k ?? 0,
    toInform: figures?.influence.n ?? 0,
    adoptedAt: figures !== null && isMost(figures.influence.k, figures.influence.n) === 'met' ? now : null,
  })
  const { slug, name, rollout_percent, ...state } = await trx
    .selectFrom('workflows')
    .select(['slug', 'name', 'rollout_percent', 'active_release_id', 'paused_at'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', workflowId)
    .executeTakeFirstOrThrow()
  const isLive = state.active_release_id !== null && state.paused_at === null
  const alarm = figures === null || !isLive ? null : adoptionAlarm(figures, Number(rollout_percent))
  for (const signal of SIGNALS) {
    if (alarm?.signal !== signal)
      await calmAlert(trx, world, workspaceId, { on: { kind: 'workflow', id: workflowId }, signal, slice: null })
  }
  if (alarm === null || figures === null) return
  const { k, n } = figures.influence
  await raiseAlert(trx, world, workspaceId, {
    on: { kind: 'workflow', id: workflowId },
    signal: alarm.signal,
    slice: null,
    class: 'unattended',
    severity: 'today',
    sentence: `“${name}” ${alarm.sentence}`,
    next: alarm.next,
    runbookSection: null,
    since: null,
    candidates: [],
    evidence: { influenced: k, toInform: n, seen: figures.funnel.seen, unchecked: figures.unchecked },
    link: `/workflows/${slug}/adoption`,
    causedBy: null,
  })
}
