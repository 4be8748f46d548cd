import { api, instant } from '@dayshift/contract'
import { inWorkspace } from '../../platform/database/index.ts'
import { type App, isNdjson, type NdjsonBody, register, registerBatch } from '../../platform/http/app.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import type { World } from '../../platform/world.ts'
import { readNdjson } from './ingest/read-ndjson.ts'
import { createRunIntake, type DeliveredBatch, type RunNeeds } from './ingest/run-intake.ts'
import { ensureRunPartitions } from './partitions.ts'
import { listQuarantine } from './read/read-quarantine.ts'
import { readRunDetail } from './read/read-run-detail.ts'
import { listRuns } from './read/read-runs.ts'
import { readFigures } from './rollups/figures.ts'
import { keepScores } from './scores.ts'
import { sendAgain } from './send-again.ts'
import { takeInDecisions } from './take-in-decisions.ts'
import { takeInOwnAnswer } from './take-in-own-answer.ts'

export function registerRuns(app: App, world: World, needs: RunNeeds): void {
  const intake = createRunIntake(world, needs)
  app.addHook('onReady', () => ensureRunPartitions(world.db, world.clock.now()))
  app.addHook('onClose', async () => intake.close())

  registerBatch(app, world, api.sendRuns, async ({ body, caller, request }) => {
    if (!isNdjson(body) && body.lost !== undefined && body.lost > 0) {
      const { workspaceId, actor } = caller
      world.log.warn(
        { workspaceId, sender: actor.name, lost: body.lost },
        'A host could not keep run records: they are lost',
      )
    }
    const result = await intake.takeIn(
      caller.workspaceId,
      isNdjson(body)
        ? fromNdjson(body, request.headers['x-sent-at'])
        : { sentAt: body.sentAt === undefined ? null : new Date(body.sentAt), records: body.records },
    )
    app.metrics.batch({ ...result, rejected: result.rejected.length })
    return result
  })

  register(app, world, api.sendScores, ({ caller: { workspaceId }, body }) =>
    inWorkspace(world.db, workspaceId, async (trx) => {
      const scores = body.scores.map((score) => ({ ...score, at: new Date(score.at) }))
      const { accepted, unknown } = await keepScores(trx, workspaceId, scores)
      return { accepted, duplicates: scores.length - accepted - unknown, unknown }
    }),
  )

  register(app, world, api.listRuns, ({ query, caller }) =>
    inWorkspace(world.db, caller.workspaceId, (trx) => listRuns(trx, caller.workspaceId, query, world.clock.now())),
  )

  register(app, world, api.getRun, async ({ params, caller }) => {
    const detail = await inWorkspace(world.db, caller.workspaceId, (trx) =>
      readRunDetail(trx, world, caller.workspaceId, caller.actor.id, params.id),
    )
    if (detail === null) throw notFound('run', params.id)
    return detail
  })

  register(app, world, api.sendOwnAnswer, async ({ params, body, caller: { workspaceId } }) => ({
    kept: await inWorkspace(world.db, workspaceId, (trx) => takeInOwnAnswer(trx, world, workspaceId, params.id, body)),
  }))

  register(app, world, api.sendDecisions, ({ body, caller }) =>
    inWorkspace(world.db, caller.workspaceId, (trx) => takeInDecisions(trx, world, caller.workspaceId, body.decisions)),
  )

  register(app, world, api.listQuarantine, ({ query, caller }) =>
    inWorkspace(world.db, caller.workspaceId, (trx) => listQuarantine(trx, world, caller.workspaceId, query)),
  )

  register(app, world, api.sendAgain, ({ params, body, caller: { workspaceId, actor } }) =>
    sendAgain(world, intake, { workspaceId, actor }, params.id, body.record),
  )

  register(app, world, api.figures, ({ params, query, caller: { workspaceId } }) =>
    inWorkspace(
      world.db,
      workspaceId,
      async (trx) => {
        const workflow = await trx
          .selectFrom('workflows')
          .select('id')
          .where('workspace_id', '=', workspaceId)
          .where('slug', '=', params.slug)
          .executeTakeFirst()
        if (workflow === undefined) throw notFound('workflow', params.slug)
        return readFigures(trx, world, { workspaceId, workflowId: workflow.id }, query)
      },
      { isolation: 'repeatable read' },
    ),
  )
}

const MOST_RECORDS = 5_000

function fromNdjson(body: NdjsonBody, sentAtHeader: string | string[] | undefined): DeliveredBatch {
  const records = readNdjson(body.text)
  if (records.length === 0 || records.length > MOST_RECORDS) {
    throw new ProblemError({
      status: records.length === 0 ? 400 : 413,
      code: records.length === 0 ? 'no-records' : 'too-many-records',
      title: records.length === 0 ? 'No records' : 'Too many records',
      detail: `The body has ${String(records.length)} lines with a record; 1 to ${String(MOST_RECORDS)} are taken at once.`,
      mend: 'Send one record a line, in batches.',
    })
  }
  if (sentAtHeader === undefined) return { sentAt: null, records }
  const sentAt = instant.safeParse(sentAtHeader)
  if (sentAt.success) return { sentAt: new Date(sentAt.data), records }
  throw new ProblemError({
    status: 400,
    code: 'invalid-request',
    title: 'The request is not as the contract says',
    detail: `The header x-sent-at is "${String(sentAtHeader)}", which is no instant.`,
    mend: 'Send the time of sending like "2026-11-20T08:30:00Z", or leave the header out.',
  })
}
