import type { RunDetail } from '@dayshift/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import { storable } from '../../platform/database/index.ts'
import type { Trx } from '../../platform/world.ts'

interface Score {
  readonly runId: string
  readonly name: string
  readonly value: number | null
  readonly label: string | null
  readonly source: string
  readonly comment: string | null
  readonly at: Date
}

/** Keeps what was said of runs that are known here, once each. */
export async function keepScores(
  trx: Trx,
  workspaceId: string,
  scores: readonly Score[],
): Promise<{ readonly accepted: number; readonly unknown: number }> {
  if (scores.length === 0) return { accepted: 0, unknown: 0 }
  const known = await trx
    .selectFrom('runs')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...new Set(scores.map(({ runId }) => runId))])
    .execute()
  const ids = new Set(known.map(({ id }) => id))
  const kept = scores.filter(({ runId }) => ids.has(runId))
  if (kept.length === 0) return { accepted: 0, unknown: scores.length }
  const { rows } = await sql<{ n: number }>`
    with added as (
      insert into run_scores (workspace_id, run_id, name, value, label, source, comment, at)
      select ${workspaceId}::uuid, * from unnest(
        ${kept.map(({ runId }) => runId)}::uuid[], ${kept.map(({ name }) => storable(name))}::text[],
        ${kept.map(({ value }) => value)}::double precision[],
        ${kept.map(({ label }) => (label === null ? null : storable(label)))}::text[],
        ${kept.map(({ source }) => storable(source))}::text[],
        ${kept.map(({ comment }) => (comment === null ? null : storable(comment)))}::text[],
        ${kept.map(({ at }) => at)}::timestamptz[])
      on conflict do nothing returning 1
    )
    select count(*)::bigint as n from added`.execute(trx)
  return { accepted: rows[0]?.n ?? 0, unknown: scores.length - kept.length }
}

export async function readScores(trx: Trx, runId: string): Promise<RunDetailScores> {
  const rows = await trx
    .selectFrom('run_scores')
    .select(['name', 'value', 'label', 'source', 'comment', 'at'])
    .where('run_id', '=', runId)
    .orderBy('at')
    .orderBy('name')
    .limit(MOST_SHOWN)
    .execute()
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

type RunDetailScores = z.output<typeof RunDetail>['scores']
const MOST_SHOWN = 200
