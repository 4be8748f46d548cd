import type { FeedbackDetail } from '@dayshift/contract'
import { type Actor, mayTriage, nameIn, type ReasonCode, receiptSentence, whoMayTriage } from '@dayshift/core'
import { sql } from 'kysely'
import { notFound } from '../../platform/http/problem.ts'
import type { Trx, World } from '../../platform/world.ts'
import { reasonBeforeAnswering } from '../cases/index.ts'
import { contentsFor } from '../decisions/index.ts'
import { dutiesFacts } from '../duties/index.ts'
import { feedbackWire } from './feedback-wire.ts'
import { eventsOfFlags, findFlag, type StoredFlag } from './store.ts'

/** One report with all that is needed to answer it. */
export async function feedbackDetail(
  trx: Trx,
  world: World,
  workspaceId: string,
  actor: Actor,
  id: string,
): Promise<FeedbackDetail> {
  const flag = await findFlag(trx, workspaceId, id)
  if (flag === null) throw notFound('report', id)
  const [feedback] = await feedbackWire(trx, world, workspaceId, actor.id, [flag])
  if (feedback === undefined) throw notFound('report', id)
  const now = world.clock.now()
  const facts = await dutiesFacts(trx, { workspaceId, workflowId: flag.workflowId }, now)
  const events = (await eventsOfFlags(trx, world, [id])).get(id) ?? []
  const by = flag.answeredBy ?? feedback.triager
  return {
    feedback,
    run: await runOf(trx, world, actor.id, flag),
    events: events.map(({ at, by: who, act, verdict, words }) => ({
      at: at.toISOString(),
      by: who,
      act,
      verdict,
      ...words,
    })),
    receipt: receiptSentence({ ...flag, by: by?.name ?? null, now }),
    mayTriage: mayTriage(facts, actor, now),
    whoMayTriage: whoMayTriage(facts, now).map((person) => ({ id: person, name: nameIn(facts.people, person) })),
    failureCases: await casesToChoose(trx, flag),
  }
}

async function runOf(
  trx: Trx,
  world: World,
  readerId: string,
  { workspaceId, runId }: StoredFlag,
): Promise<FeedbackDetail['run']> {
  if (runId === null) return null
  const row = await trx
    .selectFrom('runs as r')
    .leftJoin('releases as own', 'own.id', 'r.release_id')
    .leftJoin('cases as c', 'c.run_id', 'r.id')
    .select([
      'r.id',
      'r.started_at',
      'r.route',
      'r.reason_code',
      'r.reason_message',
      'own.content_hash',
      'own.name',
      'c.id as case_id',
      sql`own.manifest -> 'input'`.as('input_schema'),
      sql`own.manifest -> 'output'`.as('output_schema'),
    ])
    .where('r.workspace_id', '=', workspaceId)
    .where('r.id', '=', runId)
    .executeTakeFirst()
  if (row === undefined) return null
  const { contents, hidden } = await contentsFor(trx, world, { workspaceId, id: readerId }, [runId])
  return {
    id: row.id,
    startedAt: row.started_at.toISOString(),
    route: row.route,
    reason: hidden.has(runId) ? messageBefore(row) : row.reason_message,
    release: row.content_hash === null || row.name === null ? null : { hash: row.content_hash, name: row.name },
    caseId: row.case_id,
    inputSchema: row.input_schema ?? {},
    outputSchema: row.output_schema ?? {},
    contents: contents.get(runId) ?? { state: 'not-captured' },
  }
}

/** Why the unit waits, for a reader who is to answer before she sees the output. */
function messageBefore(row: { readonly reason_code: string; readonly reason_message: string }): string {
  // The ingest lets no other codes in.
  return reasonBeforeAnswering({ code: row.reason_code as ReasonCode, rule: null, message: row.reason_message }).message
}

async function casesToChoose(
  trx: Trx,
  { workspaceId, workflowId }: StoredFlag,
): Promise<FeedbackDetail['failureCases']> {
  const rows = await trx
    .selectFrom('failure_cases as c')
    .leftJoin('flags as f', 'f.failure_case_id', 'c.id')
    .select(['c.id', 'c.name'])
    .select((of) => of.fn.count<number>('f.id').as('seen'))
    .where('c.workspace_id', '=', workspaceId)
    .where('c.workflow_id', '=', workflowId)
    .groupBy(['c.id', 'c.name'])
    .execute()
  return rows.toSorted((a, b) => b.seen - a.seen || (a.name < b.name ? -1 : 1))
}
