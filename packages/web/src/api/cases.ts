import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { InboxSearch } from '../paths.ts'
import { client, dataOf, type Wire } from './client.ts'

export type Case = Wire['Case']
export type CaseDetail = Wire['CaseDetail']
export type CasePage = Wire['CasePage']
export type Claim = Wire['Claim']
export type DecideRequest = Wire['DecideRequest']

type Filter = Omit<InboxSearch, 'case' | 'q'>

export const casesQuery = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: ['cases', filter],
    queryFn: ({ pageParam }) =>
      dataOf(client.GET('/api/v1/cases', { params: { query: { ...filter, cursor: pageParam, limit: 50 } } })),
    // Type given by hand: the first page has no cursor.
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    meta: { topics: ['cases'] },
  })

/** How many cases wait, for the rail; the smallest page carries the counts. */
export const caseCountsQuery = queryOptions({
  queryKey: ['case-counts'],
  queryFn: () => dataOf(client.GET('/api/v1/cases', { params: { query: { limit: 1 } } })),
  meta: { topics: ['cases'] },
})

export const nextCasesQuery = (whose: 'mine' | 'anyone') =>
  queryOptions({
    queryKey: ['next-cases', whose],
    queryFn: () => dataOf(client.GET('/api/v1/cases', { params: { query: { whose, limit: 6 } } })),
    meta: { topics: ['cases'] },
  })

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id],
    queryFn: () => dataOf(client.GET('/api/v1/cases/{id}', { params: { path: { id } } })),
    meta: { topics: ['cases'] },
  })

const at = (id: string) => ({ params: { path: { id } } })
export const claimCase = (id: string) => dataOf(client.POST('/api/v1/cases/{id}/claim', at(id)))
export const renewClaim = (id: string, token: number) =>
  dataOf(client.POST('/api/v1/cases/{id}/renew', { ...at(id), body: { token } }))
export const releaseClaim = (id: string, token: number) =>
  dataOf(client.POST('/api/v1/cases/{id}/release', { ...at(id), body: { token } }))
export const decideCase = (id: string, body: DecideRequest) =>
  dataOf(client.POST('/api/v1/cases/{id}/decide', { ...at(id), body }))
export const answerCaseFirst = (id: string, body: Wire['OwnAnswerRequest']) =>
  dataOf(client.POST('/api/v1/cases/{id}/own-answer', { ...at(id), body }))
export const reassignCase = (id: string, to: string, note: string) =>
  dataOf(client.POST('/api/v1/cases/{id}/reassign', { ...at(id), body: { to, note } }))
export const correctCase = (id: string, body: Wire['CorrectRequest']) =>
  dataOf(client.POST('/api/v1/cases/{id}/correct', { ...at(id), body }))
export const rerunCase = (id: string, body: Wire['RerunRequest']) =>
  dataOf(client.POST('/api/v1/cases/{id}/rerun', { ...at(id), body }))
