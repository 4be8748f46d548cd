import type { Json, JsonObject, JsonSchema } from '../../json/json.ts'
import type { Fault } from '../../routing/contracts/compile-contract.ts'
import { quoted } from '../../routing/contracts/fault-words.ts'
import { DAY_MS } from '../../time.ts'
import { listInWords } from '../../workflows/in-words.ts'
import { areAlike } from './contract-diff.ts'

/** How a seam breaks (S210); noticed where it breaks, not in a report weeks later (S211). */
export const SEAM_SIGNALS = {
  'renamed-field': 'a field has another name',
  'changed-type': 'a field has another type',
  'new-value': 'a field has a value that nobody agreed on',
  'missing-context': 'context is missing',
  'off-contract': 'it doesn’t keep to the contract',
  volume: 'much more or much less crosses than usual',
  silence: 'nothing crosses any more',
  incomplete: 'whoever receives says that context was missing',
} as const
export type SeamSignal = keyof typeof SEAM_SIGNALS

export interface Break {
  readonly signal: SeamSignal
  /** JSON pointer of the field, '' for the whole: the same signal of the same field is one for as long as it is open. */
  readonly field: string
  readonly sentence: string
}

/** What one refused crossing says of the seam, each field once. */
export function breaksOf(schema: JsonSchema, context: JsonObject, faults: readonly Fault[]): readonly Break[] {
  const expected = new Set(fieldsOf(schema))
  const strangers = Object.keys(context).filter((name) => !expected.has(name))
  const taken = new Set<string>()
  const breaks = faults.map((fault): Break => {
    const { path: field, keyword, message } = fault
    const name = lastOf(field)
    switch (keyword) {
      case 'required': {
        const instead = strangers.find((each) => !taken.has(each) && areAlike(name, each))
        if (instead === undefined || field.lastIndexOf('/') !== 0) {
          return { signal: 'missing-context', field, sentence: `“${name}” is missing.` }
        }
        taken.add(instead)
        return {
          signal: 'renamed-field',
          field,
          sentence: `“${name}” is missing, and “${instead}” came instead: it looks renamed.`,
        }
      }
      case 'type':
        return { signal: 'changed-type', field, sentence: `“${name}” ${message}.` }
      case 'enum':
      case 'const':
        return { signal: 'new-value', field, sentence: `“${name}” ${message}.` }
      default:
        return { signal: 'off-contract', field, sentence: `${name === '' ? 'What crossed' : `“${name}”`} ${message}.` }
    }
  })
  // A stranger that is a renamed field is told once.
  return breaks.filter(({ signal, field }) => !(signal === 'off-contract' && taken.has(lastOf(field))))
}

/** A fault as it is kept: without the value that it quotes, because contents stay where they came from. */
export function withoutValue(fault: Fault, context: JsonObject): Fault {
  const quotes = `is ${quoted(valueAt(context, fault.path))}`
  return fault.message.startsWith(quotes)
    ? { ...fault, message: `has a value that doesn’t fit${fault.message.slice(quotes.length)}` }
    : fault
}

function valueAt(context: JsonObject, pointer: string): Json | undefined {
  let value: Json | undefined = context
  for (const step of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined
    value = new Map<string, Json>(Object.entries(value)).get(unescaped(step))
  }
  return value
}

/** What is missing, in one sentence for whoever sent it. */
export function refusalInWords(faults: readonly Fault[]): string {
  return `Not accepted: ${listInWords(faults.map(({ path, message }) => `${path === '' ? 'the whole' : `“${path.slice(1)}”`} ${message}`))}.`
}

/** A day needs so many crossings in its median to be held against. */
const LEAST_VOLUME = 10
const LEAST_DAYS = 7

/** Whether a day's volume is doubled or halved against the median of the days before it; null where it isn't, or can't be said. */
export function volumeBreak(days: readonly number[], last: number): Break | null {
  const worked = days.filter((n) => n > 0).toSorted((a, b) => a - b)
  if (worked.length < LEAST_DAYS) return null
  const usual = medianOf(worked)
  if (usual < LEAST_VOLUME || (last < usual * 2 && last > usual / 2)) return null
  // A day on which nothing crossed is silence, or a day off.
  if (last === 0) return null
  const word = last >= usual * 2 ? 'Much more' : 'Much less'
  return {
    signal: 'volume',
    field: '',
    sentence: `${word} crossed yesterday than usual: ${String(last)}, against ${String(usual)} on the median of ${String(worked.length)} days.`,
  }
}

const LEAST_CROSSINGS = 20
const SILENCE_FACTOR = 3
const SHORTEST_SILENCE_MS = 3_600_000

/**
 * Whether a seam fell silent: nothing for three times the longest gap of the crossings before, at least an hour. Null
 * where it hasn't, or too few crossed to say.
 */
export function silenceBreak(
  {
    n,
    lastAt,
    longestGapMs,
  }: { readonly n: number; readonly lastAt: Date | null; readonly longestGapMs: number | null },
  now: Date,
): Break | null {
  if (n < LEAST_CROSSINGS || lastAt === null || longestGapMs === null) return null
  const quiet = now.getTime() - lastAt.getTime()
  if (quiet <= Math.max(SHORTEST_SILENCE_MS, longestGapMs * SILENCE_FACTOR)) return null
  return {
    signal: 'silence',
    field: '',
    sentence: `Nothing has crossed for ${spanInWords(quiet)}; before, the longest gap was ${spanInWords(longestGapMs)}.`,
  }
}

function spanInWords(ms: number): string {
  const hours = ms / 3_600_000
  if (hours < 1) return `${String(Math.max(1, Math.round(ms / 60_000)))} min`
  return ms < 2 * DAY_MS ? `${String(Math.round(hours))} h` : `${String(Math.round(ms / DAY_MS))} days`
}

function medianOf(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

function fieldsOf(schema: JsonSchema): readonly string[] {
  if (typeof schema === 'boolean') return []
  const properties = schema['properties']
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : []
}

function lastOf(pointer: string): string {
  return unescaped(pointer.split('/').at(-1) ?? '')
}

function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~')
}
