import type { GateState } from '@dayshift/contract'
import type { ForcedFault, Manifest } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { pendingReruns } from '../cases/index.ts'
import { humanFirstOf } from '../decisions/index.ts'
import type { CheckPrices } from './add-release.ts'
import { knownWorkflow } from './known-workflow.ts'
import { findRelease, shadowRelease } from './store.ts'

/** For how long a host may go on without hearing from the server. */
const LEASE_MS = 60_000

export type GateAnswer =
  | { readonly kind: 'unchanged'; readonly etag: string }
  | { readonly kind: 'state'; readonly etag: string; readonly state: GateState }

export interface GateNeeds {
  readonly faultsOf: FaultsOf
  readonly spendOf: SpendOf
  readonly checkPrices: CheckPrices
}

/** The faults that drills force on a workflow now or soon. */
export type FaultsOf = (trx: Trx, workspaceId: string, workflowId: string) => Promise<readonly ForcedFault[]>

/** The limits that hosts hold by leases; handed in, because spend lies above workflows. */
export type SpendOf = (
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  manifest: Manifest | null,
) => Promise<NonNullable<GateState['spend']> | null>

/**
 * What a host needs to run the gate by itself. Hosts ask every few seconds, so where nothing has changed since the tag
 * that they know, one small query is all.
 */
export async function readGateState(
  world: World,
  workspaceId: string,
  slug: string,
  known: string | undefined,
  { faultsOf, spendOf }: GateNeeds,
): Promise<GateAnswer> {
  return await inWorkspace(
    world.db,
    workspaceId,
    async (trx): Promise<GateAnswer> => {
      const workflow = await knownWorkflow(trx, workspaceId, slug)
      const { id, activeReleaseId, rolloutPercent, candidate, shadow, paused } = workflow
      const etag = `"${id}-${workflow.gateVersion}"`
      if (namesTag(known, etag)) return { kind: 'unchanged', etag }
      const active = activeReleaseId === null ? null : await findRelease(trx, workspaceId, id, { id: activeReleaseId })
      const next = candidate === null ? null : await findRelease(trx, workspaceId, id, { id: candidate.releaseId })
      const beside = shadow === null ? null : await shadowRelease(trx, workspaceId, id)
      const reruns = await pendingReruns(trx, world, workspaceId, id)
      const faults = await faultsOf(trx, workspaceId, id)
      const spend = await spendOf(trx, workspaceId, id, active?.manifest ?? null)
      const first = await humanFirstOf(trx, id)
      const state: GateState = {
        workflow: slug,
        release: active && { hash: active.hash, name: active.name, manifest: active.manifest },
        rolloutPercent,
        candidate:
          next === null || candidate === null
            ? null
            : { hash: next.hash, name: next.name, manifest: next.manifest, percent: candidate.percent },
        shadow:
          beside === null || shadow === null
            ? null
            : {
                change: shadow.changeId,
                hash: beside.hash,
                name: beside.name,
                manifest: beside.manifest,
                percent: shadow.percent,
              },
        paused: paused && { reason: paused.reason, since: paused.at.toISOString() },
        leaseMs: LEASE_MS,
        reruns: reruns.map((rerun) => ({ ...rerun })),
        spend,
        ...(first === null || first.percent === 0
          ? {}
          : { humanFirst: { percent: first.percent, field: first.field } }),
        ...(faults.length === 0 ? {} : { faults: faults.map(faultWire) }),
      }
      return { kind: 'state', etag, state }
    },
    // The tag must name exactly what is sent under it.
    { isolation: 'repeatable read' },
  )
}

function faultWire({ from, until, unitKeys, ...fault }: ForcedFault): NonNullable<GateState['faults']>[number] {
  const instants = { from: new Date(from).toISOString(), until: new Date(until).toISOString() }
  return { ...fault, unitKeys: [...unitKeys], ...instants }
}

/** `If-None-Match` (RFC 9110 13.1.2): a list of tags, compared weakly, or `*`. */
function namesTag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}
