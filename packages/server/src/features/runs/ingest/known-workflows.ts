import { sql } from 'kysely'
import type { Trx } from '../../../platform/world.ts'

export interface KnownRelease {
  readonly id: string
  /** Days that contents are kept; null where the manifest says that nothing is captured. */
  readonly retentionDays: number | null
  /** Who serves its model. */
  readonly provider: string | null
}

export interface KnownWorkflow {
  readonly id: string
  /** By content hash. */
  readonly releases: ReadonlyMap<string, KnownRelease>
}

interface Named {
  readonly workflow: string
  readonly release: string | null
}

/** Finds the workflows of a batch by slug; those that don't exist are absent. One query at most. */
export type FindWorkflows = (
  trx: Trx,
  workspaceId: string,
  names: readonly Named[],
) => Promise<ReadonlyMap<string, KnownWorkflow>>

/**
 * Makes the finder of a server process. A slug or a hash, once it is taken, means the same for ever, so what was found
 * is kept (for `limit` workflows); what was not is asked for again each time.
 */
export function createFindWorkflows(limit = 2_000): FindWorkflows {
  const kept = new Map<string, KnownWorkflow>()
  return async (trx, workspaceId, names) => {
    const found = new Map<string, KnownWorkflow>()
    const missing = new Set<string>()
    let last: Named | null = null
    for (const name of names) {
      if (last !== null && name.workflow === last.workflow && name.release === last.release) continue
      last = name
      const workflow = kept.get(`${workspaceId}/${name.workflow}`)
      if (workflow !== undefined) found.set(name.workflow, workflow)
      if (workflow === undefined || (name.release !== null && !workflow.releases.has(name.release))) {
        missing.add(name.workflow)
      }
    }
    if (missing.size === 0) return found
    for (const [slug, workflow] of await read(trx, workspaceId, [...missing])) {
      found.set(slug, workflow)
      const key = `${workspaceId}/${slug}`
      kept.delete(key)
      kept.set(key, workflow)
    }
    for (const key of kept.keys()) {
      if (kept.size <= limit) break
      kept.delete(key)
    }
    return found
  }
}

/** For contents of a run whose release isn't registered here. */
export const DEFAULT_RETENTION_DAYS = 30

async function read(
  trx: Trx,
  workspaceId: string,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, KnownWorkflow>> {
  const { rows } = await sql<{
    id: string
    slug: string
    release_id: string | null
    content_hash: string | null
    capture: string | null
    retention_days: number | null
    provider: string | null
  }>`
    select w.id, w.slug, r.id as release_id, r.content_hash,
      r.manifest #>> '{data,capture}' as capture, (r.manifest #>> '{data,retentionDays}')::float as retention_days,
      r.manifest #>> '{model,provider}' as provider
    from workflows w left join releases r on r.workflow_id = w.id
    where w.workspace_id = ${workspaceId} and w.slug = any(${[...slugs]})`.execute(trx)
  const workflows = new Map<string, { id: string; releases: Map<string, KnownRelease> }>()
  for (const row of rows) {
    const workflow = workflows.get(row.slug) ?? { id: row.id, releases: new Map() }
    workflows.set(row.slug, workflow)
    if (row.release_id === null || row.content_hash === null) continue
    workflow.releases.set(row.content_hash, {
      id: row.release_id,
      retentionDays: row.capture === 'none' ? null : (row.retention_days ?? DEFAULT_RETENTION_DAYS),
      provider: row.provider,
    })
  }
  return workflows
}
