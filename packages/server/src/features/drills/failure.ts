import type { DrillDetail, ForcedFaultWire } from '@dayshift/contract'
import {
  buildersOf,
  type DutyFact,
  type FailureFacts,
  type ForcedFault,
  judgeFailure,
  type NoticedBy,
  type Reaction,
  type Route,
} from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'
import { type DrillEvent, type DrillOf, drillEvents } from './store.ts'

type Report = NonNullable<DrillDetail['failure']>

/** What runs, cases and acts show so far, and how it comes out by that. */
export async function failureOutcome(trx: Trx, drill: DrillOf<'forced-failure'>, duties: readonly DutyFact[]) {
  const seen = await observe(trx, drill, duties)
  return { outcome: judgeFailure(seen.facts, drill.settings), report: seenWire(seen) }
}

export async function failureReport(
  trx: Trx,
  drill: DrillOf<'forced-failure'>,
  duties: readonly DutyFact[],
  rights: Pick<Report, 'mayStop' | 'mayClose'>,
): Promise<Report> {
  const { closed, settings } = drill
  const seen =
    closed === null ? seenWire(await observe(trx, drill, duties)) : (closed.report as ReturnType<typeof seenWire>) // seenWire's, kept when it was closed
  return { fault: faultWire(faultOf(drill)), noticeWithinMs: settings.noticeWithinMs, ...seen, ...rights }
}

/** The fault that a drill forces, as hosts hear of it. */
export function faultOf({ id, startsAt, endsAt, settings }: DrillOf<'forced-failure'>): ForcedFault {
  return { ...settings.fault, id, from: startsAt.getTime(), until: endsAt.getTime() }
}

function faultWire({ from, until, unitKeys, ...fault }: ForcedFault): ForcedFaultWire {
  return {
    ...fault,
    unitKeys: [...unitKeys],
    from: new Date(from).toISOString(),
    until: new Date(until).toISOString(),
  }
}

interface Observed {
  readonly facts: FailureFacts
  readonly timeline: Report['timeline']
  readonly touched: Report['touched']
}

const MOST_SHOWN = 200

async function observe(trx: Trx, drill: DrillOf<'forced-failure'>, duties: readonly DutyFact[]): Promise<Observed> {
  const runs = await readRuns(trx, drill.id)
  const acts = await readActs(trx, drill, runs[0]?.startedAt ?? null)
  const own = await drillEvents(trx, drill.id)
  const told = own.flatMap((event) => (event.act === 'noticed' ? [{ ...actOf(event), kind: 'said-so' as const }] : []))
  const all = [...acts, ...told].toSorted((a, b) => a.at.getTime() - b.at.getTime())

  const builders = buildersOf(duties)
  const reaction = ({ at, by, byName }: Act): Reaction => {
    return { at, by, byName, isBuilder: by === drill.plannedBy.id || builders.has(by) }
  }
  const first = runs[0]?.startedAt ?? null
  const notice = all.find(({ kind }) => isNotice(kind))
  const takeover = all.find(({ kind }) => TAKES_OVER.has(kind))
  const routed = (route: Route): number => runs.filter((run) => run.route === route).length
  const open = runs.filter(({ caseId, isClosed }) => caseId !== null && !isClosed).length
  const facts: FailureFacts = {
    kind: drill.settings.fault.kind,
    units: new Set(runs.map(({ unitKey }) => unitKey)).size,
    firstAt: first,
    toPeople: routed('review') + routed('human'),
    toExistingProcess: routed('existing-process'),
    automatic: routed('automatic'),
    decided: runs.filter(({ decision }) => decision !== null).length,
    open,
    letThrough: runs.filter(({ decision }) => decision === 'accepted').length,
    noticed: notice === undefined || !isNotice(notice.kind) ? null : { ...reaction(notice), how: notice.kind },
    takenOver: takeover === undefined ? null : { ...reaction(takeover), how: howOf(takeover, all) },
  }
  return { facts, timeline: timelineOf(runs, all, own), touched: runs.slice(0, MOST_SHOWN).map(touchedWire) }
}

function seenWire({ facts, timeline, touched }: Observed) {
  const { kind: _, firstAt, noticed, takenOver, ...counts } = facts
  const after = (at: Date): number => Math.max(0, at.getTime() - (firstAt ?? at).getTime())
  const wire = ({ at, by, byName, isBuilder }: Reaction) => ({
    at: at.toISOString(),
    by: { id: by, name: byName },
    isBuilder,
    afterMs: after(at),
  })
  return {
    ...counts,
    firstAt: firstAt?.toISOString() ?? null,
    noticed: noticed === null ? null : { ...wire(noticed), how: noticed.how },
    takenOver: takenOver === null ? null : { ...wire(takenOver), how: takenOver.how },
    timeline: [...timeline],
    touched: [...touched],
  }
}

interface DrilledRun {
  readonly id: string
  readonly unitKey: string
  readonly startedAt: Date
  readonly route: Route
  readonly caseId: string | null
  readonly isClosed: boolean
  readonly decision: string | null
  readonly by: string | null
}

async function readRuns(trx: Trx, drillId: string): Promise<readonly DrilledRun[]> {
  const { rows } = await sql<DrilledRun>`
    select r.id, r.unit_key as "unitKey", r.started_at as "startedAt", r.route, c.id as "caseId",
      coalesce(c.closed_at is not null, false) as "isClosed", d.kind as decision, d.by_name as by
    from runs r
      left join cases c on c.first_run_id = r.id
      left join lateral (
        select kind, by_name from decisions where run_id = r.id order by decided_at, id limit 1
      ) as d on true
    where r.drill_id = ${drillId}
    order by r.started_at, r.id`.execute(trx)
  return rows
}

