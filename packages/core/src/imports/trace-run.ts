import { PRICE_CURRENCY } from '../spend/prices.ts'
import type { ImportedCall, ImportedRun } from './imported-run.ts'
import type { TraceSource } from './propose-workflow.ts'
import type { SpanFacts } from './span-facts.ts'

/**
 * The run of a trace: its spans together are one run, however many calls, tools and retries it took. Where a call of a model
 * lies within another (a framework's span around the vendor's, both with the tokens), the inner one counts.
 */
export function traceRun(
  traceId: string,
  spans: readonly SpanFacts[],
  scoredBy: string = 'gen_ai.evaluation',
): ImportedRun {
  const ordered = onceEach(spans)
  const root = rootOf(ordered)
  const calls = countedCalls(ordered)
  const first = <Value>(of: (span: SpanFacts) => Value | null): Value | null =>
    (root === null ? null : of(root)) ?? ordered.map(of).find((value) => value !== null) ?? null
  return {
    id: traceId,
    name: root?.name ?? null,
    workflow: first(({ workflow }) => workflow) ?? first(({ service }) => service),
    release: first(({ release }) => release),
    unitKey: first(({ unit }) => unit),
    startedAt: ordered.length === 0 ? null : millis(ordered[0]?.startedAt ?? '0'),
    endedAt:
      ordered.length === 0 ? null : ordered.reduce((latest, { endedAt }) => Math.max(latest, millis(endedAt)), 0),
    failure: root === null ? (ordered.at(-1)?.error ?? null) : root.error,
    decision: null,
    verdict: null,
    failedCalls: calls.filter(({ error }) => error !== null).length,
    observations: ordered.length,
    calls: calls.map(callOf),
    scores: ordered.flatMap(({ evaluations }) =>
      evaluations.map(({ name, value, label, explanation, at }) => ({
        name,
        value: label ?? value,
        source: scoredBy,
        comment: explanation,
        at,
      })),
    ),
  }
}

/** Where a trace comes from: what its root says before what the others do. */
export function traceSource(spans: readonly SpanFacts[]): TraceSource {
  const root = rootOf(spans)
  const first = (of: (span: SpanFacts) => string | null) =>
    (root === null ? null : of(root)) ?? spans.map(of).find((value) => value !== null) ?? ''
  return { service: first(({ service }) => service), name: first(({ workflow }) => workflow) }
}

/** The span without a parent that began first; of a part of a trace, the one whose parent lies elsewhere. */
function rootOf(spans: readonly SpanFacts[]): SpanFacts | null {
  const known = new Set(spans.map(({ spanId }) => spanId))
  return (
    spans.find(({ parentSpanId }) => parentSpanId === null) ??
    spans.find(({ parentSpanId }) => parentSpanId !== null && !known.has(parentSpanId)) ??
    spans[0] ??
    null
  )
}

/** In the order of their start; a span that was delivered twice counts once. */
function onceEach(spans: readonly SpanFacts[]): readonly SpanFacts[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]))
  return [...byId.values()].toSorted((a, b) => compare(BigInt(a.startedAt), BigInt(b.startedAt)))
}

/**
 * Calls that count: of those within one another the innermost that tells its tokens. One that tells none (it failed, or
 * its vendor doesn't say) counts unless it is a part of one that does.
 */
function countedCalls(spans: readonly SpanFacts[]): readonly SpanFacts[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]))
  const calls = spans.filter(({ call }) => call !== null)
  const told = calls.filter(({ call }) => call?.inputTokens !== null || call.totalTokens !== null)
  const [aboveTold, aboveAny] = [ancestorsOf(told, byId), ancestorsOf(calls, byId)]
  const counted = new Set(told.filter(({ spanId }) => !aboveTold.has(spanId)).map(({ spanId }) => spanId))
  return calls.filter((span) => {
    if (counted.has(span.spanId)) return true
    if (aboveAny.has(span.spanId)) return false
    return [...ancestorsOf([span], byId)].every((id) => !counted.has(id))
  })
}

function ancestorsOf(spans: readonly SpanFacts[], byId: ReadonlyMap<string, SpanFacts>): ReadonlySet<string> {
  const above = new Set<string>()
  for (const { parentSpanId } of spans) {
    let id = parentSpanId
    while (id !== null && !above.has(id)) {
      above.add(id)
      id = byId.get(id)?.parentSpanId ?? null
    }
  }
  return above
}

function callOf({ call, startedAt }: SpanFacts): ImportedCall {
  if (call === null) throw new TypeError('Cannot make a call of a span that is none')
  return {
    model: call.resolvedModel ?? call.requestedModel,
    provider: call.provider,
    startedAt: millis(startedAt),
    inputTokens: call.inputTokens,
    outputTokens: call.outputTokens,
    totalTokens: call.totalTokens,
    cacheReadTokens: call.cacheReadTokens,
    cacheWriteTokens: call.cacheWriteTokens,
    cost: call.cost === null ? null : { amount: BigInt(call.cost), currency: PRICE_CURRENCY },
  }
}

function millis(nanos: string): number {
  return Number(BigInt(nanos) / 1_000_000n)
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
