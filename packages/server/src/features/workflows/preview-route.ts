import type { RouteAnswer, RouteRequest } from '@dayshift/contract'
import { noReleaseVerdict, type Gate } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound } from '../../platform/http/problem.ts'
import type { World } from '../../platform/world.ts'
import { activeRelease, releaseByHash, workflowBySlug } from './store.ts'

/** Says where a unit would go now, by the same gate that hosts run; records nothing, reserves nothing, draws no sample. */
export async function previewRoute(
  world: World,
  compiled: (hash: string, manifest: unknown) => Gate,
  workspaceId: string,
  slug: string,
  request: z.output<typeof RouteRequest>,
): Promise<z.infer<typeof RouteAnswer>> {
  const { workflow, release } = await inWorkspace(world.db, workspaceId, async (trx) => {
    const row = await workflowBySlug(trx, workspaceId, slug)
    if (request.release === undefined) return { workflow: row, release: await activeRelease(trx, row) }
    const named = await releaseByHash(trx, row, request.release)
    if (named === null) throw notFound('release', request.release)
    return { workflow: row, release: named }
  })
  if (release === null) return noReleaseVerdict(slug, request.unitKey ?? 'unit-1')
  const gate = compiled(release.content_hash, release.manifest)
  const unitKey = request.unitKey ?? gate.unitKeyOf(request.input) ?? 'unit-1'
  const admission = gate.admit(request.input, {
    unitKey,
    leaseExpired: false,
    paused: workflow.pause_reason,
    rolloutPercent: request.rolloutPercent ?? Number(workflow.rollout_percent),
    duplicate: null,
    reserve: () => null,
  })
  if (admission.kind === 'settled') return admission.verdict
  const call =
    request.output === undefined ? ({ kind: 'none' } as const) : ({ kind: 'answered', output: request.output } as const)
  return gate.settle(request.input, call, { bucket: admission.bucket, draw: 1 }).verdict
}
