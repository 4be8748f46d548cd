import { createDecimalSum } from '../../runs/decimal-sum.ts'
import { counted, listInWords } from '../../workflows/in-words.ts'
import { MONEY_LINES, type MoneyFacts, type MoneyLine } from '../facts.ts'
import { defineEvaluator } from './evaluator.ts'
import { wholeNumber } from './params.ts'

const NAMES: { readonly [L in MoneyLine]: string } = {
  prototype: 'prototype',
  transition: 'transition into production',
  operation: 'a year of operation',
  maintenance: 'a year of maintenance',
}

/** The whole life is paid for before the pilot starts, and the case carries it. */
export const budget = defineEvaluator({
  name: 'budget',
  says: 'All four lines of the lifecycle are told with a reason, and the committed value carries them.',
  params: {
    years: wholeNumber('Years of operation over which the value must carry the cost.', 3, { least: 1, most: 20 }),
  },
  judge({ params: { years }, facts: { money } }) {
    const told = MONEY_LINES.flatMap((line) =>
      money.lines.filter((each) => each.line === line && isPositive(each.planned)),
    )
    const empty = MONEY_LINES.filter((line) => !told.some((each) => each.line === line))
    const unsaid = told.filter(({ why }) => why.trim() === '')
    const currency = money.currency ?? ''
    const evidence = told.map(({ line, planned, why }) => ({
      text: `${NAMES[line]}: ${planned} ${currency}${why.trim() === '' ? '' : ` (${why.trim()})`}`,
      at: null,
      ref: null,
    }))
    if (told.length === 0) {
      return {
        verdict: 'unknown',
        sentence: 'No cost is told.',
        missing: [`Write what ${listInWords(MONEY_LINES.map((line) => NAMES[line]))} will cost.`],
      }
    }
    const onlyPrototype = told.length === 1 && told[0]?.line === 'prototype'
    if (empty.length > 0) {
      return {
        verdict: 'unmet',
        sentence: onlyPrototype
          ? `The case pays for the prototype only (${told[0]?.planned} ${currency}): nothing for ${listInWords(empty.map((line) => NAMES[line]))}.`
          : `${told.length} of ${counted(MONEY_LINES.length, 'line')} told: nothing for ${listInWords(empty.map((line) => NAMES[line]))}.`,
        evidence,
        missing: empty.map((line) => `Write what ${NAMES[line]} will cost.`),
        warnings: onlyPrototype
          ? [
              'Into production often costs a multiple of the prototype, up to a full rebuild: plan it as a line of its own.',
            ]
          : [],
      }
    }
    if (unsaid.length > 0) {
      return {
        verdict: 'unmet',
        sentence: `${counted(unsaid.length, 'line')} of the budget ${unsaid.length === 1 ? 'says' : 'say'} no reason.`,
        evidence,
        missing: unsaid.map(({ line }) => `Say what ${NAMES[line]} is made of.`),
      }
    }
    if (money.currency === null || money.committedValue === null) {
      return {
        verdict: 'unknown',
        sentence: 'Whether the case carries the cost is not known: no value a year is committed.',
        evidence,
        missing: ['Write the value a year that the case commits to, and its currency.'],
      }
    }
    const cost = costOver(money, years)
    const value = times(money.committedValue, years)
    const carries = !differenceOf(value, cost).startsWith('-')
    return {
      verdict: carries ? 'met' : 'unmet',
      sentence: `Over ${counted(years, 'year')} it costs ${cost} ${currency} and commits to ${value} ${currency}.`,
      evidence,
      missing: carries
        ? []
        : [
            `The case does not carry the whole life: ${differenceOf(cost, value)} ${currency} are missing over ${counted(years, 'year')}.`,
          ],
    }
  },
})

function costOver({ lines }: MoneyFacts, years: number): string {
  const sum = createDecimalSum()
  for (const { line, planned } of lines)
    sum.add(line === 'operation' || line === 'maintenance' ? times(planned, years) : planned)
  return sum.total()
}

function times(amount: string, count: number): string {
  const sum = createDecimalSum()
  for (let i = 0; i < count; i++) sum.add(amount)
  return sum.total()
}

function differenceOf(amount: string, less: string): string {
  const sum = createDecimalSum()
  sum.add(amount)
  sum.add(less.startsWith('-') ? less.slice(1) : `-${less}`)
  return sum.total()
}

function isPositive(amount: string): boolean {
  return /[1-9]/.test(amount) && !amount.startsWith('-')
}
