import type { CriterionParam, JsonSchema, Money } from '@dayshift/core'
import { z } from 'zod'

/** Why a value can't be read. `expected` finishes the sentence "must be …"; `mend` is a sentence of its own. */
export interface Refusal {
  readonly code: string
  readonly expected: string
  readonly mend?: string
}

type EditorSchema = z.core.JSONSchema.BaseSchema

/**
 * One value of the author's form: `read` makes the normalised value or refuses; `editor` is the JSON Schema that editors
 * see. A refusal becomes a Zod issue with `params`, from which the diagnostic is written where the place is known.
 */
function field<T>(expected: string, read: (value: unknown) => T | Refused, editor: EditorSchema) {
  return z
    .unknown()
    .transform((value, context): T => {
      const result = read(value)
      if (!(result instanceof Refused)) return result
      const params: Refusal = { code: result.code, expected, ...(result.mend === null ? {} : { mend: result.mend }) }
      context.issues.push({ code: 'custom', message: expected, input: value, params: { ...params } })
      return z.NEVER
    })
    .meta(editor)
}

class Refused {
  readonly code: string
  readonly mend: string | null
  constructor(code: string, mend: string | null = null) {
    this.code = code
    this.mend = mend
  }
}

/** Plain words; white space around them means nothing. */
export function words(max: number, description: string) {
  return field(
    'text',
    (value) => {
      if (typeof value !== 'string') return new Refused('wrong-type')
      const text = value.trim()
      if (text === '') return new Refused('empty', 'Say it in plain words.')
      if (text.length > max) return new Refused('too-long', `It has ${text.length} characters; ${max} are the most.`)
      return text
    },
    { type: 'string', minLength: 1, maxLength: max, description },
  )
}

/** Text that is kept to the letter, like a prompt. Line ends are `\n` whatever the machine it was written on. */
export function verbatim(max: number, description: string) {
  return field(
    'text',
    (value) => {
      if (typeof value !== 'string') return new Refused('wrong-type')
      const text = unixLines(value)
      if (text.trim() === '') return new Refused('empty', 'Write the text, or leave the whole entry out.')
      if (text.length > max) return new Refused('too-long', `It has ${text.length} characters; ${max} are the most.`)
      return text
    },
    { type: 'string', minLength: 1, description },
  )
}

export function unixLines(text: string): string {
  return text.replaceAll('\r\n', '\n')
}

export function slugField(description: string) {
  return field(
    'lower-case words with hyphens, like "billing-replies"',
    (value) => {
      if (typeof value !== 'string') return new Refused('wrong-type')
      if (SLUG.test(value) && value.length <= 64) return value
      const near = slugOf(value)
      return new Refused('not-a-slug', near === '' ? null : `Write "${near}".`)
    },
    { type: 'string', maxLength: 64, pattern: SLUG.source, description },
  )
}

const SLUG = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** The nearest text that is a slug: `Billing Replies!` → `billing-replies`; empty where nothing is left. */
export function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()
    .replaceAll(/ +/g, '-')
    .replace(/^[0-9-]+/, '')
    .slice(0, 64)
    .replace(/-+$/, '')
}

/** A duration like `500ms`, `30s`, `15m`, `4h`, `2d`, in milliseconds. */
export function duration(description: string, least: number, most: number) {
  return field(
    'a duration like "30s", "15m", "4h" or "2d"',
    (value) => {
      if (typeof value === 'number') {
        return new Refused('duration', `Say which unit: "${value}s", "${value}m", "${value}h" or "${value}d".`)
      }
      if (typeof value !== 'string') return new Refused('wrong-type')
      const ms = durationMs(value)
      if (ms === null) return new Refused('duration', 'Units are ms, s, m, h and d.')
      if (ms < least) return new Refused('out-of-range', `The shortest is ${durationText(least)}.`)
      if (ms > most) return new Refused('out-of-range', `The longest is ${durationText(most)}.`)
      return ms
    },
    { type: 'string', pattern: DURATION.source, description, examples: ['30s', '15m', '4h', '2d'] },
  )
}

const DURATION = /^\s*(\d{1,12}(?:\.\d{1,6})?)\s*(ms|s|m|h|d)\s*$/
const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

function durationMs(text: string): number | null {
  const match = DURATION.exec(text)
  if (match === null) return null
  const unit = match[2] as keyof typeof UNITS // the pattern allows these alone
  const ms = Number(match[1]) * UNITS[unit]
  // 0.1s is 100.00000000000001 in floats; durations are whole milliseconds.
  return Math.abs(ms - Math.round(ms)) < 1e-6 ? Math.round(ms) : null
}

function durationText(ms: number): string {
  for (const unit of ['d', 'h', 'm', 's'] as const) if (ms % UNITS[unit] === 0) return `"${ms / UNITS[unit]}${unit}"`
  return `"${ms}ms"`
}

