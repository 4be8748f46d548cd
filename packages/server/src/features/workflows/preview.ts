import type { RouteAnswer, RouteRequest } from '@dayshift/contract'
import { meetsCandidate, noReleaseVerdict, PREVIEWED_UNIT, previewRoute } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound } from '../../platform/http/problem.ts'
import type { World } from '../../platform/world.ts'
import type { CompiledGates } from './compiled-gates.ts'
import { knownWorkflow } from './known-workflow.ts'
import { findRelease } from './store.ts'

/** Says where a unit would go by the release that it meets now, or by the one that is named. Records nothing. */
export async function preview(
  world: World,
  gates: CompiledGates,
  workspaceId: string,
  slug: string,
  request: z.output<typeof RouteRequest>,
): Promise<z.output<typeof RouteAnswer>> {
  const { workflow, release, candidate } = await inWorkspace(world.db, workspaceId, async (trx) => {
    const found = await knownWorkflow(trx, workspaceId, slug)
    const which =
      request.release === undefined ? found.activeReleaseId && { id: found.activeReleaseId } : { hash: request.release }
    const next = request.release === undefined ? found.candidate : null
    return {
      workflow: found,
      release: which ? await findRelease(trx, workspaceId, found.id, which) : null,
      candidate: next && {
        release: await findRelease(trx, workspaceId, found.id, { id: next.releaseId }),
        percent: next.percent,
      },
    }
  })
  if (release === null) {
    if (request.release !== undefined) throw notFound(`release of "${slug}" with the hash`, request.release)
    return noReleaseVerdict(slug, request.unitKey ?? PREVIEWED_UNIT)
  }
  const active = gates.gateOf(release)
  const unitKey = request.unitKey ?? active.unitKeyOf(request.input) ?? PREVIEWED_UNIT
  const next = candidate?.release ?? null
  const meetsNext =
    candidate !== null &&
    next !== null &&
    meetsCandidate(slug, unitKey, { hash: next.hash, percent: candidate.percent })
  return previewRoute(meetsNext ? gates.gateOf(next) : active, {
    input: request.input,
    output: request.output,
    unitKey,
    rolloutPercent: request.rolloutPercent ?? workflow.rolloutPercent,
    paused: workflow.paused?.reason ?? null,
  })
}
