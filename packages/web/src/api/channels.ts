import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { client, dataOf, type Wire } from './client.ts'

export type Channel = Wire['Channel']
export type ChannelList = Wire['ChannelList']
export type Delivery = Wire['Delivery']
export type Told = Wire['Told']
export type AddChannel = Wire['AddChannelRequest']
export type ChangeChannel = Wire['ChangeChannelRequest']

export const channelsQuery = queryOptions({
  queryKey: ['channels'],
  queryFn: () => dataOf(client.GET('/api/v1/channels')),
  meta: { topics: ['channels'] },
})

export const deliveriesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor }) =>
      dataOf(
        client.GET('/api/v1/channels/{id}/deliveries', { params: { path: { id }, query: { cursor, limit: 50 } } }),
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
    meta: { topics: ['channels'] },
  })

export const toldQuery = queryOptions({
  queryKey: ['told'],
  queryFn: () => dataOf(client.GET('/api/v1/told')),
  meta: { topics: ['channels'] },
})

const byId = (id: string) => ({ params: { path: { id } } })
export const addChannel = (body: AddChannel) => dataOf(client.POST('/api/v1/channels', { body }))
export const changeChannel = (id: string, body: ChangeChannel) =>
  dataOf(client.PATCH('/api/v1/channels/{id}', { ...byId(id), body }))
export const removeChannel = (id: string) => dataOf(client.DELETE('/api/v1/channels/{id}', byId(id)))
export const testChannel = (id: string) => dataOf(client.POST('/api/v1/channels/{id}/test', byId(id)))
export const rotateSecret = (id: string, bothForHours: number) =>
  dataOf(client.POST('/api/v1/channels/{id}/secret', { ...byId(id), body: { bothForHours } }))
export const sendDelivery = (id: string, delivery: string) =>
  dataOf(client.POST('/api/v1/channels/{id}/deliveries/{delivery}/send', { params: { path: { id, delivery } } }))
export const chooseTold = (body: Wire['ChooseTold']) => dataOf(client.POST('/api/v1/told', { body }))
