import { type Diagnostic, parseManifest, type ReleaseCreated } from '@dayshift/contract'
import { type Actor, counted, type GateFault, type Manifest } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct, type RecordedAct } from '../ledger/index.ts'
import {
  addWorkflow,
  findRelease,
  insertRelease,
  lockWorkflow,
  otherReleaseNamed,
  type StoredRelease,
  type StoredWorkflow,
} from './store.ts'

/**
 * Takes a manifest in as a release: of a new workflow, or of the one that it names. Nothing goes live by it. The same
 * content again changes nothing.
 */
export async function addRelease(
  world: World,
  workspaceId: string,
  actor: Actor,
  source: string,
  checkPrices: CheckPrices,
): Promise<z.output<typeof ReleaseCreated>> {
  const read = readSource(source)
  const priceWarnings = checkPrices(read.manifest).map((warning) => ({ ...warning, line: null, column: null }))
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const taken = await takeInRelease(trx, world, workspaceId, actor, read)
    const { workflow, release, warnings, act } = taken
    if (act !== null) await recordAct(trx, world, act)
    const { id, hash, name, createdAt, createdBy } = release
    const active = workflow.activeReleaseId === id
    return {
      workflow: workflow.slug,
      release: { id, hash, name, createdAt: createdAt.toISOString(), createdBy, active },
      created: act !== null,
      warnings: [...warnings, ...priceWarnings],
    }
  })
}

/** What the server's prices make of a manifest; handed in, because spend lies above workflows. */
export type CheckPrices = (manifest: Manifest) => readonly GateFault[]

/** A manifest that can be taken in. */
export interface ReadSource {
  readonly source: string
  readonly manifest: Manifest
  readonly hash: string
  readonly warnings: readonly Diagnostic[]
}

/** Throws the 422 for a manifest with errors. */
export function readSource(source: string): ReadSource {
  const { manifest, hash, errors, warnings } = parseManifest(source)
  if (manifest === null || hash === null) throw invalidManifest(errors)
  return { source, manifest, hash, warnings }
}

export interface TakenIn {
  /** Locked until the transaction ends. */
  readonly workflow: StoredWorkflow
  readonly release: StoredRelease
  readonly warnings: readonly Diagnostic[]
  /** To be recorded last; null where the release was there. */
  readonly act: RecordedAct | null
}

/** Adds the release, and its workflow where there is none; the caller records the act at the end of the transaction. */
export async function takeInRelease(
  trx: Trx,
  world: World,
  workspaceId: string,
  actor: Actor,
  { source, manifest, hash, warnings }: ReadSource,
): Promise<TakenIn> {
  const { workflow: slug, release: name } = manifest
  const createdAt = world.clock.now()
  const isNew = await addWorkflow(trx, {
    id: world.newId(),
    workspaceId,
    slug,
    name: manifest.name,
    purpose: manifest.purpose,
    createdAt,
  })
  const workflow = await lockWorkflow(trx, workspaceId, slug)
  if (workflow === null) throw new Error(`The workflow "${slug}" was added and is gone`)
  const known = await findRelease(trx, workspaceId, workflow.id, { hash })
  if (known !== null) return { workflow, release: known, warnings, act: null }

  const other = await otherReleaseNamed(trx, workflow.id, name, hash)
  const id = world.newId()
  await insertRelease(trx, {
    id,
    workspaceId,
    workflowId: workflow.id,
    name,
    hash,
    manifest,
    source,
    createdAt,
    createdBy: actor,
  })
  await publish(trx, workspaceId, { topic: 'workflows', workflow: slug, id: workflow.id })
  return {
    workflow,
    release: { id, hash, name, manifest, source, createdAt, createdBy: { id: actor.id, name: actor.name } },
    warnings: other === null ? warnings : [...warnings, nameTaken(name, other)],
    act: {
      workspaceId,
      actor,
      act: 'release-added',
      subject: `workflow:${slug}`,
      sentence:
        isNew === 'added'
          ? `added the workflow "${manifest.name}" with its first release "${name}"; nothing runs by it yet.`
          : `added the release "${name}" of "${manifest.name}"; nothing runs by it yet.`,
      details: { release: name, hash },
    },
  }
}

function invalidManifest(errors: readonly Diagnostic[]): ProblemError {
  return new ProblemError({
    status: 422,
    code: 'manifest-invalid',
    title: 'The manifest is not valid',
    detail: `The manifest was not taken in: it has ${counted(errors.length, 'error')}. ${placed(errors[0])}`,
    mend: 'Mend what is named under "errors"; "dayshift validate" shows the same with the lines.',
    errors,
  })
}

function placed(error: Diagnostic | undefined): string {
  return error === undefined ? '' : `Line ${error.line}, column ${error.column}: ${error.message}`
}

function nameTaken(name: string, hash: string): Diagnostic {
  return {
    code: 'release-name-taken',
    message: `Another release is called "${name}" (${hash.slice(0, 12)}…): people will take one for the other. Give this one its own name or date.`,
    line: null,
    column: null,
    path: '/release',
  }
}
