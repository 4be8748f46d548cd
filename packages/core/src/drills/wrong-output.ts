import { canonicalJson } from '../json/canonical.ts'
import type { Json, JsonSchema } from '../json/json.ts'
import { shuffled } from './seeded-random.ts'

/** An answer that was right and was made wrong in one place, and still fits its contract. */
export interface WrongOutput {
  readonly output: Json
  /** JSON pointer to what was changed. */
  readonly path: string
  readonly from: Json
  readonly to: Json
}

/**
 * Makes an answer wrong in one place that a careful reader can see: another number, a promise turned round, another of
 * the values that the contract knows, a yes for a no. Null where nothing of it can be changed within the contract.
 */
export function makeWrong(
  output: Json,
  schema: JsonSchema,
  check: (value: Json) => readonly unknown[],
  random: () => number,
): WrongOutput | null {
  const leaves = leavesOf(output, schema, [])
  // What people read comes first: a changed sentence is the mistake that slips through.
  for (const wanted of [isProse, isOther]) {
    for (const leaf of shuffled(leaves.filter(wanted), random)) {
      for (const to of shuffled(othersFor(leaf), random)) {
        const changed = replaced(output, leaf.steps, to)
        if (canonicalJson(changed) === canonicalJson(output) || check(changed).length > 0) continue
        return { output: changed, path: pointerOf(leaf.steps), from: leaf.value, to }
      }
    }
  }
  return null
}

/** The value that a JSON pointer names; undefined where there is none. */
export function valueAt(whole: Json, path: string): Json | undefined {
  let here: Json | undefined = whole
  for (const step of path.split('/').slice(1)) {
    if (typeof here !== 'object' || here === null) return undefined
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~')
    // An array has its elements under their numbers.
    here = (here as { readonly [name: string]: Json })[name]
  }
  return here
}

interface Leaf {
  readonly steps: readonly string[]
  readonly value: string | number | boolean
  readonly choices: readonly Json[]
}

const DEEPEST = 8

function leavesOf(value: Json, schema: JsonSchema, steps: readonly string[]): readonly Leaf[] {
  if (value === null || steps.length > DEEPEST) return []
  if (typeof value !== 'object') return [{ steps, value, choices: choicesOf(schema) }]
  return Object.entries(value).flatMap(([name, member]: [string, Json]) =>
    leavesOf(member, memberSchema(schema, name, Array.isArray(value)), [...steps, name]),
  )
}

function memberSchema(schema: JsonSchema, name: string, inArray: boolean): JsonSchema {
  if (typeof schema !== 'object') return {}
  const found = inArray ? schema['items'] : objectOf(schema['properties'])[name]
  return typeof found === 'boolean' ? found : objectOf(found)
}

function choicesOf(schema: JsonSchema): readonly Json[] {
  const choices = typeof schema === 'object' ? schema['enum'] : undefined
  return Array.isArray(choices) ? choices : []
}

function objectOf(value: Json | undefined): { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: Json }) // no array, by the line above
    : {}
}

function isProse({ value, choices }: Leaf): boolean {
  return typeof value === 'string' && choices.length === 0
}

function isOther(leaf: Leaf): boolean {
  return !isProse(leaf)
}

function othersFor({ value, choices }: Leaf): readonly Json[] {
  if (choices.length > 0) return choices.filter((choice) => choice !== value)
  if (typeof value === 'boolean') return [!value]
  if (typeof value === 'number') return otherNumbers(value)
  return otherWords(value)
}

/** A share between 0 and 1 is most likely the AI's confidence: changing it would only send the unit elsewhere. */
function otherNumbers(value: number): readonly number[] {
  if (value > 0 && value < 1) return []
  const whole = Number.isInteger(value)
  const others = [value * 3, value * 10, value / 2, value + 7, value - 1]
  return (whole ? others.map(Math.round) : others).filter((other) => other !== value && Math.sign(other) >= 0)
}

/** Words that turn a sentence round. */
const TURNS: readonly (readonly [RegExp, string])[] = [
  [/\bcannot\b/i, 'can'],
  [/\bwill not\b/i, 'will'],
  [/\bis not\b/i, 'is'],
  [/\bcan\b/i, 'cannot'],
  [/\bwill\b/i, 'will not'],
  [/\bis\b/i, 'is not'],
  [/\bbefore\b/i, 'after'],
  [/\bafter\b/i, 'before'],
]

function otherWords(text: string): readonly string[] {
  const numbers = [...text.matchAll(/\d+/g)].flatMap((match) =>
    match[0].length > 6
      ? []
      : otherNumbers(Number(match[0])).map(
          (other) => text.slice(0, match.index) + String(other) + text.slice(match.index + match[0].length),
        ),
  )
  const turned = TURNS.filter(([word]) => word.test(text)).map(([word, by]) => text.replace(word, by))
  return numbers.length > 0 ? numbers : turned.slice(0, 1)
}

function replaced(whole: Json, steps: readonly string[], to: Json): Json {
  const [step, ...rest] = steps
  if (step === undefined) return to
  if (Array.isArray(whole)) {
    return whole.map((element: Json, index) => (String(index) === step ? replaced(element, rest, to) : element))
  }
  if (typeof whole !== 'object' || whole === null) return whole
  const members = Object.entries(whole).map(([name, member]: [string, Json]) => [
    name,
    name === step ? replaced(member, rest, to) : member,
  ])
  return Object.fromEntries(members) as Json // the members of a JSON object
}

function pointerOf(steps: readonly string[]): string {
  return steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
