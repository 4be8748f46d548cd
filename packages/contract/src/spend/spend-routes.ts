import { z } from 'zod'
import { slug, uuid } from '../common/primitives.ts'
import { type ApiRoute, route } from '../common/route.ts'
import {
  GiveLeaseBackRequest,
  SetSpendLimitRequest,
  SetWarningsRequest,
  SpendLeaseAnswer,
  SpendLeaseRequest,
  WorkflowSpend,
  WorkspaceSpend,
} from './spend-wire.ts'

const bySlug = z.object({ slug })

export const spendRoutes = {
  leaseSpend: route({
    method: 'POST',
    path: '/workflows/:slug/spend/lease',
    tag: 'spend',
    summary: 'A host asks for a share of the budget, tells what it spent, or gives the rest back',
    permission: 'runs:write',
    params: bySlug,
    body: SpendLeaseRequest,
    status: 200,
    response: SpendLeaseAnswer,
  }),
  workflowSpend: route({
    method: 'GET',
    path: '/workflows/:slug/spend',
    tag: 'spend',
    summary: 'What a workflow costs this month, against its limits',
    permission: 'workflows:read',
    params: bySlug,
    status: 200,
    response: WorkflowSpend,
  }),
  setSpendLimit: route({
    method: 'POST',
    path: '/workflows/:slug/spend/limits',
    tag: 'spend',
    summary: 'Sets or takes back a limit; only whoever holds the spend may',
    permission: 'handover:write',
    params: bySlug,
    body: SetSpendLimitRequest,
    status: 200,
    response: WorkflowSpend,
  }),
  setSpendWarnings: route({
    method: 'POST',
    path: '/workflows/:slug/spend/warnings',
    tag: 'spend',
    summary: 'Sets at which shares of a limit the holder of the spend is told',
    permission: 'handover:write',
    params: bySlug,
    body: SetWarningsRequest,
    status: 200,
    response: WorkflowSpend,
  }),
  giveSpendLeaseBack: route({
    method: 'POST',
    path: '/workflows/:slug/spend/leases/:lease/give-back',
    tag: 'spend',
    summary: 'Gives back by hand what a host had leased that fell silent; only whoever holds the spend may',
    permission: 'handover:write',
    params: z.object({ slug, lease: uuid }),
    body: GiveLeaseBackRequest,
    status: 200,
    response: WorkflowSpend,
  }),
  workspaceSpend: route({
    method: 'GET',
    path: '/spend',
    tag: 'spend',
    summary: 'What every workflow costs this month',
    permission: 'workflows:read',
    status: 200,
    response: WorkspaceSpend,
  }),
} as const satisfies Record<string, ApiRoute>
