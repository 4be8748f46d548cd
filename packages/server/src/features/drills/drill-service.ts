import type { DrillDetail, DrillRequest, PracticeAnswerRequest } from '@dayshift/contract'
import {
  DAY_MS,
  type Actor,
  calendarDay,
  DEFAULT_CHECK_DAYS,
  DEFAULT_DAY_UNITS,
  DEFAULT_NOTICE_MS,
  type DrillKind,
  type DrillPerson,
  type Json,
  type Listed,
  mayBeginDrill,
  practiceSettings,
  quizSettings,
} from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { changeGate, findWorkflow, lockKnownWorkflow } from '../workflows/index.ts'
import { checkFault } from './check-fault.ts'
import { closeAs, lockDrillOf, outcomeOf, record, type Recorded, workflowOf } from './close-drill.ts'
import { describeDrill } from './describe-drill.ts'
import { isHidden, mayEnd, mayList } from './drill-access.ts'
import { demand, demandOpen, invalid, notYours, wrongKind } from './drill-problems.ts'
import { drillTeam, type DrillTeam } from './drill-team.ts'
import { drillTimer, drillTimerKey } from './drill-timer.ts'
import { drillTitle } from './drill-title.ts'
import { manifestOf } from './manifest-of.ts'
import { daySentence } from './operator-day.ts'
import { drawTasks, keepAnswer, scoreOf } from './practice.ts'
import {
  addDrillEvent,
  insertDrill,
  isOfKind,
  saveCalledOff,
  saveClosed,
  saveEnd,
  type SettingsOf,
  stateAt,
  type StoredDrill,
} from './store.ts'
import { targetOutcome, type TargetsOf } from './targets.ts'

type Detail = z.output<typeof DrillDetail>
type Request = z.output<typeof DrillRequest>

/** Who acts, on which workflow. */
export interface OnDrills {
  readonly workspaceId: string
  readonly actor: Actor
  readonly slug: string
}

export interface OnDrill {
  readonly workspaceId: string
  readonly actor: Actor
  readonly id: string
}

/** Begins a drill, or plans it; its tasks are drawn, its faults told to the hosts, its targets checked, at once. */
export async function beginDrill(
  world: World,
  { workspaceId, actor, slug }: OnDrills,
  request: Request,
  targetsOf: TargetsOf,
): Promise<Detail> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const workflow = await lockKnownWorkflow(trx, workspaceId, slug)
    const team = await drillTeam(trx, workspaceId, workflow.id)
    demand(mayBeginDrill(request.kind, actor, team.duties), actor, team, `begin ${A_DRILL[request.kind]}`)
    const manifest = await manifestOf(trx, workspaceId, workflow)
    const now = world.clock.now()
    const planned = plan(request, actor, team, now)
    const drill: StoredDrill = {
      ...planned,
      id: world.newId(),
      workspaceId,
      workflowId: workflow.id,
      kind: request.kind,
      state: planned.startsAt > now ? 'planned' : 'running',
      plannedAt: now,
      plannedBy: { id: actor.id, name: actor.name },
      closed: null,
      notes: '',
    }
    if (isOfKind(drill, 'forced-failure')) await checkFault(trx, drill, workflow, manifest)
    await insertDrill(trx, drill)
    await addDrillEvent(trx, world, drill, { actor, act: drill.state === 'planned' ? 'planned' : 'started' })
    if (isOfKind(drill, 'practice')) await drawTasks(trx, world, drill, manifest, team)
    if (isOfKind(drill, 'forced-failure')) {
      await changeGate(trx, workflow.id, {})
      const timer = { workspaceId, drillId: drill.id }
      await enqueue(trx, drillTimer, timer, { runAt: drill.endsAt, jobKey: drillTimerKey(drill.id) })
    }
    if (isOfKind(drill, 'target-check')) {
      const checked = await targetOutcome(trx, drill, manifest, targetsOf, now)
      await saveClosed(trx, drill.id, { at: now, by: drill.plannedBy, ...checked, notes: '' })
      await addDrillEvent(trx, world, drill, { actor, act: 'closed', note: checked.outcome.sentence })
    }
    await publish(trx, workspaceId, { topic: 'drills', workflow: slug, id: drill.id })
    const detail = await describeDrill(trx, world, actor, drill.id, workspaceId)
    await record(trx, world, drill, actor, slug, {
      act: 'drill-begun',
      sentence: `${drill.state === 'planned' ? 'planned' : 'began'} ${drillTitle(drill)} of "${workflow.name}".`,
      details: { kind: drill.kind, ...ledgerSettings(drill) },
    })
    return detail
  })
}

