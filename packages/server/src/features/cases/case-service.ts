import type { Claim, DecideRequest } from '@dayshift/contract'
import {
  afterDrillDecision,
  askRerun,
  claimCase,
  conflictOf,
  decideCase,
  reassignCase,
  releaseClaim,
  renewClaim,
  withAnswer,
  type Actor,
  type CaseActor,
  type CaseDecision,
  type CaseRecord,
  type Json,
  type JsonObject,
} from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { sealBeside } from '../contents/index.ts'
import { compareAnswers, humanFirstOf, keepCorrections, keepOwnAnswer } from '../decisions/index.ts'
import { recordAct } from '../ledger/index.ts'
import { asJson, checkOf, contextOf, draftOf, keepable } from './case-context.ts'
import type { CaseContext } from './case-context.ts'
import { caseDetail, ownAnswerIn } from './case-detail.ts'
import type { CaseDetailWire } from './case-detail.ts'
import {
  answeredProblem,
  answerFirstProblem,
  answerOffContract,
  claimProblem,
  conflictProblem,
  notAskedProblem,
  refusalProblem,
} from './case-problems.ts'
import { instant } from './case-wire.ts'
import { findMember } from './find-member.ts'
import { sealBoth } from './seal-both.ts'
import { tellDrill } from './tell-drill.ts'
import {
  addEvents,
  findCase,
  insertDecision,
  lockCase,
  saveCase,
  saveCorrectedInput,
  touchGateState,
  workflowOf,
} from './store.ts'
import type { CaseAct, StoredCase } from './store.ts'

/** Who acts, in which workspace, on which case. */
export interface OnCase {
  readonly workspaceId: string
  readonly actor: Actor
  readonly caseId: string
}

type ClaimWire = z.infer<typeof Claim>

/** The case as a page. */
export async function readCase(world: World, { workspaceId, actor, caseId }: OnCase): Promise<CaseDetailWire> {
  return inWorkspace(world.db, workspaceId, async (trx) => {
    const stored = await findCase(trx, workspaceId, caseId)
    if (stored === null) throw notFound('case', caseId)
    return caseDetail(trx, world, stored, actor.id)
  })
}

/** Takes the case for ten minutes. Two at once: exactly one gets it. */
export async function claim(world: World, on: OnCase): Promise<ClaimWire> {
  return act(world, on, async (trx, stored) => {
    const answer = claimCase(stored.record, caseActor(on.actor), world.clock.now().getTime())
    if (answer.kind !== 'granted') throw await claimProblem(trx, stored, answer)
    await saveCase(trx, answer.record)
    const note = answer.withdrewRerun ? 'The rerun is no longer waited for.' : null
    await log(trx, world, on, 'claimed', note)
    if (answer.withdrewRerun) await touchGateState(trx, stored.workflowId)
    await tell(trx, stored)
    return claimWire(answer.record)
  })
}

export async function renew(world: World, on: OnCase, token: number): Promise<ClaimWire> {
  return act(world, on, async (trx, stored) => {
    const answer = renewClaim(stored.record, caseActor(on.actor), token, world.clock.now().getTime())
    if (answer.kind === 'conflict') throw await conflictProblem(trx, stored, answer)
    await saveCase(trx, answer.record)
    return claimWire(answer.record)
  })
}

export async function release(world: World, on: OnCase, token: number): Promise<CaseDetailWire> {
  return act(world, on, async (trx, stored) => {
    const answer = releaseClaim(stored.record, caseActor(on.actor), token)
    if (answer.kind === 'conflict') throw await conflictProblem(trx, stored, answer)
    await saveCase(trx, answer.record)
    await log(trx, world, on, 'released', null)
    await tell(trx, stored)
    return caseDetail(trx, world, { ...stored, record: answer.record }, on.actor.id)
  })
}

/**
 * Decides the case: the decision, the review log with draft and final, the ledger and the case itself in one
 * transaction (S316).
 */
