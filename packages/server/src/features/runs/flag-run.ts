import type { Flag } from '@dayshift/contract'
import type { Actor } from '@dayshift/core'
import type { z } from 'zod'
import { notFound } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'

/** Somebody says that a run's output looks wrong. The note stays out of the ledger, which is never erased. */
export async function flagRun(
  trx: Trx,
  world: World,
  workspaceId: string,
  actor: Actor,
  runId: string,
  note: string,
): Promise<z.output<typeof Flag>> {
  const run = await trx
    .selectFrom('runs')
    .innerJoin('workflows', 'workflows.id', 'runs.workflow_id')
    .select(['runs.workflow_id', 'runs.unit_key', 'workflows.slug'])
    .where('runs.workspace_id', '=', workspaceId)
    .where('runs.id', '=', runId)
    .executeTakeFirst()
  if (run === undefined) throw notFound('run', runId)
  const at = world.clock.now()
  const flag = {
    id: world.newId(),
    run_id: runId,
    note: note.replaceAll('\u0000', '\uFFFD'),
    by_id: actor.id,
    by_name: actor.name,
    at,
  }
  await trx
    .insertInto('flags')
    .values({ ...flag, workspace_id: workspaceId, workflow_id: run.workflow_id })
    .execute()
  await publish(trx, workspaceId, { topic: 'runs', workflow: run.slug, id: runId })
  await recordAct(trx, world, {
    workspaceId,
    actor,
    act: 'run-flagged',
    subject: `run:${runId}`,
    sentence: `flagged the run of unit "${run.unit_key}" as looking wrong.`,
    details: { workflow: run.slug, unitKey: run.unit_key, flagId: flag.id },
  })
  return { id: flag.id, runId, note: flag.note, by: { id: actor.id, name: actor.name }, at: at.toISOString() }
}
