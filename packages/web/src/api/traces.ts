import { queryOptions } from '@tanstack/react-query'
import { client, dataOf, type Wire } from './client.ts'

export type TraceSource = Wire['TraceSource']

export const traceSourcesQuery = queryOptions({
  queryKey: ['trace-sources'],
  queryFn: () => dataOf(client.GET('/api/v1/traces/sources')),
  meta: { topics: ['workflows', 'runs'] },
})

export const mapTraceSource = (body: Wire['MapSourceRequest']) =>
  dataOf(client.POST('/api/v1/traces/sources', { body }))
