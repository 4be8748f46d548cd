import {
  type ApprovableChange,
  type ApprovalFacts,
  type Approvals,
  approvalsOf,
  type DutyFact,
  type Playbook,
  type ScopeGate,
  scopeGate,
} from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { dutiesOf } from '../duties/index.ts'
import { playbookOf } from '../playbooks/index.ts'
import { readRunDays } from '../runs/index.ts'
import { findRelease, type StoredRelease, type StoredWorkflow } from '../workflows/index.ts'
import type { ChangesNeeds, StageRule } from './needs.ts'
import { namesOfPeople } from './people-names.ts'
import {
  allChangesOf,
  approvalsGiven,
  openNotYets,
  rollingOut,
  type StoredApproval,
  type StoredChange,
  type StoredNotYet,
} from './store.ts'

/** What all changes of one workflow are judged by, read once. */
export interface WorkflowSide {
  readonly workflow: StoredWorkflow
  readonly duties: readonly DutyFact[]
  readonly playbook: Playbook
  readonly stage: StageRule
  readonly freeze: { readonly until: Date; readonly why: string } | null
  /** The one change that is rolling out, and what it is called. */
  readonly rolling: { readonly change: StoredChange; readonly title: string } | null
  readonly nameOf: (person: string) => string
}

/** How one change stands now. */
export interface Standing extends WorkflowSide {
  readonly change: StoredChange
  readonly release: StoredRelease | null
  readonly given: readonly StoredApproval[]
  readonly notYets: readonly StoredNotYet[]
  readonly approvable: ApprovableChange
  readonly facts: ApprovalFacts
  readonly approvals: Approvals
  readonly scope: ScopeGate
  /** Why it can't begin to run now; null where it can. */
  readonly startRefusal: Refusal | null
}

export interface Refusal {
  readonly code: string
  readonly detail: string
  readonly mend: string
}

export async function workflowSide(
  trx: Trx,
  world: World,
  needs: ChangesNeeds,
  workspaceId: string,
  workflow: StoredWorkflow,
): Promise<WorkflowSide> {
  const { id } = workflow
  const rolling = await rollingOut(trx, workspaceId, id)
  return {
    workflow,
    duties: await dutiesOf(trx, workspaceId, id),
    playbook: await playbookOf(trx, workspaceId, id),
    stage: await needs.stageOf(trx, workspaceId, id),
    freeze: await needs.freezeOf(trx, world, workspaceId, id),
    rolling: rolling && { change: rolling, title: await titleOf(trx, workspaceId, rolling) },
    nameOf: await namesOfPeople(trx, workspaceId),
  }
}

/** How changes of one workflow stand, in their order. */
export async function standingsOf(
  trx: Trx,
  world: World,
  needs: ChangesNeeds,
  workspaceId: string,
  side: WorkflowSide,
  changes: readonly StoredChange[],
): Promise<Standing[]> {
  const ids = changes.map(({ id }) => id)
  const given = await approvalsGiven(trx, workspaceId, ids)
  const notYets = await openNotYets(trx, workspaceId, ids)
  const standings: Standing[] = []
  for (const change of changes) {
    const { releaseId, workflowId, id } = change
    // oxlint-disable-next-line no-await-in-loop -- on one connection
    const release = releaseId === null ? null : await findRelease(trx, workspaceId, workflowId, { id: releaseId })
    const scope = await scopeOf(trx, world, needs, workspaceId, side, change)
    const of = <T extends { readonly changeId: string }>(rows: readonly T[]) =>
      rows.filter((row) => row.changeId === id)
    standings.push(stand(side, change, { release, given: of(given), notYets: of(notYets), scope }, world.clock.now()))
  }
  return standings
}

export async function standingOf(
  trx: Trx,
  world: World,
  needs: ChangesNeeds,
  workspaceId: string,
  workflow: StoredWorkflow,
  change: StoredChange,
): Promise<Standing> {
  const side = await workflowSide(trx, world, needs, workspaceId, workflow)
  const [standing] = await standingsOf(trx, world, needs, workspaceId, side, [change])
  if (standing === undefined) throw new TypeError('One change has one standing')
  return standing
}

/** True where what a change was compared with is what runs. */
export function baseIsLive(change: StoredChange, workflow: StoredWorkflow): boolean {
  return change.kind === 'release'
    ? change.baseReleaseId === workflow.activeReleaseId
    : change.basePercent === workflow.rolloutPercent
}

/** True for the change whose content runs now: the one that a rollback takes back. */
export function runsNow(change: StoredChange, workflow: StoredWorkflow): boolean {
  if (change.state !== 'live') return false
  return change.kind === 'release'
    ? change.releaseId === workflow.activeReleaseId
    : change.toPercent === workflow.rolloutPercent
}

async function titleOf(trx: Trx, workspaceId: string, change: StoredChange): Promise<string> {
  const { releaseId, workflowId } = change
  const release = releaseId === null ? null : await findRelease(trx, workspaceId, workflowId, { id: releaseId })
  return titleWith(change, release)
}

export function titleWith({ basePercent, toPercent }: StoredChange, release: StoredRelease | null): string {
  return release === null ? `${basePercent} % to ${toPercent ?? 0} % of the units` : `Release ${release.name}`
}