export function days(description: string, most: number) {
  return field(
    'a number of days like "90d"',
    (value) => {
      if (typeof value === 'number') return new Refused('duration', `Say that they are days: "${value}d".`)
      if (typeof value !== 'string') return new Refused('wrong-type')
      const ms = durationMs(value)
      if (ms === null || ms % UNITS.d !== 0) return new Refused('duration', 'Whole days, like "30d".')
      const count = ms / UNITS.d
      if (count < 1 || count > most) return new Refused('out-of-range', `From "1d" to "${most}d".`)
      return count
    },
    { type: 'string', pattern: '^\\s*\\d+\\s*d\\s*$', description, examples: ['30d', '90d'] },
  )
}

/** A share of units in percent, 0 to 100 with at most two decimals: the rollout has 10,000 places. */
export function percent(description: string) {
  return field(
    'a percentage from 0 to 100, like 10 or "10%"',
    (value) => {
      const match = typeof value === 'string' ? PERCENT.exec(value) : null
      const share = typeof value === 'number' ? value : match === null ? null : Number(match[1])
      if (share === null) return new Refused(typeof value === 'string' ? 'percent' : 'wrong-type')
      if (!(share >= 0 && share <= 100)) return new Refused('out-of-range')
      if (Math.abs(share * 100 - Math.round(share * 100)) > 1e-9) {
        return new Refused('out-of-range', 'Two decimals are the finest, like 0.25.')
      }
      return Math.round(share * 100) / 100
    },
    {
      anyOf: [
        { type: 'number', minimum: 0, maximum: 100 },
        { type: 'string', pattern: PERCENT.source },
      ],
      description,
    },
  )
}

const PERCENT = /^\s*(\d{1,3}(?:\.\d+)?)\s*%\s*$/

/** A probability: 0.7, or 70%. */
export function probability(description: string) {
  return field(
    'a number from 0 to 1, like 0.7 (or "70%")',
    (value) => {
      const match = typeof value === 'string' ? PERCENT.exec(value) : null
      const share = typeof value === 'number' ? value : match === null ? null : Number(match[1]) / 100
      if (share === null) return new Refused('wrong-type')
      if (share >= 0 && share <= 1) return share === 0 ? 0 : share
      return new Refused('out-of-range', share > 1 && share <= 100 ? `Did you mean ${share / 100}?` : null)
    },
    {
      anyOf: [
        { type: 'number', minimum: 0, maximum: 1 },
        { type: 'string', pattern: PERCENT.source },
      ],
      description,
    },
  )
}

export function wholeNumber(description: string, least: number, most: number) {
  return field(
    `a whole number from ${least} to ${most}`,
    (value) => {
      if (typeof value !== 'number') return new Refused('wrong-type')
      return Number.isInteger(value) && value >= least && value <= most ? value : new Refused('out-of-range')
    },
    { type: 'integer', minimum: least, maximum: most, description },
  )
}

/** Money as `"0.05 USD"` or `{ amount, currency }`; the amount stays decimal text. */
export function money(description: string) {
  return field(
    'an amount of money with its currency, like "0.05 USD"',
    (value): Money | Refused => {
      if (typeof value === 'string') {
        const match = MONEY.exec(value)
        return match === null ? new Refused('money') : moneyFrom(match[1] ?? '', match[2] ?? '')
      }
      if (typeof value === 'number') return new Refused('money', `Say which currency: "${value} USD", "${value} EUR".`)
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Refused('wrong-type')
      const { amount, currency, ...rest } = value as Record<string, unknown>
      const surplus = Object.keys(rest)[0]
      if (surplus !== undefined) return new Refused('unknown-key', `"${surplus}" doesn't belong in it.`)
      if (typeof currency !== 'string') return new Refused('money', 'Its "currency" is missing.')
      if (typeof amount === 'number') return moneyFrom(decimalText(amount), currency)
      return typeof amount === 'string' ? moneyFrom(amount, currency) : new Refused('money', 'Its "amount" is missing.')
    },
    {
      anyOf: [
        { type: 'string', pattern: MONEY.source },
        {
          type: 'object',
          properties: {
            amount: { type: ['string', 'number'] },
            currency: { type: 'string', pattern: '^[A-Z]{3}$' },
          },
          required: ['amount', 'currency'],
          additionalProperties: false,
        },
      ],
      description,
      examples: ['0.05 USD', '20 EUR'],
    },
  )
}

const MONEY = /^\s*(\S+)\s+(\S+)\s*$/
const AMOUNT = /^(?:0|[1-9]\d{0,17})(?:\.\d{1,12})?$/

