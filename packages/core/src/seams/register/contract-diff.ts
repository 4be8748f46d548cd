import { canonicalJson } from '../../json/canonical.ts'
import type { Json, JsonObject, JsonSchema } from '../../json/json.ts'

/** For whom a change of the contract breaks something: whoever sends must send otherwise, whoever receives gets otherwise. */
export type BreaksFor = 'sender' | 'receiver'

export interface ContractChange {
  /** JSON pointer to the field; '' for the whole. */
  readonly path: string
  readonly kind:
    | 'added'
    | 'removed'
    | 'renamed'
    | 'required'
    | 'optional'
    | 'type'
    | 'values'
    | 'bounds'
    | 'closed'
    | 'words'
  /** Plain words. */
  readonly sentence: string
  /** Empty where it breaks nothing. */
  readonly breaksFor: readonly BreaksFor[]
}

export interface ContractDiff {
  readonly changes: readonly ContractChange[]
  readonly breaking: boolean
  readonly breaksFor: readonly BreaksFor[]
}

/** What differs between two versions of a context contract, and for whom it breaks something. */
export function diffContracts(before: JsonSchema, after: JsonSchema): ContractDiff {
  const changes = diffAt('', objectOf(before), objectOf(after))
  const breaksFor = (['sender', 'receiver'] as const).filter((who) =>
    changes.some((change) => change.breaksFor.includes(who)),
  )
  return { changes, breaking: breaksFor.length > 0, breaksFor }
}

const BOTH: readonly BreaksFor[] = ['sender', 'receiver']
const LONGEST_PATH = 400

function diffAt(path: string, before: JsonObject, after: JsonObject): ContractChange[] {
  // Nested deeper than any contract is: what is below counts as one bound.
  if (path.length > LONGEST_PATH) {
    return canonicalJson(before) === canonicalJson(after) ? [] : [bounds(path, 'what is below', before, after, BOTH)]
  }
  return [
    ...typeChange(path, before, after),
    ...valueChange(path, before, after),
    ...boundChanges(path, before, after),
    ...wordChanges(path, before, after),
    ...fieldChanges(path, before, after),
    ...itemChanges(path, before, after),
  ]
}

function fieldChanges(path: string, before: JsonObject, after: JsonObject): ContractChange[] {
  const [old, young] = [propertiesOf(before), propertiesOf(after)]
  const [needed, needs] = [requiredOf(before), requiredOf(after)]
  const gone = Object.keys(old).filter((name) => !Object.hasOwn(young, name))
  const come = Object.keys(young).filter((name) => !Object.hasOwn(old, name))
  const changes: ContractChange[] = []
  const renamed = new Map<string, string>()
  for (const name of gone) {
    const to = come.find(
      (each) =>
        ![...renamed.values()].includes(each) && isRename(name, objectOf(old[name]), each, objectOf(young[each])),
    )
    if (to !== undefined) renamed.set(name, to)
  }
  for (const name of gone) {
    const to = renamed.get(name)
    const at = pointer(path, name)
    changes.push(
      to === undefined
        ? { path: at, kind: 'removed', sentence: `“${name}” doesn’t cross any more.`, breaksFor: ['receiver'] }
        : { path: at, kind: 'renamed', sentence: `“${name}” is called “${to}” now.`, breaksFor: BOTH },
    )
  }
  const newNames = new Set(renamed.values())
  for (const name of come.filter((each) => !newNames.has(each))) {
    const isNeeded = needs.has(name)
    changes.push({
      path: pointer(path, name),
      kind: 'added',
      sentence: isNeeded ? `“${name}” must cross too.` : `“${name}” may cross too.`,
      breaksFor: isNeeded ? ['sender'] : [],
    })
  }
  for (const name of Object.keys(old).filter((each) => Object.hasOwn(young, each))) {
    const at = pointer(path, name)
    if (needed.has(name) && !needs.has(name)) {
      changes.push({ path: at, kind: 'optional', sentence: `“${name}” may be missing now.`, breaksFor: ['receiver'] })
    }
    if (!needed.has(name) && needs.has(name)) {
      changes.push({
        path: at,
        kind: 'required',
        sentence: `“${name}” must not be missing any more.`,
        breaksFor: ['sender'],
      })
    }
    changes.push(...diffAt(at, objectOf(old[name]), objectOf(young[name])))
  }
  for (const [name, to] of renamed) changes.push(...diffAt(pointer(path, to), objectOf(old[name]), objectOf(young[to])))
  return changes
}

function itemChanges(path: string, before: JsonObject, after: JsonObject): ContractChange[] {
  const [old, young] = [before['items'], after['items']]
  if (old === undefined && young === undefined) return []
  return diffAt(`${path}/*`, objectOf(old), objectOf(young))
}

function typeChange(path: string, before: JsonObject, after: JsonObject): ContractChange[] {
  const [old, young] = [typesOf(before), typesOf(after)]
  if (old.join() === young.join()) return []
  const wider = old.every((type) => takes(young, type))
  const narrower = young.every((type) => takes(old, type))
  return [
    {
      path,
      kind: 'type',
      sentence: `${what(path)} is ${typeWords(young)} now; it was ${typeWords(old)}.`,
      breaksFor: wider ? ['receiver'] : narrower ? ['sender'] : BOTH,
    },
  ]
}

