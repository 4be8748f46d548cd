import { amountInWords, type MoneyLine, moneyFigure } from '@dayshift/core'
import type { Value } from '../../api/value.ts'
import { NBSP } from '../../words/format.ts'
import type { Sentence } from '../../words/sentence.ts'

export const PHASE_NAMES: { readonly [phase in MoneyLine]: string } = {
  prototype: 'Prototype',
  transition: 'Handoff into production',
  operation: 'Operation',
  maintenance: 'Maintenance',
}

/** What it costs and brings; what is to be known of it last, in weight and tone. */
export function valueSentence({ workflow, sentence, verdict }: Value): Sentence {
  const name = { text: `${workflow.name} `, strong: true }
  const place = sentence.lastIndexOf('; ')
  if (place < 0) return [name, sentence]
  const isSpent = sentence.endsWith('spend without return.')
  const tone = verdict === 'met' ? 'good' : verdict === 'unmet' || isSpent ? 'alarm' : 'person'
  return [name, sentence.slice(0, place + 2), { text: sentence.slice(place + 2), tone }]
}

interface Range {
  readonly low: number
  readonly high: number
}

/** `480 to 1,080 EUR`. */
export function rangeWords({ low, high }: Range, currency: string | null): string {
  const figures = low === high ? moneyFigure(low) : `${moneyFigure(low)} to ${moneyFigure(high)}`
  return `${figures}${NBSP}${currency ?? ''}`
}

/** Decimal text as people read it. */
export function amountWords(amount: string | null, currency: string | null): string {
  return amount === null ? 'not told' : `${amountInWords(amount).replace(/\.00$/, '')}${NBSP}${currency ?? ''}`
}
