import type { Json, JsonObject, JsonSchema } from '../../json/json.ts'

/**
 * Whether a schema describes its values to the last part, so that whatever fits it is JSON and no deeper than the schema:
 * scalars by type, objects without further fields, lists of such. Then nobody need look through the value once more.
 */
export function isClosed(schema: JsonSchema): boolean {
  return closed(schema)
}

const SCALARS: ReadonlySet<unknown> = new Set(['string', 'number', 'integer', 'boolean', 'null'])

function closed(schema: Json | undefined): boolean {
  if (!isObject(schema)) return schema === false
  const type = schema['type']
  if (type === undefined) return isListOfScalars(schema['enum']) || isScalar(schema['const'])
  const types: readonly unknown[] = Array.isArray(type) ? type : [type]
  return types.every((name) => {
    if (name === 'object') return hasClosedFields(schema)
    if (name === 'array') return schema['prefixItems'] === undefined && closed(schema['items'])
    return SCALARS.has(name)
  })
}

function hasClosedFields(schema: JsonObject): boolean {
  const properties = schema['properties'] ?? {}
  return (
    schema['additionalProperties'] === false &&
    schema['patternProperties'] === undefined &&
    isObject(properties) &&
    Object.values(properties).every(closed)
  )
}

function isListOfScalars(values: Json | undefined): boolean {
  return Array.isArray(values) && values.every(isScalar)
}

function isScalar(value: Json | undefined): boolean {
  return value === null || (value !== undefined && typeof value !== 'object')
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
