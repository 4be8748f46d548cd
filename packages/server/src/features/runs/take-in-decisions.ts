import type { DecisionRequest } from '@dayshift/contract'
import type { Json } from '@dayshift/core'
import type { z } from 'zod'
import { storable } from '../../platform/database/index.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { sealBeside } from '../contents/index.ts'
import {
  compareAnswers,
  type CorrectedOutput,
  keepCorrections,
  keepOwnAnswer,
  runsAnswered,
} from '../decisions/index.ts'

type Request = z.output<typeof DecisionRequest>

/**
 * Keeps decisions that were made in a host's own screens. Delivering one again changes nothing; its run may arrive later.
 * All or none: a workflow that isn't here is a problem.
 */
export async function takeInDecisions(
  trx: Trx,
  world: World,
  workspaceId: string,
  requests: readonly Request[],
): Promise<{ accepted: number; duplicates: number }> {
  const workflowIds = await findWorkflows(trx, workspaceId, requests)
  const byId = new Map<string, Request>()
  for (const request of requests) if (!byId.has(request.id)) byId.set(request.id, request)
  const known = await trx
    .selectFrom('decisions')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...byId.keys()])
    .execute()
  for (const { id } of known) byId.delete(id)
  const rows = []
  // In one order everywhere, so that two deliveries of the same decisions can't wait for each other.
  for (const request of [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const { id, finalOutput } = request
    const runId = request.runId ?? null
    // oxlint-disable-next-line no-await-in-loop -- on one connection
    const beside =
      finalOutput === undefined ? null : await sealBeside(trx, world, workspaceId, runId ?? id, finalOutput)
    rows.push({
      id,
      workspace_id: workspaceId,
      workflow_id: workflowIds.get(request.workflow) ?? '',
      run_id: runId,
      unit_key: storable(request.unitKey),
      kind: request.kind,
      by_id: storable(request.by),
      by_name: storable(request.by),
      reason: request.reason === null || request.reason === undefined ? null : storable(request.reason),
      subject_key_id: beside?.subjectKeyId ?? null,
      final: beside?.sealed ?? null,
      shown_at: request.shownAt === null || request.shownAt === undefined ? null : new Date(request.shownAt),
      decided_at: new Date(request.decidedAt),
    })
  }
  if (rows.length === 0) return { accepted: 0, duplicates: requests.length }
  const inserted = await trx
    .insertInto('decisions')
    .values(rows)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute()
  await keepCorrections(
    trx,
    world,
    workspaceId,
    inserted.flatMap(({ id }) => correctedBy(byId.get(id))),
  )
  await compareWithOwn(
    trx,
    world,
    workspaceId,
    inserted.flatMap(({ id }) => byId.get(id) ?? []),
    workflowIds,
  )
  for (const workflow of new Set([...byId.values()].map((request) => request.workflow))) {
    // oxlint-disable-next-line no-await-in-loop -- one a workflow
    await publish(trx, workspaceId, { topic: 'runs', workflow, id: null })
  }
  return { accepted: inserted.length, duplicates: requests.length - inserted.length }
}

/** Lays decisions beside what the same person said before the output was shown to her. */
async function compareWithOwn(
  trx: Trx,
  world: World,
  workspaceId: string,
  requests: readonly Request[],
  workflowIds: ReadonlyMap<string, string>,
): Promise<void> {
  const onRuns = requests.flatMap((request) => {
    const { runId, workflow } = request
    const workflowId = workflowIds.get(workflow)
    return runId === null || runId === undefined || workflowId === undefined ? [] : [{ ...request, runId, workflowId }]
  })
  for (const { workflowId, runId, by, ownAnswer } of onRuns) {
    if (ownAnswer === null || ownAnswer === undefined || ownAnswer.answer === undefined) continue
    const name = storable(by)
    // oxlint-disable-next-line no-await-in-loop -- on one connection
    await keepOwnAnswer(trx, world, {
      workspaceId,
      workflowId,
      runId,
      caseId: null,
      by: { id: name, name },
      answer: ownAnswer.answer as Json, // out of JSON.parse
      answeredAt: new Date(ownAnswer.answeredAt),
    })
  }
  const answered = await runsAnswered(
    trx,
    onRuns.map(({ runId }) => runId),
  )
  for (const { id, workflowId, runId, unitKey, by, kind, finalOutput, decidedAt } of onRuns) {
    if (!answered.has(runId) || (kind !== 'accepted' && finalOutput === undefined)) continue
    // oxlint-disable-next-line no-await-in-loop -- on one connection
    await compareAnswers(trx, world, {
      decisionId: id,
      workspaceId,
      workflowId,
      runId,
      caseId: null,
      unitKey: storable(unitKey),
      byId: storable(by),
      final: finalOutput as Json | undefined, // out of JSON.parse
      decidedAt: new Date(decidedAt),
    })
  }
}

function correctedBy(request: Request | undefined): readonly CorrectedOutput[] {
  if (request === undefined || (request.kind !== 'edited' && request.kind !== 'overridden')) return []
  const { id, runId, finalOutput, shownAt, decidedAt } = request
  if (runId === null || runId === undefined || finalOutput === undefined) return []
  return [
    {
      decisionId: id,
      runId,
      final: finalOutput as Json, // parsed JSON
      shownAt: shownAt === null || shownAt === undefined ? null : new Date(shownAt),
      decidedAt: new Date(decidedAt),
    },
  ]
}

async function findWorkflows(
  trx: Trx,
  workspaceId: string,
  requests: readonly Request[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await trx
    .selectFrom('workflows')
    .select(['id', 'slug'])
    .where('workspace_id', '=', workspaceId)
    .where('slug', 'in', [...new Set(requests.map((request) => request.workflow))])
    .execute()
  const ids = new Map(rows.map((row) => [row.slug, row.id]))
  const errors = requests.flatMap(({ workflow }, i) =>
    ids.has(workflow)
      ? []
      : [{ path: `/decisions/${String(i)}/workflow`, message: `There is no workflow "${workflow}" here` }],
  )
  if (errors.length === 0) return ids
  throw new ProblemError({
    status: 422,
    code: 'unknown-workflow',
    title: 'Unknown workflow',
    detail: `${errors.length === 1 ? '1 decision names a workflow' : `${String(errors.length)} decisions name workflows`} that this workspace doesn't have. None was kept.`,
    mend: 'Take the manifest in first (POST /api/v1/workflows), then send again.',
    errors,
  })
}
