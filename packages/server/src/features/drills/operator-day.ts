import type { DrillDetail } from '@dayshift/contract'
import {
  buildersOf,
  dateInWords,
  hiddenSteps,
  judgeOperatorDay,
  type Listed,
  type ListedKind,
  MANUAL_STEPS,
  namedBuilders,
  type ManualStep,
  type Manifest,
  type OperatorDayFacts,
  type Seen,
} from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'
import { heldBetween } from '../duties/index.ts'
import { type DrillOf, drillEvents, listedOf } from './store.ts'

type Report = NonNullable<DrillDetail['operatorDay']>

/** What the record shows of the day, and how it comes out by the operator's list. */
export async function dayOutcome(trx: Trx, drill: DrillOf<'operator-day'>) {
  const listed = listedOf(await drillEvents(trx, drill.id))
  const facts = await dayFacts(trx, drill)
  return { outcome: judgeOperatorDay(facts, listed, drill.settings), report: evidenceWire(facts, listed) }
}

export async function operatorDayReport(
  trx: Trx,
  drill: DrillOf<'operator-day'>,
  manifest: Manifest | null,
  now: Date,
  rights: Pick<Report, 'mayList' | 'mayClose'>,
): Promise<Report> {
  const listed = listedOf(await drillEvents(trx, drill.id))
  const isOver = drill.endsAt <= now
  const { date, zone, minimumUnits } = drill.settings
  const evidence =
    drill.closed !== null
      ? (drill.closed.report as Report['evidence']) // evidenceWire's, kept when it was closed
      : isOver
        ? evidenceWire(await dayFacts(trx, drill), listed)
        : null
  return {
    date,
    zone,
    minimumUnits,
    isOver,
    listed: listed === null ? null : listed.map((line) => ({ ...line })),
    choices: choicesOf(manifest),
    evidence,
    ...rights,
  }
}

/** What an operator may tick: every manual step, and each rule of the workflow. */
function choicesOf(manifest: Manifest | null): { kind: ListedKind; ref: string; name: string }[] {
  const steps = Object.entries(MANUAL_STEPS).map(([ref, name]) => ({ kind: 'manual-step' as const, ref, name }))
  const rules = manifest?.rules ?? []
  return [
    ...steps,
    ...rules.flatMap((rule) =>
      rule.to === 'human' ? [{ kind: 'exception-rule' as const, ref: rule.name, name: rule.because }] : [],
    ),
    ...rules.flatMap((rule) =>
      rule.to === 'review' ? [{ kind: 'approval-point' as const, ref: rule.name, name: rule.because }] : [],
    ),
  ]
}

function evidenceWire(facts: OperatorDayFacts, listed: readonly Listed[] | null): NonNullable<Report['evidence']> {
  const hidden = new Set(hiddenSteps(facts.seen, listed ?? []))
  return {
    units: facts.units,
    builders: [...facts.builders],
    builderActs: facts.builderActs.map(({ at, by, what }) => ({ at: at.toISOString(), by, what })),
    closed: facts.closed.map((each) => ({ ...each })),
    unregisteredRuns: facts.unregisteredRuns,
    seen: facts.seen.map((each) => ({ ...each, listed: !hidden.has(each) })),
  }
}

/** Acts that change what runs are a builder's, whoever does them. */
const BUILDING_ACTS = [
  'release-added',
  'release-activated',
  'rollout-changed',
  'change-proposed',
  'change-edited',
] as const

async function dayFacts(trx: Trx, drill: DrillOf<'operator-day'>): Promise<OperatorDayFacts> {
  const { workspaceId, workflowId, startsAt: from, endsAt: to } = drill
  const within: Within = { trx, workspaceId, workflowId, from, to }
  const held = await heldBetween(trx, workspaceId, workflowId, from, to)
  const duties = held.map(({ duty, person }) => ({ duty, person: person.id }))
  const named = namedBuilders(duties)
  // Whoever holds both jobs cares for it by right that day; what she changes is still a builder's act.
  const away = new Set([...buildersOf(duties)].filter((id) => id !== drill.person?.id))
  const { slug } = await trx
    .selectFrom('workflows')
    .select('slug')
    .where('id', '=', workflowId)
    .executeTakeFirstOrThrow()
  return {
    ...(await readUnits(within)),
    builders: [...new Map(held.map(({ person }) => [person.id, person])).values()].filter(({ id }) => named.has(id)),
    builderActs: await readBuilderActs(within, slug, away),
    closed: await readClosed(within, away),
    seen: [...(await readSteps(within, slug)), ...(await readRules(within))],
  }
}

interface Within {
  readonly trx: Trx
  readonly workspaceId: string
  readonly workflowId: string
  readonly from: Date
  readonly to: Date
}

async function readUnits({ trx, workspaceId, workflowId, from, to }: Within) {
  const { rows } = await sql<{ units: number; unregistered: number }>`
    select count(distinct unit_key) as units, count(*) filter (where unregistered_release is not null) as unregistered
    from runs
    where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and drill_id is null
      and started_at >= ${from} and started_at < ${to}`.execute(trx)
  return { units: rows[0]?.units ?? 0, unregisteredRuns: rows[0]?.unregistered ?? 0 }
}

