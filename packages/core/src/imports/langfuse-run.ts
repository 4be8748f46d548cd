import { AMOUNT_DECIMALS } from '../spend/amount.ts'
import { decimalOfNumber } from '../spend/decimal-of-number.ts'
import { PRICE_CURRENCY } from '../spend/prices.ts'
import type { ImportedCall, ImportedRun, ImportedScore } from './imported-run.ts'
import { countIn, instantOf, isJsonRecord, type JsonRecord, textIn } from './members.ts'

/** True for a trace as Langfuse exports it: `{ trace, observations }`, or a trace that carries its observations. */
export function isLangfuseTrace(value: unknown): value is JsonRecord {
  if (!isJsonRecord(value)) return false
  const trace = isJsonRecord(value['trace']) ? value['trace'] : value
  return (
    (trace !== value || textIn(trace, 'id') !== null) &&
    (Array.isArray(value['observations']) || Array.isArray(trace['observations']))
  )
}

/** True for one observation, as Langfuse's exports by lines give them: it names its trace. */
export function isLangfuseObservation(value: unknown): value is JsonRecord {
  return (
    isJsonRecord(value) &&
    traceOf(value) !== null &&
    textIn(value, 'type') !== null &&
    OBSERVATION_KEYS.some((key) => Object.hasOwn(value, key))
  )
}

const OBSERVATION_KEYS = ['startTime', 'start_time']

export function traceOf(observation: JsonRecord): string | null {
  return textIn(observation, 'traceId') ?? textIn(observation, 'trace_id')
}

/** What of an observation counts for its run: without what was said, so that those of many traces fit beside one another. */
export function langfuseFacts(observation: JsonRecord): JsonRecord {
  return Object.fromEntries(
    FACTS.flatMap((name) => (Object.hasOwn(observation, name) ? [[name, observation[name]]] : [])),
  )
}

/** Observations of one trace, where the export has no trace of its own around them. */
export function langfuseRunOfObservations(id: string, observations: readonly JsonRecord[]): ImportedRun {
  const root = observations.find(
    (each) => (each['parentObservationId'] ?? each['parent_observation_id'] ?? null) === null,
  )
  const name =
    root === undefined ? null : (textIn(root, 'traceName') ?? textIn(root, 'trace_name') ?? textIn(root, 'name'))
  const session = observations.map((each) => textIn(each, 'sessionId') ?? textIn(each, 'session_id'))
  const sessionId = session.find((each) => each !== null) ?? null
  return langfuseRun({ trace: { id, name, sessionId }, observations })
}

/**
 * One trace is one run; its generations and embeddings are the calls. Costs are in US dollars, read as the decimals that
 * the file writes. A cost of 0 without details is what Langfuse writes for a model whose price it doesn't know: no cost.
 */
export function langfuseRun(value: JsonRecord): ImportedRun {
  const trace = isJsonRecord(value['trace']) ? value['trace'] : value
  const list = Array.isArray(value['observations']) ? value['observations'] : trace['observations']
  const listed: readonly unknown[] = Array.isArray(list) ? list : []
  const observations = listed.filter(isJsonRecord)
  const scores = onceEach([...listIn(trace, 'scores'), ...(trace === value ? [] : listIn(value, 'scores'))])
  const times = observations.map((each) => instantIn(each, ['startTime', 'start_time'])).filter((at) => at !== null)
  const ends = observations.map((each) => instantIn(each, ['endTime', 'end_time'])).filter((at) => at !== null)
  const calls = observations.flatMap((each) => (isCall(each) ? [callOf(each)] : []))
  const startedAt =
    instantIn(trace, ['timestamp']) ?? times.reduce<number | null>((a, b) => (a === null || b < a ? b : a), null)
  const latency = trace['latency']
  return {
    id: textIn(trace, 'id'),
    name: textIn(trace, 'name'),
    workflow: null,
    release: textIn(trace, 'release') ?? textIn(trace, 'version'),
    unitKey: textIn(trace, 'sessionId'),
    startedAt,
    endedAt:
      ends.reduce<number | null>((a, b) => (a === null || b > a ? b : a), null) ??
      (startedAt !== null && typeof latency === 'number' && latency >= 0 ? startedAt + latency * 1000 : null),
    failure: failureOf(observations),
    decision: null,
    verdict: null,
    failedCalls: observations.filter((each) => isCall(each) && textIn(each, 'level') === 'ERROR').length,
    observations: listed.length,
    // The API's list of traces names observations by their ids alone: what is known is the trace's own sum.
    calls: observations.length === 0 ? sumOf(trace, startedAt) : calls,
    scores: scores.map(scoreOf),
  }
}

/** The outermost step that failed decides; an inner one may have been tried again. */
function failureOf(observations: readonly JsonRecord[]): string | null {
  const failed = observations.find(
    (each) =>
      textIn(each, 'level') === 'ERROR' &&
      (each['parentObservationId'] ?? each['parent_observation_id'] ?? null) === null,
  )
  return failed === undefined
    ? null
    : (textIn(failed, 'statusMessage') ?? textIn(failed, 'status_message') ?? 'it failed')
}

function sumOf(trace: JsonRecord, startedAt: number | null): readonly ImportedCall[] {
  const cost = costOf(trace)
  if (cost === null || cost.amount === 0n) return []
  return [
    {
      model: null,
      provider: null,
      startedAt,
      inputTokens: null,
      outputTokens: null,
      totalTokens: null,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      cost,
    },
  ]
}

