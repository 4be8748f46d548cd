import { z } from 'zod'
import { slug } from '../common/primitives.ts'
import { route } from '../common/route.ts'
import {
  AuditQuery,
  DeliveryDefinition,
  DeliveryDefinitionRequest,
  PortfolioAudit,
  WorkflowAudit,
} from './audit-wire.ts'

export const auditRoutes = {
  getAudit: route({
    method: 'GET',
    path: '/workflows/:slug/audit',
    tag: 'audit',
    summary: 'What the records of a workflow prove: five answers, what delivery means here, and what can’t be known',
    permission: 'workflows:read',
    params: z.object({ slug }),
    query: AuditQuery,
    status: 200,
    response: WorkflowAudit,
  }),
  getPortfolioAudit: route({
    method: 'GET',
    path: '/portfolio/audit',
    tag: 'audit',
    summary:
      'The same over all workflows: per answer how many of how many, and those that fall short by what they cost',
    permission: 'workflows:read',
    status: 200,
    response: PortfolioAudit,
  }),
  writeDeliveryDefinition: route({
    method: 'POST',
    path: '/portfolio/audit/definition',
    tag: 'audit',
    summary: 'Writes what delivery means in this organisation; null takes back the text that Dayshift comes with',
    permission: 'people:write',
    body: DeliveryDefinitionRequest,
    status: 200,
    response: DeliveryDefinition,
  }),
} as const
