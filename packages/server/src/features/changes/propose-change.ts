import type { ChangeProposed, EditChangeRequest, ProposeChangeRequest } from '@dayshift/contract'
import { CHANGE_PARTS, listInWords, type Pace } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import type { Trx } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import {
  findRelease,
  lockWorkflow,
  type ReadSource,
  readSource,
  type StoredRelease,
  type StoredWorkflow,
  takeInRelease,
} from '../workflows/index.ts'
import { releaseContent, shareContent } from './content-of.ts'
import { type ChangesWorld, type Done, onChange, type OnChange, readDetail, record, tell } from './on-change.ts'
import { invalid, refused } from './problems.ts'
import { titleWith } from './standing.ts'
import { allChangesOf, type ChangeContent, insertChange, type StoredChange, updateContent } from './store.ts'

type Request = z.output<typeof ProposeChangeRequest>
type Proposed = z.output<typeof ChangeProposed>

/** Proposes a release or another share of units. The same content as the one that runs changes nothing. */
export async function proposeChange(
  changes: ChangesWorld,
  on: Omit<OnChange, 'id'>,
  request: Request,
): Promise<Proposed> {
  const { world } = changes
  const { workspaceId, actor, slug } = on
  const read = oneWish(slug, request)
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const taken = read === null ? null : await takeInRelease(trx, world, workspaceId, actor, read)
    // What takeInRelease has locked, or a workflow that is here already.
    const workflow = taken?.workflow ?? (await lockWorkflow(trx, workspaceId, slug))
    if (workflow === null) throw notFound('workflow', slug)
    const release = taken?.release ?? (await releaseNamed(trx, workspaceId, workflow, request.release))
    const content = await contentFor(trx, changes, workspaceId, { workflow, release, request })
    const warnings = [...(taken?.warnings ?? [])]
    const answer = async (id: string | null, created: boolean, message: string): Promise<Proposed> => ({
      change: id === null ? null : await readDetail(trx, changes, { ...on, id }),
      created,
      message,
      warnings,
    })

    const nothing = whyNothing(workflow, content)
    const twin = nothing === null ? await openTwin(trx, workspaceId, workflow, content) : null
    if (nothing !== null || twin !== null) {
      const answered = await answer(twin?.id ?? null, false, nothing ?? 'It is proposed already; nothing was added.')
      if (taken?.act) await recordAct(trx, world, taken.act)
      return answered
    }

    const change = { ...content, id: world.newId(), workflowId: workflow.id, proposedAt: world.clock.now() }
    await insertChange(trx, workspaceId, change, actor)
    const done = proposedAct(workflow, content, release)
    await tell(trx, world, workspaceId, actor, { slug, change, done })
    const answered = await answer(change.id, true, 'Nothing runs by it until it is approved and started.')
    if (taken?.act) await recordAct(trx, world, taken.act)
    await record(trx, world, workspaceId, actor, { slug, change, done })
    return answered
  })
}

/** Edits a change, or compares it with what runs now; words that were given for the old content no longer count. */
export async function editChange(changes: ChangesWorld, on: OnChange, request: z.output<typeof EditChangeRequest>) {
  const { world } = changes
  const read = request.manifest === undefined ? null : readFor(on.slug, request.manifest)
  return await onChange(changes, on, async (trx, { change, workflow, release: before }) => {
    if (change.state !== 'proposed' && change.state !== 'approved') {
      throw refused('edit this change', {
        code: 'change-not-open',
        detail: 'it has begun or ended, and what ran stays as it was.',
        mend: 'Propose a new change.',
      })
    }
    if ((change.kind === 'release' ? request.rolloutPercent : request.manifest) !== undefined) {
      throw invalid(
        'another-kind',
        'It is a change of another kind',
        `Cannot make a change of ${change.kind === 'release' ? 'a release' : 'the share of units'} into another kind.`,
        'Withdraw it and propose a new one.',
      )
    }
    const taken = read === null ? null : await takeInRelease(trx, world, on.workspaceId, on.actor, read)
    const release = taken?.release ?? before
    const content = await contentFor(trx, changes, on.workspaceId, {
      workflow,
      release,
      request: {
        why: request.why ?? change.why,
        pace: request.pace ?? { hours: change.pace.minimumHours, units: change.pace.minimumRuns },
        ...(change.toPercent === null ? {} : { rolloutPercent: request.rolloutPercent ?? change.toPercent }),
      },
    })
    const nothing = whyNothing(workflow, content)
    if (nothing !== null) {
      throw refused('edit this change', { code: 'nothing-differs', detail: nothing, mend: 'Withdraw it instead.' })
    }
    const sameContent = content.contentHash === change.contentHash
    if (sameContent && content.why === change.why) return null
    await updateContent(trx, change.id, content, sameContent ? change.state : 'proposed')
    return {
      act: 'change-edited',
      sentence: sameContent
        ? `said anew why "${titleWith(change, before)}" is proposed.`
        : `edited the change "${titleWith({ ...change, ...content }, release)}"; approvals given before no longer count.`,
      details: { contentHash: content.contentHash, before: change.contentHash },
      also: taken?.act ?? null,
    }
  })
}

