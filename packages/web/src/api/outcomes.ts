import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client, dataOf, type Wire } from './client.ts'

export type Sampling = Wire['SamplingPage']
export type SamplingSize = Wire['SamplingSize']
export type SamplingPlan = Wire['SamplingPlanRequest']
export type SampleNext = Wire['SampleNext']
export type SampleVerdict = NonNullable<Wire['SampleVerdictRequest']['verdict']>

const at = (slug: string) => ({ params: { path: { slug } } })

export const samplingQuery = (slug: string) =>
  queryOptions({
    queryKey: ['sampling', slug],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}/sampling', at(slug))),
    meta: { topics: ['trust', 'workflows'] },
  })

/** What a plan would draw now; asked anew with each change of the form. */
export const samplingSizeQuery = (slug: string, plan: Omit<SamplingPlan, 'judge'>) =>
  queryOptions({
    queryKey: ['sampling-size', slug, plan],
    queryFn: () =>
      dataOf(
        client.GET('/api/v1/workflows/{slug}/sampling/size', {
          params: {
            path: { slug },
            query: {
              slices: plan.slices.join(','),
              byConfidence: plan.byConfidence ? 'true' : 'false',
              byRoute: plan.byRoute ? 'true' : 'false',
              within: plan.within,
              expected: plan.expected,
              days: plan.days,
            },
          },
        }),
      ),
    placeholderData: keepPreviousData,
  })

export const nextSampleQuery = (slug: string) =>
  queryOptions({
    queryKey: ['next-sample', slug],
    queryFn: () => dataOf(client.GET('/api/v1/workflows/{slug}/sampling/next', at(slug))),
  })

export const mySamplesQuery = queryOptions({
  queryKey: ['my-samples'],
  queryFn: () => dataOf(client.GET('/api/v1/samples/mine')),
  meta: { topics: ['trust'] },
})

export const setSamplingPlan = (slug: string, body: SamplingPlan) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/sampling/plan', { ...at(slug), body }))
export const endSamplingPlan = (slug: string) => dataOf(client.POST('/api/v1/workflows/{slug}/sampling/end', at(slug)))
export const judgeSample = (slug: string, body: Wire['SampleVerdictRequest']) =>
  dataOf(client.POST('/api/v1/workflows/{slug}/sampling/verdicts', { ...at(slug), body }))