/** Answers one task. With the last one the practice is closed and has its verdict. */
export async function answerTask(
  world: World,
  on: OnDrill,
  request: z.output<typeof PracticeAnswerRequest>,
): Promise<Detail> {
  return await act(world, on, async (trx, drill, { team, slug, manifest }) => {
    if (!isOfKind(drill, 'practice')) throw wrongKind(drill, 'answered')
    demandOpen(drill, 'answer a task of')
    if (drill.person?.id !== on.actor.id) {
      throw notYours('answer in this practice', `It is ${drill.person?.name ?? 'somebody else'}’s.`, 'Begin your own.')
    }
    const left = await keepAnswer(trx, world, drill, manifest, team, {
      position: request.position,
      act: request.act,
      words: request.words.replaceAll('\0', '').toWellFormed(),
      output: jsonOrNull(request.output),
      input: jsonOrNull(request.input),
      to: request.to ?? null,
    })
    if (left === 'some') {
      await publish(trx, on.workspaceId, { topic: 'drills', workflow: slug, id: drill.id })
      return null
    }
    return await closeAs(trx, world, drill, on.actor, slug, await scoreOf(trx, drill), '')
  })
}

/** Keeps what the operator says is done by hand (S328); the last list counts, until the day is closed. */
export async function listByHand(world: World, on: OnDrill, lines: readonly Listed[]): Promise<Detail> {
  return await act(world, on, async (trx, drill, { team, slug }) => {
    if (!isOfKind(drill, 'operator-day')) throw wrongKind(drill, 'listed')
    demandOpen(drill, 'list for')
    demand(mayList(drill, on.actor, team), on.actor, team, 'list what is done by hand')
    const kept = lines.map(({ kind, ref, text }) => ({
      kind,
      ref,
      text: text.trim().replaceAll('\0', '').toWellFormed(),
    }))
    const note = `${kept.length} ${kept.length === 1 ? 'line' : 'lines'}`
    await addDrillEvent(trx, world, drill, { actor: on.actor, act: 'listed', note, details: { lines: kept } })
    await publish(trx, on.workspaceId, { topic: 'drills', workflow: slug, id: drill.id })
    return null
  })
}

/**
 * Says that a workflow looks wrong. It is kept in the ledger whatever runs; a forced failure that runs counts it as
 * noticed. The answer is the same either way.
 */
export async function noticeFailure(
  world: World,
  { workspaceId, actor, slug }: OnDrills,
  note: string,
): Promise<{ readonly ok: true }> {
  await inWorkspace(world.db, workspaceId, async (trx) => {
    const workflow = await lockKnownWorkflow(trx, workspaceId, slug)
    const now = world.clock.now()
    const running = await trx
      .selectFrom('drills')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('workflow_id', '=', workflow.id)
      .where('kind', '=', 'forced-failure')
      .where('state', 'in', ['planned', 'running'])
      .where('starts_at', '<=', now)
      .execute()
    const said = note.trim().replaceAll('\0', '').toWellFormed()
    for (const { id } of running) {
      await addDrillEvent(trx, world, { id, workspaceId }, { actor, act: 'noticed', note: said })
      await publish(trx, workspaceId, { topic: 'drills', workflow: slug, id })
    }
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'workflow-doubted',
      subject: `workflow:${slug}`,
      sentence: `said that "${workflow.name}" looks wrong${said === '' ? '.' : `: ${said}`}`,
    })
  })
  return { ok: true }
}