/** From the ledger, the review log, flags, and decisions made in the host's own screens: whatever leaves a name. */
async function readBuilderActs(
  { trx, workspaceId, workflowId, from, to }: Within,
  slug: string,
  away: ReadonlySet<string>,
): Promise<OperatorDayFacts['builderActs']> {
  const ids = [...away]
  const { rows } = await sql<{ at: Date; by: string; what: string }>`
    select at, actor_name as by, sentence as what from ledger_entries
    where workspace_id = ${workspaceId} and at >= ${from} and at < ${to}
      and (subject = ${`workflow:${slug}`} or details ->> 'workflow' = ${slug})
      and actor_kind <> 'rule' and act not like 'drill-%'
      and (actor_id = any(${ids}::text[]) or act = any(${[...BUILDING_ACTS]}::text[]))
    union all
    select e.at, e.by_name, 'worked on the case of unit "' || c.unit_key || '" (' || e.act || ').'
    from case_events e join cases c on c.id = e.case_id
    where e.workspace_id = ${workspaceId} and c.workflow_id = ${workflowId} and e.at >= ${from} and e.at < ${to}
      and e.by_id = any(${ids}::text[]) and e.act in ('claimed', 'released')
    union all
    select decided_at, by_name, 'decided unit "' || unit_key || '" outside the inbox (' || kind || ').' from decisions
    where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and case_id is null
      and decided_at >= ${from} and decided_at < ${to}
      and by_name in (select name from people where id = any(${ids}::text[]))
    order by 1`.execute(trx)
  return rows
}

async function readClosed(
  { trx, workspaceId, workflowId, from, to }: Within,
  away: ReadonlySet<string>,
): Promise<OperatorDayFacts['closed']> {
  const { rows } = await sql<{ id: string | null; name: string | null; n: number }>`
    select d.by_id as id, d.by_name as name, count(*) as n
    from cases c
      left join lateral (
        select by_id, by_name from decisions where case_id = c.id order by decided_at desc, id desc limit 1
      ) as d on c.state = 'completed'
    where c.workspace_id = ${workspaceId} and c.workflow_id = ${workflowId} and c.drill_id is null
      and c.closed_at >= ${from} and c.closed_at < ${to}
    group by 1, 2 order by 3 desc, 2`.execute(trx)
  return rows.map(({ id, name, n }) => ({ by: name, isBuilder: id !== null && away.has(id), n }))
}

const STEP_OF_EVENT: { readonly [act: string]: ManualStep } = {
  'rerun-asked': 'rerun',
  'input-corrected': 'correct-input',
  edited: 'edit',
  overridden: 'override',
  ignored: 'override',
  escalated: 'escalate',
  reassigned: 'reassign',
  'handed-over': 'existing-process',
}

async function readSteps({ trx, workspaceId, workflowId, from, to }: Within, slug: string): Promise<readonly Seen[]> {
  const { rows } = await sql<{ act: string; n: number }>`
    select e.act, count(*) as n
    from case_events e join cases c on c.id = e.case_id
    where e.workspace_id = ${workspaceId} and c.workflow_id = ${workflowId} and c.drill_id is null
      and e.at >= ${from} and e.at < ${to}
    group by 1
    union all
    select 'bypass', count(*) from decisions
    where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and case_id is null
      and decided_at >= ${from} and decided_at < ${to}
    union all
    select 'pause', count(*) from ledger_entries
    where workspace_id = ${workspaceId} and subject = ${`workflow:${slug}`}
      and act in ('workflow-paused', 'workflow-resumed') and at >= ${from} and at < ${to}`.execute(trx)
  const counts = new Map<ManualStep, number>()
  for (const { act, n } of rows) {
    const step = act === 'bypass' || act === 'pause' ? act : STEP_OF_EVENT[act]
    if (step !== undefined && n > 0) counts.set(step, (counts.get(step) ?? 0) + n)
  }
  return [...counts].map(([ref, n]) => ({ kind: 'manual-step', ref, name: MANUAL_STEPS[ref], n }))
}

/** Rules that sent units to people that day: exceptions, and points of approval. */
async function readRules({ trx, workspaceId, workflowId, from, to }: Within): Promise<readonly Seen[]> {
  const { rows } = await sql<{ rule: string; message: string; route: string; n: number }>`
    select reason_rule as rule, min(reason_message) as message, route, count(*) as n
    from runs
    where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and drill_id is null
      and started_at >= ${from} and started_at < ${to} and reason_rule is not null and route in ('human', 'review')
    group by 1, 3 order by 4 desc, 1`.execute(trx)
  return rows.map(({ rule, message, route, n }) => ({
    kind: route === 'human' ? ('exception-rule' as const) : ('approval-point' as const),
    ref: rule,
    name: message,
    n,
  }))
}

export function daySentence({ date, zone }: { readonly date: string; readonly zone: string }): string {
  return `${dateInWords(date)} (${zone})`
}
