import { adviceWeight, answeredPart, answerText, type Json, type Manifest, redact, REMOVED } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx, World } from '../../platform/world.ts'
import { answerDigest, type Contents, openBeside, openContents, sealBeside } from '../contents/index.ts'
import { humanFirstOf } from './human-first.ts'

/** What a person said before the output was shown to her. */
export interface OwnAnswer {
  readonly workspaceId: string
  readonly workflowId: string
  readonly runId: string
  readonly caseId: string | null
  readonly by: { readonly id: string; readonly name: string }
  readonly answer: Json
  readonly answeredAt: Date
}

export interface StoredOwnAnswer {
  readonly id: string
  readonly field: string
  /** Undefined where it was erased. */
  readonly answer: Json | undefined
  readonly answeredAt: Date
}

/** Keeps an own answer; false where this person's answer for this run stands already: it never changes. */
export async function keepOwnAnswer(trx: Trx, world: World, own: OwnAnswer): Promise<boolean> {
  const { workspaceId, workflowId, runId, by } = own
  const field = (await humanFirstOf(trx, workflowId))?.field ?? ''
  const { subjectKeyId, sealed } = await sealBeside(trx, world, workspaceId, runId, own.answer)
  const kept = await trx
    .insertInto('own_answers')
    .values({
      id: world.newId(),
      workspace_id: workspaceId,
      workflow_id: workflowId,
      run_id: runId,
      case_id: own.caseId,
      by_id: by.id,
      by_name: by.name,
      field,
      digest: answerDigest(world.secret, workflowId, answerText(own.answer)),
      subject_key_id: subjectKeyId,
      sealed,
      answered_at: own.answeredAt,
    })
    .onConflict((conflict) => conflict.columns(['run_id', 'by_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return kept !== undefined
}

/** What this person said before, in the inbox or in a host's own screen; null where she said nothing yet. */
export async function ownAnswerOf(
  trx: Trx,
  world: World,
  of: { readonly runId: string; readonly caseId: string | null; readonly byId: string },
): Promise<StoredOwnAnswer | null> {
  const row = await trx
    .selectFrom('own_answers')
    .select(['id', 'field', 'subject_key_id', 'sealed', 'answered_at'])
    .where((where) =>
      of.caseId === null
        ? where('run_id', '=', of.runId)
        : where.or([where('case_id', '=', of.caseId), where('run_id', '=', of.runId)]),
    )
    .where('by_id', '=', of.byId)
    .orderBy('answered_at')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  const [answer] = await openBeside(trx, world, [{ subjectKeyId: row.subject_key_id, sealed: row.sealed }])
  return {
    id: row.id,
    field: row.field,
    answer: answer as Json | undefined, // as keepOwnAnswer sealed it
    answeredAt: row.answered_at,
  }
}

/** Of these runs, those of which somebody answered before the output was shown. */
export async function runsAnswered(trx: Trx, runIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (runIds.length === 0) return new Set()
  const rows = await trx
    .selectFrom('own_answers')
    .select('run_id')
    .where(sql<boolean>`run_id = any(${[...runIds]}::uuid[])`)
    .execute()
  return new Set(rows.map((row) => row.run_id))
}

/** A decision by somebody who may have answered first. */
export interface DecisionToCompare {
  readonly decisionId: string
  readonly workspaceId: string
  readonly workflowId: string
  readonly runId: string
  readonly caseId: string | null
  readonly unitKey: string
  readonly byId: string
  /** What takes effect; undefined where the AI's answer does. */
  readonly final: Json | undefined
  readonly decidedAt: Date
}

/**
 * Lays a decision beside the own answer before it and the AI's answer, by their digests alone. Nothing is kept where one
 * of the three isn't known, or the manifest has it taken out of what is kept.
 */
export async function compareAnswers(trx: Trx, world: World, decision: DecisionToCompare): Promise<void> {
  const { runId, caseId, byId, workflowId } = decision
  const own = await ownAnswerOf(trx, world, { runId, caseId, byId })
  if (own === null || own.answer === undefined || own.answeredAt > decision.decidedAt) return
  const kept = (await openContents(trx, world, [runId])).get(runId)
  if (kept?.state !== 'kept' || kept.output === undefined) return
  const output = kept.output as Json // out of JSON.parse
  const data = await captureOf(trx, runId)
  const ai = answeredPart(output, own.field)
  const whole = decision.final === undefined ? output : keptPart(data, decision.final)
  const final = whole === undefined ? undefined : answeredPart(whole, own.field)
  const said = answeredPart(keptPart(data, inOutput(own.field, own.answer)) ?? null, own.field)
  if (ai === undefined || final === undefined || said === undefined || ai === REMOVED) return
  const digest = (answer: Json) => answerDigest(world.secret, workflowId, answerText(answer))
  await trx
    .insertInto('compared_answers')
    .values({
      decision_id: decision.decisionId,
      workspace_id: decision.workspaceId,
      workflow_id: workflowId,
      own_answer_id: own.id,
      unit_key: decision.unitKey,
      by_id: byId,
      own: digest(said),
      ai: digest(ai),
      final: digest(final),
      weight: adviceWeight(said, ai, final),
      decided_at: decision.decidedAt,
    })
    .onConflict((conflict) => conflict.column('decision_id').doNothing())
    .execute()
}

function inOutput(field: string, answer: Json): Json {
  return field === '' ? answer : { [field]: answer }
}

/** The AI's answer was redacted by the host; what people said is compared as it would have been kept. */
function keptPart(data: Manifest['data'] | null, output: Json): Json | undefined {
  if (data?.capture === 'full') return output
  return (redact({ output }, data?.redact ?? []) as { readonly output?: Json }).output // one member went in
}

async function captureOf(trx: Trx, runId: string): Promise<Manifest['data'] | null> {
  const row = await trx
    .selectFrom('runs as r')
    .leftJoin('releases as own', 'own.id', 'r.release_id')
    // What the workflows part wrote, parsed and normalised.
    .select(sql<Manifest['data'] | null>`own.manifest -> 'data'`.as('data'))
    .where('r.id', '=', runId)
    .executeTakeFirst()
  return row?.data ?? null
}

/**
 * Which of these runs are hidden from a reader: a case of the same unit waits in which she is to answer first, and she
 * has not. One query.
 */
export async function hiddenRuns(
  trx: Trx,
  workspaceId: string,
  readerId: string,
  runIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (runIds.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select r.id from runs r
      join cases c on c.workflow_id = r.workflow_id and c.unit_key = r.unit_key and c.answers_first and c.closed_at is null
    where r.workspace_id = ${workspaceId} and r.id = any(${[...runIds]}::uuid[])
      and not exists (
        select from own_answers o where (o.case_id = c.id or o.run_id = c.first_run_id) and o.by_id = ${readerId})`.execute(
    trx,
  )
  return new Set(rows.map(({ id }) => id))
}

/** The contents of runs as a reader may see them: of those that are hidden from her, the input alone. */
export async function contentsFor(
  trx: Trx,
  world: World,
  reader: { readonly workspaceId: string; readonly id: string },
  runIds: readonly string[],
): Promise<{ readonly contents: ReadonlyMap<string, Contents>; readonly hidden: ReadonlySet<string> }> {
  const contents = await openContents(trx, world, runIds)
  const hidden = await hiddenRuns(trx, reader.workspaceId, reader.id, runIds)
  return {
    contents: new Map([...contents].map(([id, kept]) => [id, hidden.has(id) ? inputAlone(kept) : kept])),
    hidden,
  }
}

/** What is kept, without the output. */
export function inputAlone(contents: Contents): Contents {
  if (contents.state !== 'kept') return contents
  return { state: 'kept', ...(contents.input === undefined ? {} : { input: contents.input }) }
}
