import { api } from '@dayshift/contract'
import { inWorkspace } from '../../platform/database/index.ts'
import { type App, register } from '../../platform/http/app.ts'
import type { World } from '../../platform/world.ts'
import type { PortfolioNeeds } from '../portfolio/index.ts'
import type { AuditNeeds } from './needs.ts'
import { writeDelivery } from './delivery-definition.ts'
import { readPortfolioAudit } from './portfolio-audit.ts'
import { readWorkflowAudit } from './read-audit.ts'

/** The routes of the audit. */
export function registerAudit(
  app: App,
  world: World,
  needs: { readonly audit: AuditNeeds; readonly portfolio: PortfolioNeeds },
): void {
  register(app, world, api.getAudit, ({ caller: { workspaceId }, params: { slug }, query: { weeks } }) =>
    inWorkspace(
      world.db,
      workspaceId,
      (trx) => readWorkflowAudit(trx, world, needs.audit, workspaceId, { slug, weeks }),
      {
        isolation: 'repeatable read',
      },
    ),
  )
  register(app, world, api.getPortfolioAudit, ({ caller: { workspaceId } }) =>
    readPortfolioAudit(world, needs.portfolio, workspaceId),
  )
  register(app, world, api.writeDeliveryDefinition, ({ caller, body }) => writeDelivery(world, caller, body.text))
}
