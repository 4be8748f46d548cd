import { asSentence, type LedgerActor, nextStep, type StepDecision } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { changeGate, findRelease, lockWorkflow, type WorkflowChange } from '../workflows/index.ts'
import { mustMay, personOr, reasonOf } from './approve-change.ts'
import type { ChangesNeeds } from './needs.ts'
import { type ChangesWorld, type Done, onChange, type OnChange, record, tell, tellLive } from './on-change.ts'
import { refused } from './problems.ts'
import { broughtBack, isOfAllUnits, runsNow, type Standing, standingOf, STATE_WORDS, titleWith } from './standing.ts'
import { stepFigures } from './step-figures.ts'
import { moveChange, rollingOut, type StoredChange } from './store.ts'

/** Begins the rollout of an approved change with its first step. */
export async function startChange({ gates, ...changes }: ChangesWorld, on: OnChange, contentHash: string) {
  personOr(on.actor, 'start a change')
  return await onChange({ gates, ...changes }, on, async (trx, standing) => {
    const { change, release, workflow, startRefusal } = standing
    const what = `start "${titleWith(change, release)}"`
    mustMay(standing, 'start', on.actor, what)
    if (startRefusal !== null) throw refused(what, startRefusal)
    if (change.contentHash !== contentHash) {
      throw refused(what, {
        code: 'content-moved',
        detail: 'it was edited since you read it.',
        mend: 'Read it again, and start what it says now.',
      })
    }
    // A release that this server can't compile would send every unit to a person.
    if (release !== null) gates.gateOf(release)
    const at = changes.world.clock.now()
    const percent = change.path[0] ?? 0
    const takesAway = change.kind === 'share' && percent <= change.basePercent
    await changeGate(trx, workflow.id, {
      ...gateAt(standing, percent),
      ...(change.kind === 'release' && change.baseReleaseId === null
        ? { active_release_id: change.releaseId, activated_at: at, ...namesOf(standing) }
        : {}),
    })
    await moveChange(trx, change.id, {
      state: takesAway ? 'live' : 'rolling-out',
      step: 0,
      step_since: at,
      live_at: at,
      ...(takesAway ? { completed_at: at } : {}),
    })
    return {
      act: takesAway ? 'change-completed' : 'change-started',
      sentence: takesAway
        ? `put "${titleWith(change, release)}" live at once: it only takes units away from the AI.`
        : `started "${titleWith(change, release)}" for ${shareOf(standing, percent)}.`,
      details: { percent, contentHash },
      movesGate: true,
    }
  })
}

/** Goes to the next step now, where the present one holds; the sweep does the same by itself. */
export async function stepChange(changes: ChangesWorld, on: OnChange) {
  personOr(on.actor, 'go to the next step')
  return await onChange(changes, on, async (trx, standing) => {
    const { change, release } = standing
    const what = `go to the next step of "${titleWith(change, release)}"`
    mustMay(standing, 'step', on.actor, what)
    mustRollOut(change, what)
    const decision = await decideStep(trx, changes, on.workspaceId, standing)
    if (decision.kind === 'hold') {
      throw refused(what, {
        code: `step-${decision.code}`,
        detail: decision.reason,
        mend: 'It goes on by itself as soon as the step holds.',
      })
    }
    return await carryOut(trx, changes.world, on.workspaceId, standing, decision)
  })
}

/** Holds a rolling-out change at its present step. */
export async function holdChange(changes: ChangesWorld, on: OnChange, written: string) {
  const person = personOr(on.actor, 'hold a change')
  const reason = reasonOf(written, 'hold a change')
  return await onChange(changes, on, async (trx, standing) => {
    const { change, release } = standing
    const what = `hold "${titleWith(change, release)}"`
    mustMay(standing, 'hold', on.actor, what)
    mustRollOut(change, what)
    if (change.held !== null) return null
    await moveChange(trx, change.id, {
      held_at: changes.world.clock.now(),
      held_by: person.id,
      held_by_name: person.name,
      held_reason: reason,
      waits_code: 'held',
      waits_reason: `${person.name} holds it here: ${reason}`,
      waits_until: null,
    })
    return {
      act: 'change-held',
      sentence: `held "${titleWith(change, release)}" at its present step: ${asSentence(reason)}`,
      details: { reason },
    }
  })
}

