import { AMOUNT_DECIMALS } from '../spend/amount.ts'
import { decimalOfNumber } from '../spend/decimal-of-number.ts'
import type { Attributes, AttributeValue, TraceSpan } from './span.ts'

/** What of a span counts for a run; small, so that the spans of many traces fit beside one another. Plain JSON. */
export interface SpanFacts {
  readonly spanId: string
  readonly parentSpanId: string | null
  readonly name: string
  /** Nanoseconds since 1970, as decimal text. */
  readonly startedAt: string
  readonly endedAt: string
  readonly error: string | null
  readonly service: string | null
  readonly release: string | null
  /** The name that the instrumentation gives the workflow or the agent. */
  readonly workflow: string | null
  readonly unit: string | null
  /** Where it is a call of a model. */
  readonly call: SpanCall | null
  readonly evaluations: readonly SpanEvaluation[]
}

export interface SpanCall {
  readonly provider: string | null
  readonly requestedModel: string | null
  readonly resolvedModel: string | null
  readonly inputTokens: number | null
  readonly outputTokens: number | null
  readonly totalTokens: number | null
  readonly cacheReadTokens: number
  readonly cacheWriteTokens: number
  /** US dollars in 10⁻¹², as decimal text. */
  readonly cost: string | null
  readonly finishReason: string | null
}

export interface SpanEvaluation {
  readonly name: string
  readonly value: number | null
  readonly label: string | null
  readonly explanation: string | null
  /** Milliseconds since 1970. */
  readonly at: number
}

/**
 * Names of the same thing, the first that is there counts: OpenTelemetry's GenAI conventions new and old, OpenInference,
 * OpenLLMetry, the Vercel AI SDK.
 */
const NAMES = {
  operation: ['gen_ai.operation.name'],
  provider: ['gen_ai.provider.name', 'gen_ai.system', 'llm.provider', 'llm.system', 'llm.vendor', 'ai.model.provider'],
  requestedModel: [
    'gen_ai.request.model',
    'llm.model_name',
    'embedding.model_name',
    'llm.request.model',
    'ai.model.id',
  ],
  resolvedModel: ['gen_ai.response.model', 'llm.response.model', 'ai.response.model'],
  inputTokens: [
    'gen_ai.usage.input_tokens',
    'gen_ai.usage.prompt_tokens',
    'llm.token_count.prompt',
    'llm.usage.prompt_tokens',
    'ai.usage.inputTokens',
    'ai.usage.promptTokens',
  ],
  outputTokens: [
    'gen_ai.usage.output_tokens',
    'gen_ai.usage.completion_tokens',
    'llm.token_count.completion',
    'llm.usage.completion_tokens',
    'ai.usage.outputTokens',
    'ai.usage.completionTokens',
  ],
  totalTokens: ['gen_ai.usage.total_tokens', 'llm.token_count.total', 'llm.usage.total_tokens', 'ai.usage.totalTokens'],
  cacheReadTokens: [
    'gen_ai.usage.cache_read.input_tokens',
    'gen_ai.usage.cache_read_input_tokens',
    'gen_ai.usage.details.cache_read_tokens',
    'llm.token_count.prompt_details.cache_read',
    'ai.usage.cachedInputTokens',
  ],
  cacheWriteTokens: [
    'gen_ai.usage.cache_creation.input_tokens',
    'gen_ai.usage.cache_creation_input_tokens',
    'gen_ai.usage.details.cache_write_tokens',
    'llm.token_count.prompt_details.cache_write',
  ],
  cost: ['gen_ai.usage.cost', 'llm.cost.total', 'gen_ai.usage.total_cost', 'llm.usage.total_cost', 'operation.cost'],
  finishReason: [
    'gen_ai.response.finish_reasons',
    'gen_ai.response.finish_reason',
    'llm.finish_reason',
    'ai.response.finishReason',
  ],
  workflow: ['dayshift.workflow', 'gen_ai.workflow.name', 'traceloop.workflow.name', 'gen_ai.agent.name'],
  unit: [
    'dayshift.unit',
    'gen_ai.conversation.id',
    'session.id',
    'traceloop.association.properties.session_id',
    'langsmith.metadata.thread_id',
    'langsmith.metadata.session_id',
  ],
} as const

const CALLS: ReadonlySet<unknown> = new Set(['chat', 'text_completion', 'generate_content', 'embeddings', 'completion'])
const NO_CALLS: ReadonlySet<unknown> = new Set(['invoke_agent', 'create_agent', 'execute_tool', 'invoke_workflow'])

