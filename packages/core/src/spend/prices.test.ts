import { describe, expect, test } from 'vitest'
import { formatAmount } from './amount.ts'
import { amountInWords } from './amount-in-words.ts'
import { costOfTokens, priceRun, type PriceList, readPriceList } from './prices.ts'

/** As LiteLLM's file has them. */
const FILE = {
  sample_spec: { input_cost_per_token: 'see the documentation' },
  'gpt-4o': { input_cost_per_token: 2.5e-6, output_cost_per_token: 1e-5, cache_read_input_token_cost: 1.25e-6 },
  'gemini-2.5-pro': {
    input_cost_per_token: 1.25e-6,
    output_cost_per_token: 1e-5,
    input_cost_per_token_above_200k_tokens: 2.5e-6,
    output_cost_per_token_above_200k_tokens: 1.5e-5,
  },
  'azure/own-name': { input_cost_per_token: 1e-6, output_cost_per_token: 2e-6 },
  'dall-e': { input_cost_per_image: 0.04 },
}

function list(file: unknown = FILE): PriceList {
  const read = readPriceList(file)
  if (read.kind === 'unreadable') throw new Error(read.message)
  return read.list
}

const run = (overrides: object) => ({
  requestedModel: null,
  resolvedModel: null,
  provider: null,
  inputTokens: 1000,
  outputTokens: 100,
  ...overrides,
})
const amountOf = (overrides: object) => {
  const priced = priceRun(list(), run(overrides))
  return priced.kind === 'priced' ? formatAmount(priced.amount) : priced.why
}

describe('prices', () => {
  test('S254 S255 tokens of the Azure trace cost what the price file says, to the last digit', () => {
    const prices = list().models.get('gpt-4o')
    if (prices === undefined) throw new Error('gpt-4o is in the file')
    // AzureLLMInferenceTrace_conv: 22,361,870 context and 4,088,665 generated tokens.
    expect(formatAmount(costOfTokens(prices, { inputTokens: 22_361_870, outputTokens: 4_088_665 }))).toBe('96.791325')
  })

  test('S323 cached tokens and long prompts have prices of their own', () => {
    expect(amountOf({ resolvedModel: 'gpt-4o' })).toBe('0.0035')
    expect(amountOf({ resolvedModel: 'gpt-4o', cacheReadTokens: 600 })).toBe('0.00275')
    expect(amountOf({ resolvedModel: 'gemini-2.5-pro', inputTokens: 200_000 })).toBe('0.251')
    expect(amountOf({ resolvedModel: 'gemini-2.5-pro', inputTokens: 200_001 })).toBe('0.5015025')
  })

  test('a model that the list does not know is unpriced, and never nothing', () => {
    expect(amountOf({ resolvedModel: 'my-own-model' })).toBe('unknown-model')
    expect(amountOf({ requestedModel: 'gpt-4o', resolvedModel: 'gpt-4o-unheard-of' })).toBe('unknown-model')
    expect(amountOf({ resolvedModel: 'dall-e' })).toBe('unknown-model')
    expect(amountOf({})).toBe('no-model')
    expect(amountOf({ resolvedModel: 'gpt-4o', outputTokens: null })).toBe('no-tokens')
    expect(priceRun(null, run({ resolvedModel: 'gpt-4o' }))).toEqual({ kind: 'unpriced', why: 'no-prices' })
    expect(amountOf({ requestedModel: 'own-name', provider: 'azure' })).toBe('0.0012')
  })

  test.each([
    [null, 'it is no object of models'],
    [{}, 'it names no model with a price per token'],
    [{ a: 1 }, '"a" is no object'],
    [{ a: { input_cost_per_token: -1 } }, '"a": "input_cost_per_token" is -1, which is no price'],
    [{ a: { input_cost_per_token: '0.1' } }, '"a": "input_cost_per_token" is "0.1", which is no price'],
  ])('%j is no price list', (file, message) => {
    expect(readPriceList(file)).toEqual({ kind: 'unreadable', message })
  })
})

test('an amount is read with two decimals, a small one with two digits that count', () => {
  expect(['0', '12.404', '12.405', '1234567.891', '0.1', '0.004249', '0.000515', '-3'].map(amountInWords)).toEqual([
    '0',
    '12.40',
    '12.41',
    '1,234,567.89',
    '0.10',
    '0.0042',
    '0.00052',
    '-3.00',
  ])
})