function moneyFrom(amount: string, currency: string): Money | Refused {
  if (amount.startsWith('-')) return new Refused('out-of-range', 'It may not be negative.')
  if (!AMOUNT.test(amount)) return new Refused('money', 'Digits with a point, no thousands mark, like "1500.50 USD".')
  if (!/^[A-Z]{3}$/.test(currency)) {
    return new Refused('currency', `"${currency}" is no currency code: three capital letters, like USD or EUR.`)
  }
  return { amount: amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount, currency }
}

/** A number as decimal text without an exponent, as far as money goes (12 decimals). */
function decimalText(value: number): string {
  const text = String(value)
  return text.includes('e') && Math.abs(value) < 1 ? value.toFixed(12) : text
}

/** A day of the calendar, `2026-12-20`. */
export function isoDate(description: string) {
  return field(
    'a date like "2026-12-20"',
    (value) => {
      if (typeof value !== 'string') return new Refused('wrong-type')
      const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value.trim())
      if (match === null) return new Refused('date', 'Year, month, day with hyphens.')
      const [, year, month, day] = match
      const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
      const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
      return isReal ? value.trim() : new Refused('date', 'The calendar has no such day.')
    },
    { type: 'string', format: 'date', description },
  )
}

export function choice<const C extends string>(choices: readonly C[], description: string) {
  const list = choices.map((name) => `"${name}"`).join(choices.length === 2 ? ' or ' : ', ')
  return field(
    choices.length === 2 ? list : `one of ${list}`,
    (value) => choices.find((name) => name === value) ?? new Refused('choice'),
    { type: 'string', enum: [...choices], description },
  )
}

export function yesNo(description: string) {
  return field('true or false', (value) => (typeof value === 'boolean' ? value : new Refused('wrong-type')), {
    type: 'boolean',
    description,
  })
}

export function formatVersion(description: string) {
  return field('1, the version of this format', (value) => (value === 1 ? (1 as const) : new Refused('version')), {
    const: 1,
    description,
  })
}

/** A CEL expression. It is compiled later, when the schemas are known. */
export function expression(description: string) {
  return field(
    'a CEL expression',
    (value) => {
      if (typeof value === 'boolean') return new Refused('wrong-type', `In quotes it is one: "${value}".`)
      if (typeof value !== 'string') return new Refused('wrong-type')
      const source = value.trim()
      if (source === '') return new Refused('empty')
      if (source.length > 4000) return new Refused('too-long', '4000 characters are the most.')
      return source
    },
    { type: 'string', minLength: 1, maxLength: 4000, description },
  )
}

/** A JSON pointer into `{input, output}`. */
export function contentPointer(description: string) {
  return field(
    'a pointer to a field, like "/input/customer/email"',
    (value) => {
      if (typeof value !== 'string') return new Refused('wrong-type')
      if (/^\/(?:input|output)(?:\/(?:[^~/]|~[01])+)*$/.test(value)) return value
      const path = value.replaceAll('.', '/').replace(/^\/*/, '/')
      return new Refused('pointer', /^\/(?:input|output)\//.test(path) ? `Write "${path}".` : null)
    },
    { type: 'string', pattern: '^/(input|output)(/.*)?$', description, examples: ['/input/customer/email'] },
  )
}

export function jsonSchema(description: string) {
  return field(
    'a JSON Schema (a map with "type", "properties" and the like)',
    (value): JsonSchema | Refused => {
      if (typeof value === 'boolean') return value
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Refused('wrong-type')
      return value as JsonSchema // plain JSON: the YAML reader makes nothing else
    },
    { anyOf: [{ $ref: 'https://json-schema.org/draft/2020-12/schema' }], description },
  )
}

export function parameters(description: string) {
  return field(
    'a map of names to texts, numbers, true or false',
    (value): { readonly [name: string]: string | number | boolean } | Refused => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Refused('wrong-type')
      for (const [name, entry] of Object.entries(value)) {
        if (!['string', 'number', 'boolean'].includes(typeof entry))
          return new Refused('wrong-type', `"${name}" is none.`)
      }
      return value as { readonly [name: string]: string | number | boolean } // looked at one by one above
    },
    { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] }, description },
  )
}

/** Parameters that may also be lists of texts, as criteria have them. */
export function criterionParams(description: string) {
  return field(
    'a map of names to texts, numbers, true or false, or lists of texts',
    (value): { readonly [name: string]: CriterionParam } | Refused => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Refused('wrong-type')
      for (const [name, entry] of Object.entries(value)) {
        const isTexts = Array.isArray(entry) && entry.every((item) => typeof item === 'string')
        if (!isTexts && !['string', 'number', 'boolean'].includes(typeof entry)) {
          return new Refused('wrong-type', `"${name}" is none.`)
        }
      }
      return value as { readonly [name: string]: CriterionParam } // looked at one by one above
    },
    {
      type: 'object',
      additionalProperties: {
        anyOf: [{ type: ['string', 'number', 'boolean'] }, { type: 'array', items: { type: 'string' } }],
      },
      description,
    },
  )
}
