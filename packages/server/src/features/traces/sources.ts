import type { MapSourceRequest, TraceSourceList } from '@dayshift/contract'
import { type Actor, DAY_MS, proposeWorkflow, type TraceSource } from '@dayshift/core'
import { sql } from 'kysely'
import type { z } from 'zod'
import { inWorkspace, storable } from '../../platform/database/index.ts'
import { notFound } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { findWorkflow } from '../workflows/index.ts'
import { QUIET_SECONDS } from './keep-spans.ts'

interface Known {
  readonly workflow: { readonly id: string; readonly slug: string } | null
  readonly isIgnored: boolean
}

/** Which workflow each source is, as somebody said; one that bears a workflow's own slug is that workflow until somebody says otherwise. */
export async function sourcesOf(trx: Trx, workspaceId: string): Promise<{ find: (source: TraceSource) => Known }> {
  const rows = await trx
    .selectFrom('trace_sources')
    .leftJoin('workflows', 'workflows.id', 'trace_sources.workflow_id')
    .select(['service', 'trace_sources.name', 'workflow_id', 'slug', 'is_ignored'])
    .where('trace_sources.workspace_id', '=', workspaceId)
    .execute()
  const workflows = await trx
    .selectFrom('workflows')
    .select(['id', 'slug'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  const said = new Map(rows.map((row) => [keyOf(row), row]))
  const bySlug = new Map(workflows.map((workflow) => [workflow.slug, workflow]))
  return {
    find(source) {
      const row = said.get(keyOf(source))
      if (row?.is_ignored === true) return { workflow: null, isIgnored: true }
      if (row?.workflow_id != null && row.slug !== null)
        return { workflow: { id: row.workflow_id, slug: row.slug }, isIgnored: false }
      return { workflow: bySlug.get(source.name) ?? bySlug.get(source.service) ?? null, isIgnored: false }
    },
  }
}

/** Counts what came of sources, and keeps those that are new; says whether any is. */
export async function touchSources(
  trx: Trx,
  workspaceId: string,
  now: Date,
  seen: readonly TraceSource[],
  runs: readonly TraceSource[],
): Promise<boolean> {
  const sources = new Map(seen.map((source) => [keyOf(source), { ...source, runs: 0 }]))
  for (const run of runs) {
    const source = sources.get(keyOf(run))
    if (source !== undefined) source.runs += 1
  }
  const ordered = [...sources.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, source]) => source)
  if (ordered.length === 0) return false
  const { rows } = await sql<{ is_new: boolean }>`
    insert into trace_sources (workspace_id, service, name, runs, first_at, last_at)
    select ${workspaceId}::uuid, service, name, runs, ${now}, ${now} from unnest(
      ${ordered.map(({ service }) => storable(service))}::text[], ${ordered.map(({ name }) => storable(name))}::text[],
      ${ordered.map((source) => source.runs)}::bigint[]) as came (service, name, runs)
    on conflict (workspace_id, service, name) do update
      set runs = trace_sources.runs + excluded.runs, last_at = excluded.last_at
    returning (xmax = 0) as is_new`.execute(trx)
  return rows.some((row) => row.is_new)
}