function valueChange(path: string, before: JsonObject, after: JsonObject): ContractChange[] {
  const [old, young] = [valuesOf(before), valuesOf(after)]
  if (old === null && young === null) return []
  if (old === null) {
    return [{ path, kind: 'values', sentence: `${what(path)} must be one of a list now.`, breaksFor: ['sender'] }]
  }
  if (young === null) {
    return [{ path, kind: 'values', sentence: `${what(path)} may be any value now.`, breaksFor: ['receiver'] }]
  }
  const [added, removed] = [
    young.filter((value) => !old.includes(value)),
    old.filter((value) => !young.includes(value)),
  ]
  if (added.length === 0 && removed.length === 0) return []
  const parts = [
    ...(added.length === 0 ? [] : [`may be ${added.join(', ')} too`]),
    ...(removed.length === 0 ? [] : [`must not be ${removed.join(', ')} any more`]),
  ]
  return [
    {
      path,
      kind: 'values',
      sentence: `${what(path)} ${parts.join(' and ')}.`,
      breaksFor: [
        ...(removed.length > 0 ? (['sender'] as const) : []),
        ...(added.length > 0 ? (['receiver'] as const) : []),
      ],
    },
  ]
}

/** Bounds by which way they get narrower. */
const LOWER = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties', 'minContains']
const UPPER = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties', 'maxContains']
/** Said elsewhere, or nothing that a value is held to. */
const NOT_BOUNDS = new Set([
  'type',
  'enum',
  'const',
  'properties',
  'required',
  'items',
  'title',
  'description',
  'examples',
  'default',
  '$comment',
  '$schema',
  '$id',
  'additionalProperties',
  ...LOWER,
  ...UPPER,
])

function boundChanges(path: string, before: JsonObject, after: JsonObject): ContractChange[] {
  const changes: ContractChange[] = []
  for (const [names, sign] of [
    [LOWER, 1],
    [UPPER, -1],
  ] as const) {
    for (const name of names) {
      const [old, young] = [before[name], after[name]]
      if (old === young) continue
      const narrower =
        old === undefined || (typeof old === 'number' && typeof young === 'number' && (young - old) * sign > 0)
      changes.push(bounds(path, name, before, after, narrower ? ['sender'] : ['receiver']))
    }
  }
  const [wasOpen, isOpen] = [before['additionalProperties'] !== false, after['additionalProperties'] !== false]
  if (wasOpen !== isOpen) {
    changes.push({
      path,
      kind: 'closed',
      sentence: isOpen
        ? `${what(path)} may carry further fields now.`
        : `${what(path)} must not carry further fields any more.`,
      breaksFor: isOpen ? ['receiver'] : ['sender'],
    })
  }
  const others = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !NOT_BOUNDS.has(name))
  for (const name of others.toSorted()) {
    if (canonicalJson(before[name] ?? null) === canonicalJson(after[name] ?? null)) continue
    const breaksFor =
      before[name] === undefined ? (['sender'] as const) : after[name] === undefined ? (['receiver'] as const) : BOTH
    changes.push(bounds(path, name, before, after, breaksFor))
  }
  return changes
}

function wordChanges(path: string, before: JsonObject, after: JsonObject): ContractChange[] {
  return ['title', 'description'].flatMap((name): ContractChange[] =>
    canonicalJson(before[name] ?? null) === canonicalJson(after[name] ?? null)
      ? []
      : [{ path, kind: 'words', sentence: `The ${name} of ${what(path)} is worded otherwise.`, breaksFor: [] }],
  )
}

function bounds(
  path: string,
  name: string,
  before: JsonObject,
  after: JsonObject,
  breaksFor: readonly BreaksFor[],
): ContractChange {
  const word = (value: Json | undefined) => (value === undefined ? 'not said' : short(canonicalJson(value)))
  return {
    path,
    kind: 'bounds',
    sentence: `${what(path)}: ${name} is ${word(after[name])} now; it was ${word(before[name])}.`,
    breaksFor,
  }
}

/** The same shape under another name: one word holds the other, or they are nearly the same letters. */
function isRename(name: string, before: JsonObject, other: string, after: JsonObject): boolean {
  return typesOf(before).join() === typesOf(after).join() && areAlike(name, other)
}

/** Whether two names of fields look like the same one: equal but for case and separators, one within the other, or three of four letter pairs shared. */
export function areAlike(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')) as [string, string] // two in, two out
  if (a === b) return true
  if (a.length < 3 || b.length < 3) return false
  if (a.includes(b) || b.includes(a)) return true
  const [pairsA, pairsB] = [pairsOf(a), pairsOf(b)]
  const shared = [...pairsA].filter((pair) => pairsB.has(pair)).length
  return (2 * shared) / (pairsA.size + pairsB.size) >= 0.75
}

function pairsOf(word: string): Set<string> {
  return new Set(Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2)))
}

function takes(types: readonly string[], type: string): boolean {
  return types.includes('any') || types.includes(type) || (type === 'integer' && types.includes('number'))
}

function typesOf(schema: JsonObject): readonly string[] {
  const type = schema['type']
  if (typeof type === 'string') return [type]
  if (Array.isArray(type)) return type.filter((name) => typeof name === 'string').toSorted()
  return ['any']
}

function typeWords(types: readonly string[]): string {
  return types.map((type) => (type === 'any' ? 'anything' : type)).join(' or ')
}

function valuesOf(schema: JsonObject): readonly string[] | null {
  const values = schema['const'] === undefined ? schema['enum'] : [schema['const']]
  return Array.isArray(values)
    ? values.map((value: Json) => (typeof value === 'string' ? value : canonicalJson(value)))
    : null
}

function propertiesOf(schema: JsonObject): JsonObject {
  return objectOf(schema['properties'])
}

function requiredOf(schema: JsonObject): ReadonlySet<string> {
  const names = schema['required']
  return new Set(Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [])
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {} // no list, not null
}

function pointer(path: string, name: string): string {
  return `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

function what(path: string): string {
  return path === '' ? 'What crosses' : `“${path.slice(1)}”`
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
