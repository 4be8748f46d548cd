import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client, dataOf, type Wire } from './client.ts'

export type WorkflowSummary = Wire['WorkflowSummary']
export type WorkflowDetail = Wire['WorkflowDetail']
export type Figures = Wire['Figures']

export const workflowsQuery = queryOptions({
  queryKey: ['workflows'],
  queryFn: () => dataOf(client.GET('/api/v1/workflows')),
  meta: { topics: ['workflows', 'runs', 'cases'] },
})

export const workflowQuery = (slug: string) =>
  queryOptions({
    queryKey: ['workflows', slug],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}', { params: { path: { slug } } })),
    meta: { topics: ['workflows', 'runs', 'cases'] },
  })

export const releaseQuery = (slug: string, hash: string) =>
  queryOptions({
    queryKey: ['releases', slug, hash],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}/releases/{hash}', { params: { path: { slug, hash } } })),
    meta: { topics: ['workflows'] },
  })

/** `key` names the window; its instants are read when the query runs, so that a window of "last 24 h" moves on. */
export const figuresQuery = (
  slug: string,
  key: string,
  window: () => { from: string; to: string; step: 'hour' | 'day' },
) =>
  queryOptions({
    queryKey: ['figures', slug, key],
    queryFn: () =>
      dataOf(client.GET('/api/v1/workflows/{slug}/figures', { params: { path: { slug }, query: window() } })),
    placeholderData: keepPreviousData,
    meta: { topics: ['runs'] },
  })

export const pauseWorkflow = (slug: string, reason: string) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/pause', { params: { path: { slug } }, body: { reason } }))
export const resumeWorkflow = (slug: string) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/resume', { params: { path: { slug } } }))
