import type { ClaimCauseRequest, ConfirmUnitsRequest, DeclareUnitsRequest, LeastDwellRequest } from '@dayshift/contract'
import {
  type Actor,
  CLAIMED_CAUSES,
  dateInWords,
  declarationFault,
  type Denominator,
  DENOMINATORS,
  type JsonObject,
  testClaim,
} from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace, storable } from '../../platform/database/index.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { lockKnownWorkflow, type StoredWorkflow } from '../workflows/index.ts'
import type { AdoptionNeeds } from './needs.ts'
import { businessOwnerOf, claimFigures } from './read-adoption.ts'
import {
  addDenominator,
  confirmDeclared,
  declaredOf,
  denominatorOf,
  dwellsOf,
  insertClaim,
  type Place,
  saveDeclared,
  saveDwell,
} from './store.ts'

interface Caller {
  readonly workspaceId: string
  readonly actor: Actor
}

/** Chooses where the denominator comes from. What is so already changes nothing. */
export async function chooseDenominator(world: World, caller: Caller, slug: string, kind: Denominator): Promise<void> {
  await act(world, caller, slug, async ({ trx, place, workflow }) => {
    const before = await denominatorOf(trx, place)
    if (before?.kind === kind) return null
    await addDenominator(trx, place, { kind, at: world.clock.now(), by: refOf(caller) })
    const instead = before === null ? '' : `, instead of “${DENOMINATORS[before.kind].name}”`
    return {
      act: 'denominator-chosen',
      sentence: `chose from which decisions “${workflow.name}” was to inform: ${DENOMINATORS[kind].says}${instead}.`,
      details: { kind, before: before?.kind ?? null },
    }
  })
}

/** Says how many decisions there were in a period. It counts once the business owner has confirmed it. */
export async function declareUnits(
  world: World,
  caller: Caller,
  slug: string,
  { from, to, n, source }: z.output<typeof DeclareUnitsRequest>,
): Promise<void> {
  await act(world, caller, slug, async ({ trx, place, workflow }) => {
    const fault = declarationFault({ from, to }, await declaredOf(trx, place))
    if (fault !== null) {
      throw new ProblemError({
        status: 422,
        code: 'period-not-free',
        title: 'This period can’t be declared',
        detail: `Cannot declare ${String(n)} decisions of “${workflow.name}”. ${fault}`,
        mend: 'Choose a period that no other figure is declared for, or the same period to correct its figure.',
      })
    }
    const declaredAt = world.clock.now()
    await saveDeclared(trx, place, { from, to, n, source: storable(source), declaredAt, declaredBy: refOf(caller) })
    return {
      act: 'units-declared',
      sentence: `declared ${String(n)} decisions that “${workflow.name}” was to inform, ${periodInWords(from, to)}: ${source}.`,
      details: { from, to, n, source },
    }
  })
}

/** The business owner stands by a declared figure, as she saw it. */
export async function confirmUnits(
  world: World,
  caller: Caller,
  slug: string,
  { from, to, n }: z.output<typeof ConfirmUnitsRequest>,
): Promise<void> {
  await act(world, caller, slug, async ({ trx, place, workflow }) => {
    const owner = await businessOwnerOf(trx, place, world.clock.now())
    if (owner === null || owner.id !== caller.actor.id) {
      throw new ProblemError({
        status: 403,
        code: 'business-owner-only',
        title: 'This is for the business owner',
        detail: `Only the business owner of “${workflow.name}” may confirm a declared figure; ${owner === null ? 'nobody holds that duty' : `that is ${owner.name}`}.`,
        mend: owner === null ? 'Give the duty "business-owner" to somebody first.' : `Ask ${owner.name}.`,
      })
    }
    if (!(await confirmDeclared(trx, place, { from, to, n }, owner, world.clock.now()))) {
      throw new ProblemError({
        status: 409,
        code: 'figure-moved',
        title: 'The figure has changed',
        detail: `${String(n)} decisions ${periodInWords(from, to)} are not what is declared of “${workflow.name}” now.`,
        mend: 'Look at the figure as it is now, and confirm that.',
      })
    }
    return {
      act: 'units-confirmed',
      sentence: `confirmed ${String(n)} decisions that “${workflow.name}” was to inform, ${periodInWords(from, to)}.`,
      details: { from, to, n },
    }
  })
}

