import { z } from 'zod'
import { slug } from '../common/primitives.ts'
import { route } from '../common/route.ts'
import {
  MySamples,
  SampleNext,
  SampleVerdictRequest,
  SamplingPage,
  SamplingPlanRequest,
  SamplingSize,
  SamplingSizeQuery,
} from './outcomes-wire.ts'

const bySlug = z.object({ slug })

export const outcomesRoutes = {
  getSampling: route({
    method: 'GET',
    path: '/workflows/:slug/sampling',
    tag: 'trust',
    summary: 'Which answers are drawn to be judged, by whom, and what the judged ones say of all',
    permission: 'workflows:read',
    params: bySlug,
    status: 200,
    response: SamplingPage,
  }),
  samplingSize: route({
    method: 'GET',
    path: '/workflows/:slug/sampling/size',
    tag: 'trust',
    summary: 'How many answers must be judged for a wanted interval, and how many of each part',
    permission: 'workflows:read',
    params: bySlug,
    query: SamplingSizeQuery,
    status: 200,
    response: SamplingSize,
  }),
  setSamplingPlan: route({
    method: 'POST',
    path: '/workflows/:slug/sampling/plan',
    tag: 'trust',
    summary: 'Sets from which parts answers are drawn to be judged, by whom; the first are drawn at once',
    permission: 'handover:write',
    params: bySlug,
    body: SamplingPlanRequest,
    status: 201,
    response: SamplingPage,
  }),
  endSamplingPlan: route({
    method: 'POST',
    path: '/workflows/:slug/sampling/end',
    tag: 'trust',
    summary: 'Ends the plan: no more answers are drawn; what was judged stays',
    permission: 'handover:write',
    params: bySlug,
    status: 200,
    response: SamplingPage,
  }),
  nextSample: route({
    method: 'GET',
    path: '/workflows/:slug/sampling/next',
    tag: 'trust',
    summary: 'The drawn answer to be judged next, with its contents; for the judge of the plan',
    permission: 'cases:read',
    params: bySlug,
    status: 200,
    response: SampleNext,
  }),
  judgeSample: route({
    method: 'POST',
    path: '/workflows/:slug/sampling/verdicts',
    tag: 'trust',
    summary: 'Says of a drawn answer whether it is right; gives the next one',
    permission: 'handover:write',
    params: bySlug,
    body: SampleVerdictRequest,
    status: 200,
    response: SampleNext,
  }),
  mySamples: route({
    method: 'GET',
    path: '/samples/mine',
    tag: 'trust',
    summary: 'Drawn answers that the caller is to judge',
    permission: 'workflows:read',
    status: 200,
    response: MySamples,
  }),
} as const
