import { type Diagnostic, parseManifest, type ReleaseCreated } from '@dayshift/contract'
import { type Actor, counted } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { addWorkflow, findRelease, insertRelease, lockWorkflow, otherReleaseNamed } from './store.ts'

/**
 * Takes a manifest in as a release: of a new workflow, or of the one that it names. Nothing goes live by it. The same
 * content again changes nothing.
 */
export async function addRelease(
  world: World,
  workspaceId: string,
  actor: Actor,
  source: string,
): Promise<z.output<typeof ReleaseCreated>> {
  const { manifest, hash, errors, warnings } = parseManifest(source)
  if (manifest === null || hash === null) throw invalidManifest(errors)
  const { workflow: slug, release: name } = manifest

  return await inWorkspace(world.db, workspaceId, async (trx) => {
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
    const answer = { workflow: slug, warnings: [...warnings] }
    if (known !== null) {
      const { id, createdBy } = known
      const active = workflow.activeReleaseId === id
      const release = { id, hash, name: known.name, createdAt: known.createdAt.toISOString(), createdBy, active }
      return { ...answer, release, created: false }
    }

    const other = await otherReleaseNamed(trx, workflow.id, name, hash)
    if (other !== null) answer.warnings.push(nameTaken(name, other))
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
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'release-added',
      subject: `workflow:${slug}`,
      sentence:
        isNew === 'added'
          ? `added the workflow "${manifest.name}" with its first release "${name}"; nothing runs by it yet.`
          : `added the release "${name}" of "${manifest.name}"; nothing runs by it yet.`,
      details: { release: name, hash },
    })
    const createdBy = { id: actor.id, name: actor.name }
    const release = { id, hash, name, createdAt: createdAt.toISOString(), createdBy, active: false }
    return { ...answer, release, created: true }
  })
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
