import { parseAmount } from '../../spend/amount.ts'
import { type Seam, type SeamPartBody, type SeamPartKind } from './seam.ts'
import { whyNotAutomate } from './fix-order.ts'

/** Kinds that only make sense on some seams. */
const ONLY_ON: { readonly [K in SeamPartKind]?: readonly Seam['kind'][] } = { rule: ['judgement'] }

/** Why something can't be told of a seam, finishing "Cannot tell …: "; null where it can. */
export function partFault(seam: Seam, body: SeamPartBody): string | null {
  const only = ONLY_ON[body.part]
  if (only !== undefined && !only.includes(seam.kind)) {
    return 'routing rules are for a seam between routine and judgement'
  }
  switch (body.part) {
    case 'workaround':
      return (parseAmount(body.rate) ?? -1n) < 0n ? `the rate is ${body.rate}; it can’t be below nothing` : null
    case 'rule':
      return body.stake === 'stress' && body.to === 'ai'
        ? 'a person who decides under stress needs a person: this rule can’t send her to the AI'
        : null
    case 'answer': {
      if (!body.automate) return null
      const missing = whyNotAutomate(seam)
      return missing.length === 0 ? null : `automation comes last. Still open: ${missing.join(' ')}`
    }
    default:
      return null
  }
}
