import { queryOptions } from '@tanstack/react-query'
import { client, dataOf, type Wire } from './client.ts'

export type Drill = Wire['Drill']
export type DrillList = Wire['DrillList']
export type DrillDetail = Wire['DrillDetail']
export type DrillRequest = Wire['DrillRequest']
export type DrillKind = Drill['kind']
export type PracticeTask = Wire['PracticeTask']
export type PracticeReport = Wire['PracticeReport']
export type OperatorDayReport = Wire['OperatorDayReport']
export type FailureReport = Wire['FailureReport']
export type TargetReport = Wire['TargetReport']
export type PracticeAnswerRequest = Wire['PracticeAnswerRequest']
export type ListedLine = Wire['ListedLine']

export const myDrillsQuery = queryOptions({
  queryKey: ['drills', 'mine'],
  queryFn: () => dataOf(client.GET('/api/v1/drills/mine')),
  meta: { topics: ['drills'] },
})

export const drillsQuery = (slug: string) =>
  queryOptions({
    queryKey: ['drills', slug],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}/drills', { params: { path: { slug } } })),
    meta: { topics: ['drills', 'handover', 'workflows'] },
  })

/** A forced failure that runs moves with every run, case and pause. */
export const drillQuery = (id: string) =>
  queryOptions({
    queryKey: ['drill', id],
    queryFn: () => dataOf(client.GET('/api/v1/drills/{id}', { params: { path: { id } } })),
    meta: { topics: ['drills', 'runs', 'cases', 'workflows', 'handover'] },
  })

const at = (id: string) => ({ params: { path: { id } } })
export const beginDrill = (slug: string, body: DrillRequest) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/drills', { params: { path: { slug } }, body }))
export const answerPractice = (id: string, body: PracticeAnswerRequest) =>
  dataOf(client.POST('/api/v1/drills/{id}/answers', { ...at(id), body }))
export const listByHand = (id: string, lines: ListedLine[]) =>
  dataOf(client.POST('/api/v1/drills/{id}/list', { ...at(id), body: { lines } }))
export const stopDrill = (id: string, reason: string) =>
  dataOf(client.POST('/api/v1/drills/{id}/stop', { ...at(id), body: { reason } }))
export const closeDrill = (id: string, notes: string) =>
  dataOf(client.POST('/api/v1/drills/{id}/close', { ...at(id), body: { notes } }))
export const noticeFailure = (slug: string, note: string) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/noticed', { params: { path: { slug } }, body: { note } }))
