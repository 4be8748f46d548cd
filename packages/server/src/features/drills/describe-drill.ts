import type { Drill, DrillDetail, DrillList, MyDrills } from '@dayshift/contract'
import { DAY_MS, type Actor, type DrillKind, inWords, mayBeginDrill, reinforcementOf } from '@dayshift/core'
import { sql } from 'kysely'
import type { z } from 'zod'
import { notFound } from '../../platform/http/problem.ts'
import type { Trx, World } from '../../platform/world.ts'
import { dutiesOf } from '../duties/index.ts'
import { knownWorkflow } from '../workflows/index.ts'
import { isHidden, mayEnd, mayList } from './drill-access.ts'
import { drillTeam, rightWire } from './drill-team.ts'
import { failureReport } from './failure.ts'
import { manifestOf } from './manifest-of.ts'
import { daySentence, operatorDayReport } from './operator-day.ts'
import { practiceReport } from './practice.ts'
import {
  drillEvents,
  drillsOf,
  findDrill,
  isOfKind,
  isQuiz,
  openDrillsOf,
  practicesOf,
  stateAt,
  type StoredDrill,
} from './store.ts'
import { targetReport } from './targets.ts'

type Detail = z.output<typeof DrillDetail>

/** The drills of a workflow as its reader may see them, and which she may begin. */
export async function listDrills(
  trx: Trx,
  world: World,
  workspaceId: string,
  actor: Actor,
  slug: string,
): Promise<z.output<typeof DrillList>> {
  const workflow = await knownWorkflow(trx, workspaceId, slug)
  const team = await drillTeam(trx, workspaceId, workflow.id)
  const now = world.clock.now()
  const drills = await drillsOf(trx, workspaceId, workflow.id)
  const right = (kind: DrillKind) => rightWire(mayBeginDrill(kind, actor, team.duties), actor, team)
  return {
    workflow: { slug, name: workflow.name },
    items: drills.filter((drill) => !isHidden(drill, actor, team, now)).map((drill) => drillWire(drill, workflow, now)),
    rights: {
      practice: right('practice'),
      'operator-day': right('operator-day'),
      'forced-failure': right('forced-failure'),
      'target-check': right('target-check'),
    },
    unitsPerHour: await unitsPerHour(trx, workspaceId, workflow.id, now),
    people: [...team.people],
    operator: team.operator,
    pastCases: await countPastCases(trx, workspaceId, workflow.id, now),
  }
}

/** What of drills waits for a person. */
export async function drillsForPerson(
  trx: Trx,
  world: Pick<World, 'clock'>,
  workspaceId: string,
  personId: string,
): Promise<z.output<typeof MyDrills>> {
  const now = world.clock.now()
  const items: z.output<typeof MyDrills>['items'] = []
  for (const drill of await openDrillsOf(trx, workspaceId, personId)) {
    // oxlint-disable-next-line no-await-in-loop -- one session, one query after another
    items.push(drillWire(drill, await workflowById(trx, drill.workflowId), now))
  }
  return { items, due: await dueFor(trx, workspaceId, personId, now, items) }
}

/** Where she holds a duty and her time to practise again has come, or comes within days; not where one is under way. */
async function dueFor(
  trx: Trx,
  workspaceId: string,
  personId: string,
  now: Date,
  open: z.output<typeof MyDrills>['items'],
): Promise<z.output<typeof MyDrills>['due']> {
  const sessions = Map.groupBy(await practicesOf(trx, workspaceId, personId), ({ workflowId }) => workflowId)
  const due: z.output<typeof MyDrills>['due'] = []
  for (const [workflowId, of] of sessions) {
    const { dueAt, passes } = reinforcementOf(of)
    if (dueAt === null || dueAt.getTime() > now.getTime() + REMINDED_BEFORE_MS) continue
    // oxlint-disable-next-line no-await-in-loop -- one session, one query after another
    const duties = await dutiesOf(trx, workspaceId, workflowId)
    if (!duties.some(({ person }) => person === personId)) continue
    // oxlint-disable-next-line no-await-in-loop -- one session, one query after another
    const { slug, name } = await workflowById(trx, workflowId)
    if (open.some(({ kind, workflow }) => kind === 'practice' && workflow === slug)) continue
    due.push({ workflow: slug, workflowName: name, dueAt: dueAt.toISOString(), overdue: dueAt < now, passes })
  }
  return due.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
}

const REMINDED_BEFORE_MS = 2 * DAY_MS