function stand(
  side: WorkflowSide,
  change: StoredChange,
  own: Pick<Standing, 'release' | 'given' | 'notYets' | 'scope'>,
  now: Date,
): Standing {
  const { workflow, duties, playbook } = side
  const { changeClass, contentHash, proposedBy, state } = change
  const approvable: ApprovableChange = {
    changeClass,
    contentHash,
    proposer: proposedBy.kind === 'person' ? proposedBy.id : null,
    baseIsLive: (state !== 'proposed' && state !== 'approved') || baseIsLive(change, workflow),
  }
  const facts: ApprovalFacts = { duties, playbook, given: own.given, notYets: own.notYets, now }
  const approvals = approvalsOf(approvable, facts)
  const standing = { ...side, ...own, change, approvable, facts, approvals, startRefusal: null }
  return { ...standing, startRefusal: refusalToStart(standing) }
}

function refusalToStart({
  change,
  workflow,
  approvals,
  rolling,
  freeze,
  stage,
  scope,
}: Omit<Standing, 'startRefusal'>): Refusal | null {
  const { state, kind, path, toPercent, basePercent } = change
  if (state !== 'proposed' && state !== 'approved') {
    return { code: 'change-not-open', detail: `It is ${STATE_WORDS[state]}.`, mend: 'Propose a new change.' }
  }
  if (approvals.missing !== null) {
    return {
      code: 'change-not-approved',
      detail: approvals.missing,
      mend: 'See under "Approvals" whose word is missing.',
    }
  }
  if (rolling !== null) {
    return {
      code: 'another-rolls-out',
      detail: `"${rolling.title}" is rolling out, and two changes of one workflow never run at once.`,
      mend: 'Wait until it is live, or roll it back.',
    }
  }
  const takesAway = kind === 'share' && (toPercent ?? 0) < basePercent
  if (freeze !== null && !takesAway) {
    return { code: 'frozen', detail: freeze.why, mend: 'Wait until it has passed. Rolling back stays possible.' }
  }
  const first = path[0] ?? 0
  const volume = kind === 'share' ? (toPercent ?? 0) : workflow.activeReleaseId === null ? first : null
  if (volume !== null && !takesAway && volume > stage.rolloutAtMost) {
    return {
      code: 'stage-refuses',
      detail: `The stage "${stage.stage}" lets the AI see at most ${stage.rolloutAtMost} % of the units; this asks for ${volume} %.`,
      mend: 'Meet what the stage asks for, and go to the next one; see "Handover".',
    }
  }
  const [scopeRefusal] = scope.refusals
  if (scopeRefusal !== undefined) {
    return {
      code: 'scope-held',
      detail: scopeRefusal,
      mend: 'Leave what it is for as it is, or wait until the gate is open.',
    }
  }
  return null
}

/** True where a change's path is a share of all units, not of those that the AI serves. */
export function isOfAllUnits({ kind, baseReleaseId }: Pick<StoredChange, 'kind' | 'baseReleaseId'>): boolean {
  return kind === 'share' || baseReleaseId === null
}

/** What a rollback of this change brings back. */
export function broughtBack({ kind, basePercent, baseReleaseId }: StoredChange): string {
  if (kind === 'share') return `The AI sees ${basePercent} % of the units again.`
  return baseReleaseId === null
    ? 'No release runs now: units go to a person.'
    : 'The release that ran before serves all of these units again.'
}

/** Whoever said "not yet" lifts it; of somebody who no longer holds her duty, whoever holds it now. */
export function mayLift(
  { duties }: Pick<Standing, 'duties'>,
  notYet: { readonly person: string; readonly duty: string },
  person: string,
): boolean {
  if (notYet.person === person) return true
  const holds = (who: string) => duties.some((each) => each.duty === notYet.duty && each.person === who)
  return !holds(notYet.person) && holds(person)
}

export function dutyName({ playbook }: Pick<Standing, 'playbook'>, duty: string): string {
  return playbook.duties.find(({ id }) => id === duty)?.name ?? duty
}

export const STATE_WORDS: { readonly [S in StoredChange['state']]: string } = {
  proposed: 'proposed',
  approved: 'approved',
  'rolling-out': 'rolling out',
  live: 'live',
  'rolled-back': 'rolled back',
  withdrawn: 'withdrawn',
  expired: 'expired',
}

const NO_SCOPE: ScopeGate = { refusals: [], warnings: [] }

async function scopeOf(
  trx: Trx,
  world: World,
  needs: ChangesNeeds,
  workspaceId: string,
  { workflow, stage }: WorkflowSide,
  change: StoredChange,
): Promise<ScopeGate> {
  if (change.changeClass !== 'expansion' || (change.state !== 'proposed' && change.state !== 'approved'))
    return NO_SCOPE
  return await scopeNow(trx, world, needs, workspaceId, { workflowId: workflow.id, stage, except: change.id })
}

/** Whether what a workflow is for may grow now; `except` is the change that would have it grow. */
export async function scopeNow(
  trx: Trx,
  world: Pick<World, 'clock'>,
  needs: Pick<ChangesNeeds, 'targetsOf'>,
  workspaceId: string,
  {
    workflowId,
    stage,
    except,
  }: {
    readonly workflowId: string
    readonly stage: StageRule
    readonly except: string | null
  },
): Promise<ScopeGate> {
  const now = world.clock.now()
  const touched = (await allChangesOf(trx, workspaceId, workflowId))
    .filter(({ id }) => id !== except)
    .flatMap(({ liveAt, endedAt }) => (liveAt === null ? [] : [liveAt, endedAt ?? liveAt]))
    .map((at) => at.getTime())
  return scopeGate({
    stage: stage.stage,
    stageSince: stage.since ?? null,
    lastTouched: touched.length === 0 ? null : new Date(Math.max(...touched)),
    targets: await needs.targetsOf(trx, workspaceId, workflowId),
    days: await readRunDays(trx, workspaceId, workflowId, now),
    now,
  })
}
