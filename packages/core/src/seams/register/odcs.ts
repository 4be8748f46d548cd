import { compileContract } from '../../routing/contracts/compile-contract.ts'
import type { Json, JsonObject, JsonSchema } from '../../json/json.ts'

/** A contract read from an Open Data Contract Standard document. */
export interface ReadOdcs {
  readonly kind: 'read'
  readonly schema: JsonObject
  /** The object of the document that it is made of. */
  readonly object: string
  /** The whole document, so that what isn't read goes out again as it came in. */
  readonly kept: JsonObject
  /** What of that object no crossing is held to, in plain words. */
  readonly notChecked: readonly string[]
}

export interface OdcsFault {
  readonly kind: 'fault'
  readonly path: string
  readonly message: string
}

/** Keywords that ODCS has no place for stand in this custom property, so that a contract comes back as it went out. */
const OWN_PROPERTY = 'jsonSchema'
const API_VERSION = 'v3.1.0'
const DEEPEST = 40

/**
 * Makes a JSON Schema of one object of an ODCS 3.x document. Where it has several, `object` names which; nothing of the
 * document is lost.
 */
export function readOdcs(document: Json, object?: string): ReadOdcs | OdcsFault {
  if (!isObject(document))
    return fault('', 'is no ODCS document: an object with "apiVersion", "kind" and "schema" is needed')
  const { kind, apiVersion, schema } = document
  if (kind !== 'DataContract') return fault('/kind', `is ${told(kind)}; "DataContract" is needed`)
  if (typeof apiVersion !== 'string' || !/^v3\.\d+\.\d+$/.test(apiVersion)) {
    return fault('/apiVersion', `is ${told(apiVersion)}; a version of ODCS 3 is needed, like "${API_VERSION}"`)
  }
  const objects = Array.isArray(schema) ? schema.filter(isObject) : []
  const names = objects.map(nameIn)
  if (objects.length === 0) return fault('/schema', 'names no object: nothing says what must cross')
  if (objects.length > 1 && object === undefined) {
    return fault('/schema', `has ${String(objects.length)} objects; say which one crosses: ${names.join(', ')}`)
  }
  const at = object === undefined ? 0 : names.indexOf(object)
  const chosen = objects[at]
  if (chosen === undefined) return fault('/schema', `has no object "${object ?? ''}"; it has ${names.join(', ')}`)
  const notChecked: string[] = []
  const made = schemaOf({ ...chosen, logicalType: 'object' }, '', notChecked, 0)
  const compiled = compileContract(made)
  if (compiled.kind === 'invalid') {
    return fault(
      `/schema/${String(at)}`,
      `can’t be held against: ${compiled.message}${compiled.path === '' ? '' : ` at ${compiled.path}`}`,
    )
  }
  return { kind: 'read', schema: made, object: names[at] ?? '', kept: document, notChecked }
}

const TYPES: { readonly [logical: string]: JsonObject } = {
  string: { type: 'string' },
  date: { type: 'string', format: 'date' },
  timestamp: { type: 'string', format: 'date-time' },
  time: { type: 'string', format: 'time' },
  number: { type: 'number' },
  integer: { type: 'integer' },
  boolean: { type: 'boolean' },
  object: { type: 'object' },
  array: { type: 'array' },
}
const FORMATS = new Set(['email', 'uuid', 'uri', 'hostname', 'ipv4', 'ipv6'])
const OPTIONS: { readonly [logical: string]: readonly string[] } = {
  string: ['minLength', 'maxLength', 'pattern'],
  number: ['multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum'],
  integer: ['multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum'],
  object: ['maxProperties', 'minProperties'],
  array: ['maxItems', 'minItems', 'uniqueItems'],
}

function schemaOf(element: JsonObject, path: string, notChecked: string[], depth: number): JsonObject {
  const logical = typeof element['logicalType'] === 'string' ? element['logicalType'] : ''
  const options = isObject(element['logicalTypeOptions']) ? element['logicalTypeOptions'] : {}
  const where = path === '' ? 'the whole' : `“${path}”`
  for (const check of listOf(element['quality'])) {
    notChecked.push(
      `quality rule ${told(isObject(check) ? (check['name'] ?? check['metric'] ?? check['rule'] ?? check['type'] ?? null) : null)} of ${where}`,
    )
  }
  if (element['unique'] === true || element['primaryKey'] === true) notChecked.push(`${where} is unique`)
  if (depth > DEEPEST) return {}
  let made: JsonObject = { ...TYPES[logical] }
  // A date in its own pattern is a text; that it follows the pattern isn't checked.
  if (['date', 'timestamp', 'time'].includes(logical) && options['format'] !== undefined) {
    made = { type: 'string' }
    notChecked.push(`${where} is written as ${told(options['format'])}`)
  }
  if (logical === 'string' && typeof options['format'] === 'string') {
    if (FORMATS.has(options['format'])) made = { ...made, format: options['format'] }
    else notChecked.push(`${where} has the format ${told(options['format'])}`)
  }
  for (const name of OPTIONS[logical] ?? []) {
    if (options[name] !== undefined) made = { ...made, [name]: options[name] }
  }
  if (typeof element['description'] === 'string') made = { ...made, description: element['description'] }
  const properties = listOf(element['properties']).filter(isObject)
  if (properties.length > 0) {
    const under = (name: string) => (path === '' ? name : `${path}.${name}`)
    const entries = properties.map((each): [string, JsonObject] => [
      nameIn(each),
      schemaOf(each, under(nameIn(each)), notChecked, depth + 1),
    ])
    const required = properties.filter((each) => each['required'] === true).map(nameIn)
    made = { ...made, properties: Object.fromEntries(entries), ...(required.length === 0 ? {} : { required }) }
  }
  if (isObject(element['items']))
    made = { ...made, items: schemaOf(element['items'], `${path}[]`, notChecked, depth + 1) }
  const own = listOf(element['customProperties']).find((each) => isObject(each) && each['property'] === OWN_PROPERTY)
  return isObject(own) && isObject(own['value']) ? { ...made, ...own['value'] } : made
}