export async function decide(world: World, on: OnCase, request: DecideRequest): Promise<CaseDetailWire> {
  return act(world, on, async (trx, stored) => {
    const now = world.clock.now()
    const actor = caseActor(on.actor)
    const context = await contextOf(trx, world, stored)
    const decision = await decisionOf(trx, on.workspaceId, request)
    const own = stored.answersFirst ? await ownAnswerIn(trx, world, stored, actor.id) : null
    if (stored.answersFirst && own === null && USES_OUTPUT.has(decision.kind)) throw answerFirstProblem(stored)
    const draft = draftOf(context, stored)
    const facts = { draft, check: checkOf(context.manifest, 'output') }
    const answer = decideCase(stored.record, actor, request.token, decision, facts, now.getTime())
    if (answer.kind === 'conflict') throw await conflictProblem(trx, stored, answer)
    if (answer.kind === 'refused') throw refusalProblem(answer)

    const after = afterDecision(stored, answer.record, decision, actor, now.getTime())
    await saveCase(trx, after.record)
    const reason =
      ('reason' in decision ? decision.reason : null) ?? ('reason' in request ? request.reason : null) ?? null
    const decisionId = world.newId()
    // A clock that runs ahead can't have shown it after it was decided.
    const opened = Math.min(Date.parse(request.shownAt), now.getTime())
    // Whoever answered first saw it after that.
    const shownAt = new Date(Math.max(opened, own?.answeredAt.getTime() ?? opened))
    await insertDecision(trx, {
      id: decisionId,
      workspaceId: on.workspaceId,
      workflowId: stored.workflowId,
      runId: stored.record.runId,
      caseId: on.caseId,
      unitKey: stored.unitKey,
      kind: decision.kind,
      by: actor,
      reason,
      shownAt,
      decidedAt: now,
    })
    const draftOutput = draft.kind === 'kept' ? draft.output : undefined
    const final = finalOf(decision, draftOutput)
    if (decision.kind !== 'accepted' && final !== undefined) {
      const { runId } = stored.record
      await keepCorrections(trx, world, on.workspaceId, [{ decisionId, runId, final, shownAt, decidedAt: now }])
    }
    if (own !== null && final !== undefined && after.kind === 'stands') {
      await compareAnswers(trx, world, {
        decisionId,
        workspaceId: on.workspaceId,
        workflowId: stored.workflowId,
        runId: stored.record.runId,
        caseId: on.caseId,
        unitKey: stored.unitKey,
        byId: actor.id,
        final: decision.kind === 'accepted' ? undefined : final,
        decidedAt: now,
      })
    }
    await log(trx, world, on, decision.kind, reason, {
      runId: stored.record.runId,
      draft: draftOutput,
      final: final === undefined ? undefined : keepable(context, 'output', final),
    })
    const told = await tellDrill(
      trx,
      world,
      { ...stored, record: after.record },
      after.kind === 'again' ? { by: actor } : null,
    )
    if (after.kind === 'again') await touchGateState(trx, stored.workflowId)
    await tell(trx, stored, context.workflow)
    const detail = await caseDetail(trx, world, told, on.actor.id, context)
    await recordAct(trx, world, {
      workspaceId: on.workspaceId,
      actor: on.actor,
      act: `case-${decision.kind}`,
      subject: `case:${on.caseId}`,
      sentence: sentenceOf(decision, stored, context),
      details: detailsOf(stored, context, {
        decision: decision.kind,
        ...(reason === null ? {} : { reasonGiven: true }),
        ...(decision.kind === 'escalated' ? { to: decision.to?.id ?? null } : {}),
        ...(stored.drill === null ? {} : { drill: stored.drill.id }),
      }),
    })
    return detail
  })
}

/** Decisions that say something of the output. */
const USES_OUTPUT: ReadonlySet<CaseDecision['kind']> = new Set(['accepted', 'edited', 'overridden'])

