import type {
  CaseGuidance,
  ConfirmGuidanceRequest,
  SetEnoughRequest,
  SetHumanFirstRequest,
  TrustPage,
} from '@dayshift/contract'
import { type Actor, linesFor, outputFields } from '@dayshift/core'
import { inWorkspace, storable } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { hiddenRuns, insertHumanFirst } from '../decisions/index.ts'
import { dutiesOf } from '../duties/index.ts'
import { recordAct } from '../ledger/index.ts'
import { changeGate, knownWorkflow, lockKnownWorkflow, type StoredWorkflow, workflowToRun } from '../workflows/index.ts'
import type { Place } from './read-answers.ts'
import { insertEnough, insertGuidance, newestGuidance } from './store.ts'
import { failuresLike } from './read-off-flow.ts'
import { readPersonReliance } from './read-reliance.ts'
import { holdersOf, keepersOf, readTrust, SETTERS } from './trust-page.ts'

interface Caller {
  readonly workspaceId: string
  readonly actor: Actor
}

/** A named person stands by the guidance as she read it. */
export async function confirmGuidance(
  world: World,
  caller: Caller,
  slug: string,
  asked: ConfirmGuidanceRequest,
): Promise<TrustPage> {
  return await act(world, caller, slug, async (trx, workflow, place) => {
    const keepers = await keepersOf(trx, place)
    if (caller.actor.kind !== 'person' || !keepers.some(({ id }) => id === caller.actor.id)) {
      throw new ProblemError({
        status: 403,
        code: 'keeper-only',
        title: 'This is for whoever runs it',
        detail: `Only the operational owner or whoever has the daily care may stand by the guidance of “${workflow.name}”; ${keepers.length === 0 ? 'nobody holds these duties' : `that is ${keepers.map(({ name }) => name).join(' and ')}`}.`,
        mend: keepers.length === 0 ? 'Fill the duties on Handover first.' : `Ask ${keepers[0]?.name ?? ''}.`,
      })
    }
    const { release, guidance } = await readTrust(trx, world, readerOf(caller), slug)
    if (release === null || release.hash !== asked.release || guidance.contentHash !== asked.contentHash) {
      throw new ProblemError({
        status: 409,
        code: 'guidance-moved',
        title: 'The guidance has changed',
        detail: `What you read of “${workflow.name}” is not what stands there now: a release or its words have moved.`,
        mend: 'Read it as it is now, and confirm that.',
      })
    }
    await insertGuidance(trx, place, {
      id: world.newId(),
      release,
      contentHash: guidance.contentHash,
      lines: guidance.lines.map(({ kind, where, text }) => ({ kind, where, text })),
      at: world.clock.now(),
      by: { id: caller.actor.id, name: caller.actor.name },
    })
    return {
      act: 'guidance-confirmed',
      sentence: `stands by when to rely on “${workflow.name}”, release “${release.name}”: ${String(guidance.lines.length)} lines.`,
      details: { release: release.hash, contentHash: guidance.contentHash },
    }
  })
}

/** The business owner says from which share of right answers on nobody needs to check. */
export async function setEnough(
  world: World,
  caller: Caller,
  slug: string,
  { share, reason }: SetEnoughRequest,
): Promise<TrustPage> {
  return await act(world, caller, slug, async (trx, workflow, place) => {
    const owners = (await dutiesOf(trx, place.workspaceId, place.workflowId)).filter(
      ({ duty }) => duty === 'business-owner',
    )
    if (caller.actor.kind !== 'person' || !owners.some(({ person }) => person === caller.actor.id)) {
      throw new ProblemError({
        status: 403,
        code: 'business-owner-only',
        title: 'This is for the business owner',
        detail: `Only the business owner of “${workflow.name}” may say how many right answers are enough.`,
        mend: owners.length === 0 ? 'Give the duty "business-owner" to somebody first.' : 'Ask her or him.',
      })
    }
    const by = { id: caller.actor.id, name: caller.actor.name }
    await insertEnough(trx, place, { id: world.newId(), share, reason: storable(reason), at: world.clock.now(), by })
    return {
      act: 'enough-set',
      sentence: `said that ${String(Math.round(share * 1000) / 10)} % right answers of “${workflow.name}” are enough to act on them unread: ${reason}`,
      details: { share },
    }
  })
}

