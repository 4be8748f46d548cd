import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { RunsSearch } from '../paths.ts'
import { client, dataOf, type Wire } from './client.ts'

export type Run = Wire['Run']
export type RunDetail = Wire['RunDetail']
export type QuarantinedRecord = Wire['QuarantinedRecord']

const HOURS = { '1h': 1, '24h': 24, '7d': 168, '30d': 720 } as const

export const runsQuery = (search: RunsSearch) =>
  queryOptions({
    queryKey: ['runs', search],
    queryFn: () => {
      const { unit, window, from, ...rest } = search
      const since = window === undefined ? undefined : new Date(Date.now() - HOURS[window] * 3_600_000).toISOString()
      return dataOf(
        client.GET('/api/v1/runs', { params: { query: { ...rest, unitKey: unit, from: from ?? since, limit: 50 } } }),
      )
    },
    placeholderData: keepPreviousData,
    meta: { topics: ['runs'] },
  })

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ['run', id],
    queryFn: () => dataOf(client.GET('/api/v1/runs/{id}', { params: { path: { id } } })),
    meta: { topics: ['runs', 'cases', 'feedback'] },
  })

export const quarantineQuery = (cursor: string | undefined, limit: number) =>
  queryOptions({
    queryKey: ['quarantine', cursor ?? null, limit],
    queryFn: () => dataOf(client.GET('/api/v1/quarantine', { params: { query: { cursor, limit } } })),
    meta: { topics: ['runs'] },
  })

export const flagRun = (id: string, note: string, right?: string) =>
  dataOf(client.POST('/api/v1/runs/{id}/flags', { params: { path: { id } }, body: { note, right } }))
export const sendAgain = (id: string, record: string | undefined) =>
  dataOf(client.POST('/api/v1/quarantine/{id}/send', { params: { path: { id } }, body: { record } }))
