import { humanise } from './format.ts'

/** One field of an input or output as people read it: its name from the schema's title, its value ready to show. */
export interface Field {
  readonly key: string
  readonly label: string
  /** What the schema says about it; null where it says nothing. */
  readonly hint: string | null
  readonly value: FieldValue
}

export type FieldValue =
  | { readonly kind: 'text'; readonly text: string; readonly long: boolean }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'truth'; readonly text: 'Yes' | 'No' }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'group'; readonly fields: readonly Field[] }
  | { readonly kind: 'json'; readonly text: string }
  /** The schema names it, the value lacks it (or holds null). */
  | { readonly kind: 'absent' }
  /** Taken out by the host before it was sent. */
  | { readonly kind: 'redacted'; readonly text: string }

/** How a field is typed in. */
export type FieldInput = 'line' | 'prose' | 'number' | 'truth' | 'choice' | 'json'

const LONG = 80
const DEEPEST = 3

/** The fields of a value: prose first, then in the schema's order, then those that the schema doesn't know; none is left out. */
export function fieldsOf(value: unknown, schema: unknown, depth = 0): readonly Field[] {
  if (!isObject(value)) {
    return value === undefined ? [] : [{ key: '', label: 'Value', hint: null, value: shapeOf(value, schema, depth) }]
  }
  const known = propertiesOf(schema)
  const keys = [...Object.keys(known), ...Object.keys(value).filter((key) => !(key in known))]
  const fields = keys.map((key) => ({
    key,
    label: labelOf(key, known[key]),
    hint: textIn(known[key], 'description'),
    value: shapeOf(value[key], known[key], depth),
  }))
  // What is to be read comes before what is to be looked up.
  return fields.toSorted((a, b) => Number(isProse(b)) - Number(isProse(a)))
}

function isProse({ value }: Field): boolean {
  return value.kind === 'text' && value.long
}

export function labelOf(key: string, schema: unknown): string {
  return textIn(schema, 'title') ?? humanise(key)
}

/** How people type a field in, from its schema and from what is there now. */
export function inputOf(schema: unknown, value: unknown): FieldInput {
  if (choicesOf(schema).length > 0) return 'choice'
  const type = typeIn(schema) ?? typeof value
  if (type === 'boolean') return 'truth'
  if (type === 'number' || type === 'integer') return 'number'
  if (type === 'string') return isLong(value, schema) ? 'prose' : 'line'
  return 'json'
}

export function choicesOf(schema: unknown): readonly string[] {
  const values = isObject(schema) ? schema['enum'] : undefined
  return Array.isArray(values) && values.every((value) => typeof value === 'string') ? values : []
}

export function propertiesOf(schema: unknown): { readonly [key: string]: unknown } {
  const properties = isObject(schema) ? schema['properties'] : undefined
  return isObject(properties) ? properties : {}
}

export function isRequired(schema: unknown, key: string): boolean {
  const required = isObject(schema) ? schema['required'] : undefined
  return Array.isArray(required) && required.includes(key)
}

export function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The most readable text of an output, to show and to compare first: the longest of its top-level texts. */
export function mainTextKey(value: unknown): string | null {
  if (!isObject(value)) return null
  let best: { key: string; length: number } | null = null
  for (const [key, each] of Object.entries(value)) {
    if (typeof each === 'string' && each.length > (best?.length ?? 0)) best = { key, length: each.length }
  }
  return best?.key ?? null
}

function shapeOf(value: unknown, schema: unknown, depth: number): FieldValue {
  if (value === undefined || value === null || value === '') return { kind: 'absent' }
  if (typeof value === 'string') {
    if (/^\[(redacted|removed)[^\]]*\]$/i.test(value)) return { kind: 'redacted', text: value }
    return { kind: 'text', text: value, long: isLong(value, schema) }
  }
  if (typeof value === 'number' || typeof value === 'bigint') return { kind: 'number', text: numberText(value) }
  if (typeof value === 'boolean') return { kind: 'truth', text: value ? 'Yes' : 'No' }
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number')) {
    return value.length === 0 ? { kind: 'absent' } : { kind: 'list', items: value.map(String) }
  }
  if (isObject(value) && depth < DEEPEST) return { kind: 'group', fields: fieldsOf(value, schema, depth + 1) }
  return { kind: 'json', text: JSON.stringify(value, null, 2) }
}

/** A measured share has more digits than anybody reads; an amount or a count keeps all of its own. */
function numberText(value: number | bigint): string {
  if (typeof value === 'bigint' || Number.isInteger(value)) return String(value)
  return String(
    Number(value.toPrecision(4)) === value
      ? value
      : Math.abs(value) < 1
        ? Number(value.toPrecision(4))
        : Number(value.toFixed(4)),
  )
}

function isLong(value: unknown, schema: unknown): boolean {
  if (typeof value === 'string' && (value.length > LONG || value.includes('\n'))) return true
  const most = isObject(schema) ? schema['maxLength'] : undefined
  return typeof most === 'number' && most > 240
}

function typeIn(schema: unknown): string | null {
  const type = isObject(schema) ? schema['type'] : undefined
  if (typeof type === 'string') return type
  if (Array.isArray(type))
    return type.find((each): each is string => typeof each === 'string' && each !== 'null') ?? null
  return null
}

function textIn(schema: unknown, name: string): string | null {
  const value = isObject(schema) ? schema[name] : undefined
  return typeof value === 'string' && value !== '' ? value : null
}
