import type { ChangeAct, ChangeActState, ChangeDetail, ChangeSummary, PersonRef } from '@dayshift/contract'
import {
  type Actor,
  type ApprovingDuty,
  diffManifests,
  type DutyAct,
  mayActOnChange,
  mayApprove,
  MEASURES,
  permits,
} from '@dayshift/core'
import type { z } from 'zod'
import type { Trx, World } from '../../platform/world.ts'
import { last24hCounts } from '../runs/index.ts'
import { findRelease, type StoredRelease } from '../workflows/index.ts'
import type { ChangesNeeds } from './needs.ts'
import { baseIsLive, broughtBack, dutyName, mayLift, runsNow, type Standing, titleWith } from './standing.ts'
import { shadowState } from './shadow-state.ts'
import { stepFigures } from './step-figures.ts'
import { eventsOf, type StoredEvent } from './store.ts'

type Summary = z.output<typeof ChangeSummary>
type Detail = z.output<typeof ChangeDetail>
type ActState = z.output<typeof ChangeActState>

export function summaryOf(standing: Standing): Summary {
  const { change, workflow, release } = standing
  const { state, step, path } = change
  const waits = waitsOf(standing)
  return {
    id: change.id,
    workflow: workflow.slug,
    workflowName: workflow.name,
    kind: change.kind,
    title: titleWith(change, release),
    state,
    changeClass: change.changeClass,
    changeType: change.changeType,
    touches: [...change.touches],
    proposedBy: { id: change.proposedBy.id, name: change.proposedBy.name },
    proposedAt: change.proposedAt.toISOString(),
    percent: state === 'rolling-out' && step !== null ? (path[step] ?? null) : null,
    liveAt: change.liveAt?.toISOString() ?? null,
    completedAt: change.completedAt?.toISOString() ?? null,
    endedAt: change.endedAt?.toISOString() ?? null,
    endReason: change.endReason,
    runsNow: runsNow(change, workflow),
    waitsFor: waits.sentence,
    waitsForPeople: waits.people,
  }
}

/** The whole of a change, with what the caller may do with it. */
export async function describeChange(
  trx: Trx,
  world: World,
  needs: ChangesNeeds,
  workspaceId: string,
  standing: Standing,
  actor: Actor,
): Promise<Detail> {
  const { change, workflow, release, approvals, notYets, nameOf, scope } = standing
  const base = await baseRelease(trx, workspaceId, standing)
  const { met, conditions } = await stepFigures(trx, world, needs, workspaceId, standing)
  const events = await eventsOf(trx, workspaceId, change.id)
  const counts = (await last24hCounts(trx, world, workspaceId)).get(workflow.id)
  const unitsADay = counts === undefined ? 0 : counts.automatic + counts.review + counts.human + counts.existingProcess
  const isOpen = change.state === 'proposed' || change.state === 'approved'
  const mayUndo = change.state === 'rolling-out' || runsNow(change, workflow)
  return {
    ...summaryOf(standing),
    why: change.why,
    classWhy: change.classWhy,
    contentHash: change.contentHash,
    release: release && { hash: release.hash, name: release.name },
    base: { release: base && { hash: base.hash, name: base.name }, percent: change.basePercent },
    baseIsLive: !isOpen || baseIsLive(change, workflow),
    toPercent: change.toPercent,
    pace: { hours: change.pace.minimumHours, units: change.pace.minimumRuns },
    diff: diffOf(standing, base),
    approvals: approvals.states.map((state) => ({
      duty: state.duty,
      dutyName: dutyName(standing, state.duty),
      person: state.person === null ? null : { id: state.person, name: nameOf(state.person) },
      state: state.state,
      at: state.at?.toISOString() ?? null,
      expiresAt: state.expiresAt?.toISOString() ?? null,
      own: state.isOwn,
      why: state.why,
    })),
    notYets: notYets.map((each) => ({
      person: { id: each.person, name: each.name },
      dutyName: dutyName(standing, each.duty),
      reason: each.reason,
      at: each.at.toISOString(),
    })),
    startRefusal: isOpen ? (standing.startRefusal?.detail ?? null) : null,
    warnings: [...scope.refusals, ...scope.warnings],
    steps: stepsOf(standing, events),
    conditions: conditions.map(({ measure, verdict, source, sentence }) => ({
      measure,
      name: MEASURES[measure].name,
      verdict,
      source,
      sentence,
    })),
    met: change.stepSince === null ? null : met,
    held: change.held && { by: change.held.by, reason: change.held.reason, at: change.held.at.toISOString() },
    acts: actsOf(standing, actor),
    rollBackEffect: mayUndo ? broughtBack(change) : null,
    shadow: await shadowState(
      trx,
      workspaceId,
      change,
      workflow.shadow?.changeId === change.id ? workflow.shadow.percent : 0,
    ),
    unitsADay,
    events: events.map(({ at, by, act, sentence }) => ({ at: at.toISOString(), by, act, sentence })),
  }
}

async function baseRelease(
  trx: Trx,
  workspaceId: string,
  { change }: Pick<Standing, 'change'>,
): Promise<StoredRelease | null> {
  const { kind, baseReleaseId, workflowId } = change
  if (kind === 'share' || baseReleaseId === null) return null
  return await findRelease(trx, workspaceId, workflowId, { id: baseReleaseId })
}

