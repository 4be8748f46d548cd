import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client, dataOf, type Wire } from './client.ts'

export type WorkflowAudit = Wire['WorkflowAudit']
export type AuditReport = Wire['AuditReport']
export type PortfolioAudit = Wire['PortfolioAudit']
export type DeliveryDefinition = Wire['DeliveryDefinition']

export const auditQuery = (slug: string, weeks: number) =>
  queryOptions({
    queryKey: ['audit', slug, weeks],
    queryFn: () =>
      dataOf(client.GET('/api/v1/workflows/{slug}/audit', { params: { path: { slug }, query: { weeks } } })),
    meta: { topics: ['handover', 'adoption', 'changes', 'feedback', 'trust', 'portfolio'] },
    placeholderData: keepPreviousData,
    // It is counted over weeks: it doesn't turn by the second.
    staleTime: 30_000,
  })

export const writeDelivery = (text: string | null) =>
  dataOf(client.POST('/api/v1/portfolio/audit/definition', { body: { text } }))

export const portfolioAuditQuery = queryOptions({
  queryKey: ['portfolio-audit'],
  queryFn: () => dataOf(client.GET('/api/v1/portfolio/audit')),
  meta: { topics: ['portfolio', 'handover', 'workflows'] },
  staleTime: 30_000,
})