/** Keeps what the person says before the output is shown to her, and shows it. It is said once and never changed. */
export async function answerFirst(
  world: World,
  on: OnCase,
  { token, answer: said }: { readonly token: number; readonly answer: unknown },
): Promise<CaseDetailWire> {
  return act(world, on, async (trx, stored) => {
    const answer = asJson(said)
    const conflict = conflictOf(stored.record, caseActor(on.actor), token)
    if (conflict !== null) throw await conflictProblem(trx, stored, conflict)
    if (!stored.answersFirst) throw notAskedProblem(stored)
    if ((await ownAnswerIn(trx, world, stored, on.actor.id)) !== null) throw answeredProblem(stored)
    const context = await contextOf(trx, world, stored)
    const draft = draftOf(context, stored)
    const field = (await humanFirstOf(trx, stored.workflowId))?.field ?? ''
    const whole = withAnswer(draft.kind === 'kept' ? draft.output : {}, field, answer)
    const at = field === '' ? '' : `/${field}`
    const faults = checkOf(context.manifest, 'output')(whole).filter(({ path }) => path.startsWith(at))
    if (faults.length > 0) throw answerOffContract(faults, at)
    const isKept = await keepOwnAnswer(trx, world, {
      workspaceId: on.workspaceId,
      workflowId: stored.workflowId,
      runId: stored.firstRunId,
      caseId: on.caseId,
      by: { id: on.actor.id, name: on.actor.name },
      answer,
      answeredAt: world.clock.now(),
    })
    if (!isKept) throw answeredProblem(stored)
    await log(trx, world, on, 'answered-first', null)
    await tell(trx, stored, context.workflow)
    return caseDetail(trx, world, stored, on.actor.id, context)
  })
}

/** What a decision makes of the case; of a unit whose answer a drill made wrong, it may have to be decided once more. */
function afterDecision(
  { drill }: StoredCase,
  record: CaseRecord,
  { kind }: CaseDecision,
  actor: CaseActor,
  now: number,
): ReturnType<typeof afterDrillDecision> {
  return drill === null ? { kind: 'stands', record } : afterDrillDecision(record, drill, kind, actor, now)
}

/** Gives the case to a person of the workspace (S300). */
export async function reassign(world: World, on: OnCase, to: string, note: string): Promise<CaseDetailWire> {
  return act(world, on, async (trx, stored) => {
    const person = await memberOrProblem(trx, on.workspaceId, to)
    const answer = reassignCase(stored.record, person)
    if (answer.kind === 'closed') throw await conflictProblem(trx, stored, { kind: 'conflict', why: 'closed' })
    await saveCase(trx, answer.record)
    await log(trx, world, on, 'reassigned', note === '' ? `To ${person.name}.` : `To ${person.name}: ${note}`)
    await tell(trx, stored)
    const workflow = await workflowOf(trx, stored.workflowId)
    await recordAct(trx, world, {
      workspaceId: on.workspaceId,
      actor: on.actor,
      act: 'case-reassigned',
      subject: `case:${on.caseId}`,
      sentence: `gave the case of unit "${stored.unitKey}" to ${person.name}.`,
      details: { ...detailsOf(stored, { workflow }, {}), to: person.id },
    })
    return caseDetail(trx, world, { ...stored, record: answer.record }, on.actor.id)
  })
}

/** Has the unit run again as it is (S298, S302). While a rerun is waited for, asking again changes nothing. */
export async function rerun(world: World, on: OnCase, token: number, note: string): Promise<CaseDetailWire> {
  return act(world, on, async (trx, stored) => {
    const answer = askRerun(stored.record, caseActor(on.actor), token, world.clock.now().getTime())
    if (answer.kind === 'conflict') throw await conflictProblem(trx, stored, answer)
    if (answer.kind === 'already-asked') return caseDetail(trx, world, stored, on.actor.id)
    await saveCase(trx, answer.record)
    await log(trx, world, on, 'rerun-asked', note === '' ? null : note)
    await askHosts(trx, world, on, stored, {
      act: 'case-rerun-asked',
      sentence: `asked for unit "${stored.unitKey}" to be run again.`,
    })
    return caseDetail(trx, world, { ...stored, record: answer.record }, on.actor.id)
  })
}

