import { AMOUNT_DECIMALS } from './amount.ts'
import { decimalOfNumber } from './decimal-of-number.ts'

/** Prices of one model, in 10⁻¹⁸ of a US dollar per token. */
export interface TokenPrices {
  readonly input: bigint
  readonly output: bigint
  /** Of input tokens that were read from, or written to, the vendor's cache; the plain price where the file has none. */
  readonly cacheRead: bigint | null
  readonly cacheWrite: bigint | null
  /** Other prices for a call with more input tokens than this, the highest first; they hold for the whole call. */
  readonly above: readonly (Omit<TokenPrices, 'above'> & { readonly tokens: number })[]
}

export interface PriceList {
  readonly models: ReadonlyMap<string, TokenPrices>
  /** Models that the file names without a price per token. */
  readonly withoutPrice: ReadonlySet<string>
}

export type ReadPrices =
  | { readonly kind: 'read'; readonly list: PriceList }
  | { readonly kind: 'unreadable'; readonly message: string }

/** The currency of LiteLLM's price file. */
export const PRICE_CURRENCY = 'USD'
const PRICE_DECIMALS = 18
const TO_AMOUNT = 10n ** BigInt(PRICE_DECIMALS - AMOUNT_DECIMALS)

/**
 * Reads a price file in LiteLLM's format (`model_prices_and_context_window.json`): an object of models by name, each with
 * `input_cost_per_token` and `output_cost_per_token` in US dollars, prices of cached tokens and prices above a number of
 * input tokens (`…_above_200k_tokens`). Numbers are read as the decimal text they stand for, so that nothing is rounded.
 * Prices per image, second or character are not for tokens and are passed over.
 */
export function readPriceList(value: unknown): ReadPrices {
  if (!isRecord(value)) return unreadable('it is no object of models')
  const models = new Map<string, TokenPrices>()
  const withoutPrice = new Set<string>()
  for (const [model, entry] of Object.entries(value)) {
    if (model === 'sample_spec') continue
    if (!isRecord(entry)) return unreadable(`"${model}" is no object`)
    const read = readModel(entry)
    if (typeof read === 'string') return unreadable(`"${model}": ${read}`)
    if (read === null) withoutPrice.add(model)
    else models.set(model, read)
  }
  return models.size === 0
    ? unreadable('it names no model with a price per token')
    : { kind: 'read', list: { models, withoutPrice } }
}

/** What a call used. */
export interface TokenCounts {
  readonly inputTokens: number
  readonly outputTokens: number
  /** Parts of `inputTokens`. */
  readonly cacheReadTokens?: number
  readonly cacheWriteTokens?: number
}

/** What tokens cost at these prices, in 10⁻¹² of a US dollar; half of one is rounded up. */
export function costOfTokens(prices: TokenPrices, counts: TokenCounts): bigint {
  const { inputTokens, outputTokens } = counts
  const { input, output, cacheRead, cacheWrite } = prices.above.find(({ tokens }) => inputTokens > tokens) ?? prices
  const read = Math.min(counts.cacheReadTokens ?? 0, inputTokens)
  const written = Math.min(counts.cacheWriteTokens ?? 0, inputTokens - read)
  const cost =
    BigInt(inputTokens - read - written) * input +
    BigInt(read) * (cacheRead ?? input) +
    BigInt(written) * (cacheWrite ?? input) +
    BigInt(outputTokens) * output
  return (cost + TO_AMOUNT / 2n) / TO_AMOUNT
}

/** A run as far as its price goes. */
export interface PricedRun {
  readonly requestedModel: string | null
  readonly resolvedModel: string | null
  /** Who serves the model, where it is known: files name some models with it, `azure/gpt-4o`. */
  readonly provider: string | null
  readonly inputTokens: number | null
  readonly outputTokens: number | null
  readonly cacheReadTokens?: number | null
  readonly cacheWriteTokens?: number | null
}

