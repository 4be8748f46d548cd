import type { HostAnswerRequest } from '@dayshift/contract'
import type { Json } from '@dayshift/core'
import type { z } from 'zod'
import { storable } from '../../platform/database/index.ts'
import { notFound } from '../../platform/http/problem.ts'
import type { Trx, World } from '../../platform/world.ts'
import { keepOwnAnswer } from '../decisions/index.ts'

/** Keeps what a person said in a host's own screen before she saw the output; false where she has answered already. */
export async function takeInOwnAnswer(
  trx: Trx,
  world: World,
  workspaceId: string,
  runId: string,
  { by, answer, answeredAt }: z.output<typeof HostAnswerRequest>,
): Promise<boolean> {
  const run = await trx
    .selectFrom('runs as r')
    .select('r.workflow_id')
    .where('r.workspace_id', '=', workspaceId)
    .where('r.id', '=', runId)
    .executeTakeFirst()
  if (run === undefined) throw notFound('run', runId)
  const name = storable(by)
  return await keepOwnAnswer(trx, world, {
    workspaceId,
    workflowId: run.workflow_id,
    runId,
    caseId: null,
    by: { id: name, name },
    answer: answer as Json, // out of JSON.parse
    // A clock that runs ahead can't have it answered after it was told.
    answeredAt: new Date(Math.min(Date.parse(answeredAt), world.clock.now().getTime())),
  })
}
