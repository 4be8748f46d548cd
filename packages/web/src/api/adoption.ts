import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client, dataOf, type Wire } from './client.ts'

export type Adoption = Wire['AdoptionPage']
export type AdoptionFigures = Wire['AdoptionFigures']
export type AdoptionGroup = Wire['AdoptionGroup']
export type Proportion = Wire['Proportion']
export type Claim = Wire['ClaimedCause']
export type DeclaredUnits = Wire['DeclaredUnits']

export const adoptionQuery = (slug: string) =>
  queryOptions({
    queryKey: ['adoption', slug],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}/adoption', { params: { path: { slug } } })),
    meta: { topics: ['adoption', 'runs', 'cases', 'feedback', 'changes', 'handover'] },
    placeholderData: keepPreviousData,
    // It is counted over a quarter: it doesn't turn by the second.
    staleTime: 30_000,
  })

const at = (slug: string) => ({ params: { path: { slug } } })
export const chooseDenominator = (slug: string, body: Wire['DenominatorRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/adoption/denominator', { ...at(slug), body }))
export const declareUnits = (slug: string, body: Wire['DeclareUnitsRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/adoption/declared', { ...at(slug), body }))
export const confirmUnits = (slug: string, body: Wire['ConfirmUnitsRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/adoption/confirm', { ...at(slug), body }))
export const claimCause = (slug: string, body: Wire['ClaimCauseRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/adoption/claims', { ...at(slug), body }))
export const setLeastDwell = (slug: string, body: Wire['LeastDwellRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/adoption/least-dwell', { ...at(slug), body }))