/** Whoever runs a workflow or answers for it says for which share of the units people answer first. */
export async function setHumanFirst(
  world: World,
  caller: Caller,
  slug: string,
  { percent, field, reason }: SetHumanFirstRequest,
): Promise<TrustPage> {
  return await act(world, caller, slug, async (trx, workflow, place) => {
    const setters = await holdersOf(trx, place, SETTERS)
    if (caller.actor.kind !== 'person' || !setters.some(({ id }) => id === caller.actor.id)) {
      throw new ProblemError({
        status: 403,
        code: 'setter-only',
        title: 'This is for whoever runs or answers for it',
        detail: `Only the business owner, the operational owner or whoever has the daily care may have people answer first in “${workflow.name}”; ${setters.length === 0 ? 'nobody holds these duties' : `that is ${setters.map(({ name }) => name).join(' and ')}`}.`,
        mend: setters.length === 0 ? 'Fill the duties on Handover first.' : `Ask ${setters[0]?.name ?? ''}.`,
      })
    }
    const running = await workflowToRun(trx, place.workspaceId, { slug })
    const fields = outputFields(running?.release?.manifest.output ?? {})
    if (field !== '' && fields.length > 0 && !fields.includes(field)) throw noSuchField(field, fields)
    const at = world.clock.now()
    const by = { id: caller.actor.id, name: caller.actor.name }
    await insertHumanFirst(trx, place, { percent, field: storable(field), reason: storable(reason), at, by })
    await changeGate(trx, place.workflowId, {})
    const what = field === '' ? 'the whole answer' : `“${field}”`
    return {
      act: 'human-first-set',
      sentence:
        percent === 0
          ? `ended that people answer before they see the output of “${workflow.name}”: ${reason}`
          : `had people answer ${what} before they see the output in ${String(percent)} % of the units of “${workflow.name}”: ${reason}`,
      details: { percent, field },
    }
  })
}

function noSuchField(field: string, fields: readonly string[]): ProblemError {
  return new ProblemError({
    status: 422,
    code: 'no-such-field',
    title: 'The output has no such field',
    detail: `Cannot have people answer "${field}" first: the output has ${fields.map((each) => `"${each}"`).join(', ')}.`,
    mend: 'Choose one of these, or none for the whole answer.',
    errors: [{ path: '/field', message: `must be one of ${fields.join(', ')}, or empty` }],
  })
}

/** How one person relies on the output, as far as the caller may see it. */
export async function personReliance(world: World, caller: Caller, slug: string, personId: string) {
  return await inWorkspace(world.db, caller.workspaceId, async (trx) => {
    const { id: workflowId } = await knownWorkflow(trx, caller.workspaceId, slug)
    const place = { workspaceId: caller.workspaceId, workflowId }
    const found = await readPersonReliance(trx, place, caller.actor.id, personId, world.clock.now())
    // The same for what nobody answered and for what is not for the reader: neither tells of the other.
    if (found === null) throw notFound('person with figures that you may see', personId)
    return found
  })
}

/** What was confirmed for the slices of a case's unit; nothing where nobody stands by it, or another release runs. */
export async function caseGuidance(
  world: World,
  { workspaceId, actor }: Caller,
  caseId: string,
): Promise<CaseGuidance> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const found = await trx
      .selectFrom('cases')
      .innerJoin('workflows', 'workflows.id', 'cases.workflow_id')
      .select(['cases.run_id', 'cases.workflow_id', 'workflows.slug'])
      .where('cases.workspace_id', '=', workspaceId)
      .where('cases.id', '=', caseId)
      .executeTakeFirst()
    if (found === undefined) throw notFound('case', caseId)
    // Slices may come from the output, which whoever answers first has not seen.
    const hidden = await hiddenRuns(trx, workspaceId, actor.id, [found.run_id])
    if (hidden.size > 0) return NO_GUIDANCE
    const place = { workspaceId, workflowId: found.workflow_id }
    const failures = [...(await failuresLike(trx, place, found.run_id))]
    const confirmed = await newestGuidance(trx, place)
    const running = await workflowToRun(trx, workspaceId, { slug: found.slug })
    if (confirmed === null || confirmed.release.hash !== running?.release?.hash) return { ...NO_GUIDANCE, failures }
    const slices = await trx
      .selectFrom('run_slices')
      .select(['slice', 'label'])
      .where('workspace_id', '=', workspaceId)
      .where('run_id', '=', found.run_id)
      .execute()
    const labels = Object.fromEntries(slices.map(({ slice, label }) => [slice, label]))
    const lines = confirmed.lines.map((line) => ({ ...line, figures: '', examples: [] }))
    return {
      lines: linesFor(lines, labels).map(({ kind, text }) => ({ kind, text })),
      confirmedBy: confirmed.by,
      confirmedAt: confirmed.at.toISOString(),
      failures,
    }
  })
}

function readerOf({ workspaceId, actor }: Caller) {
  return { workspaceId, readerId: actor.id }
}

const NO_GUIDANCE: CaseGuidance = { lines: [], confirmedBy: null, confirmedAt: null, failures: [] }

async function act(
  world: World,
  { workspaceId, actor }: Caller,
  slug: string,
  decide: (
    trx: Trx,
    workflow: StoredWorkflow,
    place: Place,
  ) => Promise<{
    readonly act: string
    readonly sentence: string
    readonly details: Readonly<Record<string, string | number>>
  }>,
): Promise<TrustPage> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const workflow = await lockKnownWorkflow(trx, workspaceId, slug)
    const told = await decide(trx, workflow, { workspaceId, workflowId: workflow.id })
    const page = await readTrust(trx, world, { workspaceId, readerId: actor.id }, slug)
    await publish(trx, workspaceId, { topic: 'trust', workflow: slug, id: workflow.id })
    await recordAct(trx, world, { workspaceId, actor, subject: `workflow:${slug}`, ...told })
    return page
  })
}
