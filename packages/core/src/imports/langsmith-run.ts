import { AMOUNT_DECIMALS } from '../spend/amount.ts'
import { decimalOfNumber } from '../spend/decimal-of-number.ts'
import { countIn, instantOf, isJsonRecord, type JsonRecord, textIn } from './members.ts'
import type { SpanCall, SpanEvaluation, SpanFacts } from './span-facts.ts'

/** True for a run of LangSmith, which is one step of a trace: what its API lists, and what it exports by lines. */
export function isLangsmithRun(value: unknown): value is JsonRecord {
  return (
    isJsonRecord(value) &&
    textIn(value, 'run_type') !== null &&
    textIn(value, 'id') !== null &&
    Object.hasOwn(value, 'start_time')
  )
}

export interface LangsmithStep {
  readonly trace: string
  readonly facts: SpanFacts
}

/** The steps of a run and of those within it (`child_runs`); a sentence where it can't be used. */
export function langsmithSteps(run: JsonRecord): readonly LangsmithStep[] | string {
  const steps: LangsmithStep[] = []
  const waiting: { readonly run: JsonRecord; readonly above: LangsmithStep | null }[] = [{ run, above: null }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { above } = next
    const id = textIn(next.run, 'id') ?? ''
    const trace = above?.trace ?? textIn(next.run, 'trace_id') ?? traceOfOrder(next.run) ?? id
    const facts = factsOf(next.run, id, above?.facts.spanId ?? null)
    if (typeof facts === 'string') return facts
    const step = { trace, facts }
    steps.push(step)
    const within = next.run['child_runs']
    if (Array.isArray(within))
      for (const child of within.filter(isLangsmithRun)) waiting.push({ run: child, above: step })
  }
  return steps
}

/** `20261120T090000000000Z<run>.…`: the first is the trace's own. */
function traceOfOrder(run: JsonRecord): string | null {
  return /^\d{8}T\d+Z([^.]+)/.exec(textIn(run, 'dotted_order') ?? '')?.[1] ?? null
}

function factsOf(run: JsonRecord, id: string, above: string | null): SpanFacts | string {
  const startedAt = instantIn(run, 'start_time')
  if (startedAt === null) return `"start_time" is ${JSON.stringify(run['start_time']) ?? 'absent'}, which is no time`
  const metadata = recordAt(run, 'extra', 'metadata')
  const error = textIn(run, 'error') ?? (run['status'] === 'error' ? 'it failed' : null)
  const first = (...names: readonly string[]) =>
    names.map((name) => textIn(metadata, name)).find((text) => text !== null) ?? null
  return {
    spanId: id,
    parentSpanId: textIn(run, 'parent_run_id') ?? above,
    name: (textIn(run, 'name') ?? '').slice(0, 200),
    startedAt: nanos(startedAt),
    endedAt: nanos(Math.max(startedAt, instantIn(run, 'end_time') ?? startedAt)),
    error: error?.slice(0, 1000) ?? null,
    service: textIn(run, 'session_name'),
    release: first('revision_id'),
    workflow: null,
    unit: first('thread_id', 'session_id', 'conversation_id'),
    call: callOf(run, metadata),
    evaluations: evaluationsOf(run, startedAt),
  }
}

const CALLS: ReadonlySet<unknown> = new Set(['llm', 'embedding'])

/** A step that sums those within it tells tokens too: of calls within one another the innermost counts. */
function callOf(run: JsonRecord, metadata: JsonRecord): SpanCall | null {
  const usage = [run, recordAt(run, 'outputs', 'usage_metadata'), recordAt(metadata, 'usage_metadata')]
  const count = (...names: readonly string[]) =>
    usage.flatMap((each) => names.map((name) => countIn(each, name))).find((n) => n !== null && n > 0) ?? null
  const [input, output] = [count('prompt_tokens', 'input_tokens'), count('completion_tokens', 'output_tokens')]
  const total = count('total_tokens')
  if (!CALLS.has(run['run_type']) && input === null && output === null && total === null) return null
  const details = [
    recordAt(run, 'prompt_token_details'),
    recordAt(run, 'outputs', 'usage_metadata', 'input_token_details'),
  ]
  const part = (name: string) => details.map((each) => countIn(each, name)).find((n) => n !== null) ?? 0
  const asked = recordAt(run, 'extra', 'invocation_params')
  return {
    provider: textIn(metadata, 'ls_provider'),
    requestedModel: textIn(metadata, 'ls_model_name') ?? textIn(asked, 'model') ?? textIn(asked, 'model_name'),
    resolvedModel: null,
    inputTokens: input,
    outputTokens: output ?? (input === null ? null : total === null ? 0 : Math.max(0, total - input)),
    totalTokens: total,
    cacheReadTokens: part('cache_read'),
    cacheWriteTokens: part('cache_creation'),
    cost: costOf(run),
    finishReason: null,
  }
}

/** A cost of 0 is what LangSmith writes where it knows no price. */
function costOf(run: JsonRecord): string | null {
  const cost = run['total_cost']
  const amount = typeof cost === 'string' && cost.trim() !== '' ? Number(cost) : cost
  const read = typeof amount === 'number' && amount > 0 ? decimalOfNumber(amount, AMOUNT_DECIMALS) : null
  return read === null ? null : read.toString()
}

/** Feedback is told as sums: its mean, or the only thing that was said. */
function evaluationsOf(run: JsonRecord, at: number): readonly SpanEvaluation[] {
  return Object.entries(recordAt(run, 'feedback_stats')).flatMap(([name, stats]) => {
    if (!isJsonRecord(stats)) return []
    const said = Object.keys(recordAt(stats, 'values'))
    const value = typeof stats['avg'] === 'number' ? stats['avg'] : null
    const label = value === null && said.length === 1 ? (said[0] ?? null) : null
    return value === null && label === null
      ? []
      : [{ name: name.slice(0, 200), value, label: label?.slice(0, 200) ?? null, explanation: null, at }]
  })
}

function recordAt(record: JsonRecord, ...names: readonly string[]): JsonRecord {
  let at: unknown = record
  for (const name of names) at = isJsonRecord(at) && Object.hasOwn(at, name) ? at[name] : undefined
  return isJsonRecord(at) ? at : {}
}

/** As text, or in milliseconds. */
function instantIn(run: JsonRecord, name: string): number | null {
  const value = run[name]
  return typeof value === 'number' ? instantOf(String(Math.floor(value))) : instantOf(textIn(run, name))
}

function nanos(ms: number): string {
  return (BigInt(Math.floor(ms)) * 1_000_000n).toString()
}
