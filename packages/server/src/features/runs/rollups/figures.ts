import type { FigureQuery, Figures } from '@dayshift/contract'
import { DAY_MS, dayOf, type BucketCount, groupFailures, latencyQuantile, type Route } from '@dayshift/core'
import { sql } from 'kysely'
import type { z } from 'zod'
import { ProblemError } from '../../../platform/http/problem.ts'
import type { Trx, World } from '../../../platform/world.ts'
import { countedCosts, countedLatencies, countedRuns } from './counted.ts'

const HOUR_MS = 3_600_000
const MOST_STEPS = 3_000
/** Runs that failed and are grouped by message: the latest of the window. */
const FAILURES_READ = 2_000
const FAILURES_SHOWN = 20

export interface FigureWorkflow {
  readonly workspaceId: string
  readonly workflowId: string
}

/**
 * The figures of a workflow over a window, from the rollups and the deltas that aren't folded yet, so that they are exact
 * at once. The window is widened to whole steps (UTC), latency to whole days: the answer says to which. Call it in a
 * transaction of one snapshot (repeatable read), so that its parts agree.
 */
export async function readFigures(
  trx: Trx,
  world: World,
  { workspaceId, workflowId }: FigureWorkflow,
  query: z.output<typeof FigureQuery>,
): Promise<z.output<typeof Figures>> {
  const { step } = query
  const stepMs = step === 'hour' ? HOUR_MS : DAY_MS
  const { from, to } = widened(query, stepMs)
  const latencyWindow = widened({ from: from.toISOString(), to: to.toISOString() }, DAY_MS)
  const counts = await readCounts(trx, workspaceId, workflowId, from, to)
  const buckets = await readLatency(trx, workspaceId, workflowId, latencyWindow.from, latencyWindow.to)
  const costs = await readCosts(trx, workspaceId, workflowId, from, to)
  const failures = await readFailures(trx, workflowId, from, to)

  const sum = (of: (row: CountRow) => number) => counts.reduce((total, row) => total + of(row), 0)
  const n = sum((row) => row.n)
  const unpriced = sum((row) => row.called) - sum((row) => row.priced)
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    step,
    n,
    series: seriesOf(counts, from, to, stepMs),
    reasons: reasonsOf(counts),
    failed: sum((row) => row.failed),
    retries: sum((row) => row.retries),
    latencyMs: latencyOf(buckets, latencyWindow.from, latencyWindow.to),
    cost: costs.map((row) => ({ amount: row.amount, currency: row.currency, priced: row.n, unpriced })),
    unpriced,
    failures: failures.map(({ failureClass, message, example, n: times, retries, lastAt }) => ({
      failureClass,
      message,
      example,
      n: times,
      retries,
      lastAt: new Date(lastAt).toISOString(),
    })),
    freshAsOf: world.clock.now().toISOString(),
  }
}

function widened(query: { readonly from: string; readonly to: string }, stepMs: number): { from: Date; to: Date } {
  const from = Math.floor(Date.parse(query.from) / stepMs) * stepMs
  const to = Math.ceil(Date.parse(query.to) / stepMs) * stepMs
  const steps = (to - from) / stepMs
  if (steps >= 1 && steps <= MOST_STEPS) return { from: new Date(from), to: new Date(to) }
  throw new ProblemError({
    status: 400,
    code: 'window-out-of-range',
    title: 'This window can’t be shown',
    detail: `The window from ${query.from} to ${query.to} has ${String(Math.max(steps, 0))} steps; 1 to ${String(MOST_STEPS)} can be shown.`,
    mend: steps < 1 ? '"to" must be later than "from".' : 'Ask for a shorter window, or for step=day.',
  })
}

interface CountRow {
  readonly hour: Date
  readonly route: Route
  readonly reason_code: string
  readonly reason_rule: string
  readonly n: number
  readonly called: number
  readonly failed: number
  readonly retries: number
  readonly priced: number
}

async function readCounts(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  from: Date,
  to: Date,
): Promise<readonly CountRow[]> {
  const { rows } = await sql<CountRow>`
    select hour, route, reason_code, reason_rule, sum(n)::bigint as n, sum(called)::bigint as called,
      sum(failed)::bigint as failed, sum(retries)::bigint as retries, sum(priced)::bigint as priced
    from ${countedRuns(workspaceId, [workflowId])} as both_places
    where hour >= ${from} and hour < ${to}
    group by 1, 2, 3, 4`.execute(trx)
  return rows
}

