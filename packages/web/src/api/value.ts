import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client, dataOf, type Wire } from './client.ts'

export type Value = Wire['ValuePage']
export type MoneyEntry = Wire['MoneyEntry']

export const valueQuery = (slug: string) =>
  queryOptions({
    queryKey: ['value', slug],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}/value', { params: { path: { slug } } })),
    meta: { topics: ['handover', 'adoption', 'changes', 'trust', 'portfolio'] },
    placeholderData: keepPreviousData,
    // It is counted over a quarter: it doesn't turn by the second.
    staleTime: 30_000,
  })

const at = (slug: string) => ({ params: { path: { slug } } })
export const bookMoney = (slug: string, body: Wire['MoneyEntryRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/value/entries', { ...at(slug), body }))
export const strikeMoney = (slug: string, body: Wire['StrikeEntryRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/value/strike', { ...at(slug), body }))
export const askCost = (slug: string, body: Wire['AskCostRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/value/approval', { ...at(slug), body }))
export const answerCost = (slug: string, body: Wire['AnswerCostRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/value/approval/answer', { ...at(slug), body }))
export const sayHourRate = (slug: string, body: Wire['HourRateRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/value/hour-rate', { ...at(slug), body }))
export const sayDecisionWorth = (slug: string, body: Wire['DecisionWorthRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/value/worth', { ...at(slug), body }))
/** Where a month of costs is, of one workflow or of all. */
export const costsAddress = (slug: string | null, month: string) =>
  `/api/v1${slug === null ? '' : `/workflows/${slug}`}/costs.csv?month=${month}`
