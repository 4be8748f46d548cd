import type { Json, JsonObject, JsonSchema } from '../json/json.ts'
import type { Manifest } from '../workflows/manifest.ts'
import { redactText } from '../runs/redact-text.ts'
import type { TallyBuilder } from './tally.ts'
import { valueBucket } from './value-buckets.ts'

/** A field of the input, as its schema declares it. */
export interface InputField {
  /** JSON pointer below the input. */
  readonly pointer: string
  readonly parts: readonly string[]
  /** JSON types that the schema lets in; empty where it says none. */
  readonly types: readonly string[]
  /** The values of an enumeration, as text; null where it is none. */
  readonly categories: readonly string[] | null
  readonly required: boolean
  /** It names the unit: each value comes once, so how its values are spread says nothing. */
  readonly isKey: boolean
}

export interface InputPlan {
  readonly fields: readonly InputField[]
  /** What is not measured, and why, in plain words. */
  readonly unmeasured: readonly { readonly pointer: string; readonly why: string }[]
}

const MOST_FIELDS = 60
const DEEPEST = 4
/** Values outside an enumeration that are kept by name, in one tally. */
const MOST_UNKNOWN = 20
const LONGEST_CATEGORY = 60

/**
 * What can be measured of a workflow's inputs: the fields that its input schema declares, without those that its data
 * policy keeps out. Where nothing is captured, nothing is measured.
 */
export function inputPlan(manifest: Pick<Manifest, 'input' | 'data' | 'unitKey'>): InputPlan {
  if (manifest.data.capture === 'none') {
    return { fields: [], unmeasured: [{ pointer: '', why: 'The manifest keeps no inputs (data.capture: none).' }] }
  }
  const fields: InputField[] = []
  const unmeasured: { pointer: string; why: string }[] = []
  const redacted = manifest.data.redact
    .filter((pointer) => pointer === '/input' || pointer.startsWith('/input/'))
    .map((pointer) => partsOf(pointer).slice(1))
  const walk = (schema: JsonSchema | undefined, parts: readonly string[], required: boolean): void => {
    if (schema === undefined || typeof schema === 'boolean') return
    const pointer = pointerOf(parts)
    if (redacted.some((removed) => covers(removed, parts))) {
      unmeasured.push({ pointer, why: 'The manifest keeps it out of all records (data.redact).' })
      return
    }
    if (parts.length > 0) {
      if (fields.length >= MOST_FIELDS) {
        unmeasured.push({ pointer, why: `Only the first ${String(MOST_FIELDS)} fields are measured.` })
        return
      }
      fields.push({
        pointer,
        parts,
        types: typesOf(schema),
        categories: categoriesOf(schema),
        required,
        isKey: manifest.unitKey === ['input', ...parts].join('.'),
      })
    }
    if (parts.length >= DEEPEST || !isObject(schema['properties'])) return
    const needed = Array.isArray(schema['required']) ? schema['required'] : []
    for (const [name, property] of Object.entries(schema['properties'])) {
      if (typeof property === 'boolean' || isObject(property)) {
        walk(property, [...parts, name], needed.includes(name))
      }
    }
  }
  walk(manifest.input, [], true)
  return { fields, unmeasured }
}

/**
 * Counts one input: per field whether it is missing, of another type than declared, outside its enumeration; and
 * sketches of numbers, lengths of texts and lists, and the categories of enumerations; of what names the unit none. No
 * text of a free field is kept.
 */
export function measureInput(tally: TallyBuilder, fields: readonly InputField[], input: unknown): void {
  tally.count('inputs')
  for (const field of fields) {
    const value = valueAt(input, field.parts)
    // A missing object is one fault, not one for each field in it.
    if (value === NO_PARENT) continue
    tally.count(`in:${field.pointer}`)
    if (value === undefined || value === null || value === '') {
      if (value === null && field.types.includes('null')) tally.count(`null:${field.pointer}`)
      else tally.count(`missing:${field.pointer}`)
      continue
    }
    const type = typeOf(value)
    if (field.types.length > 0 && !fits(type, value, field.types)) tally.count(`type:${field.pointer}`)
    if (field.isKey) continue
    if (field.categories !== null) category(tally, field, field.categories, value)
    else if (typeof value === 'number' && Number.isFinite(value)) {
      tally.put(`num:${field.pointer}`, valueBucket(value))
    } else if (typeof value === 'boolean') tally.put(`cat:${field.pointer}`, String(value))
    else if (typeof value === 'string') tally.put(`len:${field.pointer}`, valueBucket(value.length))
    else if (Array.isArray(value)) tally.put(`len:${field.pointer}`, valueBucket(value.length))
  }
}

/** Written in place of a category beyond those that are kept by name. */
export const OTHER_CATEGORY = '(others)'

function category(tally: TallyBuilder, field: InputField, known: readonly string[], value: unknown): void {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (known.includes(text)) {
    tally.put(`cat:${field.pointer}`, text)
    return
  }
  tally.count(`unknown:${field.pointer}`)
  const seen = tally.buckets(`cat:${field.pointer}`)
  const label = redactText(text.slice(0, LONGEST_CATEGORY))
  tally.put(`cat:${field.pointer}`, seen < known.length + MOST_UNKNOWN ? label : OTHER_CATEGORY)
}

const NO_PARENT = Symbol('no parent')

function valueAt(input: unknown, parts: readonly string[]): unknown {
  let value = input
  for (const [i, part] of parts.entries()) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return i === 0 ? undefined : NO_PARENT
    value = Object.hasOwn(value, part) ? (value as Record<string, unknown>)[part] : undefined // has it
  }
  return value
}

function typesOf(schema: JsonObject): readonly string[] {
  const type = schema['type']
  if (typeof type === 'string') return [type]
  return Array.isArray(type) ? type.filter((each) => typeof each === 'string') : []
}

const MOST_CATEGORIES = 60

function categoriesOf(schema: JsonObject): readonly string[] | null {
  const values = schema['enum']
  if (!Array.isArray(values) || values.length > MOST_CATEGORIES) return null
  return values.map((value: Json) => (typeof value === 'string' ? value : JSON.stringify(value)))
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value
}

function fits(type: string, value: unknown, types: readonly string[]): boolean {
  return types.includes(type) || (type === 'number' && types.includes('integer') && Number.isInteger(value))
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether a pointer of the data policy removes a place: its own parts, or what lies below; a star is any part. */
function covers(removed: readonly string[], parts: readonly string[]): boolean {
  return removed.length <= parts.length && removed.every((part, i) => part === '*' || part === parts[i])
}

function partsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function pointerOf(parts: readonly string[]): string {
  return parts.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
