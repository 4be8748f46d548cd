import { type TraceSpan, type SpanFacts, spanFacts } from '@dayshift/core'
import { sql } from 'kysely'
import { inWorkspace } from '../../platform/database/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { keepEvaluations } from './evaluations.ts'

/**
 * A trace is settled when nothing of it has come for so long, or as its source is said to need; without its root, which an
 * instrumentation sends last, at least a minute.
 */
export const QUIET_SECONDS = 10
const QUIET_WITHOUT_ROOT_MS = 60_000

/** Keeps what counts of spans until their trace is settled. When this returns, it is on disk; the same span again changes nothing. */
export async function keepSpans(world: World, workspaceId: string, spans: readonly TraceSpan[]): Promise<void> {
  if (spans.length === 0) return
  await inWorkspace(world.db, workspaceId, async (trx) => {
    const settings = await settingsOf(trx, workspaceId)
    const waits = new Map<string, number>()
    const traces = new Map<string, SpanFacts[]>()
    for (const span of spans) {
      const service = span.resource.get('service.name')
      const setting = settings.get(typeof service === 'string' ? service : '')
      const facts = spanFacts(span, setting?.unit ?? null)
      waits.set(span.traceId, Math.max(waits.get(span.traceId) ?? 0, (setting?.waitSeconds ?? QUIET_SECONDS) * 1000))
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
        insert into traces (workspace_id, trace_id, first_at, last_at, has_root, wait_ms, settle_at, state)
        select ${workspaceId}::uuid, id, ${now}::timestamptz, ${now}::timestamptz, has_root, wait_ms,
          ${now}::timestamptz + (case when has_root then wait_ms else greatest(wait_ms, ${QUIET_WITHOUT_ROOT_MS}::int) end) * interval '1 millisecond', 'open'
        from unnest(${ids}::text[], ${roots}::boolean[], ${ids.map((id) => waits.get(id) ?? QUIET_SECONDS * 1000)}::int[]) as came (id, has_root, wait_ms)
        on conflict (workspace_id, trace_id) do update set
          -- Of a run it stays, so that it can be said how late others came.
          last_at = case when traces.state = 'run' then traces.last_at else excluded.last_at end,
          wait_ms = greatest(traces.wait_ms, excluded.wait_ms),
          has_root = traces.has_root or excluded.has_root,
          -- One that held no call of a model is looked at again.
          state = case when traces.state = 'no-run' then 'open' else traces.state end,
          settle_at = case when traces.state in ('open', 'no-run')
            then excluded.last_at + (case when traces.has_root or excluded.has_root then greatest(traces.wait_ms, excluded.wait_ms)
              else greatest(traces.wait_ms, excluded.wait_ms, ${QUIET_WITHOUT_ROOT_MS}::int) end) * interval '1 millisecond'
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
      // What an evaluator says counts whenever it comes.
      const lost = late.filter(({ call, evaluations }) => call !== null || evaluations.length === 0).length
      await sql`
        update traces set late = late + ${lost}, late_ms = greatest(late_ms, case when ${lost}::int = 0 then 0
          else (extract(epoch from ${now}::timestamptz - last_at) * 1000)::bigint end)
        where workspace_id = ${workspaceId} and trace_id = ${id}`.execute(trx)
      if (runId === null || slug === null || unitKey === null) continue
      await keepEvaluations(trx, world, workspaceId, [{ runId, workflow: slug, unitKey, spans: late }])
    }
  })
}

interface SourceSettings {
  readonly unit: string | null
  readonly waitSeconds: number | null
}

/** By service: its spans come before it is known which of its workflows they are of, so that the longest wait counts. */
async function settingsOf(trx: Trx, workspaceId: string): Promise<ReadonlyMap<string, SourceSettings>> {
  const rows = await trx
    .selectFrom('trace_sources')
    .select(({ fn }) => [
      'service',
      fn.max<string | null>('unit_attribute').as('unit'),
      fn.max<number | null>('wait_seconds').as('waitSeconds'),
    ])
    .where('workspace_id', '=', workspaceId)
    .groupBy('service')
    .execute()
  return new Map(rows.map(({ service, ...settings }) => [service, settings]))
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