/** Ends a forced failure at once, or calls off what has not begun and proves nothing yet. */
export async function stopDrill(world: World, on: OnDrill, written: string): Promise<Detail> {
  return await act(world, on, async (trx, drill, { team, slug }) => {
    const now = world.clock.now()
    const reason = written.trim().replaceAll('\0', '').toWellFormed()
    demandOpen(drill, 'stop')
    demand(mayEnd(drill, on.actor, team), on.actor, team, 'stop this drill')
    if (drill.kind === 'forced-failure' && stateAt(drill, now) === 'running') {
      if (drill.endsAt <= now) return null
      await saveEnd(trx, drill.id, now)
      await changeGate(trx, drill.workflowId, {})
      await addDrillEvent(trx, world, drill, { actor: on.actor, act: 'stopped', note: reason })
      await publish(trx, on.workspaceId, { topic: 'drills', workflow: slug, id: drill.id })
      return {
        act: 'drill-stopped',
        sentence: `stopped ${drillTitle(drill)} before its time${reason === '' ? '.' : `: ${reason}`}`,
      }
    }
    await saveCalledOff(trx, drill.id, now, { id: on.actor.id, name: on.actor.name })
    if (drill.kind === 'forced-failure') await changeGate(trx, drill.workflowId, {})
    await addDrillEvent(trx, world, drill, { actor: on.actor, act: 'called-off', note: reason })
    await publish(trx, on.workspaceId, { topic: 'drills', workflow: slug, id: drill.id })
    return {
      act: 'drill-called-off',
      sentence: `called off ${drillTitle(drill)}${reason === '' ? '.' : `: ${reason}`}`,
    }
  })
}

/** Closes a drill that is over: its verdict is computed from the record, once. */
export async function closeDrill(world: World, on: OnDrill, notes: string): Promise<Detail> {
  return await act(world, on, async (trx, drill, { team, slug }) => {
    demandOpen(drill, 'close')
    demand(mayEnd(drill, on.actor, team), on.actor, team, 'close this drill')
    if (drill.kind !== 'practice' && drill.endsAt > world.clock.now()) {
      throw new ProblemError({
        status: 409,
        code: 'drill-not-over',
        title: 'The drill is not over',
        detail: `Cannot close ${drillTitle(drill)}: it lasts until ${drill.endsAt.toISOString()}.`,
        mend:
          drill.kind === 'forced-failure' ? 'Stop it first, or wait for its end.' : 'Close it when the day is over.',
      })
    }
    const outcome = await outcomeOf(trx, drill, team)
    return await closeAs(trx, world, drill, on.actor, slug, outcome, notes.replaceAll('\0', '').toWellFormed())
  })
}

interface Around {
  readonly team: DrillTeam
  readonly slug: string
  readonly manifest: Awaited<ReturnType<typeof manifestOf>>
}

/** Locks the drill, lets `work` act on it, and records what it says, all in one transaction. */
async function act(
  world: World,
  { workspaceId, actor, id }: OnDrill,
  work: (trx: Trx, drill: StoredDrill, around: Around) => Promise<Recorded | null>,
): Promise<Detail> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const drill = await lockDrillOf(trx, workspaceId, id)
    if (drill === null) throw notFound('drill', id)
    const team = await drillTeam(trx, workspaceId, drill.workflowId)
    if (isHidden(drill, actor, team, world.clock.now())) throw notFound('drill', id)
    const { slug } = await workflowOf(trx, drill.workflowId)
    const workflow = await findWorkflow(trx, workspaceId, slug)
    const manifest = workflow === null ? null : await manifestOf(trx, workspaceId, workflow)
    const recorded = await work(trx, drill, { team, slug, manifest })
    const detail = await describeDrill(trx, world, actor, id, workspaceId)
    if (recorded !== null) await record(trx, world, drill, actor, slug, recorded)
    return detail
  })
}

const A_DRILL: { readonly [K in DrillKind]: string } = {
  practice: 'a practice',
  'operator-day': 'an operator day',
  'forced-failure': 'a forced failure',
  'target-check': 'a check of the written targets',
}

