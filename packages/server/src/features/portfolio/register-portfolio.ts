import { api } from '@dayshift/contract'
import { type App, register } from '../../platform/http/app.ts'
import type { World } from '../../platform/world.ts'
import { linkInitiative, takeInitiatives } from './initiatives.ts'
import type { PortfolioNeeds } from './needs.ts'
import { readPortfolio, readPortfolioItem } from './read-portfolio.ts'
import { registerWorkflow } from './register-workflow.ts'
import { setUnit } from './set-unit.ts'

/** The routes of the lead's page. */
export function registerPortfolio(app: App, world: World, needs: PortfolioNeeds): void {
  register(app, world, api.getPortfolio, ({ caller: { workspaceId } }) => readPortfolio(world, needs, workspaceId))
  register(app, world, api.getPortfolioItem, ({ caller: { workspaceId }, params: { slug } }) =>
    readPortfolioItem(world, needs, workspaceId, slug),
  )
  register(app, world, api.setUnit, async ({ caller, params: { slug }, body }) => {
    await setUnit(world, caller, slug, body.unit)
    return readPortfolioItem(world, needs, caller.workspaceId, slug)
  })
  register(app, world, api.registerWorkflow, ({ caller, body }) => registerWorkflow(world, caller, body))
  register(app, world, api.takeInitiatives, ({ caller, body }) => takeInitiatives(world, caller, body))
  register(app, world, api.linkInitiative, ({ caller, params: { id }, body }) =>
    linkInitiative(world, caller, id, body.slug),
  )
}
