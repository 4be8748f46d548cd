import { type TraceSpan, type SpanFacts, spanFacts } from '@dayshift/core'
import { sql } from 'kysely'
import { inWorkspace } from '../../platform/database/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { keepEvaluations } from './evaluations.ts'

/** A trace is settled when nothing of it has come for so long; without its root it may only be late. */
const QUIET_MS = 10_000
const QUIET_WITHOUT_ROOT_MS = 60_000

/** Keeps what counts of spans until their trace is settled. When this returns, it is on disk; the same span again changes nothing. */
export async function keepSpans(world: World, workspaceId: string, spans: readonly TraceSpan[]): Promise<void> {
  if (spans.length === 0) return
  await inWorkspace(world.db, workspaceId, async (trx) => {
    const units = await unitAttributes(trx, workspaceId)
    const traces = new Map<string, SpanFacts[]>()
    for (const span of spans) {
      const service = span.resource.get('service.name')
      const facts = spanFacts(span, units.get(typeof service === 'string' ? service : '') ?? null)
      const known = traces.get(span.traceId)
      if (known === undefined) traces.set(span.traceId, [facts])
      else known.push(facts)
    }
    const now = world.clock.now()
    // In one order, so that two batches with spans of the same traces don't wait for each other.
    const ids = [...traces.keys()].toSorted()
    const roots = ids.map((id) => traces.get(id)?.some(({ parentSpanId }) => parentSpanId === null) ?? false)
    const { rows } = await sql<{
      trace_id: string
      state: string
      run_id: string | null
      slug: string | null
      unit_key: string | null
    }>`
      with kept as (
        insert into traces (workspace_id, trace_id, first_at, last_at, has_root, settle_at, state)
        select ${workspaceId}::uuid, id, ${now}::timestamptz, ${now}::timestamptz, has_root,
          ${now}::timestamptz + (case when has_root then ${QUIET_MS}::int else ${QUIET_WITHOUT_ROOT_MS}::int end) * interval '1 millisecond', 'open'
        from unnest(${ids}::text[], ${roots}::boolean[]) as came (id, has_root)
        on conflict (workspace_id, trace_id) do update set
          last_at = excluded.last_at,
          has_root = traces.has_root or excluded.has_root,
          -- One that held no call of a model is looked at again.
          state = case when traces.state = 'no-run' then 'open' else traces.state end,
          settle_at = case when traces.state in ('open', 'no-run')
            then excluded.last_at + (case when traces.has_root or excluded.has_root then ${QUIET_MS}::int else ${QUIET_WITHOUT_ROOT_MS}::int end) * interval '1 millisecond'
            else traces.settle_at end
        returning trace_id, state, run_id, workflow_id, unit_key
      )
      select kept.trace_id, kept.state, kept.run_id, kept.unit_key, w.slug
      from kept left join workflows w on w.id = kept.workflow_id`.execute(trx)
    const waiting = rows.filter(({ state }) => state !== 'run').map(({ trace_id: id }) => id)
    await insertSpans(trx, workspaceId, new Map(waiting.map((id) => [id, traces.get(id) ?? []])))
    for (const { trace_id: id, state, run_id: runId, slug, unit_key: unitKey } of rows) {
      if (state !== 'run') continue
      const late = traces.get(id) ?? []
      await sql`update traces set late = late + ${late.length} where workspace_id = ${workspaceId} and trace_id = ${id}`.execute(
        trx,
      )
      if (runId === null || slug === null || unitKey === null) continue
      await keepEvaluations(trx, world, workspaceId, [{ runId, workflow: slug, unitKey, spans: late }])
    }
  })
}

async function unitAttributes(trx: Trx, workspaceId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await trx
    .selectFrom('trace_sources')
    .select(['service', 'unit_attribute'])
    .where('workspace_id', '=', workspaceId)
    .where('unit_attribute', 'is not', null)
    .execute()
  return new Map(rows.map(({ service, unit_attribute: attribute }) => [service, attribute ?? '']))
}

async function insertSpans(
  trx: Trx,
  workspaceId: string,
  traces: ReadonlyMap<string, readonly SpanFacts[]>,
): Promise<void> {
  const rows = [...traces].flatMap(([id, spans]) => spans.map((facts) => ({ id, facts })))
  if (rows.length === 0) return
  await sql`
    insert into trace_spans (workspace_id, trace_id, span_id, facts)
    select ${workspaceId}::uuid, * from unnest(
      ${rows.map(({ id }) => id)}::text[],
      ${rows.map(({ facts }) => facts.spanId)}::text[],
      ${rows.map(({ facts }) => JSON.stringify(facts).replaceAll(String.raw`\u0000`, String.raw`\ufffd`))}::text[]::jsonb[])
    on conflict do nothing`.execute(trx)
}
