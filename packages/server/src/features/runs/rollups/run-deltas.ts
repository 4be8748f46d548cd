import { DAY_MS, createDecimalSum, type DecimalSum, latencyBucket } from '@dayshift/core'
import type { KeptRun } from '../ingest/incoming-run.ts'

/** What a batch adds to the figures, as one row of `run_deltas`: small, whatever the size of the batch. */
export interface RunDeltas {
  /**
   * Workflow, hour (seconds since the epoch), route, reason's code and rule ('' for none), release (the nil UUID for
   * none); then runs, runs with a call, failed runs, retries, runs with a call that are priced, input and output tokens.
   */
  readonly counts: readonly (readonly [
    ...key: [string, number, string, string, string, string],
    ...figures: [number, number, number, number, number, number, number],
  ])[]
  /** Workflow, day (seconds since the epoch), latency bucket, runs. */
  readonly latency: readonly (readonly [string, number, number, number])[]
  /** Workflow, hour, currency, amount as decimal text, runs. */
  readonly cost: readonly (readonly [string, number, string, string, number])[]
}

export const NO_RELEASE = '00000000-0000-0000-0000-000000000000'
const HOUR_MS = 3_600_000

export function deltasOf(runs: readonly KeptRun[]): RunDeltas {
  const counts = new Map<string, Counts>()
  const latency = new Map<string, Latency>()
  const cost = new Map<string, Cost>()
  let count: Counts | null = null
  let buckets: Latency | null = null
  let spent: Cost | null = null
  for (const run of runs) {
    // A drill is no ordinary work: it is in no figure.
    if (run.drill !== null) continue
    // Runs beside one another mostly count in the same places.
    const hour = Math.floor(run.startedAt / HOUR_MS) * 3600
    if (count === null || !countsIn(count, run, hour)) {
      count = at(counts, countsKey(run, hour), () => newCounts(run, hour))
    }
    count.n++
    const called = run.record.status !== 'not-called'
    if (called) count.called++
    if (run.record.status === 'failed') count.failed++
    count.retries += run.record.retries
    count.inputTokens += run.record.inputTokens ?? 0
    count.outputTokens += run.record.outputTokens ?? 0

    const day = Math.floor(run.startedAt / DAY_MS) * 86_400
    if (buckets === null || buckets.workflowId !== run.workflowId || buckets.day !== day) {
      buckets = at(latency, `${run.workflowId} ${String(day)}`, () => newLatency(run, day))
    }
    const bucket = latencyBucket(run.record.latencyMs)
    buckets.counts.set(bucket, (buckets.counts.get(bucket) ?? 0) + 1)

    if (run.record.costAmount === null || run.record.costCurrency === null) continue
    if (called) count.priced++
    const currency = run.record.costCurrency
    if (spent === null || spent.workflowId !== run.workflowId || spent.hour !== hour || spent.currency !== currency) {
      spent = at(cost, `${run.workflowId} ${String(hour)} ${currency}`, () => newCost(run, hour, currency))
    }
    spent.sum.add(run.record.costAmount)
    spent.n++
  }
  return {
    counts: Array.from(counts.values(), (c) => [
      c.run.workflowId,
      c.hour,
      c.run.record.route,
      c.run.record.reasonCode,
      c.run.record.reasonRule ?? '',
      c.run.releaseId ?? NO_RELEASE,
      c.n,
      c.called,
      c.failed,
      c.retries,
      c.priced,
      c.inputTokens,
      c.outputTokens,
    ]),
    latency: [...latency.values()].flatMap((l) =>
      Array.from(l.counts, ([b, n]) => [l.workflowId, l.day, b, n] as const),
    ),
    cost: Array.from(cost.values(), (c) => [c.workflowId, c.hour, c.currency, c.sum.total(), c.n]),
  }
}

interface Counts {
  /** The first that counted here: it has the key. */
  readonly run: KeptRun
  readonly hour: number
  n: number
  called: number
  failed: number
  retries: number
  priced: number
  inputTokens: number
  outputTokens: number
}

interface Latency {
  readonly workflowId: string
  readonly day: number
  readonly counts: Map<number, number>
}

interface Cost {
  readonly workflowId: string
  readonly hour: number
  readonly currency: string
  readonly sum: DecimalSum
  n: number
}

function countsIn({ run, hour }: Counts, other: KeptRun, otherHour: number): boolean {
  return (
    hour === otherHour &&
    run.record.route === other.record.route &&
    run.record.reasonCode === other.record.reasonCode &&
    run.record.reasonRule === other.record.reasonRule &&
    run.releaseId === other.releaseId &&
    run.workflowId === other.workflowId
  )
}

/** The rule's name comes last: it may hold any character. */
function countsKey(run: KeptRun, hour: number): string {
  return `${run.workflowId} ${String(hour)} ${run.record.route} ${run.record.reasonCode} ${String(run.releaseId)} ${run.record.reasonRule ?? ''}`
}

function newCounts(run: KeptRun, hour: number): Counts {
  return { run, hour, n: 0, called: 0, failed: 0, retries: 0, priced: 0, inputTokens: 0, outputTokens: 0 }
}

function newLatency({ workflowId }: KeptRun, day: number): Latency {
  return { workflowId, day, counts: new Map() }
}

function newCost({ workflowId }: KeptRun, hour: number, currency: string): Cost {
  return { workflowId, hour, currency, sum: createDecimalSum(), n: 0 }
}

function at<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
