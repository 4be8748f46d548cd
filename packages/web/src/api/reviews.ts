import { queryOptions } from '@tanstack/react-query'
import { client, dataOf, type Wire } from './client.ts'

export type ReviewCalendar = Wire['ReviewCalendar']
export type ReviewDetail = Wire['ReviewDetail']
export type ReviewSummary = Wire['ReviewSummary']
export type ReviewPack = Wire['ReviewPack']
export type ReviewAction = Wire['ReviewAction']
export type PlannedReview = Wire['PlannedReview']
export type PolicyChange = Wire['PolicyChange']

export const reviewCalendarQuery = (slug: string) =>
  queryOptions({
    queryKey: ['reviews', slug],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}/reviews', { params: { path: { slug } } })),
    meta: { topics: ['reviews', 'handover', 'workflows'] },
  })

export const reviewQuery = (id: string) =>
  queryOptions({
    queryKey: ['review', id],
    queryFn: () => dataOf(client.GET('/api/v1/reviews/{id}', { params: { path: { id } } })),
    meta: { topics: ['reviews', 'handover'] },
  })

export const reviewBoardQuery = queryOptions({
  queryKey: ['review-board'],
  queryFn: () => dataOf(client.GET('/api/v1/reviews')),
  meta: { topics: ['reviews', 'handover'] },
})

export const calendarFeedsQuery = queryOptions({
  queryKey: ['calendar-feeds'],
  queryFn: () => dataOf(client.GET('/api/v1/calendar-feeds')),
})

export const holdReview = (id: string, body: Wire['HoldReviewRequest']) =>
  dataOf(client.POST('/api/v1/reviews/{id}/hold', { params: { path: { id } }, body }))
export const setReviewStart = (slug: string, body: Wire['ReviewStartRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/reviews/start', { params: { path: { slug } }, body }))
export const closeReviewAction = (id: string, body: Wire['CloseActionRequest']) =>
  dataOf(client.POST('/api/v1/review-actions/{id}/close', { params: { path: { id } }, body }))
export const tellPolicyChange = (slug: string, body: Wire['PolicyChangeRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/policy-changes', { params: { path: { slug } }, body }))
export const answerPolicyChange = (id: string, body: Wire['PolicyAnswerRequest']) =>
  dataOf(client.POST('/api/v1/policy-changes/{id}/answer', { params: { path: { id } }, body }))
export const layInPlan = (slug: string, body: Wire['LayInPlanRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/plans', { params: { path: { slug } }, body }))
export const makeCalendarFeed = (workflow: string | null) =>
  dataOf(client.POST('/api/v1/calendar-feeds', { body: { workflow } }))
export const revokeCalendarFeed = (id: string) =>
  dataOf(client.DELETE('/api/v1/calendar-feeds/{id}', { params: { path: { id } } }))