/** Keeps a corrected input beside the first one and has the unit run again with it (S299, S303). */
export async function correct(
  world: World,
  on: OnCase,
  correction: { readonly token: number; readonly input: unknown; readonly note: string },
): Promise<CaseDetailWire> {
  return act(world, on, async (trx, stored) => {
    const { token, note } = correction
    const input = asJson(correction.input)
    const now = world.clock.now().getTime()
    // A rerun that waits has another input: it is taken back by claiming first, never overtaken in silence.
    const answer =
      stored.record.rerun === null
        ? askRerun(stored.record, caseActor(on.actor), token, now)
        : ({ kind: 'conflict', why: 'not-claimed' } as const)
    if (answer.kind === 'conflict') throw await conflictProblem(trx, stored, answer)
    if (answer.kind === 'already-asked') return caseDetail(trx, world, stored, on.actor.id)
    const context = await contextOf(trx, world, stored)
    const faults = checkOf(context.manifest, 'input')(input)
    if (faults.length > 0) throw offContract(faults)

    await saveCase(trx, answer.record)
    const sealed = await sealBeside(trx, world, on.workspaceId, stored.record.runId, input)
    await saveCorrectedInput(trx, on.caseId, sealed)
    const { contents } = context
    await log(trx, world, on, 'input-corrected', note === '' ? null : note, {
      runId: stored.record.runId,
      draft: contents.state === 'kept' && contents.input !== undefined ? asJson(contents.input) : undefined,
      final: keepable(context, 'input', input),
    })
    await askHosts(trx, world, on, stored, {
      act: 'case-input-corrected',
      sentence: `corrected the input of unit "${stored.unitKey}" and asked for it to be run again.`,
    })
    const after = { ...stored, record: answer.record, correctedInput: sealed.sealed, subjectKeyId: sealed.subjectKeyId }
    return caseDetail(trx, world, after, on.actor.id)
  })
}

/** Loads the case locked, lets `work` act on it, all in one transaction. */
async function act<Result>(
  world: World,
  { workspaceId, caseId }: OnCase,
  work: (trx: Trx, stored: StoredCase) => Promise<Result>,
): Promise<Result> {
  return inWorkspace(world.db, workspaceId, async (trx) => {
    const stored = await lockCase(trx, workspaceId, caseId)
    if (stored === null) throw notFound('case', caseId)
    return work(trx, stored)
  })
}

async function log(
  trx: Trx,
  world: World,
  { workspaceId, actor, caseId }: OnCase,
  acted: CaseAct,
  note: string | null,
  contents?: { readonly runId: string; readonly draft: Json | undefined; readonly final: Json | undefined },
): Promise<void> {
  const sealed = contents === undefined ? null : await sealBoth(trx, world, workspaceId, contents)
  const by = { kind: actor.kind, id: actor.id, name: actor.name }
  await addEvents(trx, workspaceId, [
    { id: world.newId(), caseId, at: world.clock.now(), by, act: acted, note, sealed },
  ])
}

async function tell(trx: Trx, stored: StoredCase, known?: CaseContext['workflow']): Promise<void> {
  const workflow = known ?? (await workflowOf(trx, stored.workflowId))
  await publish(trx, stored.workspaceId, { topic: 'cases', workflow: workflow.slug, id: stored.record.id })
}