/** Lets the rollout go on from the step at which it is held. */
export async function resumeChange(changes: ChangesWorld, on: OnChange) {
  personOr(on.actor, 'let a change go on')
  return await onChange(changes, on, async (trx, standing) => {
    const { change, release } = standing
    const what = `let "${titleWith(change, release)}" go on`
    mustMay(standing, 'resume', on.actor, what)
    mustRollOut(change, what)
    if (change.held === null) return null
    await moveChange(trx, change.id, {
      held_at: null,
      held_by: null,
      held_by_name: null,
      held_reason: null,
      ...NO_WAIT,
    })
    return { act: 'change-resumed', sentence: `let "${titleWith(change, release)}" go on.` }
  })
}

/** Brings back what ran before a change, at once: of one that rolls out, or of the one that runs now. */
export async function rollBackChange(changes: ChangesWorld, on: OnChange, written: string) {
  personOr(on.actor, 'roll a change back')
  const reason = reasonOf(written, 'roll a change back')
  return await onChange(changes, on, async (trx, standing) => {
    const { change, release, workflow } = standing
    const what = `roll back "${titleWith(change, release)}"`
    if (change.state === 'rolled-back') return null
    mustMay(standing, 'roll-back', on.actor, what)
    if (change.state !== 'rolling-out' && !runsNow(change, workflow)) {
      throw refused(what, {
        code: 'does-not-run',
        detail: change.state === 'live' ? 'something else runs by now.' : `it is ${STATE_WORDS[change.state]}.`,
        mend: 'Roll back the change that runs now.',
      })
    }
    if (change.state === 'live') await rollBackOnTop(trx, changes.world, on, standing)
    return await rollBack(trx, changes.world, on.workspaceId, standing, reason)
  })
}

/** Looks at a workflow's rolling-out change once, and does what is due: next step, done, hold or back. Idempotent. */
export async function advance(
  changes: ChangesWorld,
  workspaceId: string,
  { slug, id }: { readonly slug: string; readonly id: string },
): Promise<void> {
  const { world, needs } = changes
  await inWorkspace(world.db, workspaceId, async (trx) => {
    const workflow = await lockWorkflow(trx, workspaceId, slug)
    if (workflow === null) return
    const change = await rollingOut(trx, workspaceId, workflow.id)
    if (change === null || change.id !== id) return
    const standing = await standingOf(trx, world, needs, workspaceId, workflow, change)
    const decision = await decideStep(trx, changes, workspaceId, standing)
    if (decision.kind === 'hold') {
      if (sameWait(change, decision)) return
      const { code, reason, until } = decision
      await moveChange(trx, id, { waits_code: code, waits_reason: reason, waits_until: until })
      await publish(trx, workspaceId, { topic: 'changes', workflow: slug, id })
      return
    }
    const done = await carryOut(trx, world, workspaceId, standing, decision)
    await tell(trx, world, workspaceId, THE_RULE, { slug, change, done })
    await tellLive(trx, changes, workspaceId, THE_RULE, { workflow, change, done })
    await record(trx, world, workspaceId, THE_RULE, { slug, change, done })
  })
}

/** Who acts where nobody does: the rule that steps, completes and rolls back. */
const THE_RULE: LedgerActor = { kind: 'rule', id: 'rollout', name: 'The rollout rule' }
const NO_WAIT = { waits_code: null, waits_reason: null, waits_until: null } as const

async function decideStep(
  trx: Trx,
  { world, needs }: { readonly world: World; readonly needs: ChangesNeeds },
  workspaceId: string,
  standing: Standing,
): Promise<StepDecision> {
  const { change, workflow, freeze, stage } = standing
  const { met, conditions } = await stepFigures(trx, world, needs, workspaceId, standing)
  const now = world.clock.now()
  return nextStep(
    {
      path: change.path,
      step: change.step ?? 0,
      stepSince: change.stepSince ?? now,
      pace: change.pace,
      met,
      conditions,
      heldBy: change.held && { name: change.held.by.name, reason: change.held.reason },
      paused: workflow.paused?.reason ?? null,
      freeze,
      volumeAtMost: isOfAllUnits(change) ? stage.rolloutAtMost : null,
    },
    now,
  )
}

