import { sql } from 'kysely'
import type { Trx } from '../../../platform/world.ts'

/** Delta rows that one transaction folds. */
const CHUNK = 500

/**
 * Moves waiting deltas into the rollups: rows are deleted and added in one statement, so that each counts once, however
 * many processes fold and wherever one of them dies. Needs a transaction across workspaces. Gives the number of rows
 * folded; as many as a call takes mean that there may be more.
 */
export async function foldRunDeltas(trx: Trx): Promise<{ folded: number; more: boolean }> {
  // One process folds at a time: two would wait for each other's rollup rows.
  const lock = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('dayshift fold-run-deltas')) as mine`.execute(trx)
  if (lock.rows[0]?.mine !== true) return { folded: 0, more: false }
  const { rows } = await sql<{ folded: number }>`
    with taken as (
      delete from run_deltas where id in (select id from run_deltas order by id limit ${CHUNK} for update)
      returning workspace_id, deltas
    ),
    counts as (
      insert into run_rollups (workspace_id, workflow_id, hour, route, reason_code, reason_rule, release_id,
        n, called, failed, retries, priced, input_tokens, output_tokens)
      select workspace_id, (c ->> 0)::uuid, to_timestamp((c ->> 1)::bigint), c ->> 2, c ->> 3, c ->> 4, (c ->> 5)::uuid,
        sum((c ->> 6)::bigint), sum((c ->> 7)::bigint), sum((c ->> 8)::bigint), sum((c ->> 9)::bigint),
        sum((c ->> 10)::bigint), sum((c ->> 11)::bigint), sum((c ->> 12)::bigint)
      from taken, jsonb_array_elements(deltas -> 'counts') as c
      group by 1, 2, 3, 4, 5, 6, 7
      on conflict (workspace_id, workflow_id, hour, route, reason_code, reason_rule, release_id) do update set
        n = run_rollups.n + excluded.n,
        called = run_rollups.called + excluded.called,
        failed = run_rollups.failed + excluded.failed,
        retries = run_rollups.retries + excluded.retries,
        priced = run_rollups.priced + excluded.priced,
        input_tokens = run_rollups.input_tokens + excluded.input_tokens,
        output_tokens = run_rollups.output_tokens + excluded.output_tokens
    ),
    latency as (
      insert into latency_rollups (workspace_id, workflow_id, day, bucket, n)
      select workspace_id, (l ->> 0)::uuid, (to_timestamp((l ->> 1)::bigint) at time zone 'UTC')::date, (l ->> 2)::integer,
        sum((l ->> 3)::bigint)
      from taken, jsonb_array_elements(deltas -> 'latency') as l
      group by 1, 2, 3, 4
      on conflict (workspace_id, workflow_id, day, bucket) do update set n = latency_rollups.n + excluded.n
    ),
    cost as (
      insert into cost_rollups (workspace_id, workflow_id, hour, currency, amount, n)
      select workspace_id, (c ->> 0)::uuid, to_timestamp((c ->> 1)::bigint), c ->> 2, sum((c ->> 3)::numeric),
        sum((c ->> 4)::bigint)
      from taken, jsonb_array_elements(deltas -> 'cost') as c
      group by 1, 2, 3, 4
      on conflict (workspace_id, workflow_id, hour, currency) do update set
        amount = cost_rollups.amount + excluded.amount,
        n = cost_rollups.n + excluded.n
    )
    select count(*)::integer as folded from taken`.execute(trx)
  const folded = rows[0]?.folded ?? 0
  return { folded, more: folded === CHUNK }
}
