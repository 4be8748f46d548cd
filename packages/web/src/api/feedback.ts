import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { FeedbackSearch } from '../paths.ts'
import { client, dataOf, type Wire } from './client.ts'

export type Feedback = Wire['Feedback']
export type FeedbackList = Wire['FeedbackPage']
export type FeedbackDetail = Wire['FeedbackDetail']
export type FeedbackBoard = Wire['FeedbackBoard']
export type FailureCase = Wire['FailureCase']
export type FailureCaseDetail = Wire['FailureCaseDetail']
export type FailureExample = Wire['FailureExample']
export type RepeatedError = Wire['RepeatedError']
export type Rework = Wire['Rework']

export const feedbackQuery = ({ state, workflow, cursor }: FeedbackSearch) =>
  queryOptions({
    queryKey: ['feedback', state ?? 'waiting', workflow ?? null, cursor ?? null],
    queryFn: () =>
      dataOf(
        client.GET('/api/v1/feedback', {
          params: { query: { state: state ?? 'waiting', workflow, cursor, limit: 50 } },
        }),
      ),
    placeholderData: keepPreviousData,
    meta: { topics: ['feedback'] },
  })

export const reportQuery = (id: string) =>
  queryOptions({
    queryKey: ['report', id],
    queryFn: () => dataOf(client.GET('/api/v1/feedback/{id}', { params: { path: { id } } })),
    meta: { topics: ['feedback'] },
  })

export const feedbackBoardQuery = (slug: string) =>
  queryOptions({
    queryKey: ['feedback-board', slug],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}/feedback', { params: { path: { slug } } })),
    meta: { topics: ['feedback', 'cases'] },
  })

export const failureCaseQuery = (id: string) =>
  queryOptions({
    queryKey: ['failure-case', id],
    queryFn: () => dataOf(client.GET('/api/v1/failure-cases/{id}', { params: { path: { id } } })),
    meta: { topics: ['feedback', 'cases'] },
  })

export const judgeFeedback = (id: string, body: Wire['VerdictRequest']) =>
  dataOf(client.POST('/api/v1/feedback/{id}/verdict', { params: { path: { id } }, body }))
export const tellReliability = (slug: string, note: string) =>
  dataOf(
    client.POST('/api/v1/workflows/{slug}/feedback', {
      params: { path: { slug } },
      body: { kind: 'reliability', via: 'screen', note },
    }),
  )
export const setFeedbackTerms = (slug: string, triageDays: number) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/feedback/terms', { params: { path: { slug } }, body: { triageDays } }))
export const openFailureCase = (slug: string, body: Wire['OpenFailureCaseRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/failure-cases', { params: { path: { slug } }, body }))
export const changeFailureCase = (id: string, body: Wire['ChangeFailureCaseRequest']) =>
  dataOf(client.PATCH('/api/v1/failure-cases/{id}', { params: { path: { id } }, body }))
