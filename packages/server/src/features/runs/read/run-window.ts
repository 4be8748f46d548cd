import { type EffectSide, LATENCY_GAMMA, type RunDay, uuidV7FromTime } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../../platform/world.ts'

export interface RunWindow {
  readonly workflowId: string
  /** Null for runs of any release. */
  readonly releaseId: string | null
  readonly from: Date
  readonly to: Date
}

/**
 * The figures of the runs that began in a window, as one day of runs, with what each AI call cost and how many tokens it
 * took. Read from the runs themselves: the window begins and ends at any instant, and may be of one release.
 */
export async function readRunWindow(
  trx: Trx,
  workspaceId: string,
  { workflowId, releaseId, from, to }: RunWindow,
): Promise<EffectSide> {
  // An id carries its time; a host whose clock is off by an hour is still read whole.
  const [firstId, lastId] = [
    uuidV7FromTime(new Date(Math.max(0, from.getTime() - HOUR_MS)), LEAST),
    uuidV7FromTime(new Date(to.getTime() + HOUR_MS), MOST),
  ]
  const { rows } = await sql<WindowRow>`
    with within as materialized (
      select id, route, reason_code, status, retries, latency_ms, cost_amount, cost_currency, input_tokens, output_tokens
      from runs
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and id between ${firstId} and ${lastId}
        and started_at >= ${from} and started_at < ${to} and duplicate_of is null and drill_id is null
        and (${releaseId}::uuid is null or release_id = ${releaseId}::uuid)
    ), buckets as (
      select ceil(ln(greatest(latency_ms, 0.01)) / ln(${LATENCY_GAMMA}::double precision))::integer as bucket,
        count(*) as n
      from within where status <> 'not-called' group by 1
    ), last_decisions as (
      select distinct on (d.run_id) d.kind from decisions d join within w on w.id = d.run_id
      where d.workspace_id = ${workspaceId} order by d.run_id, d.decided_at desc, d.id desc
    ), decided as (
      select count(*) filter (where kind = 'accepted') as accepted,
        count(*) filter (where kind = 'edited') as edited,
        count(*) filter (where kind = 'overridden') as overridden,
        count(*) filter (where kind = 'ignored') as ignored,
        count(*) filter (where kind = 'escalated') as escalated
      from last_decisions
    ), flagged as (
      select count(distinct f.run_id) as flags from flags f join within w on w.id = f.run_id
      where f.workspace_id = ${workspaceId}
    )
    select count(*) as n,
      count(*) filter (where route = 'automatic') as automatic,
      count(*) filter (where route = 'review') as review,
      count(*) filter (where route = 'human') as human,
      count(*) filter (where route = 'existing-process') as "existingProcess",
      count(*) filter (where reason_code = 'input-contract') as "faultyInputs",
      count(*) filter (where status <> 'not-called') as called,
      count(*) filter (where status = 'failed') as failed,
      coalesce(sum(retries), 0)::bigint as retries,
      count(*) filter (where status <> 'not-called' and cost_amount is not null) as priced,
      count(distinct cost_currency) filter (where status <> 'not-called' and cost_amount is not null) as currencies,
      min(cost_currency) as currency,
      trim_scale(sum(cost_amount) filter (where status <> 'not-called'))::text as amount,
      (avg(cost_amount) filter (where status <> 'not-called'))::double precision as "costMean",
      coalesce(stddev_samp(cost_amount) filter (where status <> 'not-called'), 0)::double precision as "costSpread",
      count(input_tokens + output_tokens) filter (where status <> 'not-called') as tokened,
      (avg(input_tokens + output_tokens) filter (where status <> 'not-called'))::double precision as "tokenMean",
      coalesce(stddev_samp(input_tokens + output_tokens) filter (where status <> 'not-called'), 0)::double precision
        as "tokenSpread",
      (select coalesce(jsonb_agg(jsonb_build_object('bucket', bucket, 'n', n)), '[]') from buckets) as latency,
      (select to_jsonb(decided) from decided) as decided,
      (select flags from flagged) as flags
    from within`.execute(trx)
  const [row] = rows
  return row === undefined ? EMPTY : sideOf(row, from)
}

type DecidedCounts = Pick<RunDay, 'accepted' | 'edited' | 'overridden' | 'ignored' | 'escalated'>

interface WindowRow extends Omit<RunDay, 'day' | 'cost' | keyof DecidedCounts> {
  readonly currencies: number
  readonly currency: string | null
  readonly amount: string | null
  readonly costMean: number | null
  readonly costSpread: number
  readonly tokened: number
  readonly tokenMean: number | null
  readonly tokenSpread: number
  readonly decided: DecidedCounts
}

function sideOf(row: WindowRow, from: Date): EffectSide {
  const { currencies, currency, amount, costMean, costSpread, tokened, tokenMean, tokenSpread, decided, ...counts } =
    row
  const oneCurrency = currencies === 1 && currency !== null && amount !== null
  const day: RunDay = {
    ...counts,
    ...decided,
    day: from.toISOString().slice(0, 10),
    cost: oneCurrency ? { amount, currency } : null,
  }
  return {
    days: [day],
    cost: oneCurrency && costMean !== null ? { n: row.priced, mean: costMean, spread: costSpread } : null,
    tokens: tokenMean === null ? null : { n: tokened, mean: tokenMean, spread: tokenSpread },
  }
}

const EMPTY: EffectSide = { days: [], cost: null, tokens: null }
const HOUR_MS = 3_600_000
const LEAST = new Uint8Array(10)
const MOST = new Uint8Array(10).fill(255)