/** Members of an observation that are read, in the spellings of the API and of exports. */
const FACTS =
  'id type name level model usage startTime start_time endTime end_time parentObservationId parent_observation_id traceName trace_name sessionId session_id statusMessage status_message providedModelName provided_model_name usageDetails usage_details costDetails cost_details totalCost total_cost calculatedTotalCost promptTokens completionTokens totalTokens inputUsage outputUsage totalUsage'.split(
    ' ',
  )

const CALL_TYPES = new Set(['GENERATION', 'EMBEDDING'])

function isCall(observation: JsonRecord): boolean {
  return (
    CALL_TYPES.has((textIn(observation, 'type') ?? '').toUpperCase()) ||
    modelOf(observation) !== null ||
    Object.keys(detailsIn(observation, ['usageDetails', 'usage_details'])).length > 0
  )
}

function modelOf(observation: JsonRecord): string | null {
  return (
    textIn(observation, 'model') ??
    textIn(observation, 'providedModelName') ??
    textIn(observation, 'provided_model_name')
  )
}

/** Names of the same thing in the conventions of vendors and versions. */
const INPUT = ['input', 'input_tokens', 'prompt_tokens', 'promptTokens']
const OUTPUT = ['output', 'output_tokens', 'completion_tokens', 'completionTokens']
const TOTAL = ['total', 'total_tokens', 'totalTokens']
const CACHE_READ = [
  'input_cached_tokens',
  'input_cache_read',
  'cache_read_input_tokens',
  'prompt_details.cache_read',
  'prompt_details.cached_tokens',
]
const CACHE_WRITE = ['input_cache_creation', 'cache_creation_input_tokens', 'prompt_details.cache_write']

function callOf(observation: JsonRecord): ImportedCall {
  const usage = detailsIn(observation, ['usageDetails', 'usage_details'])
  const legacy = isJsonRecord(observation['usage']) ? observation['usage'] : {}
  const sources = [usage, legacy, observation]
  const input = countOf(sources, INPUT, ['promptTokens', 'inputUsage'])
  const output = countOf(sources, OUTPUT, ['completionTokens', 'outputUsage'])
  const total = countOf(sources, TOTAL, ['totalTokens', 'totalUsage'])
  const [cacheRead, cacheWrite] = [firstOf(usage, CACHE_READ) ?? 0, firstOf(usage, CACHE_WRITE) ?? 0]
  // Some vendors count what the cache gave, and what was thought, beside the input and the output, and some within: the total tells.
  const beside = total === null || input === null ? 0 : total - input - (output ?? 0)
  const isCacheBeside = beside > 0 && beside >= cacheRead + cacheWrite
  const thought = beside - (isCacheBeside ? cacheRead + cacheWrite : 0)
  return {
    model: modelOf(observation),
    provider: null,
    startedAt: instantIn(observation, ['startTime', 'start_time']),
    inputTokens: input === null ? null : isCacheBeside ? input + cacheRead + cacheWrite : input,
    // Embeddings read and say nothing.
    outputTokens: input === null ? output : (output ?? 0) + Math.max(0, thought),
    totalTokens: total,
    cacheReadTokens: cacheRead,
    cacheWriteTokens: cacheWrite,
    cost: costOf(observation),
  }
}

function countOf(
  [usage, legacy, observation]: readonly JsonRecord[],
  names: readonly string[],
  own: readonly string[],
): number | null {
  const told = firstOf(usage ?? {}, names) ?? firstOf(legacy ?? {}, names)
  if (told !== null) return told
  // An observation's own sums are 0 where nothing is known.
  const sum = firstOf(observation ?? {}, own)
  return sum === 0 ? null : sum
}

function costOf(observation: JsonRecord): ImportedCall['cost'] {
  const details = detailsIn(observation, ['costDetails', 'cost_details'])
  const total = [
    details['total'],
    observation['totalCost'],
    observation['total_cost'],
    observation['calculatedTotalCost'],
  ]
    .map((each) => (typeof each === 'string' && each.trim() !== '' ? Number(each) : each))
    .find((each): each is number => typeof each === 'number')
  const amount = total === undefined ? null : decimalOfNumber(total, AMOUNT_DECIMALS)
  if (amount === null || (amount === 0n && Object.keys(details).length === 0)) return null
  return { amount, currency: PRICE_CURRENCY }
}

/** What was counted, by name; exports by lines give it as text. */
function detailsIn(observation: JsonRecord, names: readonly string[]): JsonRecord {
  for (const name of names) {
    const value = observation[name]
    if (isJsonRecord(value)) return value
  }
  return {}
}

function scoreOf(score: JsonRecord): ImportedScore {
  const { value, stringValue } = score
  const isPlain = typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean'
  return {
    name: textIn(score, 'name') ?? 'score',
    value: typeof stringValue === 'string' ? stringValue : isPlain ? value : null,
    source: textIn(score, 'source'),
    comment: textIn(score, 'comment'),
    at: instantIn(score, ['timestamp', 'createdAt']),
  }
}

/** A score may stand at the trace and at the top. */
function onceEach(scores: readonly JsonRecord[]): readonly JsonRecord[] {
  const seen = new Set<string>()
  return scores.filter((score) => {
    const id = textIn(score, 'id')
    if (id === null) return true
    const isNew = !seen.has(id)
    seen.add(id)
    return isNew
  })
}

function firstOf(usage: JsonRecord, names: readonly string[]): number | null {
  return names.map((name) => countIn(usage, name)).find((count) => count !== null) ?? null
}

function instantIn(record: JsonRecord, names: readonly string[]): number | null {
  for (const name of names) {
    const at = instantOf(textIn(record, name))
    if (at !== null) return at
  }
  return null
}

function listIn(record: JsonRecord, name: string): readonly JsonRecord[] {
  const list = record[name]
  return Array.isArray(list) ? list.filter(isJsonRecord) : []
}