/** Something that a person did which has to do with the drill. */
interface Act {
  readonly at: Date
  readonly by: string
  readonly byName: string
  /** `claimed`, `paused`, `flagged`, `said-so`, or an act of the review log. */
  readonly kind: string
  readonly unitKey: string | null
  readonly caseId: string | null
  readonly runId: string | null
}

const TAKES_OVER = new Set(['claimed', 'paused', 'rerun-asked', 'input-corrected', 'reassigned'])
const NOTICES: readonly NoticedBy[] = ['paused', 'flagged', 'overridden', 'escalated', 'said-so']

function isNotice(kind: string): kind is NoticedBy {
  return NOTICES.some((each) => each === kind)
}

async function readActs(
  trx: Trx,
  { id, workspaceId, workflowId, closed }: DrillOf<'forced-failure'>,
  firstAt: Date | null,
): Promise<readonly Act[]> {
  if (firstAt === null) return []
  const until = closed?.at ?? null
  const { rows } = await sql<Act>`
    select e.at, e.by_id as by, e.by_name as "byName", e.act as kind, c.unit_key as "unitKey", c.id as "caseId",
      null::uuid as "runId"
    from case_events e join cases c on c.id = e.case_id
    where c.drill_id = ${id} and e.by_kind = 'person'
    union all
    select f.at, f.by_id, f.by_name, 'flagged', r.unit_key, null, r.id
    from flags f join runs r on r.id = f.run_id
    where r.drill_id = ${id}
    union all
    select d.decided_at, d.by_id, d.by_name, d.kind, d.unit_key, null, d.run_id
    from decisions d join runs r on r.id = d.run_id
    where r.drill_id = ${id} and d.case_id is null
    union all
    select l.at, l.actor_id, l.actor_name, 'paused', null, null, null
    from ledger_entries l join workflows w on w.id = ${workflowId} and l.subject = 'workflow:' || w.slug
    where l.workspace_id = ${workspaceId} and l.act = 'workflow-paused' and l.actor_kind = 'person'
      and l.at >= ${firstAt} and (${until}::timestamptz is null or l.at <= ${until})
    order by 1`.execute(trx)
  return rows
}

function actOf({ at, by }: DrillEvent): Omit<Act, 'kind'> {
  return { at, by: by.id, byName: by.name, unitKey: null, caseId: null, runId: null }
}

/** How somebody took over: the first thing that she did to the unit after she had it. */
function howOf(takeover: Act, all: readonly Act[]): string {
  if (takeover.kind !== 'claimed') return wordsOf(takeover)
  const then = all.find(
    ({ kind, by, caseId, at }) =>
      by === takeover.by && caseId === takeover.caseId && at >= takeover.at && !['claimed', 'released'].includes(kind),
  )
  return then === undefined ? wordsOf(takeover) : `${wordsOf(takeover)}, then ${wordsOf({ ...then, unitKey: null })}`
}

const WORDS: { readonly [kind: string]: string } = {
  claimed: 'claimed unit',
  released: 'gave back unit',
  accepted: 'accepted the answer for unit',
  edited: 'edited the answer for unit',
  overridden: 'overrode the answer for unit',
  ignored: 'decided without the answer unit',
  escalated: 'escalated unit',
  reassigned: 'gave to a person unit',
  'rerun-asked': 'asked to run again unit',
  'input-corrected': 'corrected the input of unit',
  flagged: 'flagged unit',
  paused: 'paused the workflow',
  'said-so': 'said that something looks wrong',
}

function wordsOf({ kind, unitKey }: Act): string {
  const words = WORDS[kind] ?? kind
  if (kind === 'paused' || kind === 'said-so') return words
  return unitKey === null ? words.replace(/ (the answer )?(for |of )?unit$/, ' it') : `${words} “${unitKey}”`
}

function timelineOf(runs: readonly DrilledRun[], acts: readonly Act[], own: readonly DrillEvent[]): Report['timeline'] {
  const items = [
    ...own.flatMap((event) => {
      const text = OWN_WORDS[event.act]
      if (text === undefined) return []
      const said = event.note === null || event.note === '' ? text : `${text}: ${event.note}`
      return [{ at: event.at, by: event.by.name, text: said, tone: 'drill' as const, runId: null, caseId: null }]
    }),
    ...runs.slice(0, MOST_SHOWN).map((run) => ({
      at: run.startedAt,
      by: 'The fault',
      text: `hit unit “${run.unitKey}”, which ${WENT[run.route]}`,
      tone: 'unit' as const,
      runId: run.id,
      caseId: run.caseId,
    })),
    ...acts.map((act) => ({
      at: act.at,
      by: act.byName,
      text: wordsOf(act),
      tone: 'person' as const,
      runId: act.runId,
      caseId: act.caseId,
    })),
  ]
  return items
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, ...item }) => ({ at: at.toISOString(), ...item }))
}

const OWN_WORDS: { readonly [act: string]: string } = {
  started: 'began the drill',
  stopped: 'stopped the fault',
  ended: 'let the fault end at its time',
}

const WENT: { readonly [R in Route]: string } = {
  automatic: 'went through with its real answer',
  review: 'waits for a person’s check',
  human: 'went to a person',
  'existing-process': 'went to the existing process',
}

function touchedWire({ id, unitKey, startedAt, route, caseId, decision, by }: DrilledRun): Report['touched'][number] {
  return { runId: id, caseId, unitKey, at: startedAt.toISOString(), route, decision, by }
}