async function askHosts(
  trx: Trx,
  world: World,
  on: OnCase,
  stored: StoredCase,
  asked: { readonly act: string; readonly sentence: string },
): Promise<void> {
  await touchGateState(trx, stored.workflowId)
  const workflow = await workflowOf(trx, stored.workflowId)
  await tell(trx, stored, workflow)
  await recordAct(trx, world, {
    workspaceId: on.workspaceId,
    actor: on.actor,
    ...asked,
    subject: `case:${on.caseId}`,
    details: detailsOf(stored, { workflow }, {}),
  })
}

async function decisionOf(trx: Trx, workspaceId: string, request: DecideRequest): Promise<CaseDecision> {
  switch (request.kind) {
    case 'accepted':
      return { kind: 'accepted' }
    case 'edited':
      return { kind: 'edited', finalOutput: asJson(request.finalOutput) }
    case 'overridden': {
      const { kind, reason, finalOutput } = request
      return { kind, reason, ...(finalOutput === undefined ? {} : { finalOutput: asJson(finalOutput) }) }
    }
    case 'ignored':
      return { kind: 'ignored', reason: request.reason }
    case 'escalated': {
      const to = request.to === undefined ? null : await memberOrProblem(trx, workspaceId, request.to)
      return { kind: 'escalated', reason: request.reason, to }
    }
    default:
      return request satisfies never
  }
}

/** What takes effect: the draft where it was accepted, else what the person wrote; nothing where there is none. */
function finalOf(decision: CaseDecision, draft: Json | undefined): Json | undefined {
  if (decision.kind === 'accepted') return draft
  return decision.kind === 'edited' || decision.kind === 'overridden' ? decision.finalOutput : undefined
}

function sentenceOf(decision: CaseDecision, { unitKey }: StoredCase, { workflow }: CaseContext): string {
  const unit = `unit "${unitKey}" of ${workflow.name}`
  switch (decision.kind) {
    case 'accepted':
      return `accepted the answer for ${unit}.`
    case 'edited':
      return `edited the answer for ${unit}.`
    case 'overridden':
      return `overrode the answer for ${unit}.`
    case 'ignored':
      return `decided ${unit} without the answer.`
    case 'escalated':
      return decision.to === null ? `escalated ${unit} to the team.` : `escalated ${unit} to ${decision.to.name}.`
    default:
      return decision satisfies never
  }
}

/** Facts for the ledger: no contents, which can be erased while the ledger can't. */
function detailsOf(
  stored: StoredCase,
  { workflow }: { readonly workflow: { readonly slug: string } },
  more: JsonObject,
): JsonObject {
  return { workflow: workflow.slug, unitKey: stored.unitKey, runId: stored.record.runId, ...more }
}

async function memberOrProblem(trx: Trx, workspaceId: string, personId: string): Promise<CaseActor> {
  const found = await findMember(trx, workspaceId, personId)
  if (found.kind === 'member') return found.person
  throw new ProblemError({
    status: 422,
    code: 'no-such-person',
    title: 'That person can not take it',
    detail:
      found.kind === 'unknown'
        ? `There is no person "${personId}" in this workspace.`
        : `${found.name} ${found.kind === 'left' ? 'is no longer a member' : 'may only look (viewer)'}.`,
    mend: 'Name an active person who may decide cases.',
    errors: [{ path: '/to', message: 'must be an active admin or member of the workspace' }],
  })
}

function offContract(faults: readonly { readonly path: string; readonly message: string }[]): ProblemError {
  return new ProblemError({
    status: 422,
    code: 'input-contract',
    title: 'The input does not fit',
    detail: 'The corrected input does not fit the input contract of the workflow.',
    mend: 'Correct what is listed; the case is still yours.',
    errors: faults.map(({ path, message }) => ({ path: `/input${path}`, message })),
  })
}

function caseActor({ id, name }: Actor): CaseActor {
  return { id, name }
}

function claimWire({ id, token, claim: held }: CaseRecord): ClaimWire {
  if (held === null) throw new TypeError('A claim that was granted is set')
  return { caseId: id, token, leaseUntil: instant(held.until) }
}
