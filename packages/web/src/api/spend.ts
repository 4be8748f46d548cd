import { queryOptions } from '@tanstack/react-query'
import { client, dataOf, type Wire } from './client.ts'

export type WorkflowSpend = Wire['WorkflowSpend']
export type WorkspaceSpend = Wire['WorkspaceSpend']
export type SpendPeriod = WorkflowSpend['limits'][number]['period']

export const workflowSpendQuery = (slug: string) =>
  queryOptions({
    queryKey: ['spend', slug],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}/spend', { params: { path: { slug } } })),
    meta: { topics: ['spend', 'runs', 'workflows', 'handover'] },
  })

export const workspaceSpendQuery = queryOptions({
  queryKey: ['spend'],
  queryFn: () => dataOf(client.GET('/api/v1/spend')),
  meta: { topics: ['spend', 'runs', 'workflows', 'handover'] },
})

export const setSpendWarnings = (slug: string, body: Wire['SetWarningsRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/spend/warnings', { params: { path: { slug } }, body }))

export const giveSpendLeaseBack = (slug: string, lease: string, reason: string) =>
  dataOf(
    client.POST('/api/v1/workflows/{slug}/spend/leases/{lease}/give-back', {
      params: { path: { slug, lease } },
      body: { reason },
    }),
  )

export const setSpendLimit = (slug: string, body: Wire['SetSpendLimitRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/spend/limits', { params: { path: { slug } }, body }))
