import { api } from '@dayshift/contract'
import { inWorkspace } from '../../platform/database/index.ts'
import { type App, register } from '../../platform/http/app.ts'
import type { World } from '../../platform/world.ts'
import { findWorkflow } from '../workflows/index.ts'
import { listBaselines } from './baseline-store.ts'
import { compare } from './compare.ts'
import { readHealth, wireBaseline } from './health-page.ts'
import { createBaseline } from './make-baseline.ts'
import type { HealthNeeds } from './needs.ts'

/** The routes of health. */
export function registerHealth(app: App, world: World, needs: HealthNeeds): void {
  register(app, world, api.getHealth, ({ caller: { workspaceId }, params: { slug }, query: { days } }) =>
    inWorkspace(world.db, workspaceId, (trx) => readHealth(trx, world, needs, workspaceId, { slug, days }), {
      isolation: 'repeatable read',
    }),
  )
  register(app, world, api.createBaseline, async ({ caller: { workspaceId, actor }, params: { slug }, body }) => {
    const { id } = await createBaseline(world, { workspaceId, actor, slug }, body)
    return await inWorkspace(world.db, workspaceId, async (trx) => {
      const workflow = await findWorkflow(trx, workspaceId, slug)
      const all = workflow === null ? [] : await listBaselines(trx, { workspaceId, workflowId: workflow.id })
      const made = all.find((baseline) => baseline.id === id)
      if (made === undefined) throw new Error(`The baseline "${id}" that was just made is not there`)
      return wireBaseline(made, all[0]?.id === id)
    })
  })
  register(app, world, api.compareWindows, ({ caller: { workspaceId }, params: { slug }, query }) =>
    inWorkspace(world.db, workspaceId, (trx) => compare(trx, workspaceId, slug, query), {
      isolation: 'repeatable read',
    }),
  )
}