function ledgerSettings(drill: StoredDrill): { readonly [name: string]: Json } {
  if (isOfKind(drill, 'operator-day')) return { date: drill.settings.date, zone: drill.settings.zone }
  if (!isOfKind(drill, 'forced-failure')) return {}
  const { kind, percent, unitKeys } = drill.settings.fault
  const units: { readonly [name: string]: Json } = unitKeys.length > 0 ? { units: unitKeys.length } : { percent }
  return { fault: kind, ...units, from: drill.startsAt.toISOString(), until: drill.endsAt.toISOString() }
}

interface Planned {
  readonly person: DrillPerson | null
  readonly settings: SettingsOf[DrillKind]
  readonly startsAt: Date
  readonly endsAt: Date
}

/** What was asked for, as a drill is kept. */
function plan(request: Request, actor: Actor, team: DrillTeam, now: Date): Planned {
  switch (request.kind) {
    case 'practice': {
      const settings = practiceSettings(request.size)
      const passAt = Math.min(request.passAt ?? settings.passAt, request.size)
      return {
        // A quiz is one's own: nobody else sees how it went.
        person: personOf(request.quiz === true ? actor.id : (request.person ?? actor.id), team),
        settings: request.quiz === true ? quizSettings() : { ...settings, passAt, must: request.must ?? settings.must },
        startsAt: now,
        endsAt: new Date(now.getTime() + PRACTICE_MS),
      }
    }
    case 'operator-day': {
      const { date, zone, minimumUnits = DEFAULT_DAY_UNITS } = request
      const day = calendarDay(date, zone)
      if (day === null) throw invalid('/zone', `"${zone}" is no zone of the IANA database, or ${date} no date`, date)
      if (day.to.getTime() < now.getTime() - LATEST_DAY_MS) {
        throw invalid(
          '/date',
          'must not lie more than 14 days back: an old day is no evidence',
          daySentence({ date, zone }),
        )
      }
      const person = request.person === undefined ? team.operator : personOf(request.person, team)
      return { person, settings: { date, zone, minimumUnits }, startsAt: day.from, endsAt: day.to }
    }
    case 'forced-failure': {
      const { fault, percent, unitKeys = [], minutes, slowMs = 5_000, factor = 10, noticeWithinMinutes } = request
      const startsAt = request.startsAt === undefined ? now : new Date(request.startsAt)
      if (startsAt.getTime() < now.getTime() - 60_000 || startsAt.getTime() > now.getTime() + FURTHEST_MS) {
        throw invalid('/startsAt', 'must lie within the next 7 days', startsAt.toISOString())
      }
      if (percent === undefined && unitKeys.length === 0) {
        throw invalid('/percent', 'a share of the units, or the units by name, is needed', 'neither')
      }
      return {
        person: team.operator,
        settings: {
          fault: {
            kind: fault,
            percent: percent ?? 0,
            unitKeys,
            slowMs,
            factor,
            output: jsonOrNull(request.output),
          },
          noticeWithinMs: noticeWithinMinutes === undefined ? DEFAULT_NOTICE_MS : noticeWithinMinutes * 60_000,
        },
        startsAt,
        endsAt: new Date(startsAt.getTime() + minutes * 60_000),
      }
    }
    case 'target-check':
      return {
        person: null,
        settings: { windowDays: request.windowDays ?? DEFAULT_CHECK_DAYS },
        startsAt: now,
        endsAt: now,
      }
    default:
      return request satisfies never
  }
}

const PRACTICE_MS = 14 * DAY_MS
const LATEST_DAY_MS = 14 * DAY_MS
const FURTHEST_MS = 7 * DAY_MS

function personOf(id: string, { people }: DrillTeam): DrillPerson {
  const person = people.find((each) => each.id === id)
  if (person !== undefined) return person
  throw invalid('/person', 'must be an active admin or member of the workspace', id)
}

function jsonOrNull(value: unknown): Json | null {
  return value === undefined ? null : (value as Json) // came out of JSON.parse
}