export type Priced =
  | { readonly kind: 'priced'; readonly amount: bigint; readonly model: string }
  /** Nobody knows what it cost, which is never nothing. */
  | { readonly kind: 'unpriced'; readonly why: 'no-prices' | 'no-model' | 'unknown-model' | 'no-tokens' }

/**
 * What a run cost by a price list. The model that really answered counts; where it is not in the list, the price of the
 * one that was asked for would be a guess, and the run stays unpriced.
 */
export function priceRun(list: PriceList | null, run: PricedRun): Priced {
  if (list === null) return { kind: 'unpriced', why: 'no-prices' }
  const name = run.resolvedModel ?? run.requestedModel
  if (name === null) return { kind: 'unpriced', why: 'no-model' }
  const model = modelIn(list, name, run.provider)
  const prices = model === null ? undefined : list.models.get(model)
  if (model === null || prices === undefined) return { kind: 'unpriced', why: 'unknown-model' }
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = run
  if (inputTokens === null || outputTokens === null) return { kind: 'unpriced', why: 'no-tokens' }
  const amount = costOfTokens(prices, {
    inputTokens,
    outputTokens,
    cacheReadTokens: cacheReadTokens ?? 0,
    cacheWriteTokens: cacheWriteTokens ?? 0,
  })
  return { kind: 'priced', amount, model }
}

/** The name under which a list has a model's price: as it is, or with who serves it before it. */
export function modelIn(list: PriceList, name: string, provider: string | null): string | null {
  const names = provider === null ? [name] : [name, `${provider}/${name}`]
  return names.find((each) => list.models.has(each)) ?? null
}

/** Null where it has no price per token; a sentence where a price can't be one. */
function readModel(entry: Readonly<Record<string, unknown>>): TokenPrices | string | null {
  const whole = readTier(entry, '')
  if (whole === null || typeof whole === 'string') return whole
  const above: (Omit<TokenPrices, 'above'> & { readonly tokens: number })[] = []
  for (const key of Object.keys(entry)) {
    const match = /^input_cost_per_token(_above_(\d+)k_tokens)$/.exec(key)
    if (match === null) continue
    const tier = readTier(entry, match[1] ?? '', whole)
    if (typeof tier === 'string') return tier
    if (tier !== null) above.push({ ...tier, tokens: Number(match[2]) * 1000 })
  }
  return { ...whole, above: above.toSorted((a, b) => b.tokens - a.tokens) }
}

/** The prices whose keys end in `suffix`; what the file leaves out there is as in `otherwise`. */
function readTier(
  entry: Readonly<Record<string, unknown>>,
  suffix: string,
  otherwise?: Omit<TokenPrices, 'above'>,
): Omit<TokenPrices, 'above'> | string | null {
  const prices: (bigint | null)[] = []
  for (const key of KEYS) {
    const value = entry[key + suffix]
    if (value === undefined || value === null) {
      prices.push(null)
      continue
    }
    const price = typeof value === 'number' ? decimalOfNumber(value, PRICE_DECIMALS) : null
    if (price === null) return `"${key}${suffix}" is ${JSON.stringify(value)}, which is no price`
    prices.push(price)
  }
  const [input = null, output = null, cacheRead = null, cacheWrite = null] = prices
  if (otherwise === undefined) {
    // Models that only read (embeddings) have no price of output, and give none.
    return input === null ? null : { input, output: output ?? 0n, cacheRead, cacheWrite }
  }
  return {
    input: input ?? otherwise.input,
    output: output ?? otherwise.output,
    cacheRead: cacheRead ?? otherwise.cacheRead,
    cacheWrite: cacheWrite ?? otherwise.cacheWrite,
  }
}

const KEYS = [
  'input_cost_per_token',
  'output_cost_per_token',
  'cache_read_input_token_cost',
  'cache_creation_input_token_cost',
] as const

function unreadable(message: string): ReadPrices {
  return { kind: 'unreadable', message }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
