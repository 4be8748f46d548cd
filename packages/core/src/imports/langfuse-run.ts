import { AMOUNT_DECIMALS } from '../spend/amount.ts'
import { decimalOfNumber } from '../spend/decimal-of-number.ts'
import { PRICE_CURRENCY } from '../spend/prices.ts'
import type { ImportedCall, ImportedRun, ImportedScore } from './imported-run.ts'
import { countIn, instantOf, isJsonRecord, type JsonRecord, textIn } from './members.ts'

/** True for a trace as Langfuse exports it: `{ trace, observations }`, or a trace that carries its observations. */
export function isLangfuseTrace(value: unknown): value is JsonRecord {
  if (!isJsonRecord(value)) return false
  return Array.isArray(value['observations']) && (isJsonRecord(value['trace']) || textIn(value, 'id') !== null)
}

/**
 * One trace is one run; its generations and embeddings are the calls. Costs are in US dollars, read as the decimals that
 * the file writes. A cost of 0 without details is what Langfuse writes for a model whose price it doesn't know: no cost.
 */
export function langfuseRun(value: JsonRecord): ImportedRun {
  const trace = isJsonRecord(value['trace']) ? value['trace'] : value
  const observations = listIn(value, 'observations')
  const scores = [...listIn(trace, 'scores'), ...(trace === value ? [] : listIn(value, 'scores'))]
  return {
    id: textIn(trace, 'id'),
    name: textIn(trace, 'name'),
    workflow: null,
    release: textIn(trace, 'release') ?? textIn(trace, 'version'),
    startedAt: instantOf(textIn(trace, 'timestamp')),
    observations: observations.length,
    calls: observations.flatMap((each) => (isCall(each) ? [callOf(each)] : [])),
    scores: scores.map(scoreOf),
  }
}

const CALL_TYPES = new Set(['GENERATION', 'EMBEDDING'])

function isCall(observation: JsonRecord): boolean {
  return CALL_TYPES.has(textIn(observation, 'type') ?? '') || textIn(observation, 'model') !== null
}

/** Names of the same thing in the conventions of vendors and versions. */
const CACHE_READ = ['input_cached_tokens', 'input_cache_read', 'cache_read_input_tokens', 'prompt_details.cache_read']
const CACHE_WRITE = ['input_cache_creation', 'cache_creation_input_tokens', 'prompt_details.cache_write']

function callOf(observation: JsonRecord): ImportedCall {
  const usage = isJsonRecord(observation['usageDetails']) ? observation['usageDetails'] : {}
  const legacy = isJsonRecord(observation['usage']) ? observation['usage'] : {}
  const input = countIn(usage, 'input') ?? countIn(legacy, 'input') ?? countIn(observation, 'promptTokens')
  const output = countIn(usage, 'output') ?? countIn(legacy, 'output') ?? countIn(observation, 'completionTokens')
  const total = countIn(usage, 'total') ?? countIn(legacy, 'total') ?? countIn(observation, 'totalTokens')
  const [cacheRead, cacheWrite] = [firstOf(usage, CACHE_READ), firstOf(usage, CACHE_WRITE)]
  // Some vendors count what the cache gave beside the input, and some within it: the total tells.
  const isBeside = input !== null && total !== null && input + (output ?? 0) + cacheRead + cacheWrite === total
  return {
    model: textIn(observation, 'model') ?? textIn(observation, 'providedModelName'),
    provider: null,
    startedAt: instantOf(textIn(observation, 'startTime')),
    inputTokens: input === null ? null : isBeside ? input + cacheRead + cacheWrite : input,
    // Embeddings read and say nothing.
    outputTokens: output ?? (input === null ? null : 0),
    cacheReadTokens: cacheRead,
    cacheWriteTokens: cacheWrite,
    cost: costOf(observation),
  }
}

function costOf(observation: JsonRecord): ImportedCall['cost'] {
  const details = isJsonRecord(observation['costDetails']) ? observation['costDetails'] : {}
  const total = [details['total'], observation['totalCost'], observation['calculatedTotalCost']].find(
    (each): each is number => typeof each === 'number',
  )
  const amount = total === undefined ? null : decimalOfNumber(total, AMOUNT_DECIMALS)
  if (amount === null || (amount === 0n && Object.keys(details).length === 0)) return null
  return { amount, currency: PRICE_CURRENCY }
}

function scoreOf(score: JsonRecord): ImportedScore {
  const { value, stringValue } = score
  const isPlain = typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean'
  return {
    name: textIn(score, 'name') ?? 'score',
    value: typeof stringValue === 'string' ? stringValue : isPlain ? value : null,
    source: textIn(score, 'source'),
    comment: textIn(score, 'comment'),
  }
}

function firstOf(usage: JsonRecord, names: readonly string[]): number {
  return names.map((name) => countIn(usage, name)).find((count) => count !== null) ?? 0
}

function listIn(record: JsonRecord, name: string): readonly JsonRecord[] {
  const list = record[name]
  return Array.isArray(list) ? list.filter(isJsonRecord) : []
}
