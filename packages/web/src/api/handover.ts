import { queryOptions } from '@tanstack/react-query'
import { client, dataOf, type Wire } from './client.ts'

export type Handover = Wire['HandoverStatus']
export type HandoverSummary = Wire['HandoverSummary']
export type StageState = Wire['StageState']
export type Criterion = Wire['CriterionState']
export type DutyHolder = Wire['DutyHolder']
export type Evidence = Wire['Evidence']
export type DocumentDetail = Wire['DocumentDetail']
export type DocumentSummary = Wire['DocumentSummary']
export type ToldAct = Wire['ToldAct']
export type Waiver = Wire['Waiver']
export type Disagreement = Wire['Disagreement']
export type Money = Wire['Money']
export type TargetState = Wire['TargetState']
export type StageMove = Wire['StageMove']

// Verdicts rest on all of these; what runs add to them moves slowly, and the list doesn't follow each batch.
const TOPICS = ['handover', 'changes', 'drills', 'workflows', 'people'] as const

export const handoversQuery = queryOptions({
  queryKey: ['handovers'],
  queryFn: () => dataOf(client.GET('/api/v1/handovers')),
  meta: { topics: TOPICS },
})

export const handoverQuery = (slug: string) =>
  queryOptions({
    queryKey: ['handovers', slug],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}/handover', { params: { path: { slug } } })),
    meta: { topics: [...TOPICS, 'runs', 'adoption'] },
  })

export const stageHistoryQuery = (slug: string) =>
  queryOptions({
    queryKey: ['handovers', slug, 'history'],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}/handover/history', { params: { path: { slug } } })),
    meta: { topics: ['handover'] },
  })

export const evidenceQuery = (slug: string) =>
  queryOptions({
    queryKey: ['handovers', slug, 'evidence'],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}/evidence', { params: { path: { slug } } })),
    meta: { topics: ['handover', 'people'] },
  })

export const documentQuery = (slug: string, document: string) =>
  queryOptions({
    queryKey: ['handovers', slug, 'documents', document],
    queryFn: () =>
      dataOf(client.GET('/api/v1/workflows/{slug}/documents/{document}', { params: { path: { slug, document } } })),
    meta: { topics: ['handover', 'people'] },
  })

export const sectionVersionsQuery = (slug: string, document: string, section: string) =>
  queryOptions({
    queryKey: ['handovers', slug, 'documents', document, section],
    queryFn: () =>
      dataOf(
        client.GET('/api/v1/workflows/{slug}/documents/{document}/sections/{section}', {
          params: { path: { slug, document, section } },
        }),
      ),
    meta: { topics: ['handover'] },
  })

const at = (slug: string) => ({ params: { path: { slug } } })

export const advanceStage = (slug: string, from: Wire['AdvanceRequest']['from']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/handover/advance', { ...at(slug), body: { from } }))
export const goBackStage = (slug: string, body: Wire['GoBackRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/handover/back', { ...at(slug), body }))
export const holdHandover = (slug: string, reason: string) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/handover/hold', { ...at(slug), body: { reason } }))
export const takeUpHandover = (slug: string, reason: string) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/handover/take-up', { ...at(slug), body: { reason } }))
export const retireWorkflow = (slug: string, reason: string) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/handover/retire', { ...at(slug), body: { reason } }))

export const tellAct = (slug: string, body: Wire['TellActRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/acts', { ...at(slug), body }))
export const strikeAct = (slug: string, id: string, reason: string) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/acts/{id}/strike', { params: { path: { slug, id } }, body: { reason } }))

export const writeSection = (slug: string, document: string, section: string, body: Wire['WriteSectionRequest']) =>
  dataOf(
    client.POST('/api/v1/workflows/{slug}/documents/{document}/sections/{section}', {
      params: { path: { slug, document, section } },
      body,
    }),
  )
export const signDocument = (slug: string, document: string, body: Wire['SignRequest']) =>
  dataOf(
    client.POST('/api/v1/workflows/{slug}/documents/{document}/sign', { params: { path: { slug, document } }, body }),
  )
export const confirmRead = (slug: string, document: string, hash: string) =>
  dataOf(
    client.POST('/api/v1/workflows/{slug}/documents/{document}/read', {
      params: { path: { slug, document } },
      body: { hash },
    }),
  )

export const setMoney = (slug: string, body: Wire['MoneyRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/money', { ...at(slug), body }))
export const setTarget = (slug: string, body: Wire['TargetRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/targets', { ...at(slug), body }))
export const openDisagreement = (slug: string, body: Wire['OpenDisagreementRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/disagreements', { ...at(slug), body }))
export const settleDisagreement = (slug: string, id: string, words: string) =>
  dataOf(
    client.POST('/api/v1/workflows/{slug}/disagreements/{id}/settle', {
      params: { path: { slug, id } },
      body: { words },
    }),
  )
export const waiveCriterion = (slug: string, body: Wire['WaiveRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/waivers', { ...at(slug), body }))
export const endWaiver = (slug: string, id: string, reason: string) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/waivers/{id}/end', { params: { path: { slug, id } }, body: { reason } }))
