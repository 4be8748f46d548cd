import { queryOptions } from '@tanstack/react-query'
import { client, dataOf, type Wire } from './client.ts'

export type Runbook = Wire['Runbook']
export type RunbookPage = Wire['RunbookPage']
export type RunbookSection = Wire['RunbookSection']
export type RunbookEntry = Wire['RunbookEntry']
export type RunbookNote = Wire['RunbookNote']

export const runbookQuery = (slug: string) =>
  queryOptions({
    queryKey: ['runbook', slug],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}/runbook', { params: { path: { slug } } })),
    meta: { topics: ['handover', 'workflows', 'drills'] },
  })

export const confirmRunbook = (slug: string, body: Wire['ConfirmRunbookRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/runbook/confirm', { params: { path: { slug } }, body }))
export const importRunbook = (slug: string, body: Wire['ImportRunbookRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/runbook/import', { params: { path: { slug } }, body }))
export const removeRunbookNote = (slug: string, id: string) =>
  dataOf(client.DELETE('/api/v1/workflows/{slug}/runbook/notes/{id}', { params: { path: { slug, id } } }))
