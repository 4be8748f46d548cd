import { api, type KeptFlag } from '@dayshift/contract'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { type App, register } from '../../platform/http/app.ts'
import { notFound } from '../../platform/http/problem.ts'
import type { World } from '../../platform/world.ts'
import { changeFailureCase, openFailureCase } from './failure-case-service.ts'
import { failureCaseDetail } from './failure-case-detail.ts'
import { feedbackBoard } from './feedback-board.ts'
import { feedbackDetail } from './feedback-detail.ts'
import { fileFlag, reporterOf } from './file-flag.ts'
import { issueFlagToken } from './flag-tokens.ts'
import { giveFeedback } from './give-feedback.ts'
import { judgeFeedback } from './judge-feedback.ts'
import { listFeedback } from './list-feedback.ts'
import { receiptOf } from './receipt.ts'
import { flaggedRun } from './store.ts'
import { setTerms } from './set-terms.ts'
import { tellFeedback } from './tell-feedback.ts'

/** The routes of feedback. */
export function registerFeedback(app: App, world: World): void {
  register(app, world, api.flagRun, ({ params, body, caller: { workspaceId, actor } }) =>
    inWorkspace(world.db, workspaceId, async (trx): Promise<z.output<typeof KeptFlag>> => {
      const run = await flaggedRun(trx, workspaceId, params.id)
      if (run === null) throw notFound('run', params.id)
      const flag = await fileFlag(trx, world, {
        workspaceId,
        workflow: run.workflow,
        run,
        kind: 'output',
        via: actor.kind === 'person' ? 'screen' : 'rest',
        reporter: reporterOf(actor),
        actor,
        words: { note: body.note, right: body.right ?? null },
      })
      const { note, right, sentence: receipt } = await receiptOf(trx, world, flag)
      const { id, by, at, state, verdict } = flag
      return { id, runId: params.id, note, right, by, at: at.toISOString(), state, verdict, receipt }
    }),
  )
  register(app, world, api.flagToken, ({ params, body, caller: { workspaceId, actor } }) =>
    issueFlagToken(world, { workspaceId, actor }, params.id, body),
  )
  register(app, world, api.giveFeedback, ({ body }) => giveFeedback(world, body.token, body.flag ?? null))
  register(app, world, api.tellFeedback, ({ params: { slug }, body, caller: { workspaceId, actor } }) =>
    tellFeedback(world, { workspaceId, actor }, slug, body),
  )
  register(app, world, api.listFeedback, ({ query, caller: { workspaceId, actor } }) =>
    inWorkspace(world.db, workspaceId, (trx) => listFeedback(trx, world, workspaceId, actor.id, query)),
  )
  register(app, world, api.getFeedback, ({ params: { id }, caller: { workspaceId, actor } }) =>
    inWorkspace(world.db, workspaceId, (trx) => feedbackDetail(trx, world, workspaceId, actor, id)),
  )
  register(app, world, api.judgeFeedback, ({ params: { id }, body, caller: { workspaceId, actor } }) =>
    judgeFeedback(world, { workspaceId, actor }, id, body),
  )
  const board = (workspaceId: string, me: string, slug: string) =>
    inWorkspace(world.db, workspaceId, (trx) => feedbackBoard(trx, world, workspaceId, me, slug), {
      isolation: 'repeatable read',
    })
  register(app, world, api.feedbackBoard, ({ params: { slug }, caller: { workspaceId, actor } }) =>
    board(workspaceId, actor.id, slug),
  )
  register(app, world, api.setFeedbackTerms, async ({ params: { slug }, body, caller: { workspaceId, actor } }) => {
    await setTerms(world, { workspaceId, actor }, slug, body.triageDays)
    return board(workspaceId, actor.id, slug)
  })
  register(app, world, api.openFailureCase, ({ params: { slug }, body, caller: { workspaceId, actor } }) =>
    openFailureCase(world, { workspaceId, actor }, slug, body),
  )
  register(app, world, api.getFailureCase, ({ params: { id }, caller: { workspaceId, actor } }) =>
    inWorkspace(world.db, workspaceId, (trx) => failureCaseDetail(trx, world, { workspaceId, readerId: actor.id }, id)),
  )
  register(app, world, api.changeFailureCase, ({ params: { id }, body, caller: { workspaceId, actor } }) =>
    changeFailureCase(world, { workspaceId, actor }, id, body),
  )
}
