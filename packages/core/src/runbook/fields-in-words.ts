import type { Json, JsonObject, JsonSchema } from '../json/json.ts'
import { counted, listInWords } from '../workflows/in-words.ts'

const MOST_FIELDS = 12
const MOST_CHOICES = 6

/** The fields of a contract as people read them: `Ticket (text, needed), Plan (one of starter, team and business)`. */
export function fieldsInWords(schema: JsonSchema): string {
  const properties = propertiesOf(schema)
  if (properties.length === 0) return 'Its fields are not listed in its contract.'
  const needed = requiredOf(schema)
  const shown = properties.slice(0, MOST_FIELDS).map(([name, field]) => {
    const kind = kindOf(field)
    const notes = [kind, needed.includes(name) ? 'needed' : ''].filter((note) => note !== '')
    return notes.length === 0 ? fieldName(name, field) : `${fieldName(name, field)} (${notes.join(', ')})`
  })
  const left = properties.length - shown.length
  return `${shown.join('; ')}${left > 0 ? `; and ${counted(left, 'more field')}` : ''}.`
}

export function propertiesOf(schema: JsonSchema): readonly (readonly [string, Json])[] {
  const properties = isObject(schema) ? schema['properties'] : undefined
  return isObject(properties)
    ? Object.entries(properties).flatMap(([name, field]) => (field === undefined ? [] : [[name, field] as const]))
    : []
}

export function requiredOf(schema: JsonSchema): readonly string[] {
  const required = isObject(schema) ? schema['required'] : undefined
  return Array.isArray(required) ? required.filter((name) => typeof name === 'string') : []
}

/** The field's title, else its name. */
export function fieldName(name: string, field: Json | undefined): string {
  const title = isObject(field) ? field['title'] : undefined
  return typeof title === 'string' && title !== '' ? title : name
}

const KINDS: { readonly [type: string]: string } = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: 'yes or no',
  array: 'list',
  object: 'group',
}

function kindOf(field: Json): string {
  if (!isObject(field)) return ''
  const { enum: choices, type, format, minimum, maximum } = field
  if (Array.isArray(choices)) {
    const words = choices.slice(0, MOST_CHOICES).map(String)
    return choices.length > MOST_CHOICES ? `one of ${words.join(', ')}, …` : `one of ${listInWords(words)}`
  }
  const named = typeof format === 'string' ? format : typeof type === 'string' ? (KINDS[type] ?? type) : ''
  if (typeof minimum === 'number' && typeof maximum === 'number') return `${named} from ${minimum} to ${maximum}`
  return named
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
