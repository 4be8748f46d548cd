import { DAY_MS, emptyRunDay, type RunDay } from '@dayshift/core'
import { sql } from 'kysely'
import { anyOf } from '../../../platform/database/index.ts'
import type { Trx } from '../../../platform/world.ts'
import { countedCosts, countedLatencies, countedRuns } from './counted.ts'

/** A year and its neighbour months: what a stage, a target or a review may look back on. */
const MOST_DAYS = 400

/**
 * The figures of a workflow by calendar day (UTC), oldest first, for the 400 days that end at `now`: runs from the rollups
 * and the deltas that aren't folded yet, decisions (of several on one run the last one counts) and flags. Days on which
 * nothing happened are left out. Call it in a transaction of one snapshot where its parts must agree.
 */
export async function readRunDays(trx: Trx, workspaceId: string, workflowId: string, now: Date): Promise<RunDay[]> {
  return (await runDaysByWorkflow(trx, workspaceId, [workflowId], now)).get(workflowId) ?? []
}

/** The same of several workflows; one of which there are no figures is not in it. */
export async function runDaysByWorkflow(
  trx: Trx,
  workspaceId: string,
  workflowIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, RunDay[]>> {
  const from = dayOf(now.getTime() - (MOST_DAYS - 1) * DAY_MS)
  const to = dayOf(now.getTime())
  const within = { trx, workspaceId, workflowIds, from, to }
  const [counts, costs, latencies, decisions, flags] = [
    await readCounts(within),
    await readCosts(within),
    await readLatencies(within),
    await readDecisions(within),
    await readFlags(within),
  ]
  const workflows = new Map<string, Map<string, Mutable<RunDay>>>()
  const at = (workflow: string, day: string): Mutable<RunDay> => {
    const days = workflows.get(workflow) ?? new Map<string, Mutable<RunDay>>()
    workflows.set(workflow, days)
    const known = days.get(day)
    if (known !== undefined) return known
    const made: Mutable<RunDay> = emptyRunDay(day)
    days.set(day, made)
    return made
  }
  for (const { workflow, day, ...figures } of counts) Object.assign(at(workflow, day), figures)
  for (const { workflow, day, currencies, amount, currency } of costs) {
    at(workflow, day).cost = currencies === 1 ? { amount, currency } : null
  }
  for (const { workflow, day, buckets } of latencies) at(workflow, day).latency = buckets
  for (const { workflow, day, ...kinds } of decisions) Object.assign(at(workflow, day), kinds)
  for (const { workflow, day, n } of flags) at(workflow, day).flags = n
  return new Map(
    [...workflows].map(([workflow, days]) => [
      workflow,
      [...days.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1)),
    ]),
  )
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

interface Within {
  readonly trx: Trx
  readonly workspaceId: string
  readonly workflowIds: readonly string[]
  /** First and last day, ISO dates. */
  readonly from: string
  readonly to: string
}

interface OfWorkflow {
  readonly workflow: string
}

type CountDay = OfWorkflow &
  Pick<
    RunDay,
    | 'day'
    | 'n'
    | 'automatic'
    | 'review'
    | 'human'
    | 'existingProcess'
    | 'faultyInputs'
    | 'called'
    | 'failed'
    | 'retries'
    | 'priced'
  >

async function readCounts({ trx, workspaceId, workflowIds, from, to }: Within): Promise<readonly CountDay[]> {
  const { rows } = await sql<CountDay>`
    select workflow_id as workflow, (hour at time zone 'UTC')::date as day, sum(n)::bigint as n,
      coalesce(sum(n) filter (where route = 'automatic'), 0)::bigint as automatic,
      coalesce(sum(n) filter (where route = 'review'), 0)::bigint as review,
      coalesce(sum(n) filter (where route = 'human'), 0)::bigint as human,
      coalesce(sum(n) filter (where route = 'existing-process'), 0)::bigint as "existingProcess",
      coalesce(sum(n) filter (where reason_code = 'input-contract'), 0)::bigint as "faultyInputs",
      sum(called)::bigint as called, sum(failed)::bigint as failed, sum(retries)::bigint as retries,
      sum(priced)::bigint as priced
    from ${countedRuns(workspaceId, workflowIds)} as both_places
    where (hour at time zone 'UTC')::date between ${from}::date and ${to}::date
    group by 1, 2`.execute(trx)
  return rows
}

async function readCosts({ trx, workspaceId, workflowIds, from, to }: Within) {
  const { rows } = await sql<OfWorkflow & { day: string; currencies: number; currency: string; amount: string }>`
    select workflow_id as workflow, (hour at time zone 'UTC')::date as day, count(distinct currency)::bigint as currencies,
      min(currency) as currency, trim_scale(sum(amount))::text as amount
    from ${countedCosts(workspaceId, workflowIds)} as both_places
    where (hour at time zone 'UTC')::date between ${from}::date and ${to}::date
    group by 1, 2`.execute(trx)
  return rows
}

async function readLatencies({ trx, workspaceId, workflowIds, from, to }: Within) {
  const { rows } = await sql<OfWorkflow & { day: string; buckets: RunDay['latency'] }>`
    select workflow_id as workflow, day, jsonb_agg(jsonb_build_object('bucket', bucket, 'n', n)) as buckets
    from (
      select workflow_id, day, bucket, sum(n)::bigint as n
      from ${countedLatencies(workspaceId, workflowIds)} as both_places
      where day between ${from}::date and ${to}::date
      group by 1, 2, 3
    ) as by_bucket
    group by 1, 2`.execute(trx)
  return rows
}

type DecisionDay = OfWorkflow & Pick<RunDay, 'day' | 'accepted' | 'edited' | 'overridden' | 'ignored' | 'escalated'>

async function readDecisions({ trx, workspaceId, workflowIds, from, to }: Within): Promise<readonly DecisionDay[]> {
  const { rows } = await sql<DecisionDay>`
    select workflow_id as workflow, (decided_at at time zone 'UTC')::date as day,
      count(*) filter (where kind = 'accepted') as accepted,
      count(*) filter (where kind = 'edited') as edited,
      count(*) filter (where kind = 'overridden') as overridden,
      count(*) filter (where kind = 'ignored') as ignored,
      count(*) filter (where kind = 'escalated') as escalated
    from (
      select distinct on (workflow_id, coalesce(run_id, id)) workflow_id, kind, decided_at from decisions
      where workspace_id = ${workspaceId} and workflow_id = ${anyOf(workflowIds)} and ${notDrilled}
        and decided_at >= ${from}::date::timestamp at time zone 'UTC'
        and decided_at < (${to}::date + 1)::timestamp at time zone 'UTC'
      order by workflow_id, coalesce(run_id, id), decided_at desc, id desc
    ) as last_ones
    where kind <> 'bypass'
    group by 1, 2`.execute(trx)
  return rows
}

async function readFlags({ trx, workspaceId, workflowIds, from, to }: Within) {
  const { rows } = await sql<OfWorkflow & { day: string; n: number }>`
    select workflow_id as workflow, (at at time zone 'UTC')::date as day, count(distinct run_id)::bigint as n from flags
    where workspace_id = ${workspaceId} and workflow_id = ${anyOf(workflowIds)} and run_id is not null and ${notDrilled}
      and at >= ${from}::date::timestamp at time zone 'UTC' and at < (${to}::date + 1)::timestamp at time zone 'UTC'
    group by 1, 2`.execute(trx)
  return rows
}

/** What people did with the runs of a drill is no figure of the workflow's work. */
const notDrilled = sql`(run_id is null or run_id not in (select id from runs where drill_id is not null))`

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