/** Records why somebody says it isn't used, with what is on record at that moment. */
export async function claimCause(
  world: World,
  needs: AdoptionNeeds,
  caller: Caller,
  slug: string,
  { cause, words, needed = null }: z.output<typeof ClaimCauseRequest>,
): Promise<void> {
  await act(world, caller, slug, async ({ trx, place, workflow }) => {
    const claim = { cause, words: storable(words), needed: cause === 'accuracy' ? needed : null }
    const evidence = testClaim(claim, await claimFigures(trx, world, needs, place, workflow))
    await insertClaim(trx, place, {
      id: world.newId(),
      ...claim,
      at: world.clock.now(),
      by: refOf(caller),
      evidence,
    })
    return {
      act: 'cause-claimed',
      sentence: `claimed why “${workflow.name}” isn’t used: ${CLAIMED_CAUSES[cause].name}. On record: ${evidence.sentence}`,
      details: { ...claim, verdict: evidence.verdict, inversion: evidence.inversion },
    }
  })
}

/** Says how long an answer takes at least to read. */
export async function setLeastDwell(
  world: World,
  caller: Caller,
  slug: string,
  { seconds, slice: named }: z.output<typeof LeastDwellRequest>,
): Promise<void> {
  await act(world, caller, slug, async ({ trx, place, workflow }) => {
    const [slice, label] = [storable(named?.name ?? ''), storable(named?.label ?? '')]
    const ms = Math.round(seconds * 1000)
    const before = (await dwellsOf(trx, place)).find((dwell) => dwell.slice === slice && dwell.label === label)
    if (before?.ms === ms) return null
    await saveDwell(trx, place, { slice, label, ms })
    const of = named == null ? '' : ` in the slice ${slice} ${label}`
    return {
      act: 'least-dwell-set',
      sentence: `said that an answer of “${workflow.name}”${of} takes at least ${String(ms / 1000)} s to read: what is kept sooner counts as unchecked.`,
      details: { slice, label, ms, before: before?.ms ?? null },
    }
  })
}

interface On {
  readonly trx: Trx
  readonly place: Place
  readonly workflow: StoredWorkflow
}

/** One act on the locked workflow, told to the screens and the ledger; null where nothing changed. */
async function act(
  world: World,
  { workspaceId, actor }: Caller,
  slug: string,
  work: (on: On) => Promise<{ readonly act: string; readonly sentence: string; readonly details: JsonObject } | null>,
): Promise<void> {
  if (actor.kind !== 'person') {
    throw new ProblemError({
      status: 403,
      code: 'people-only',
      title: 'Only a person may do this',
      detail: 'What adoption is measured by is chosen, declared and claimed by people, not by keys.',
      mend: 'Sign in and do it on the screen.',
    })
  }
  await inWorkspace(world.db, workspaceId, async (trx) => {
    const workflow = await lockKnownWorkflow(trx, workspaceId, slug)
    const done = await work({ trx, place: { workspaceId, workflowId: workflow.id }, workflow })
    if (done === null) return
    await publish(trx, workspaceId, { topic: 'adoption', workflow: slug, id: null })
    await recordAct(trx, world, { workspaceId, actor, subject: `workflow:${slug}`, ...done })
  })
}

function refOf({ actor: { id, name } }: Caller) {
  return { id, name }
}

function periodInWords(from: string, to: string): string {
  return `from ${dateInWords(from)} to ${dateInWords(to)}`
}
