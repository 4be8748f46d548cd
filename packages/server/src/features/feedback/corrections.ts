import type { RepeatedError } from '@dayshift/contract'
import { DAY_MS, countByWeek, type CorrectedField, reworkOf } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'

/** Weeks that are looked back on. */
export const WEEKS = 8
export const WEEKS_MS = WEEKS * 7 * DAY_MS

/** One correction, the last one of its run; drills left out. */
export interface StoredCorrection {
  readonly decisionId: string
  readonly runId: string
  /** Empty where more was changed than single fields. */
  readonly digest: string
  readonly fields: readonly CorrectedField[]
  readonly shownAt: Date | null
  readonly decidedAt: Date
}

/** Corrections of a workflow since an instant; of these errors alone where they are named. */
export async function readCorrections(
  trx: Trx,
  { workspaceId, workflowId }: { readonly workspaceId: string; readonly workflowId: string },
  since: Date,
  digests: readonly string[] | null = null,
): Promise<readonly StoredCorrection[]> {
  const { rows } = await sql<StoredCorrection>`
    select distinct on (run_id) decision_id as "decisionId", run_id as "runId", digest, fields,
      shown_at as "shownAt", decided_at as "decidedAt"
    from corrections
    where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and decided_at >= ${since}
      and (${digests === null} or digest = any(${digests === null ? [] : [...digests]}::text[]))
      and run_id not in (select id from runs where workflow_id = ${workflowId} and drill_id is not null)
    order by run_id, decided_at desc, decision_id desc`.execute(trx)
  return rows
}

/** Corrections grouped by the error that they put right, the most frequent first (S247). */
export function repeatedErrors(corrections: readonly StoredCorrection[], now: Date): RepeatedError[] {
  const groups = new Map<string, StoredCorrection[]>()
  for (const correction of corrections) {
    if (correction.digest === '') continue
    const group = groups.get(correction.digest)
    if (group === undefined) groups.set(correction.digest, [correction])
    else group.push(correction)
  }
  return [...groups]
    .map(([digest, group]) => {
      const times = group.map(({ decidedAt }) => decidedAt.getTime())
      return {
        digest,
        fields: (group[0]?.fields ?? []).map(({ path, kind, from, to }) => ({ path, kind, from, to })),
        n: group.length,
        firstAt: new Date(Math.min(...times)).toISOString(),
        lastAt: new Date(Math.max(...times)).toISOString(),
        rework: reworkOf(group),
        weeks: countByWeek(
          group.map(({ decidedAt }) => decidedAt),
          now,
          WEEKS,
        ),
      }
    })
    .toSorted((a, b) => b.n - a.n || (a.lastAt < b.lastAt ? 1 : -1))
}
