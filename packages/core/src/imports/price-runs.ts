import type { CostEntry } from '../spend/cost-report.ts'
import { dayOf } from '../spend/period.ts'
import { type Priced, PRICE_CURRENCY, type PriceList, priceRun } from '../spend/prices.ts'
import type { UnpricedWhy } from '../spend/unpriced-in-words.ts'
import type { ImportedCall, ImportedRun } from './imported-run.ts'

/** Calls whose cost nobody knows, by model and why. */
export interface UnpricedCalls {
  readonly model: string | null
  readonly why: UnpricedWhy
  readonly n: number
}

/** Prices runs one after the other. */
export interface RunPricing {
  /** What the calls of a run cost: what the file says, else by the price list. */
  price(run: ImportedRun): readonly CostEntry[]
  /** Most first. */
  unpriced(): readonly UnpricedCalls[]
}

/** `model` is the one of calls that name none. */
export function createRunPricing(list: PriceList | null, model: string | null = null): RunPricing {
  const unknown = new Map<string, { model: string | null; why: UnpricedCalls['why']; n: number }>()
  return {
    price: (run) =>
      run.calls.map((call) => {
        const name = call.model ?? model
        const cost = costOf(call, list, name)
        if (cost.kind === 'unpriced') {
          const key = `${cost.why} ${String(name)}`
          const at = unknown.get(key) ?? { model: name, why: cost.why, n: 0 }
          at.n++
          unknown.set(key, at)
        }
        const at = call.startedAt ?? run.startedAt
        return {
          workflow: run.workflow ?? run.name,
          day: at === null ? null : dayOf(new Date(at)),
          model: name,
          release: run.release,
          calls: 1,
          unpriced: cost.kind === 'unpriced' ? 1 : 0,
          inputTokens: call.inputTokens ?? 0,
          outputTokens: call.outputTokens ?? 0,
          amount: cost.kind === 'told' ? cost.amount : 0n,
          currency: cost.kind === 'told' ? cost.currency : null,
        }
      }),
    unpriced: () => [...unknown.values()].toSorted((a, b) => b.n - a.n),
  }
}

type Cost =
  | { readonly kind: 'told'; readonly amount: bigint; readonly currency: string }
  | Extract<Priced, { kind: 'unpriced' }>

function costOf(call: ImportedCall, list: PriceList | null, model: string | null): Cost {
  if (call.cost !== null) return { kind: 'told', ...call.cost }
  const { provider, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = call
  const priced = priceRun(list, {
    requestedModel: model,
    resolvedModel: null,
    provider,
    inputTokens,
    outputTokens,
    cacheReadTokens,
    cacheWriteTokens,
  })
  return priced.kind === 'priced' ? { kind: 'told', amount: priced.amount, currency: PRICE_CURRENCY } : priced
}
