import { queryOptions } from '@tanstack/react-query'
import { client, dataOf, type Wire } from './client.ts'

export type Portfolio = Wire['Portfolio']
export type PortfolioItem = Wire['PortfolioItem']

export const portfolioQuery = queryOptions({
  queryKey: ['portfolio'],
  queryFn: () => dataOf(client.GET('/api/v1/portfolio')),
  meta: { topics: ['portfolio', 'handover', 'alerts', 'health', 'workflows'] },
  // Rows are looked at by the hour and after each act; what runs alone doesn't turn them by the second.
  staleTime: 30_000,
})

export const setUnit = (slug: string, body: Wire['SetUnitRequest']) =>
  dataOf(client.POST('/api/v1/portfolio/workflows/{slug}/unit', { params: { path: { slug } }, body }))

export const registerWorkflow = (body: Wire['RegisterRequest']) =>
  dataOf(client.POST('/api/v1/registrations', { body }))
