import type { Json, JsonObject } from '../json/json.ts'
import { canonicalJson } from '../json/canonical.ts'

/** Of a longer text its first so many words are compared: the work grows with the square. */
const MOST_WORDS = 1_000

/**
 * How much of a draft a person changed, 0..1: 0 where every word stands, 1 where none does.
 *
 * The least number of words that are put in, taken out or replaced (Levenshtein, Soviet Physics Doklady 10, 1966; by the
 * table of Wagner and Fischer, JACM 21, 1974), field by field of the output, summed and divided by the words of the longer
 * side of each field: "the cat sat" and "the dog sat down" are 2 of 4 words apart, .5, which the test checks. Never more
 * than the longer side has, therefore bounded, symmetric, and 0 for equal outputs alone (up to white space).
 */
export function editDistance(draft: Json, final: Json): number {
  let [changed, whole] = [0, 0]
  for (const [from, to] of fieldsOf(draft, final)) {
    changed += wordDistance(from, to)
    whole += Math.max(from.length, to.length)
  }
  return whole === 0 ? 0 : changed / whole
}

type Words = readonly string[]

/** The words of each field, of both sides; what stands in a list is one text. */
function fieldsOf(draft: Json | undefined, final: Json | undefined): readonly (readonly [Words, Words])[] {
  if (!isObject(draft) || !isObject(final)) return [[wordsOf(draft), wordsOf(final)]]
  return [...new Set([...Object.keys(draft), ...Object.keys(final)])]
    .toSorted()
    .flatMap((key) => fieldsOf(own(draft, key), own(final, key)))
}

function wordsOf(value: Json | undefined): Words {
  if (value === undefined || value === null) return []
  if (typeof value === 'string') {
    return value
      .split(/\s+/)
      .filter((word) => word !== '')
      .slice(0, MOST_WORDS)
  }
  if (Array.isArray(value)) return value.flatMap(wordsOf).slice(0, MOST_WORDS)
  return isObject(value) ? fieldsOf(value, {}).flatMap(([words]) => words) : [canonicalJson(value)]
}

function wordDistance(from: Words, to: Words): number {
  let [start, end] = [0, 0]
  const shorter = Math.min(from.length, to.length)
  while (start < shorter && from[start] === to[start]) start += 1
  while (end < shorter - start && from.at(-1 - end) === to.at(-1 - end)) end += 1
  const [a, b] = [from.slice(start, from.length - end), to.slice(start, to.length - end)]
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, word] of a.entries()) {
    const next = [i + 1]
    for (const [j, other] of b.entries()) {
      const replaced = (row[j] ?? 0) + (word === other ? 0 : 1)
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}
