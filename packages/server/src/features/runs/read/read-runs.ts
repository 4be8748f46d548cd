import type { Run, RunPage, RunQuery } from '@dayshift/contract'
import type { CallStatus, FailureClass, ReasonCode, Route } from '@dayshift/core'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Trx } from '../../../platform/world.ts'
import { cursorAfter, readCursor } from './cursor.ts'

/** A page of runs, newest first by id. */
export async function listRuns(
  trx: Trx,
  workspaceId: string,
  query: z.output<typeof RunQuery>,
  now: Date,
): Promise<z.output<typeof RunPage>> {
  const before = readCursor('runs', query.cursor)
  const conditions = [
    sql`r.workspace_id = ${workspaceId}`,
    when(before, (id) => sql`r.id < ${id}`),
    when(
      query.workflow,
      (slug) => sql`r.workflow_id = (
      select id from workflows where workspace_id = ${workspaceId} and slug = ${slug})`,
    ),
    when(query.route, (route) => sql`r.route = ${route}`),
    when(query.reason, (code) => sql`r.reason_code = ${code}`),
    when(query.rule, (rule) => sql`r.reason_rule = ${rule}`),
    when(query.status, (status) => sql`r.status = ${status}`),
    when(
      query.release,
      (hash) =>
        sql`(r.unregistered_release = ${hash} or r.release_id in (select id from releases where content_hash = ${hash}))`,
    ),
    when(query.unitKey, (key) => sql`r.unit_key = ${key}`),
    when(query.from, (from) => sql`r.started_at >= ${new Date(from)}`),
    when(query.to, (to) => sql`r.started_at < ${new Date(to)}`),
  ].filter((condition) => condition !== null)
  // The page first, then what is shown beside it: PostgreSQL would join all runs before it takes the newest.
  const page = sql`(
    select r.* from runs r where ${sql.join(conditions, sql` and `)} order by r.id desc limit ${query.limit + 1})`
  const { rows } = await sql<RunRow>`${selectRuns(page, now)} order by r.id desc`.execute(trx)
  const items = rows.slice(0, query.limit).map(runOf)
  const last = items.at(-1)
  return { items, next: rows.length > query.limit && last !== undefined ? cursorAfter('runs', last.id) : null }
}

/** One run; null where the workspace has none of this id. */
export async function readRun(trx: Trx, workspaceId: string, id: string, now: Date): Promise<Run | null> {
  const one = sql`(select r.* from runs r where r.workspace_id = ${workspaceId} and r.id = ${id})`
  const { rows } = await sql<RunRow>`${selectRuns(one, now)}`.execute(trx)
  return rows[0] === undefined ? null : runOf(rows[0])
}

/**
 * A person stepped in (S295) where one decided about the run or took its case. That a case waits, or ran out of time, is
 * not yet a person. That a run was a drill is told when the drill is over and its unit decided.
 */
function selectRuns(runs: RawBuilder<unknown>, now: Date): RawBuilder<unknown> {
  return sql`
  select r.*, trim_scale(r.cost_amount)::text as cost, w.slug, w.name as workflow_name,
    coalesce(rel.content_hash, r.unregistered_release) as release_hash, rel.name as release_name,
    coalesce(c.id, r.case_id) as shown_case_id,
    coalesce(c.fencing_token > 0, false)
      or exists (select from decisions d where d.run_id = r.id and d.kind <> 'bypass') as person_stepped_in,
    case when dr.ends_at <= ${now} and (c.id is null or c.closed_at is not null or c.drill_revealed_at is not null)
      then r.drill_id end as told_drill_id
  from ${runs} r
    join workflows w on w.id = r.workflow_id
    left join releases rel on rel.id = r.release_id
    left join cases c on c.first_run_id = r.id
    left join drills dr on dr.id = r.drill_id`
}

/** Said of a release whose hash a host named and whose manifest was never taken in. */
const NOT_REGISTERED = 'not registered'

interface RunRow {
  readonly id: string
  readonly slug: string
  readonly workflow_name: string
  readonly release_hash: string | null
  readonly release_name: string | null
  readonly unit_key: string
  readonly started_at: Date
  readonly ended_at: Date
  readonly latency_ms: number
  readonly status: CallStatus
  readonly failure_class: FailureClass | null
  readonly failure_message: string | null
  readonly attempts: number
  readonly retries: number
  readonly requested_model: string | null
  readonly resolved_model: string | null
  readonly input_tokens: number | null
  readonly output_tokens: number | null
  readonly cost: string | null
  readonly cost_currency: string | null
  readonly cost_source: string | null
  readonly finish_reason: string | null
  readonly confidence: number | null
  readonly input_quality: number | null
  readonly route: Route
  readonly reason_code: ReasonCode
  readonly reason_rule: string | null
  readonly reason_message: string
  readonly bucket: number
  readonly rerun_of: string | null
  readonly duplicate_of: string | null
  readonly told_drill_id: string | null
  readonly shown_case_id: string | null
  readonly person_stepped_in: boolean
  readonly clock_offset_ms: number
  readonly received_at: Date
}

function runOf(row: RunRow): Run {
  return {
    id: row.id,
    workflow: row.slug,
    workflowName: row.workflow_name,
    release: row.release_hash === null ? null : { hash: row.release_hash, name: row.release_name ?? NOT_REGISTERED },
    unitKey: row.unit_key,
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at.toISOString(),
    latencyMs: row.latency_ms,
    status: row.status,
    failureClass: row.failure_class,
    failureMessage: row.failure_message,
    attempts: row.attempts,
    retries: row.retries,
    requestedModel: row.requested_model,
    resolvedModel: row.resolved_model,
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    costAmount: row.cost,
    costCurrency: row.cost_currency,
    costSource: row.cost_source,
    finishReason: row.finish_reason,
    confidence: row.confidence,
    inputQuality: row.input_quality,
    route: row.route,
    reasonCode: row.reason_code,
    reasonRule: row.reason_rule,
    reasonMessage: row.reason_message,
    bucket: row.bucket,
    rerunOf: row.rerun_of,
    duplicateOf: row.duplicate_of,
    drill: row.told_drill_id,
    caseId: row.shown_case_id,
    personSteppedIn: row.person_stepped_in,
    clockOffsetMs: row.clock_offset_ms,
    receivedAt: row.received_at.toISOString(),
  }
}

function when<Value>(
  value: Value | null | undefined,
  make: (value: Value) => RawBuilder<unknown>,
): RawBuilder<unknown> | null {
  return value === null || value === undefined ? null : make(value)
}