function diffOf({ change, release }: Standing, base: StoredRelease | null): Detail['diff'] {
  if (release !== null) {
    return diffManifests(base?.manifest ?? null, release.manifest).entries.map((entry) => ({ ...entry }))
  }
  return [
    {
      path: '/rolloutPercent',
      label: 'Share of units that the AI may see',
      part: 'rollout',
      form: 'value',
      before: `${change.basePercent} %`,
      after: `${change.toPercent ?? 0} %`,
    },
  ]
}

/** What a change waits for now, and whoever can bring it on. */
function waitsOf(standing: Standing): { sentence: string | null; people: PersonRef[] } {
  const { change, approvals, notYets, startRefusal, nameOf, duties } = standing
  const refOf = (person: string): PersonRef => ({ id: person, name: nameOf(person) })
  const holders = (asked: readonly ApprovingDuty[]) => [
    ...new Set(duties.filter(({ duty }) => asked.some((each) => each === duty)).map(({ person }) => person)),
  ]
  switch (change.state) {
    case 'proposed':
    case 'approved': {
      const [notYet] = notYets
      if (notYet !== undefined) {
        return { sentence: approvals.missing, people: [{ id: notYet.person, name: notYet.name }] }
      }
      if (approvals.missing !== null) {
        const open = approvals.states.filter(
          ({ state }) => state === 'needed' || state === 'void' || state === 'expired',
        )
        const people = [...new Set(open.flatMap(({ person }) => (person === null ? [] : [person])))]
        return { sentence: approvals.missing, people: standing.approvable.baseIsLive ? people.map(refOf) : [] }
      }
      if (startRefusal !== null) return { sentence: startRefusal.detail, people: [] }
      const starters = mayActOnChange('start', null, standing.approvable, duties).duties
      return { sentence: 'It is approved and waits to be started.', people: holders(starters).map(refOf) }
    }
    case 'rolling-out': {
      const { waits, held } = change
      return { sentence: waits?.reason ?? null, people: held === null ? [] : [held.by] }
    }
    case 'live':
    case 'rolled-back':
    case 'withdrawn':
    case 'expired':
      return { sentence: null, people: [] }
    default:
      return change.state satisfies never
  }
}

/** The path with the instants at which each step began and ended. */
function stepsOf({ change }: Standing, events: readonly StoredEvent[]): Detail['steps'] {
  const began = events
    .filter(({ act }) => act === 'change-started' || act === 'change-stepped')
    .map(({ at }) => at)
    .toReversed()
  const ended = change.completedAt ?? change.endedAt
  return change.path.map((percent, index) => {
    const since = change.step === null || index > change.step ? null : (began[index] ?? change.liveAt)
    const until = since === null ? null : index === change.step ? ended : (began[index + 1] ?? ended)
    const state = since === null ? 'ahead' : index === change.step && change.state === 'rolling-out' ? 'now' : 'done'
    return { percent, state, since: since?.toISOString() ?? null, until: until?.toISOString() ?? null } as const
  })
}

/** Every act that its state allows, with whoever may do it. */
function actsOf(standing: Standing, actor: Actor): ActState[] {
  const { change, workflow, release, approvable, facts, notYets, duties, nameOf, approvals, startRefusal } = standing
  const person = actor.kind === 'person' && permits(actor, 'handover:write') ? { id: actor.id, role: actor.role } : null
  const acts: ActState[] = []
  const put = (act: ChangeAct, why: string | null, who: readonly string[]) => {
    const people = [...new Set(who)].map((id) => ({ id, name: nameOf(id) }))
    acts.push({ act, may: why === null, why, who: people })
  }
  const byDuty = (act: DutyAct) => {
    const { why, duties: asked } = mayActOnChange(act, person, approvable, duties)
    put(
      act,
      why,
      duties.filter(({ duty }) => asked.some((each) => each === duty)).map((each) => each.person),
    )
  }
  if (change.state === 'proposed' || change.state === 'approved') {
    const open = approvals.states.filter(({ state }) => state === 'needed' || state === 'void' || state === 'expired')
    if (open.length > 0) {
      const why = person === null ? 'Only a person may do this.' : mayApprove(person.id, approvable, facts).why
      put(
        'approve',
        why,
        open.flatMap((state) => (state.person === null ? [] : [state.person])),
      )
    }
    const lifts = notYets.filter((each) => person !== null && mayLift(standing, each, person.id))
    if (notYets.length > 0) {
      put(
        'lift',
        lifts.length > 0 ? null : 'Only whoever said it lifts it.',
        notYets.map((each) => each.person),
      )
    }
    if (lifts.length === 0) byDuty('not-yet')
    if (approvals.complete) {
      const { why } = mayActOnChange('start', person, approvable, duties)
      const { duties: asked } = mayActOnChange('start', null, approvable, duties)
      const who = duties.filter(({ duty }) => asked.some((each) => each === duty)).map((each) => each.person)
      put('start', why ?? startRefusal?.detail ?? null, who)
    }
    if (release !== null && workflow.activeReleaseId !== null) byDuty('shadow')
    put('edit', permits(actor, 'workflows:write') ? null : 'It needs the right to propose changes.', [])
    byDuty('withdraw')
  }
  if (change.state === 'rolling-out') {
    if (change.waits === null) byDuty('step')
    else put('step', change.waits.reason, [])
    byDuty(change.held === null ? 'hold' : 'resume')
  }
  if (change.state === 'rolling-out' || runsNow(change, workflow)) byDuty('roll-back')
  return acts
}
