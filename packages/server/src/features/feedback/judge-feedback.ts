import type { FeedbackDetail, VerdictRequest } from '@dayshift/contract'
import { type Actor, judgeFlag, mayTriage, nameIn, VERDICT_WORDS, whoMayTriage } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { dutiesFacts } from '../duties/index.ts'
import { recordAct } from '../ledger/index.ts'
import { findWorkflowById } from '../workflows/index.ts'
import { addFailureCase } from './failure-case-service.ts'
import { feedbackDetail } from './feedback-detail.ts'
import { noSuchFailureCase, notYours, refusedVerdict } from './problems.ts'
import { addFlagEvent, findFlag, saveFlag, type StoredFlag } from './store.ts'
import { tellAnswered } from './tell.ts'
import { watchUnread } from './unread-alert.ts'

type Request = z.output<typeof VerdictRequest>

/** Answers a report: verdict, words, failure case, the reporter's news and the ledger in one transaction. */
export async function judgeFeedback(
  world: World,
  { workspaceId, actor }: { readonly workspaceId: string; readonly actor: Actor },
  id: string,
  request: Request,
): Promise<FeedbackDetail> {
  return inWorkspace(world.db, workspaceId, async (trx) => {
    const flag = await findFlag(trx, workspaceId, id, 'lock')
    if (flag === null) throw notFound('report', id)
    const now = world.clock.now()
    const facts = await dutiesFacts(trx, { workspaceId, workflowId: flag.workflowId }, now)
    if (!mayTriage(facts, actor, now)) {
      throw notYours(
        actor.name,
        whoMayTriage(facts, now).map((person) => nameIn(facts.people, person)),
      )
    }
    const workflow = await findWorkflowById(trx, workspaceId, flag.workflowId)
    if (workflow === null) throw notFound('report', id)
    const failureCaseId = await failureCaseFor(trx, world, flag, workflow, actor, request)
    const judged = judgeFlag(flag, { verdict: request.verdict, answer: request.answer, failureCaseId })
    if (judged.kind === 'refused') throw refusedVerdict(judged)
    if (judged.kind === 'unchanged') return feedbackDetail(trx, world, workspaceId, actor, id)

    const answer = request.answer.trim().replaceAll('\u0000', '\uFFFD').toWellFormed()
    const after: StoredFlag = {
      ...flag,
      state: judged.state,
      verdict: judged.verdict,
      failureCaseId: judged.failureCaseId,
      answeredAt: now,
      answeredBy: { id: actor.id, name: actor.name },
      overdueAt: null,
    }
    await saveFlag(trx, after)
    await addFlagEvent(trx, world, flag, {
      at: now,
      by: { kind: actor.kind, id: actor.id, name: actor.name },
      act: 'verdict',
      verdict: judged.verdict,
      failureCaseId: judged.failureCaseId,
      words: { note: answer, right: null },
    })
    await publish(trx, workspaceId, { topic: 'feedback', workflow: workflow.slug, id })
    if (flag.runId !== null) await publish(trx, workspaceId, { topic: 'runs', workflow: workflow.slug, id: flag.runId })
    if (flag.state === 'waiting') await watchUnread(trx, world, { workspaceId, workflow })
    await tellAnswered(trx, world, after, workflow, answer, facts)
    const detail = await feedbackDetail(trx, world, workspaceId, actor, id)
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'flag-answered',
      subject: flag.runId === null ? `workflow:${workflow.slug}` : `run:${flag.runId}`,
      sentence: sentenceOf(after, workflow.name, detail.feedback.unitKey),
      details: {
        workflow: workflow.slug,
        flagId: id,
        verdict: judged.verdict,
        ...(judged.failureCaseId === null ? {} : { failureCaseId: judged.failureCaseId }),
      },
    })
    return detail
  })
}

/** The failure case that is named, or a new one; null where the verdict has none. */
async function failureCaseFor(
  trx: Trx,
  world: World,
  flag: StoredFlag,
  workflow: { readonly id: string; readonly slug: string; readonly name: string },
  actor: Actor,
  { verdict, failureCaseId, newFailureCase }: Request,
): Promise<string | null> {
  if (verdict !== 'wrong') return null
  const { workspaceId } = flag
  if (newFailureCase !== undefined) {
    return addFailureCase(trx, world, { workspaceId, workflow }, actor, newFailureCase)
  }
  if (failureCaseId === undefined) return null
  const known = await trx
    .selectFrom('failure_cases')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflow.id)
    .where('id', '=', failureCaseId)
    .executeTakeFirst()
  if (known === undefined) throw noSuchFailureCase(failureCaseId)
  return known.id
}

function sentenceOf({ verdict, by }: StoredFlag, workflow: string, unitKey: string | null): string {
  const words = verdict === null ? '' : VERDICT_WORDS[verdict]
  const of = unitKey === null ? workflow : `unit "${unitKey}" of ${workflow}`
  // Names of people outside the workspace stay out of what is never erased.
  return `answered ${by.id.startsWith('host:') ? 'a report' : `the report of ${by.name}`} on ${of}: ${words}.`
}
