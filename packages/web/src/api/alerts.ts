import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client, dataOf, type Wire } from './client.ts'

export type Alert = Wire['Alert']
export type AlertDetail = Wire['AlertDetail']
export type AlertSettings = Wire['AlertSettings']
export type AlertSettingsRequest = Wire['AlertSettingsRequest']
export type AlertStepRequest = Wire['AlertStepRequest']
export type AlertPrecision = Wire['AlertPrecision']
export type WorkflowAlerts = Wire['WorkflowAlerts']
export type QuietHours = Wire['QuietHours']
export type Morning = Wire['Morning']

const topics = ['alerts', 'handover'] as const

export const openAlertsQuery = queryOptions({
  queryKey: ['alerts', 'open'],
  queryFn: () => dataOf(client.GET('/api/v1/alerts', { params: { query: { state: 'open', limit: 200 } } })),
  meta: { topics },
})

/** How many wait, for the rail; the smallest page carries the counts. */
export const alertCountsQuery = queryOptions({
  queryKey: ['alert-counts'],
  queryFn: () => dataOf(client.GET('/api/v1/alerts', { params: { query: { limit: 1 } } })),
  meta: { topics },
})

export const pastAlertsQuery = infiniteQueryOptions({
  queryKey: ['alerts', 'over'],
  queryFn: ({ pageParam }) =>
    dataOf(client.GET('/api/v1/alerts', { params: { query: { state: 'over', limit: 25, cursor: pageParam } } })),
  // Type given by hand: the first page has no cursor.
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next ?? undefined,
  placeholderData: keepPreviousData,
  meta: { topics },
})

export const precisionQuery = queryOptions({
  queryKey: ['alerts', 'precision'],
  queryFn: () => dataOf(client.GET('/api/v1/alerts/precision')),
  meta: { topics },
})

export const alertQuery = (id: string) =>
  queryOptions({
    queryKey: ['alert', id],
    queryFn: () => dataOf(client.GET('/api/v1/alerts/{id}', { params: { path: { id } } })),
    meta: { topics: ['alerts', 'handover', 'workflows', 'channels'] },
  })

export const workflowAlertsQuery = (slug: string) =>
  queryOptions({
    queryKey: ['workflow-alerts', slug],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}/alerts', { params: { path: { slug } } })),
    meta: { topics },
  })

export const alertSettingsQuery = queryOptions({
  queryKey: ['alert-settings'],
  queryFn: () => dataOf(client.GET('/api/v1/alerts/settings')),
  meta: { topics: ['alerts'] },
})

export const morningQuery = queryOptions({
  queryKey: ['morning'],
  queryFn: () => dataOf(client.GET('/api/v1/morning')),
  meta: { topics: ['alerts', 'cases', 'workflows', 'handover', 'changes'] },
})

const at = (id: string) => ({ params: { path: { id } } })
export const acknowledgeAlert = (id: string) =>
  dataOf(client.POST('/api/v1/alerts/{id}/acknowledge', { ...at(id), body: {} }))
export const snoozeAlert = (id: string, until: string) =>
  dataOf(client.POST('/api/v1/alerts/{id}/snooze', { ...at(id), body: { until } }))
export const resolveAlert = (id: string, verdict: 'useful' | 'noise', note: string) =>
  dataOf(client.POST('/api/v1/alerts/{id}/resolve', { ...at(id), body: { verdict, note } }))
export const stepAlert = (id: string, body: AlertStepRequest) =>
  dataOf(client.POST('/api/v1/alerts/{id}/steps', { ...at(id), body }))
export const changeAlertSettings = (body: AlertSettingsRequest) =>
  dataOf(client.POST('/api/v1/alerts/settings', { body }))
export const changeMyQuietHours = (own: boolean, hours: QuietHours | null) =>
  dataOf(client.POST('/api/v1/alerts/quiet-hours', { body: { own, hours } }))

const of = (slug: string) => ({ params: { path: { slug } } })
const ofBoth = (slug: string, id: string) => ({ params: { path: { slug, id } } })
export const setMaintenance = (slug: string, until: string, reason: string) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/maintenance', { ...of(slug), body: { until, reason } }))
export const endMaintenance = (slug: string, id: string) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/maintenance/{id}/end', { ...ofBoth(slug, id), body: {} }))
export const decideThreshold = (slug: string, id: string, decision: 'accepted' | 'declined') =>
  dataOf(client.POST('/api/v1/workflows/{slug}/thresholds/{id}', { ...ofBoth(slug, id), body: { decision } }))
