import type { Priced } from './prices.ts'

export type UnpricedWhy = Extract<Priced, { kind: 'unpriced' }>['why']

/** Why nobody knows what runs of a model cost; `source` is who told of them: the host, the file. */
export function unpricedInWords(why: UnpricedWhy, model: string | null, source: string): string {
  const named = model === null ? 'a model that was not named' : `"${model}"`
  switch (why) {
    case 'no-prices':
      return `${named}: ${source} told no cost, and no price was known.`
    case 'no-model':
      return `Neither the model nor a cost was told.`
    case 'unknown-model':
      return `${named} is not in the price list, and ${source} told no cost.`
    case 'no-tokens':
      return `${named}: ${source} told neither a cost nor tokens.`
    default:
      return why satisfies never
  }
}
