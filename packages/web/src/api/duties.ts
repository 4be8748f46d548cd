import { queryOptions } from '@tanstack/react-query'
import { client, dataOf, type Wire } from './client.ts'

export type DutyTable = Wire['DutyTable']
export type Duty = Wire['Duty']
export type TransferView = Wire['TransferView']
export type Transfer = Wire['Transfer']
export type EarlySupport = Wire['EarlySupport']
export type WatchList = Wire['WatchList']
export type MyTransfer = Wire['MyTransfers']['items'][number]
type PersonRef = Wire['PersonRef']

export const dutiesQuery = (slug: string) =>
  queryOptions({
    queryKey: ['duties', slug],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}/duties', { params: { path: { slug } } })),
    meta: { topics: ['handover', 'people', 'workflows'] },
  })

/** Whose job a duty was at an instant. */
export const dutyAtQuery = (slug: string, duty: string, at: string) =>
  queryOptions({
    queryKey: ['duties', slug, duty, at],
    queryFn: () =>
      dataOf(
        client.GET('/api/v1/workflows/{slug}/duties/{duty}/at', { params: { path: { slug, duty }, query: { at } } }),
      ),
    meta: { topics: ['handover', 'people'] },
  })

export const myDutiesQuery = queryOptions({
  queryKey: ['duties'],
  queryFn: () => dataOf(client.GET('/api/v1/duties/mine')),
  meta: { topics: ['handover', 'people'] },
})

export const watchListQuery = queryOptions({
  queryKey: ['watch'],
  queryFn: () => dataOf(client.GET('/api/v1/watch')),
  meta: { topics: ['handover', 'people', 'workflows'] },
})

export const transferQuery = (slug: string) =>
  queryOptions({
    queryKey: ['transfers', slug],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}/transfer', { params: { path: { slug } } })),
    meta: { topics: ['handover', 'changes', 'people'] },
  })

export const myTransfersQuery = queryOptions({
  queryKey: ['transfers'],
  queryFn: () => dataOf(client.GET('/api/v1/transfers/mine')),
  meta: { topics: ['handover', 'people'] },
})

export const assignDuty = (slug: string, duty: string, person: string | null, holder: PersonRef | null) =>
  dataOf(
    client.POST('/api/v1/workflows/{slug}/duties/{duty}', {
      params: { path: { slug, duty } },
      body: { person, holder: holder?.id ?? null, reason: '' },
    }),
  )
export const assignDuties = (slug: string, duties: { duty: string; person: string }[]) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/duties', { params: { path: { slug } }, body: { duties, reason: '' } }))

export const planTransfer = (slug: string, body: Wire['PlanTransferRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/transfer', { params: { path: { slug } }, body }))
export const acceptTransfer = (slug: string, at: string) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/transfer/accept', { params: { path: { slug } }, body: { at } }))
export const postponeTransfer = (slug: string, body: Wire['PostponeTransferRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/transfer/postpone', { params: { path: { slug } }, body }))
export const cancelTransfer = (slug: string, reason: string) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/transfer/cancel', { params: { path: { slug } }, body: { reason } }))
export const handBack = (slug: string, reason: string) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/transfer/hand-back', { params: { path: { slug } }, body: { reason } }))
export const checkSupportDay = (slug: string, body: Wire['CheckDayRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/transfer/support/check', { params: { path: { slug } }, body }))
export const closeSupport = (slug: string, verdict: EarlySupport['verdict'] & string, note: string) =>
  dataOf(
    client.POST('/api/v1/workflows/{slug}/transfer/support/close', {
      params: { path: { slug } },
      body: { verdict, note },
    }),
  )
