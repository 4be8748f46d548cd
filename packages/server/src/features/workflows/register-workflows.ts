import { api } from '@dayshift/contract'
import { cardOf } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import { type App, register } from '../../platform/http/app.ts'
import { notFound } from '../../platform/http/problem.ts'
import type { World } from '../../platform/world.ts'
import { addRelease } from './add-release.ts'
import { createCompiledGates } from './compiled-gates.ts'
import { pauseWorkflow, resumeWorkflow } from './control-workflow.ts'
import { getWorkflow, listWorkflows, writable } from './describe-workflow.ts'
import { type FaultsOf, type GateNeeds, readGateState } from './gate-state.ts'
import { preview } from './preview.ts'
import { knownWorkflow } from './known-workflow.ts'
import { findRelease } from './store.ts'

const noFaults: FaultsOf = async () => []

/** The routes of workflows and their releases. */
export function registerWorkflows(app: App, world: World, needs: GateNeeds): void {
  const gates = createCompiledGates()

  register(app, world, api.listWorkflows, ({ caller }) => listWorkflows(world, caller.workspaceId))
  register(app, world, api.getWorkflow, ({ caller, params }) => getWorkflow(world, caller.workspaceId, params.slug))

  register(app, world, api.addRelease, ({ caller: { workspaceId, actor }, body }) =>
    addRelease(world, workspaceId, actor, body.manifest, needs.checkPrices),
  )
  register(app, world, api.getRelease, ({ caller: { workspaceId }, params: { slug, hash } }) =>
    inWorkspace(world.db, workspaceId, async (trx) => {
      const workflow = await knownWorkflow(trx, workspaceId, slug)
      const release = await findRelease(trx, workspaceId, workflow.id, { hash })
      if (release === null) throw notFound(`release of "${slug}" with the hash`, hash)
      const { id, name, createdAt, createdBy, manifest, source } = release
      const active = workflow.activeReleaseId === id
      const card = writable(cardOf(manifest))
      return { id, hash, name, createdAt: createdAt.toISOString(), createdBy, active, manifest, source, card }
    }),
  )

  register(app, world, api.pauseWorkflow, ({ caller: { workspaceId, actor }, params: { slug }, body }) =>
    pauseWorkflow(world, { workspaceId, actor, slug }, body.reason),
  )
  register(app, world, api.resumeWorkflow, ({ caller: { workspaceId, actor }, params: { slug } }) =>
    resumeWorkflow(world, { workspaceId, actor, slug }),
  )

  register(app, world, api.gateState, async ({ caller, params, request, reply }) => {
    const known = request.headers['if-none-match']
    const answer = await readGateState(
      world,
      caller.workspaceId,
      params.slug,
      known,
      // A host must hear of a forced failure; a person who reads along is not told.
      caller.actor.kind === 'key' ? needs : { ...needs, faultsOf: noFaults },
    )
    void reply.header('etag', answer.etag).header('cache-control', 'private, no-cache')
    if (answer.kind === 'unchanged') return reply.code(304).send()
    return answer.state
  })
  register(app, world, api.previewRoute, ({ caller, params, body }) =>
    preview(world, gates, caller.workspaceId, params.slug, body),
  )
}
