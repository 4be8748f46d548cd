import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client, dataOf, type Wire } from './client.ts'

export type Health = Wire['Health']
export type HealthSignal = Wire['HealthSignal']
export type HealthMark = Wire['HealthMark']
export type PurposeNumber = Wire['PurposeNumber']
export type FirstDaysNumber = Wire['FirstDaysNumber']
export type Baseline = Wire['Baseline']
export type WindowDifference = Wire['WindowDifference']

export const healthQuery = (slug: string) =>
  queryOptions({
    queryKey: ['health', slug],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}/health', { params: { path: { slug } } })),
    meta: { topics: ['health', 'alerts', 'runs', 'changes', 'handover', 'feedback'] },
    staleTime: 5_000,
  })

export interface Windows {
  readonly baseline: string
  readonly currentFrom: string
  readonly currentTo: string
}

export const comparisonQuery = (slug: string, windows: Windows) =>
  queryOptions({
    queryKey: ['health', slug, 'compare', windows],
    queryFn: () =>
      dataOf(
        client.GET('/api/v1/workflows/{slug}/health/compare', { params: { path: { slug }, query: { ...windows } } }),
      ),
    placeholderData: keepPreviousData,
    meta: { topics: ['health'] },
  })

export const takeBaseline = (slug: string, body: Wire['CreateBaselineRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/health/baselines', { params: { path: { slug } }, body }))
