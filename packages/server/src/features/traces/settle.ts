import { asRunRecord, DAY_MS, type SpanFacts, traceRun, traceSource } from '@dayshift/core'
import { sql } from 'kysely'
import { z } from 'zod'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { defineTask, type Task } from '../../platform/jobs/index.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import type { RunIntake } from '../runs/index.ts'
import { keepEvaluations } from './evaluations.ts'
import { sourcesOf, touchSources } from './sources.ts'

const AT_A_TIME = 200
/** Traces that nobody says a workflow for, and those that are done, are forgotten after so long. */
const KEPT_DAYS = 30

/**
 * Makes runs of the traces that are quiet. What is due stands in the database, so that a restart loses none; a trace that two
 * servers settle at once becomes one run, by its id.
 */
export function traceSweep(intake: RunIntake): Task {
  return defineTask({
    name: 'trace-sweep',
    payload: z.object({}),
    everyMs: 5_000,
    run: async (world, _payload, { signal }) => {
      for (let more = true; more && !signal.aborted;) {
        const due = await asSystem(world.db, (trx) =>
          trx
            .selectFrom('traces')
            .select(['workspace_id', 'trace_id', 'last_at'])
            .where('settle_at', '<=', world.clock.now())
            .orderBy('settle_at')
            .limit(AT_A_TIME)
            .execute(),
        )
        const byWorkspace = Map.groupBy(due, ({ workspace_id: workspaceId }) => workspaceId)
        for (const [workspaceId, traces] of byWorkspace)
          await settle(
            world,
            intake,
            workspaceId,
            traces.map(({ trace_id: id }) => id),
          )
        more = due.length === AT_A_TIME
      }
      await forget(world)
    },
  })
}

interface Settled {
  readonly id: string
  readonly spans: readonly SpanFacts[]
  readonly service: string
  readonly name: string
  readonly workflow: { readonly id: string; readonly slug: string } | null
  readonly state: 'run' | 'no-run' | 'unmapped'
  readonly record: Readonly<Record<string, string | number | null>> | null
  readonly why: string | null
}

async function settle(world: World, intake: RunIntake, workspaceId: string, ids: readonly string[]): Promise<void> {
  const judged = await inWorkspace(world.db, workspaceId, (trx) => judge(trx, workspaceId, ids))
  const records = judged.flatMap(({ record }) => (record === null ? [] : [record]))
  const refused = new Map<unknown, string>()
  if (records.length > 0) {
    const result = await intake.takeIn(workspaceId, { sentAt: null, records, keepsBad: false })
    for (const { index, errors } of result.rejected)
      refused.set(records[index], errors.map(({ message }) => message).join('; '))
  }
  await inWorkspace(world.db, workspaceId, async (trx) => {
    const done = judged.map((trace) => {
      const why = trace.record === null ? trace.why : (refused.get(trace.record) ?? null)
      return why !== null && trace.state === 'run' ? { ...trace, state: 'no-run' as const, why } : trace
    })
    await keepEvaluations(
      trx,
      world,
      workspaceId,
      done.flatMap(({ state, record, workflow, spans }) =>
        state === 'run' && record !== null && workflow !== null
          ? [{ runId: String(record['id']), workflow: workflow.slug, unitKey: String(record['unitKey']), spans }]
          : [],
      ),
    )
    await mark(trx, world, workspaceId, done)
  })
}

async function judge(trx: Trx, workspaceId: string, ids: readonly string[]): Promise<readonly Settled[]> {
  const rows = await trx
    .selectFrom('trace_spans')
    .select(['trace_id', 'facts'])
    .where('workspace_id', '=', workspaceId)
    .where('trace_id', 'in', [...ids])
    .execute()
  // As it was written by `spanFacts`.
  const spansOf = Map.groupBy(rows, ({ trace_id: id }) => id)
  const known = await sourcesOf(trx, workspaceId)
  return ids.map((id) => {
    const spans = (spansOf.get(id) ?? []).map(({ facts }) => facts as SpanFacts)
    const { service, name } = traceSource(spans)
    const run = traceRun(id, spans)
    const base = { id, spans, service, name, workflow: null, record: null }
    const source = known.find({ service, name })
    const isOfModels = run.calls.length > 0 || run.scores.length > 0 || name !== ''
    if (spans.length === 0 || source.isIgnored || (!isOfModels && source.workflow === null))
      return { ...base, state: 'no-run', why: source.isIgnored ? 'its source is no workflow' : 'it calls no model' }
    if (source.workflow === null) return { ...base, state: 'unmapped', why: null }
    const record = asRunRecord(run, { workflow: source.workflow.slug, source: 'otlp' })
    return typeof record === 'string'
      ? { ...base, state: 'no-run', why: record }
      : { ...base, workflow: source.workflow, record, state: 'run', why: null }
  })
}

async function mark(trx: Trx, world: World, workspaceId: string, done: readonly Settled[]): Promise<void> {
  const now = world.clock.now()
  const runs: Settled[] = []
  for (const trace of done) {
    const { state, service, name, record, workflow, why, spans } = trace
    const row = await trx
      .updateTable('traces')
      .set({
        state,
        service,
        name,
        why,
        settle_at: null,
        run_id: state === 'run' && record !== null ? String(record['id']) : null,
        workflow_id: workflow?.id ?? null,
        unit_key: record === null ? null : String(record['unitKey']),
      })
      .where('workspace_id', '=', workspaceId)
      .where('trace_id', '=', trace.id)
      .where('state', 'in', ['open', 'unmapped'])
      .returning('trace_id')
      .executeTakeFirst()
    // Another server was quicker.
    if (row === undefined) continue
    if (state === 'run') runs.push(trace)
    if (state === 'unmapped') continue
    const { rows } = await sql<{ n: number }>`
      with gone as (delete from trace_spans where workspace_id = ${workspaceId} and trace_id = ${trace.id} returning 1)
      select count(*)::bigint as n from gone`.execute(trx)
    // They came while it was settled.
    const late = (rows[0]?.n ?? 0) - spans.length
    if (late > 0 && state === 'run') {
      await sql`update traces set late = late + ${late} where workspace_id = ${workspaceId} and trace_id = ${trace.id}`.execute(
        trx,
      )
    }
  }
  const seen = done.filter(({ state }) => state !== 'no-run')
  const isNew = await touchSources(trx, workspaceId, now, seen, runs)
  // What waits for a person shows on the page of sources.
  if (isNew || seen.some(({ state }) => state === 'unmapped'))
    await publish(trx, workspaceId, { topic: 'workflows', workflow: null, id: null })
}

/** What is old goes; a trace that comes after that again is a new one, with the same run. */
async function forget(world: World): Promise<void> {
  const before = new Date(world.clock.now().getTime() - KEPT_DAYS * DAY_MS)
  const old = await asSystem(world.db, (trx) =>
    trx
      .selectFrom('traces')
      .select(['workspace_id', 'trace_id'])
      .where('last_at', '<', before)
      .limit(AT_A_TIME)
      .execute(),
  )
  for (const { workspace_id: workspaceId, trace_id: id } of old) {
    await inWorkspace(world.db, workspaceId, async (trx) => {
      await trx.deleteFrom('trace_spans').where('workspace_id', '=', workspaceId).where('trace_id', '=', id).execute()
      await trx.deleteFrom('traces').where('workspace_id', '=', workspaceId).where('trace_id', '=', id).execute()
    })
  }
}