export async function describeDrill(
  trx: Trx,
  world: World,
  actor: Actor,
  id: string,
  workspaceId: string,
): Promise<Detail> {
  const drill = await findDrill(trx, workspaceId, id)
  if (drill === null) throw notFound('drill', id)
  const team = await drillTeam(trx, workspaceId, drill.workflowId)
  const now = world.clock.now()
  if (isHidden(drill, actor, team, now)) throw notFound('drill', id)
  const workflow = await workflowById(trx, drill.workflowId)
  const manifest = await manifestOf(trx, workspaceId, workflow)
  const isOpen = drill.state === 'planned' || drill.state === 'running'
  const ends = rightWire(mayEnd(drill, actor, team), actor, team)
  const mayClose = isOpen ? ends : { may: false, why: null }
  return {
    ...drillWire(drill, workflow, now),
    notes: drill.notes,
    practice: isOfKind(drill, 'practice') ? await practiceReport(trx, world, drill, manifest, team, actor.id) : null,
    operatorDay: isOfKind(drill, 'operator-day')
      ? await operatorDayReport(trx, drill, manifest, now, {
          mayList: isOpen && mayList(drill, actor, team).kind === 'may',
          mayClose,
        })
      : null,
    failure: isOfKind(drill, 'forced-failure')
      ? await failureReport(trx, drill, team.duties, { mayStop: isOpen && ends.may && drill.endsAt > now, mayClose })
      : null,
    targets: isOfKind(drill, 'target-check') ? targetReport(drill) : null,
    history: (await drillEvents(trx, drill.id))
      .map(({ at, by, act, note }) => ({ at: at.toISOString(), by: by.name, act, note }))
      .toReversed(),
  }
}

function drillWire(
  drill: StoredDrill,
  workflow: { readonly slug: string; readonly name: string },
  now: Date,
): z.output<typeof Drill> {
  const { closed, state } = drill
  return {
    id: drill.id,
    workflow: workflow.slug,
    workflowName: workflow.name,
    kind: drill.kind,
    state: stateAt(drill, now),
    verdict: closed?.verdict ?? null,
    sentence: closed?.sentence ?? standing(drill, now),
    findings: [...(closed?.findings ?? [])],
    person: drill.person,
    plannedAt: drill.plannedAt.toISOString(),
    plannedBy: drill.plannedBy,
    startsAt: drill.startsAt.toISOString(),
    endsAt: drill.endsAt.toISOString(),
    closedAt: closed?.at.toISOString() ?? null,
    closedBy: closed?.by ?? null,
    isQuiz: isQuiz(drill),
    ...(state === 'called-off' ? { sentence: 'Called off; it proves nothing.' } : {}),
  }
}

function standing(drill: StoredDrill, now: Date): string {
  const isOver = drill.endsAt <= now
  if (isOfKind(drill, 'practice')) {
    return isOver
      ? 'Not finished in time.'
      : `${drill.settings.size} tasks, ${drill.settings.passAt} right answers pass.`
  }
  if (isOfKind(drill, 'operator-day')) {
    const day = daySentence(drill.settings)
    if (isOver) return `${day} is over: it can be closed.`
    return drill.startsAt <= now ? `${day} is today.` : `Planned for ${day}.`
  }
  if (isOver) return 'The fault has ended; the drill can be closed.'
  const left = inWords(drill.endsAt.getTime() - Math.max(now.getTime(), drill.startsAt.getTime()))
  return drill.startsAt <= now ? `The fault ends by itself in ${left}.` : `Planned, for ${left}.`
}

async function workflowById(trx: Trx, workflowId: string) {
  const row = await trx
    .selectFrom('workflows')
    .select(['id', 'slug', 'name', 'active_release_id'])
    .where('id', '=', workflowId)
    .executeTakeFirstOrThrow()
  return { id: row.id, slug: row.slug, name: row.name, activeReleaseId: row.active_release_id }
}

/** What a share is a share of: units that reached the AI in the last 24 hours, by the hour. */
async function unitsPerHour(trx: Trx, workspaceId: string, workflowId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from runs
    where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and drill_id is null and status <> 'not-called'
      and id >= ${lowestIdAt(now.getTime() - DAY_MS)} and started_at >= ${new Date(now.getTime() - DAY_MS)}`.execute(
    trx,
  )
  return Math.round(((rows[0]?.n ?? 0) / 24) * 10) / 10
}

/** The lowest UUIDv7 of an instant, so that old partitions are not looked at; an hour early, for clocks that are off. */
function lowestIdAt(ms: number): string {
  const hex = Math.max(0, ms - 3_600_000)
    .toString(16)
    .padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

async function countPastCases(trx: Trx, workspaceId: string, workflowId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from cases c join run_contents k on k.run_id = c.run_id
    where c.workspace_id = ${workspaceId} and c.workflow_id = ${workflowId} and c.state = 'completed'
      and c.drill_id is null and k.sealed is not null and k.expires_at > ${now}`.execute(trx)
  return rows[0]?.n ?? 0
}
