import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client, dataOf, type Wire } from './client.ts'

export type SeamList = Wire['SeamList']
export type Seam = Wire['Seam']
export type SeamNode = Wire['SeamNode']
export type SeamDetail = Wire['SeamDetail']
export type SeamPart = Wire['SeamPart']
export type SeamPartBody = Wire['SeamPartBodyInput']
export type SeamFindings = Wire['SeamFindings']
export type Crossing = Wire['Crossing']
export type SeamSignal = Wire['SeamSignal']

const topics = { topics: ['seams', 'people'] } as const

export const seamsQuery = queryOptions({
  queryKey: ['seams'],
  queryFn: () => dataOf(client.GET('/api/v1/seams')),
  meta: topics,
  placeholderData: keepPreviousData,
})

const at = (id: string) => ({ params: { path: { id } } })

export const seamQuery = (id: string) =>
  queryOptions({
    queryKey: ['seam', id],
    queryFn: () => dataOf(client.GET('/api/v1/seams/{id}', at(id))),
    meta: topics,
    placeholderData: keepPreviousData,
  })

export const openSeam = (body: Wire['OpenSeamRequest']) => dataOf(client.POST('/api/v1/seams', { body }))
export const changeSeam = (id: string, body: Wire['ChangeSeamRequest']) =>
  dataOf(client.PATCH('/api/v1/seams/{id}', { ...at(id), body }))
export const setSeamOwner = (id: string, body: Wire['SeamOwnerRequest']) =>
  dataOf(client.POST('/api/v1/seams/{id}/owner', { ...at(id), body }))
export const setSideOwner = (nodeId: string, person: string | null) =>
  dataOf(client.POST('/api/v1/seam-nodes/{id}/owner', { ...at(nodeId), body: { person } }))
export const setSideAliases = (nodeId: string, aliases: string[]) =>
  dataOf(client.POST('/api/v1/seam-nodes/{id}/aliases', { ...at(nodeId), body: { aliases } }))
export const tellSeamPart = (id: string, body: SeamPartBody) =>
  dataOf(client.POST('/api/v1/seams/{id}/parts', { ...at(id), body }))
export const endSeamPart = (id: string, part: string, reason: string) =>
  dataOf(client.POST('/api/v1/seams/{id}/parts/{part}/end', { params: { path: { id, part } }, body: { reason } }))
export const closeSeam = (id: string, reason: string) =>
  dataOf(client.POST('/api/v1/seams/{id}/close', { ...at(id), body: { reason } }))
export const standOnSeam = (id: string, body: Wire['SeamWorkflowRequest']) =>
  dataOf(client.POST('/api/v1/seams/{id}/workflows', { ...at(id), body }))
export const previewSeamContract = (id: string, body: Wire['SeamContractRequest']) =>
  dataOf(client.POST('/api/v1/seams/{id}/contract/preview', { ...at(id), body }))
export const setSeamContract = (id: string, body: Wire['SeamContractRequest']) =>
  dataOf(client.POST('/api/v1/seams/{id}/contract', { ...at(id), body }))
export const receiveCrossing = (id: string, crossing: string, body: Wire['CrossingReceiptRequest']) =>
  dataOf(client.POST('/api/v1/seams/{id}/crossings/{crossing}/receipt', { params: { path: { id, crossing } }, body }))
export const resolveSeamSignal = (id: string, signal: string, body: Wire['ResolveSignalRequest']) =>
  dataOf(client.POST('/api/v1/seams/{id}/signals/{signal}/resolve', { params: { path: { id, signal } }, body }))
export const keepSeamFindings = (body: Wire['KeepFindingsRequest']) =>
  dataOf(client.POST('/api/v1/seam-findings', { body }))