async function readLatency(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  from: Date,
  to: Date,
): Promise<readonly BucketCount[]> {
  const { rows } = await sql<BucketCount>`
    select bucket, sum(n)::bigint as n
    from ${countedLatencies(workspaceId, [workflowId])} as both_places
    where day >= ${dayOf(from)}::date and day < ${dayOf(to)}::date
    group by 1`.execute(trx)
  return rows
}

async function readCosts(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  from: Date,
  to: Date,
): Promise<readonly { readonly currency: string; readonly amount: string; readonly n: number }[]> {
  const { rows } = await sql<{ currency: string; amount: string; n: number }>`
    select currency, trim_scale(sum(amount))::text as amount, sum(n)::bigint as n
    from ${countedCosts(workspaceId, [workflowId])} as both_places
    where hour >= ${from} and hour < ${to}
    group by 1 order by 1`.execute(trx)
  return rows
}

/** Runs of the window that failed, in groups of the same failure, the most frequent first. */
export async function readFailures(trx: Trx, workflowId: string, from: Date, to: Date) {
  const rows = await trx
    .selectFrom('runs')
    .select(['failure_class', 'failure_message', 'retries', 'started_at'])
    .where('workflow_id', '=', workflowId)
    // Written out, so that the index of failed runs serves it.
    .where(sql<boolean>`status = 'failed'`)
    .where('drill_id', 'is', null)
    .where('started_at', '>=', from)
    .where('started_at', '<', to)
    .orderBy('id', 'desc')
    .limit(FAILURES_READ)
    .execute()
  return groupFailures(
    rows.map((row) => ({
      failureClass: row.failure_class,
      failureMessage: row.failure_message,
      retries: row.retries,
      startedAt: row.started_at.getTime(),
    })),
  ).slice(0, FAILURES_SHOWN)
}

function seriesOf(
  counts: readonly CountRow[],
  from: Date,
  to: Date,
  stepMs: number,
): z.output<typeof Figures>['series'] {
  const steps = Array.from({ length: (to.getTime() - from.getTime()) / stepMs }, (_, i) => ({
    at: new Date(from.getTime() + i * stepMs).toISOString(),
    automatic: 0,
    review: 0,
    human: 0,
    existingProcess: 0,
  }))
  for (const row of counts) {
    const point = steps[Math.floor((row.hour.getTime() - from.getTime()) / stepMs)]
    if (point !== undefined) point[FIELD_OF[row.route]] += row.n
  }
  return steps
}

/** The name of a route in counts by route. */
export const FIELD_OF = {
  automatic: 'automatic',
  review: 'review',
  human: 'human',
  'existing-process': 'existingProcess',
} as const satisfies Record<Route, string>

function reasonsOf(counts: readonly CountRow[]): z.output<typeof Figures>['reasons'] {
  const reasons = new Map<string, { code: string; rule: string | null; route: Route; n: number }>()
  for (const { reason_code: code, reason_rule: rule, route, n } of counts) {
    const key = `${route} ${code} ${rule}`
    const known = reasons.get(key) ?? { code, rule: rule === '' ? null : rule, route, n: 0 }
    known.n += n
    reasons.set(key, known)
  }
  return [...reasons.values()].toSorted((a, b) => b.n - a.n || (a.code < b.code ? -1 : 1))
}

function latencyOf(buckets: readonly BucketCount[], from: Date, to: Date): z.output<typeof Figures>['latencyMs'] {
  const p50 = latencyQuantile(buckets, 0.5)
  const p95 = latencyQuantile(buckets, 0.95)
  if (p50 === null || p95 === null) return null
  const n = buckets.reduce((sum, bucket) => sum + bucket.n, 0)
  return { p50: rounded(p50), p95: rounded(p95), n, from: from.toISOString(), to: to.toISOString() }
}

/** Three digits say all that a bucket of 2 % knows. */
function rounded(ms: number): number {
  return Number(ms.toPrecision(3))
}
