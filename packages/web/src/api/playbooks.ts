import { queryOptions } from '@tanstack/react-query'
import { client, dataOf, type Wire } from './client.ts'

export type Playbook = Wire['Playbook']
export type PlaybookSummary = Wire['PlaybookSummary']
export type PlaybookDetail = Wire['PlaybookDetail']
export type WorkflowPlaybook = Wire['WorkflowPlaybook']

export const playbooksQuery = queryOptions({
  queryKey: ['playbooks'],
  queryFn: () => dataOf(client.GET('/api/v1/playbooks')),
  meta: { topics: ['handover', 'workflows'] },
})

export const playbookQuery = (id: string) =>
  queryOptions({
    queryKey: ['playbooks', id],
    queryFn: () => dataOf(client.GET('/api/v1/playbooks/{id}', { params: { path: { id } } })),
    meta: { topics: ['handover', 'workflows'] },
  })

/** What a workflow goes by: the content of the moment in which it was chosen. */
export const workflowPlaybookQuery = (slug: string) =>
  queryOptions({
    queryKey: ['workflow-playbook', slug],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}/playbook', { params: { path: { slug } } })),
    meta: { topics: ['handover'] },
  })

export const choosePlaybook = (slug: string, body: Wire['ChoosePlaybookRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/playbook', { params: { path: { slug } }, body }))
export const addPlaybook = (playbook: string) => dataOf(client.POST('/api/v1/playbooks', { body: { playbook } }))
