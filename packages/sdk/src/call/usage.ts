import { formatAmount, parseAmount, type Usage } from '@dayshift/core'

/** What a host tells about one call of a model inside a run. Everything is optional; several calls are summed. */
export interface CallReport {
  /** The model as it was asked for. */
  readonly model?: string | undefined
  /** The model that really answered, as the vendor names it. */
  readonly resolvedModel?: string | undefined
  readonly provider?: string | undefined
  readonly inputTokens?: number | undefined
  readonly outputTokens?: number | undefined
  /** Parts of the input tokens that the vendor's cache gave, or took in: they have prices of their own. */
  readonly cacheReadTokens?: number | undefined
  readonly cacheWriteTokens?: number | undefined
  /** Decimal text, like "0.0042"; money is never a float. */
  readonly costAmount?: string | undefined
  /** ISO 4217, like "EUR". */
  readonly costCurrency?: string | undefined
  /** Who said so: `vendor`, `price-list`, `caller` (the default). */
  readonly costSource?: string | undefined
  readonly finishReason?: string | undefined
}

/** Gathers the reports of one run. Nothing here throws: what can't be read is left out. */
export interface UsageMeter {
  add(report: CallReport): void
  read(): Usage
  provider(): string | null
}

export const NO_USAGE: Usage = Object.freeze({
  requestedModel: null,
  resolvedModel: null,
  inputTokens: null,
  outputTokens: null,
  cacheReadTokens: null,
  cacheWriteTokens: null,
  costAmount: null,
  costCurrency: null,
  costSource: null,
  finishReason: null,
})

export function createUsageMeter(): UsageMeter {
  let usage: Usage | null = null
  let provider: string | null = null
  let cost: bigint | null = null
  /** One call without a price, or in another currency, and the sum would say less than was spent. */
  let priced = true

  return {
    add(report) {
      if (typeof report !== 'object' || report === null) return
      const before = usage ?? NO_USAGE
      const amount = typeof report.costAmount === 'string' ? parseAmount(report.costAmount) : null
      const currency = amount === null ? null : (text(report.costCurrency, 3) ?? null)
      if (amount === null || currency === null || !/^[A-Z]{3}$/.test(currency)) priced = false
      else if (before.costCurrency !== null && before.costCurrency !== currency) priced = false
      else cost = (cost ?? 0n) + amount
      provider = text(report.provider, 100) ?? provider
      usage = {
        requestedModel: text(report.model, 200) ?? before.requestedModel,
        resolvedModel: text(report.resolvedModel, 200) ?? before.resolvedModel,
        inputTokens: sum(before.inputTokens, report.inputTokens),
        outputTokens: sum(before.outputTokens, report.outputTokens),
        cacheReadTokens: sum(before.cacheReadTokens, report.cacheReadTokens),
        cacheWriteTokens: sum(before.cacheWriteTokens, report.cacheWriteTokens),
        costAmount: null,
        costCurrency: currency ?? before.costCurrency,
        costSource: text(report.costSource, 40) ?? before.costSource,
        finishReason: text(report.finishReason, 40) ?? before.finishReason,
      }
    },
    read() {
      if (usage === null) return NO_USAGE
      if (cost === null || !priced) return { ...usage, costAmount: null, costCurrency: null, costSource: null }
      return { ...usage, costAmount: formatAmount(cost), costSource: usage.costSource ?? 'caller' }
    },
    provider: () => provider,
  }
}

const MOST_TOKENS = 2_147_483_647

function sum(before: number | null, more: unknown): number | null {
  if (typeof more !== 'number' || !Number.isFinite(more) || more < 0) return before
  return Math.min(MOST_TOKENS, (before ?? 0) + Math.round(more))
}

function text(value: unknown, most: number): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, most) : null
}