export async function listSources(trx: Trx, world: World, workspaceId: string): Promise<TraceSourceList> {
  const since = new Date(world.clock.now().getTime() - 7 * DAY_MS)
  const { rows } = await sql<{
    service: string
    name: string
    slug: string | null
    workflow_name: string | null
    is_ignored: boolean
    unit_attribute: string | null
    wait_seconds: number | null
    runs: number
    waiting: number
    late: number
    late_ms: number
    last_at: Date
  }>`
    select s.service, s.name, w.slug, w.name as workflow_name, s.is_ignored, s.unit_attribute, s.wait_seconds, s.runs, s.last_at,
      (select count(*) from traces t where t.workspace_id = s.workspace_id and t.state = 'unmapped'
        and t.service = s.service and t.name = s.name)::bigint as waiting,
      late.spans as late, late.ms as late_ms
    from trace_sources s left join workflows w on w.id = s.workflow_id
    cross join lateral (
      select coalesce(sum(t.late), 0)::bigint as spans, coalesce(max(t.late_ms), 0)::bigint as ms from traces t
      where t.workspace_id = s.workspace_id and t.late > 0 and t.service = s.service and t.name = s.name
        and t.last_at >= ${since}
    ) as late
    where s.workspace_id = ${workspaceId} order by s.last_at desc, s.service, s.name`.execute(trx)
  const workflows = await trx
    .selectFrom('workflows')
    .select(['slug', 'name'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  return {
    items: rows.map((row) => {
      const own =
        workflows.find(({ slug }) => slug === (row.slug ?? row.name)) ??
        workflows.find(({ slug }) => slug === (row.slug ?? row.service))
      const workflow = row.is_ignored ? null : (own ?? null)
      const proposal = workflow === null && !row.is_ignored ? proposeWorkflow(row, workflows) : null
      return {
        service: row.service,
        name: row.name,
        state: row.is_ignored ? ('ignored' as const) : workflow === null ? ('unmapped' as const) : ('mapped' as const),
        workflow,
        proposal: workflows.find(({ slug }) => slug === proposal) ?? null,
        unitAttribute: row.unit_attribute,
        waitSeconds: row.wait_seconds ?? QUIET_SECONDS,
        late: row.late,
        lateByMs: row.late_ms,
        runs: row.runs,
        waiting: row.waiting,
        lastAt: row.last_at.toISOString(),
      }
    }),
    late: rows.reduce((sum, row) => sum + row.late, 0),
  }
}

/** Says which workflow a source is, or that it is none; its traces that wait are looked at at once. */
export async function mapSource(
  world: World,
  { workspaceId, actor }: { readonly workspaceId: string; readonly actor: Actor },
  { service, name, workflow: slug, unitAttribute, waitSeconds }: z.output<typeof MapSourceRequest>,
): Promise<TraceSourceList> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const source = await trx
      .selectFrom('trace_sources')
      .select('service')
      .where('workspace_id', '=', workspaceId)
      .where('service', '=', service)
      .where('name', '=', name)
      .forUpdate()
      .executeTakeFirst()
    const called = name === '' ? service : `${name} of ${service}`
    if (source === undefined) throw notFound('source of traces', called)
    const workflow = slug === null ? null : await findWorkflow(trx, workspaceId, slug)
    if (slug !== null && workflow === null) throw notFound('workflow', slug)
    await trx
      .updateTable('trace_sources')
      .set({
        workflow_id: workflow?.id ?? null,
        is_ignored: workflow === null,
        unit_attribute: unitAttribute,
        wait_seconds: waitSeconds,
      })
      .where('workspace_id', '=', workspaceId)
      .where('service', '=', service)
      .where('name', '=', name)
      .execute()
    await trx
      .updateTable('traces')
      .set({ settle_at: world.clock.now() })
      .where('workspace_id', '=', workspaceId)
      .where('state', '=', 'unmapped')
      .where('service', '=', service)
      .where('name', '=', name)
      .execute()
    const list = await listSources(trx, world, workspaceId)
    await publish(trx, workspaceId, { topic: 'workflows', workflow: workflow?.slug ?? null, id: null })
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'trace-source-mapped',
      subject: workflow === null ? 'traces' : `workflow:${workflow.slug}`,
      sentence:
        workflow === null
          ? `said that traces of “${storable(called)}” are of no workflow.`
          : `said that traces of “${storable(called)}” are runs of “${workflow.name}”.`,
      details: { service: storable(service), name: storable(name), workflow: slug, unitAttribute, waitSeconds },
    })
    return list
  })
}

function keyOf({ service, name }: TraceSource): string {
  return JSON.stringify([service, name])
}