export interface OdcsParts {
  readonly id: string
  readonly name: string
  /** A whole number; it goes out as `3.0.0`. */
  readonly version: number
  readonly schema: JsonSchema
  readonly object: string | null
  /** The document that the contract was read from first; null where it never was. */
  readonly kept: JsonObject | null
}

/** The contract as an ODCS 3.1 document: what the schema says, within what was kept. */
export function writeOdcs({ id, name, version, schema, object, kept }: OdcsParts): JsonObject {
  const title = object ?? 'crossing'
  const base: JsonObject = kept ?? { id, name, status: 'active' }
  const objects = listOf(base['schema']).filter(isObject)
  const before = objects.find((each) => each['name'] === title) ?? { name: title }
  const made = elementOf(title, isObject(schema) ? schema : {}, before, true)
  return {
    ...base,
    apiVersion: API_VERSION,
    kind: 'DataContract',
    version: `${String(version)}.0.0`,
    schema: objects.some((each) => each['name'] === title)
      ? objects.map((each) => (each['name'] === title ? made : each))
      : [...objects, made],
  }
}

function elementOf(name: string | null, schema: JsonObject, before: JsonObject, isTop: boolean): JsonObject {
  const logical = logicalOf(schema)
  const took = new Set(['description', 'properties', 'required', 'items'])
  const {
    logicalTypeOptions,
    properties,
    items,
    required,
    customProperties,
    logicalType: _said,
    description: _words,
    ...rest
  } = before
  void required
  const optionNames = logical === null ? [] : (OPTIONS[logical] ?? [])
  const keptOptions = isObject(logicalTypeOptions) ? without(logicalTypeOptions, optionNames) : {}
  const format = schema['format']
  const options: JsonObject = {
    ...(logical === logicalOfElement(before) ? keptOptions : {}),
    ...Object.fromEntries(
      optionNames.flatMap((option) => (schema[option] === undefined ? [] : [[option, schema[option]]])),
    ),
    ...(logical === 'string' && typeof format === 'string' ? { format } : {}),
  }
  for (const option of optionNames) took.add(option)
  if (logical !== null) for (const keyword of ['type', 'format']) took.add(keyword)
  const own = without(schema, [...took])
  const custom = [
    ...listOf(customProperties).filter((each) => !(isObject(each) && each['property'] === OWN_PROPERTY)),
    ...(Object.keys(own).length === 0 ? [] : [{ property: OWN_PROPERTY, value: own }]),
  ]
  const fields = isObject(schema['properties']) ? schema['properties'] : null
  const needed = listOf(schema['required'])
  const known = listOf(properties).filter(isObject)
  return {
    ...rest,
    ...(name === null ? {} : { name }),
    ...(logical === null ? {} : { logicalType: logical }),
    ...(typeof schema['description'] === 'string' ? { description: schema['description'] } : {}),
    ...(Object.keys(options).length === 0 || isTop ? {} : { logicalTypeOptions: options }),
    ...(fields === null
      ? {}
      : {
          properties: Object.entries(fields).map(([field, of]) => {
            const was = known.find((each) => each['name'] === field) ?? {}
            const made = elementOf(field, isObject(of) ? of : {}, was, false)
            return needed.includes(field)
              ? { ...made, required: true }
              : was['required'] === undefined
                ? made
                : { ...made, required: false }
          }),
        }),
    ...(isObject(schema['items'])
      ? { items: elementOf(null, schema['items'], isObject(items) ? items : {}, false) }
      : {}),
    ...(custom.length === 0 ? {} : { customProperties: custom }),
  }
}

/** The logical type that says the same as a schema's type and format; null where none does. */
function logicalOf({ type, format }: JsonObject): string | null {
  if (type === 'string') {
    if (format === 'date') return 'date'
    if (format === 'date-time') return 'timestamp'
    if (format === 'time') return 'time'
    return 'string'
  }
  return typeof type === 'string' && Object.hasOwn(TYPES, type) ? type : null
}

function nameIn({ name }: JsonObject): string {
  return typeof name === 'string' ? name : ''
}

function logicalOfElement(element: JsonObject): string | null {
  return typeof element['logicalType'] === 'string' ? element['logicalType'] : null
}

function without(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)))
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : []
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function fault(path: string, message: string): OdcsFault {
  return { kind: 'fault', path, message }
}

function told(value: Json | undefined): string {
  return value === undefined ? 'missing' : JSON.stringify(value)
}
