import { queryOptions } from '@tanstack/react-query'
import { client, dataOf, type Wire } from './client.ts'

export type TrustPage = Wire['TrustPage']
export type GuidanceLine = Wire['GuidanceLine']
export type RelianceFigures = Wire['RelianceFigures']

export const trustQuery = (slug: string) =>
  queryOptions({
    queryKey: ['trust', slug],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}/trust', { params: { path: { slug } } })),
    meta: { topics: ['trust', 'workflows', 'feedback', 'handover'] },
  })

export const caseGuidanceQuery = (id: string) =>
  queryOptions({
    queryKey: ['case-guidance', id],
    queryFn: () => dataOf(client.GET('/api/v1/cases/{id}/guidance', { params: { path: { id } } })),
    meta: { topics: ['trust', 'workflows'] },
  })

export const personRelianceQuery = (slug: string, person: string) =>
  queryOptions({
    queryKey: ['person-reliance', slug, person],
    queryFn: () =>
      dataOf(client.GET('/api/v1/workflows/{slug}/trust/people/{person}', { params: { path: { slug, person } } })),
    meta: { topics: ['trust'] },
  })

export const setHumanFirst = (slug: string, body: Wire['SetHumanFirstRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/trust/human-first', { params: { path: { slug } }, body }))
export const confirmGuidance = (slug: string, body: Wire['ConfirmGuidanceRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/trust/confirm', { params: { path: { slug } }, body }))
export const setEnough = (slug: string, body: Wire['SetEnoughRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/trust/enough', { params: { path: { slug } }, body }))
