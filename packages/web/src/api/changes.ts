import { queryOptions } from '@tanstack/react-query'
import { client, dataOf, type Wire } from './client.ts'

export type ChangeSummary = Wire['ChangeSummary']
export type ChangeDetail = Wire['ChangeDetail']
export type ChangeEffect = Wire['ChangeEffect']
export type Approvers = Wire['Approvers']
export type ChangeProposed = Wire['ChangeProposed']

const TOPICS = ['changes', 'handover', 'workflows'] as const

export const changesQuery = (slug: string) =>
  queryOptions({
    queryKey: ['changes', slug],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}/changes', { params: { path: { slug } } })),
    meta: { topics: TOPICS },
  })

/** Changes of all workflows that wait for whoever reads. */
export const changesForMeQuery = queryOptions({
  queryKey: ['changes-for-me'],
  queryFn: () => dataOf(client.GET('/api/v1/changes/waiting')),
  meta: { topics: TOPICS },
})

export const changeQuery = (slug: string, id: string) =>
  queryOptions({
    queryKey: ['changes', slug, id],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}/changes/{id}', { params: { path: { slug, id } } })),
    meta: { topics: [...TOPICS, 'runs'] },
  })

export const changeEffectQuery = (slug: string, id: string) =>
  queryOptions({
    queryKey: ['changes', slug, id, 'effect'],
    queryFn: () =>
      dataOf(client.GET('/api/v1/workflows/{slug}/changes/{id}/effect', { params: { path: { slug, id } } })),
    meta: { topics: ['changes', 'runs'] },
  })

export const approversQuery = (slug: string) =>
  queryOptions({
    queryKey: ['approvers', slug],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}/approvers', { params: { path: { slug } } })),
    meta: { topics: ['handover', 'changes'] },
  })

export const proposeChange = (slug: string, body: Wire['ProposeChangeRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/changes', { params: { path: { slug } }, body }))

type Place = Pick<ChangeSummary, 'workflow' | 'id'>
const at = ({ workflow: slug, id }: Place) => ({ params: { path: { slug, id } } })

export const editChange = (change: Place) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/changes/{id}/edit', { ...at(change), body: {} }))
export const approveChange = (change: Place, contentHash: string) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/changes/{id}/approve', { ...at(change), body: { contentHash } }))
export const startChange = (change: Place, contentHash: string) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/changes/{id}/start', { ...at(change), body: { contentHash } }))
export const liftNotYet = (change: Place) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/changes/{id}/lift', { ...at(change), body: {} }))
export const stepChange = (change: Place) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/changes/{id}/step', { ...at(change), body: {} }))
export const resumeChange = (change: Place) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/changes/{id}/resume', { ...at(change), body: {} }))
export const sayNotYet = (change: Place, reason: string) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/changes/{id}/not-yet', { ...at(change), body: { reason } }))
export const withdrawChange = (change: Place, reason: string) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/changes/{id}/withdraw', { ...at(change), body: { reason } }))
export const holdChange = (change: Place, reason: string) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/changes/{id}/hold', { ...at(change), body: { reason } }))
export const rollBackChange = (change: Place, reason: string) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/changes/{id}/rollback', { ...at(change), body: { reason } }))
/** Percent of the units that it sees beside the live release; 0 ends it. */
export const shadowChange = (change: Place, percent: number) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/changes/{id}/shadow', { ...at(change), body: { percent } }))
