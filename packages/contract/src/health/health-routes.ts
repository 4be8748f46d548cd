import { z } from 'zod'
import { slug } from '../common/primitives.ts'
import { route } from '../common/route.ts'
import { Baseline, CompareQuery, Comparison, CreateBaselineRequest, Health, HealthQuery } from './health-wire.ts'

const bySlug = z.object({ slug })

export const healthRoutes = {
  getHealth: route({
    method: 'GET',
    path: '/workflows/:slug/health',
    tag: 'health',
    summary: 'Whether the workflow is well: its purpose numbers and every signal against the baseline',
    permission: 'workflows:read',
    params: bySlug,
    query: HealthQuery,
    status: 200,
    response: Health,
  }),
  createBaseline: route({
    method: 'POST',
    path: '/workflows/:slug/health/baselines',
    tag: 'health',
    summary: 'Freezes a window of runs as the baseline that everything later is held against',
    permission: 'handover:write',
    params: bySlug,
    body: CreateBaselineRequest,
    status: 201,
    response: Baseline,
  }),
  compareWindows: route({
    method: 'GET',
    path: '/workflows/:slug/health/compare',
    tag: 'health',
    summary: 'Two windows of runs side by side, like pilot data against production data',
    permission: 'workflows:read',
    params: bySlug,
    query: CompareQuery,
    status: 200,
    response: Comparison,
  }),
} as const