/** Keeps of a span what counts for its run. `unit` names the attribute that carries the unit's key. */
export function spanFacts(span: TraceSpan, unit: string | null = null): SpanFacts {
  const { attributes, resource } = span
  const errorType = textOf(attributes.get('error.type'))
  return {
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    name: span.name.slice(0, 200),
    startedAt: span.startedAt.toString(),
    endedAt: span.endedAt.toString(),
    error: span.error === null ? null : (span.error || exceptionOf(span) || errorType || 'it failed').slice(0, 1000),
    service: textOf(resource.get('service.name')),
    release: textOf(resource.get('service.version')),
    workflow: textOf(firstOf(attributes, NAMES.workflow)) ?? textOf(resource.get('dayshift.workflow')),
    unit: textOf(firstOf(attributes, unit === null ? NAMES.unit : [unit, ...NAMES.unit])),
    call: callOf(attributes),
    evaluations: evaluationsOf(span),
  }
}

function callOf(attributes: Attributes): SpanCall | null {
  const of = (name: keyof typeof NAMES) => firstOf(attributes, NAMES[name])
  const [input, output] = [countOf(of('inputTokens')), countOf(of('outputTokens'))]
  const total = countOf(of('totalTokens'))
  const operation = of('operation')
  const isCall =
    CALLS.has(operation) ||
    ['LLM', 'EMBEDDING'].includes(textOf(attributes.get('openinference.span.kind')) ?? '') ||
    attributes.get('langsmith.span.kind') === 'llm' ||
    attributes.has('llm.request.type') ||
    (textOf(attributes.get('ai.operationId')) ?? '').includes('.do') ||
    input !== null ||
    output !== null ||
    total !== null ||
    (!NO_CALLS.has(operation) && (of('resolvedModel') ?? of('requestedModel')) !== undefined)
  if (!isCall) return null
  const cost = of('cost')
  const amount = typeof cost === 'number' ? decimalOfNumber(cost, AMOUNT_DECIMALS) : null
  const reasons = of('finishReason')
  return {
    provider: textOf(of('provider')),
    requestedModel: textOf(of('requestedModel')),
    resolvedModel: textOf(of('resolvedModel')),
    inputTokens: input,
    // Embeddings read and say nothing.
    outputTokens: output ?? (input === null ? null : total === null ? 0 : Math.max(0, total - input)),
    totalTokens: total,
    cacheReadTokens: countOf(of('cacheReadTokens')) ?? 0,
    cacheWriteTokens: countOf(of('cacheWriteTokens')) ?? 0,
    cost: amount === null ? null : amount.toString(),
    finishReason:
      textOf(Array.isArray(reasons) ? (reasons as readonly AttributeValue[])[0] : reasons)?.slice(0, 40) ?? null,
  }
}

/** Verdicts of evaluators: events or spans with `gen_ai.evaluation.…`. */
function evaluationsOf(span: TraceSpan): readonly SpanEvaluation[] {
  const places = [
    ...span.events
      .filter(({ name }) => name === 'gen_ai.evaluation.result')
      .map(({ attributes, at }) => ({ attributes, at })),
    { attributes: span.attributes, at: span.endedAt },
  ]
  return places.flatMap(({ attributes, at }) => {
    const name = textOf(firstOf(attributes, ['gen_ai.evaluation.name', 'gen_ai.evaluation.metric.name']))
    if (name === null) return []
    const value = firstOf(attributes, ['gen_ai.evaluation.score.value', 'gen_ai.evaluation.score'])
    return [
      {
        name: name.slice(0, 200),
        value: typeof value === 'number' ? value : null,
        label:
          textOf(firstOf(attributes, ['gen_ai.evaluation.score.label', 'gen_ai.evaluation.label']))?.slice(0, 200) ??
          null,
        explanation:
          textOf(firstOf(attributes, ['gen_ai.evaluation.explanation', 'gen_ai.evaluation.reasoning']))?.slice(
            0,
            1000,
          ) ?? null,
        at: Number((at === 0n ? span.endedAt : at) / 1_000_000n),
      },
    ]
  })
}

function exceptionOf({ events }: TraceSpan): string | null {
  const exception = events.find(({ name }) => name === 'exception')
  return exception === undefined ? null : textOf(firstOf(exception.attributes, ['exception.message', 'exception.type']))
}

function firstOf(attributes: Attributes, names: readonly string[]): AttributeValue | undefined {
  for (const name of names) {
    const value = attributes.get(name)
    if (value !== undefined && value !== null && value !== '') return value
  }
  return undefined
}

function textOf(value: AttributeValue | undefined): string | null {
  if (typeof value === 'string') return value === '' ? null : value
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : null
}

function countOf(value: AttributeValue | undefined): number | null {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null
}
