import { api, parsePlaybook } from '@dayshift/contract'
import { inWorkspace } from '../../platform/database/index.ts'
import { type App, register } from '../../platform/http/app.ts'
import { notFound } from '../../platform/http/problem.ts'
import type { World } from '../../platform/world.ts'
import { addPlaybook, choosePlaybook } from './playbook-service.ts'
import { knownPlaybook, listPlaybooks, playbookDetail, playbookOfWorkflow } from './read-model.ts'
import { findWorkflowId } from './store.ts'

/** The routes of playbooks, and of which one a workflow goes by. */
export function registerPlaybooks(app: App, world: World): void {
  register(app, world, api.listPlaybooks, ({ caller: { workspaceId } }) =>
    inWorkspace(world.db, workspaceId, (trx) => listPlaybooks(trx, workspaceId)),
  )
  register(app, world, api.addPlaybook, ({ caller: { workspaceId, actor }, body }) =>
    addPlaybook(world, { workspaceId, actor }, body.playbook),
  )
  register(app, world, api.checkPlaybook, async ({ body }) => {
    const { hash, errors } = parsePlaybook(body.playbook)
    return { valid: hash !== null, hash, errors: [...errors] }
  })
  register(app, world, api.getPlaybook, ({ caller: { workspaceId }, params: { id } }) =>
    inWorkspace(world.db, workspaceId, async (trx) => {
      const known = await knownPlaybook(trx, workspaceId, id)
      if (known === null) throw notFound('playbook', id)
      return playbookDetail(trx, workspaceId, known)
    }),
  )
  register(app, world, api.workflowPlaybook, ({ caller: { workspaceId, actor }, params: { slug } }) =>
    inWorkspace(world.db, workspaceId, async (trx) => {
      const id = await findWorkflowId(trx, workspaceId, slug)
      if (id === null) throw notFound('workflow', slug)
      return playbookOfWorkflow(trx, workspaceId, id, actor)
    }),
  )
  register(app, world, api.choosePlaybook, ({ caller: { workspaceId, actor }, params: { slug }, body }) =>
    choosePlaybook(world, { workspaceId, actor }, slug, body),
  )
}