/** The manifest that is read, or null where the request wishes something else; throws where it wishes not one thing. */
function oneWish(slug: string, { manifest, release, rolloutPercent }: Request): ReadSource | null {
  const wishes = [manifest, release, rolloutPercent].filter((wish) => wish !== undefined)
  if (wishes.length !== 1) {
    throw invalid(
      'one-thing',
      'A change is one thing',
      `Cannot propose a change of "${slug}" that names ${wishes.length === 0 ? 'nothing' : `${wishes.length} things`}.`,
      'Give one of "manifest", "release" and "rolloutPercent".',
    )
  }
  return manifest === undefined ? null : readFor(slug, manifest)
}

function readFor(slug: string, source: string): ReadSource {
  const read = readSource(source)
  if (read.manifest.workflow === slug) return read
  throw invalid(
    'another-workflow',
    'It is the manifest of another workflow',
    `Cannot change "${slug}" by a manifest of "${read.manifest.workflow}".`,
    `Propose it under "${read.manifest.workflow}", or mend "workflow" in the manifest.`,
  )
}

async function releaseNamed(
  trx: Trx,
  workspaceId: string,
  { id, slug }: StoredWorkflow,
  hash: string | undefined,
): Promise<StoredRelease | null> {
  if (hash === undefined) return null
  const release = await findRelease(trx, workspaceId, id, { hash })
  if (release === null) throw notFound(`release of "${slug}" with the hash`, hash)
  return release
}

async function contentFor(
  trx: Trx,
  { needs }: ChangesWorld,
  workspaceId: string,
  asked: {
    readonly workflow: StoredWorkflow
    readonly release: StoredRelease | null
    readonly request: Pick<Request, 'why' | 'pace' | 'rolloutPercent'>
  },
): Promise<ChangeContent> {
  const { workflow, release, request } = asked
  const pace: Pace | null =
    request.pace === undefined ? null : { minimumHours: request.pace.hours, minimumRuns: request.pace.units }
  const wish = { why: (request.why ?? '').trim().replaceAll('\0', '').toWellFormed(), pace }
  const stage = await needs.stageOf(trx, workspaceId, workflow.id)
  if (release === null) {
    const percent = placedPercent(request.rolloutPercent ?? 0)
    if (workflow.activeReleaseId === null) {
      throw new ProblemError({
        status: 409,
        code: 'no-active-release',
        title: 'No release runs',
        detail: `Cannot change the share of units of "${workflow.slug}" to ${percent} %: no release of it runs.`,
        mend: 'Propose its first release.',
      })
    }
    if (percent > workflow.rolloutPercent && percent > stage.rolloutAtMost) {
      throw new ProblemError({
        status: 409,
        code: 'stage-refuses',
        title: 'The stage does not allow it',
        detail: `Cannot raise the share of units of "${workflow.slug}" to ${percent} %: the stage "${stage.stage}" lets the AI see at most ${stage.rolloutAtMost} %.`,
        mend: 'Meet what the stage asks for, and go to the next one; see "Handover".',
      })
    }
    return shareContent(workflow, percent, wish)
  }
  const { activeReleaseId: active } = workflow
  const live = active === null ? null : await findRelease(trx, workspaceId, workflow.id, { id: active })
  const before = await allChangesOf(trx, workspaceId, workflow.id)
  const ranBefore = before.some(({ releaseId, completedAt }) => releaseId === release.id && completedAt !== null)
  return releaseContent(workflow, release, live, { ...wish, stageAtMost: stage.rolloutAtMost, ranBefore })
}

/** Why nothing would change by it, or null. */
function whyNothing(workflow: StoredWorkflow, content: ChangeContent): string | null {
  if (content.kind === 'share') {
    return content.toPercent === workflow.rolloutPercent
      ? `The AI sees ${workflow.rolloutPercent} % of the units already; nothing changes.`
      : null
  }
  return content.releaseId === workflow.activeReleaseId ? 'This release runs already; nothing changes.' : null
}

/** A change of the very same content that isn't over. */
async function openTwin(
  trx: Trx,
  workspaceId: string,
  { id }: StoredWorkflow,
  { contentHash }: ChangeContent,
): Promise<StoredChange | null> {
  const open = (await allChangesOf(trx, workspaceId, id)).filter(
    ({ state }) => state === 'proposed' || state === 'approved' || state === 'rolling-out',
  )
  return open.find((change) => change.contentHash === contentHash) ?? null
}

function proposedAct(workflow: StoredWorkflow, content: ChangeContent, release: StoredRelease | null): Done {
  const what =
    release === null
      ? `to let the AI see ${content.toPercent ?? 0} % of the units of "${workflow.name}" instead of ${content.basePercent} %`
      : `the release "${release.name}" of "${workflow.name}"`
  const parts = content.touches.filter((part) => part !== 'release').map((part) => CHANGE_PARTS[part].name)
  const touched = content.changeClass === 'first' || parts.length === 0 ? '' : `, which changes ${listInWords(parts)}`
  return {
    act: 'change-proposed',
    sentence: `proposed ${what}${touched}; nothing runs by it yet.`,
    details: {
      class: content.changeClass,
      contentHash: content.contentHash,
      ...(release === null ? { toPercent: content.toPercent } : { release: release.hash }),
    },
  }
}

/** The rollout has 10,000 places: two decimals are the finest. */
function placedPercent(percent: number): number {
  const rounded = Math.round(percent * 100) / 100
  if (Math.abs(rounded - percent) < 1e-9) return rounded
  throw invalid(
    'rollout-too-fine',
    'The share is too fine',
    `Cannot set the share of units to ${percent} %: it has 10,000 places, so two decimals are the finest.`,
    `Take ${rounded}.`,
  )
}
