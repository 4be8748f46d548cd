import { api } from '@dayshift/contract'
import { inWorkspace } from '../../platform/database/index.ts'
import { type App, register } from '../../platform/http/app.ts'
import type { World } from '../../platform/world.ts'
import { leaseSpend } from './lease-spend.ts'
import type { PriceBook } from './price-book.ts'
import { readCosts } from './read-costs.ts'
import { readWorkflowSpend, readWorkspaceSpend } from './read-spend.ts'
import { giveLeaseBack, setLimit, setWarnings } from './set-limit.ts'

/** The routes of what workflows may cost, and what they cost. */
export function registerSpend(app: App, world: World, prices: PriceBook): void {
  register(app, world, api.leaseSpend, ({ caller: { workspaceId }, params: { slug }, body }) =>
    leaseSpend(world, prices, workspaceId, slug, body),
  )
  register(app, world, api.workflowSpend, ({ caller: { workspaceId, actor }, params: { slug } }) =>
    inWorkspace(world.db, workspaceId, (trx) => readWorkflowSpend(trx, world, prices, { workspaceId, actor, slug }), {
      isolation: 'repeatable read',
    }),
  )
  register(app, world, api.setSpendLimit, ({ caller: { workspaceId, actor }, params: { slug }, body }) =>
    setLimit(world, prices, { workspaceId, actor, slug }, body),
  )
  register(app, world, api.setSpendWarnings, ({ caller: { workspaceId, actor }, params: { slug }, body }) =>
    setWarnings(world, prices, { workspaceId, actor, slug }, body),
  )
  register(app, world, api.giveSpendLeaseBack, ({ caller: { workspaceId, actor }, params: { slug, lease }, body }) =>
    giveLeaseBack(world, prices, { workspaceId, actor, slug, lease }, body.reason),
  )
  register(app, world, api.listCosts, ({ caller: { workspaceId }, query }) =>
    inWorkspace(world.db, workspaceId, (trx) => readCosts(trx, world, workspaceId, query), {
      isolation: 'repeatable read',
    }),
  )
  register(app, world, api.workspaceSpend, ({ caller: { workspaceId } }) =>
    inWorkspace(world.db, workspaceId, (trx) => readWorkspaceSpend(trx, world, prices, workspaceId), {
      isolation: 'repeatable read',
    }),
  )
}
