import { formatAmount } from '../spend/amount.ts'
import { type ImportedRun, tokensOf } from './imported-run.ts'
import type { RunPricing } from './price-runs.ts'

/** What a file of runs holds, in sums. */
export interface RunCounts {
  readonly runs: number
  readonly observations: number
  readonly tokens: number
  /** Null where nothing has a price, or where several currencies can't be summed: see `costs`. */
  readonly cost: { readonly amount: string | null; readonly currency: string | null }
  /** By currency. */
  readonly costs: readonly { readonly amount: string; readonly currency: string }[]
  readonly scores: number
  /** Runs of which nobody knows what they cost, or what a part of them did. */
  readonly unpriced: number
}

/** Sums runs one after the other. */
export interface RunCounter {
  add(run: ImportedRun): void
  counts(): RunCounts
}

export function createRunCounter(pricing: RunPricing): RunCounter {
  let [runs, observations, tokens, scores, unpriced] = [0, 0, 0, 0, 0]
  const sums = new Map<string, bigint>()
  return {
    add(run) {
      runs += 1
      observations += run.observations
      scores += run.scores.length
      const entries = pricing.price(run)
      for (const call of run.calls) tokens += tokensOf(call)
      if (entries.length === 0 || entries.some((entry) => entry.unpriced > 0)) unpriced += 1
      for (const { currency, amount } of entries) {
        if (currency !== null) sums.set(currency, (sums.get(currency) ?? 0n) + amount)
      }
    },
    counts() {
      const costs = Array.from(sums, ([currency, amount]) => ({ amount: formatAmount(amount), currency }))
      const [only, other] = costs
      const cost = only === undefined || other !== undefined ? { amount: null, currency: null } : only
      return { runs, observations, tokens, cost, costs, scores, unpriced }
    },
  }
}