async function carryOut(
  trx: Trx,
  world: World,
  workspaceId: string,
  standing: Standing,
  decision: Exclude<StepDecision, { kind: 'hold' }>,
): Promise<Done> {
  const { change, workflow, release } = standing
  const at = world.clock.now()
  switch (decision.kind) {
    case 'step':
      await changeGate(trx, workflow.id, gateAt(standing, decision.percent))
      await moveChange(trx, change.id, { step: decision.to, step_since: at, ...NO_WAIT })
      return {
        act: 'change-stepped',
        sentence: `raised "${titleWith(change, release)}" to ${shareOf(standing, decision.percent)}: ${decision.reason}`,
        details: { percent: decision.percent },
        movesGate: true,
      }
    case 'done': {
      const isNext = change.kind === 'release' && change.baseReleaseId !== null
      if (isNext) {
        await changeGate(trx, workflow.id, {
          active_release_id: change.releaseId,
          activated_at: at,
          ...NO_CANDIDATE,
          ...namesOf(standing),
        })
      }
      await moveChange(trx, change.id, { state: 'live', completed_at: at, ...NO_WAIT })
      return {
        act: 'change-completed',
        sentence: `put "${titleWith(change, release)}" live. ${decision.reason}`,
        details: release === null ? {} : { release: release.hash },
        movesGate: isNext,
      }
    }
    case 'roll-back':
      return await rollBack(trx, world, workspaceId, standing, decision.reason)
    default:
      return decision satisfies never
  }
}

/** What runs goes back to what ran before the change. */
async function rollBack(
  trx: Trx,
  world: World,
  workspaceId: string,
  standing: Standing,
  reason: string,
): Promise<Done> {
  const { change, workflow, release } = standing
  const at = world.clock.now()
  const names = change.state === 'live' ? await namesOfBase(trx, workspaceId, change) : null
  await changeGate(trx, workflow.id, { ...gateBefore(change, at), ...names })
  await moveChange(trx, change.id, {
    state: 'rolled-back',
    ended_at: at,
    end_reason: reason,
    held_at: null,
    held_by: null,
    held_by_name: null,
    held_reason: null,
    ...NO_WAIT,
  })
  return {
    act: 'change-rolled-back',
    sentence: `rolled back "${titleWith(change, release)}": ${asSentence(reason)} ${broughtBack(change)}`,
    details: { reason },
    movesGate: true,
  }
}

/** Whatever rolls out on top of a change goes with it. */
async function rollBackOnTop(trx: Trx, world: World, on: OnChange, standing: Standing): Promise<void> {
  const { rolling } = standing
  if (rolling === null) return
  const { change } = rolling
  const release =
    change.releaseId === null
      ? null
      : await findRelease(trx, on.workspaceId, change.workflowId, { id: change.releaseId })
  const reason = 'What it was built on is rolled back.'
  const done = await rollBack(trx, world, on.workspaceId, { ...standing, change, release }, reason)
  await tell(trx, world, on.workspaceId, on.actor, { slug: on.slug, change, done })
}

/** The gate while a change has this share. */
function gateAt({ change }: Standing, percent: number): WorkflowChange {
  return isOfAllUnits(change)
    ? { rollout_percent: percent }
    : { candidate_release_id: change.releaseId, candidate_percent: percent }
}

/** The gate as it was before the change. */
function gateBefore(change: StoredChange, at: Date): WorkflowChange {
  if (change.kind === 'share') return { rollout_percent: change.basePercent }
  if (change.baseReleaseId === null) {
    return { active_release_id: null, activated_at: null, rollout_percent: change.basePercent, ...NO_CANDIDATE }
  }
  return change.state === 'live'
    ? { active_release_id: change.baseReleaseId, activated_at: at, ...NO_CANDIDATE }
    : NO_CANDIDATE
}

const NO_CANDIDATE = { candidate_release_id: null, candidate_percent: null } as const

interface Names {
  readonly name: string
  readonly purpose: string
}

function namesOf({ release, workflow }: Standing): Names {
  return { name: release?.manifest.name ?? workflow.name, purpose: release?.manifest.purpose ?? workflow.purpose }
}

async function namesOfBase(
  trx: Trx,
  workspaceId: string,
  { kind, baseReleaseId, workflowId }: StoredChange,
): Promise<Names | null> {
  if (kind === 'share') return null
  const base = baseReleaseId === null ? null : await findRelease(trx, workspaceId, workflowId, { id: baseReleaseId })
  return base && { name: base.manifest.name, purpose: base.manifest.purpose }
}

function shareOf({ change }: Standing, percent: number): string {
  return isOfAllUnits(change) ? `${percent} % of the units` : `${percent} % of the units that the AI serves`
}

function sameWait({ waits }: StoredChange, { code, reason, until }: Extract<StepDecision, { kind: 'hold' }>): boolean {
  return waits?.code === code && waits.reason === reason && waits.until?.getTime() === until?.getTime()
}

function mustRollOut({ state }: StoredChange, what: string): void {
  if (state === 'rolling-out') return
  throw refused(what, {
    code: 'change-does-not-roll-out',
    detail: `it is ${STATE_WORDS[state]}.`,
    mend: state === 'approved' ? 'Start it first.' : 'Look at the list of changes.',
  })
}
