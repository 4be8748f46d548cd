import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client, dataOf, type Wire } from './client.ts'

export type LedgerEntry = Wire['LedgerEntry']

export const ledgerQuery = (subject: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['ledger', subject ?? null],
    queryFn: ({ pageParam }) =>
      dataOf(client.GET('/api/v1/ledger', { params: { query: { subject, cursor: pageParam, limit: 50 } } })),
    // Type given by hand: the first page has no cursor.
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    meta: { topics: ['ledger'] },
  })

export const lastActsQuery = queryOptions({
  queryKey: ['last-acts'],
  queryFn: () => dataOf(client.GET('/api/v1/ledger', { params: { query: { limit: 8 } } })),
  meta: { topics: ['ledger'] },
})

export const checkpointQuery = queryOptions({
  queryKey: ['checkpoint'],
  queryFn: () => dataOf(client.GET('/api/v1/ledger/checkpoint')),
  meta: { topics: ['ledger'] },
})
