import { fullFormats } from 'ajv-formats/dist/formats.js'
import type { Json, JsonObject, JsonSchema } from '../../json/json.ts'
import { closestName } from '../rules/closest-name.ts'
import { compileSchemaPattern } from './schema-pattern.ts'

/** What is wrong with a schema, and where: `path` is a JSON pointer into it. */
export interface SchemaFault {
  readonly message: string
  readonly path: string
}

const MAX_DEPTH = 64
const MAX_NODES = 20_000
const MAX_PATTERNS = 100
/** Schemas that one value may have to be held against, references followed. */
const MAX_EXPANDED = 100_000

/** Whether a schema is too large or too deep to be looked at more closely. */
export function findExcess(schema: unknown): SchemaFault | null {
  let nodes = 0
  function visit(value: unknown, path: string, depth: number): SchemaFault | null {
    if (++nodes > MAX_NODES) return { message: `The schema has more than ${MAX_NODES} parts`, path: '' }
    if (typeof value !== 'object' || value === null) return null
    if (depth > MAX_DEPTH) return { message: `The schema nests deeper than ${MAX_DEPTH} levels`, path: '' }
    for (const [key, part] of Object.entries(value)) {
      const found = visit(part, `${path}/${escaped(key)}`, depth + 1)
      if (found !== null) return found
    }
    return null
  }
  return visit(schema, '', 0)
}

/**
 * Finds what the metaschema allows but a contract must not have: keywords, formats and types that would be ignored in
 * silence, patterns that RE2 doesn't know, and references that multiply.
 */
export function findSchemaFault(schema: JsonSchema): SchemaFault | null {
  const finds: Finds = { patterns: 0, unevaluated: null, halfCondition: false }
  const found = inSchema(schema, '', finds)
  if (found !== null) return found
  if (finds.unevaluated !== null && finds.halfCondition) {
    return { message: '"unevaluatedProperties" needs a "then" beside every "if"', path: finds.unevaluated }
  }
  return findExplosion(schema)
}

interface Finds {
  patterns: number
  /** Where fields that nothing evaluated are refused. */
  unevaluated: string | null
  /** Whether there is an `if` without `then`: its fields would not count as evaluated. */
  halfCondition: boolean
}

/** How a keyword's value holds schemas. */
type Holds = 'schema' | 'list' | 'map' | 'patterns' | 'nothing'

const KEYWORDS: ReadonlyMap<string, Holds> = new Map<string, Holds>([
  ...keywords('schema', 'items', 'contains', 'additionalProperties', 'propertyNames', 'if', 'then', 'else', 'not'),
  ...keywords('schema', 'unevaluatedProperties', 'contentSchema'),
  ...keywords('list', 'prefixItems', 'allOf', 'anyOf', 'oneOf'),
  ...keywords('map', 'properties', 'dependentSchemas', '$defs', 'definitions'),
  ...keywords('patterns', 'patternProperties'),
  ...keywords('nothing', '$id', '$schema', '$ref', '$anchor', '$comment'),
  ...keywords(
    'nothing',
    'type',
    'const',
    'enum',
    'multipleOf',
    'maximum',
    'exclusiveMaximum',
    'minimum',
    'exclusiveMinimum',
  ),
  ...keywords(
    'nothing',
    'maxLength',
    'minLength',
    'pattern',
    'maxItems',
    'minItems',
    'uniqueItems',
    'maxContains',
    'minContains',
  ),
  ...keywords('nothing', 'maxProperties', 'minProperties', 'required', 'dependentRequired', 'format'),
  ...keywords('nothing', 'title', 'description', 'default', 'deprecated', 'readOnly', 'writeOnly', 'examples'),
  ...keywords('nothing', 'contentEncoding', 'contentMediaType'),
])

function keywords(holds: Holds, ...names: readonly string[]): readonly (readonly [string, Holds])[] {
  return names.map((name) => [name, holds] as const)
}

const SUCCESSORS = new Map([
  ['nullable', 'Write "type": ["string", "null"].'],
  ['additionalItems', 'In 2020-12 the first items are "prefixItems" and all others "items".'],
  ['dependencies', 'In 2020-12 these are "dependentRequired" and "dependentSchemas".'],
  ['id', 'It is "$id".'],
])

/** Keywords of 2020-12 that the validator gets wrong in some cases, and would then let bad units through. */
const UNSUPPORTED = new Map([
  ['unevaluatedItems', 'Describe all elements by "prefixItems" and "items".'],
  ['$dynamicRef', 'Write "$ref".'],
  ['$dynamicAnchor', 'Write "$anchor", or refer to "#/$defs/…".'],
  ['$vocabulary', 'Leave it out.'],
])

/** Keywords that do nothing alone. */
const COMPANIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['if', ['then', 'else']],
  ['then', ['if']],
  ['else', ['if']],
  ['minContains', ['contains']],
  ['maxContains', ['contains']],
])

function inSchema(schema: Json | undefined, path: string, finds: Finds): SchemaFault | null {
  if (!isObject(schema)) return null
  if (schema['unevaluatedProperties'] !== undefined) finds.unevaluated ??= `${path}/unevaluatedProperties`
  if (schema['if'] !== undefined && schema['then'] === undefined) finds.halfCondition = true
  for (const [keyword, value] of Object.entries(schema)) {
    const holds = KEYWORDS.get(keyword)
    const at = `${path}/${escaped(keyword)}`
    const message = holds === undefined ? unknownKeyword(keyword) : misplaced(keyword, value, schema, path)
    if (message !== null) return { message, path: at }
    const found = inKeyword(keyword, holds ?? 'nothing', value, at, finds)
    if (found !== null) return found
  }
  return null
}

function unknownKeyword(keyword: string): string {
  const mend = SUCCESSORS.get(keyword)
  if (mend !== undefined) return `"${keyword}" is no keyword of JSON Schema 2020-12. ${mend}`
  const instead = UNSUPPORTED.get(keyword)
  if (instead !== undefined) return `"${keyword}" is not supported. ${instead}`
  const closest = closestName(keyword, KEYWORDS.keys())
  return `"${keyword}" is no keyword of JSON Schema 2020-12${closest === null ? '' : `; did you mean "${closest}"?`}`
}

/** Why a known keyword can't stand where it stands; null where it can. */
function misplaced(keyword: string, value: Json, schema: JsonObject, path: string): string | null {
  const companions = COMPANIONS.get(keyword)
  if (companions !== undefined && !companions.some((companion) => schema[companion] !== undefined)) {
    return `"${keyword}" does nothing without ${companions.map((companion) => `"${companion}"`).join(' or ')}`
  }
  if (keyword === '$id' && path !== '') return '"$id" stands at the top of a schema only: refer to parts by "#/$defs/…"'
  if (keyword === '$schema' && value !== METASCHEMA_ID) {
    return `The schema says that it is written in ${JSON.stringify(value)}; contracts are written in "${METASCHEMA_ID}"`
  }
  const names = Array.isArray(value) ? value : isObject(value) ? Object.keys(value) : []
  return NAMING.has(keyword) && names.includes('__proto__') ? '"__proto__" can\'t be the name of a field' : null
}

export const METASCHEMA_ID = 'https://json-schema.org/draft/2020-12/schema'

const NAMING = new Set(['properties', 'required', 'dependentRequired', 'dependentSchemas'])

function inKeyword(keyword: string, holds: Holds, value: Json, at: string, finds: Finds): SchemaFault | null {
  switch (holds) {
    case 'schema':
      return inSchema(value, at, finds)
    case 'list':
      return firstOf(
        (Array.isArray(value) ? (value as readonly Json[]) : []).map(
          (part, index) => () => inSchema(part, `${at}/${index}`, finds),
        ),
      )
    case 'map':
    case 'patterns':
      return firstOf(
        Object.entries(isObject(value) ? value : {}).map(([name, part]) => () => {
          const path = `${at}/${escaped(name)}`
          return (holds === 'patterns' ? inPattern(name, path, finds) : null) ?? inSchema(part, path, finds)
        }),
      )
    case 'nothing':
      if (keyword === 'pattern' && typeof value === 'string') return inPattern(value, at, finds)
      return keyword === 'format' && typeof value === 'string' ? inFormat(value, at) : null
    default:
      return holds satisfies never
  }
}

function firstOf(checks: readonly (() => SchemaFault | null)[]): SchemaFault | null {
  for (const check of checks) {
    const found = check()
    if (found !== null) return found
  }
  return null
}

function inPattern(pattern: string, path: string, finds: Finds): SchemaFault | null {
  if (++finds.patterns > MAX_PATTERNS) return { message: `The schema has more than ${MAX_PATTERNS} patterns`, path }
  const compiled = compileSchemaPattern(pattern)
  return compiled.kind === 'invalid' ? { message: compiled.message, path } : null
}

/** The formats that are checked; others would be ignored, which is worse than being refused. */
const FORMATS: ReadonlySet<string> = new Set(Object.keys(fullFormats))

function inFormat(format: string, path: string): SchemaFault | null {
  if (FORMATS.has(format)) return null
  const closest = closestName(format, FORMATS)
  const mend = closest === null ? `known are ${[...FORMATS].join(', ')}` : `did you mean "${closest}"?`
  return { message: `The format "${format}" is not known; ${mend}`, path }
}

/** References that stand side by side and again in what they refer to double the work at every level. */
function findExplosion(root: JsonSchema): SchemaFault | null {
  const sizes = new Map<JsonObject, number>()
  function expanded(schema: Json | undefined): number {
    if (!isObject(schema)) return 1
    const known = sizes.get(schema)
    if (known !== undefined) return known
    // A circle counts once: the depth of the value bounds it.
    sizes.set(schema, 1)
    let size = 1
    for (const [keyword, value] of Object.entries(schema)) {
      const holds = KEYWORDS.get(keyword)
      if (keyword === '$ref' && typeof value === 'string') size += expanded(localTarget(value, root))
      else if (keyword === '$defs' || keyword === 'definitions') continue
      else if (holds === 'schema') size += expanded(value)
      else if (holds === 'list')
        for (const part of Array.isArray(value) ? (value as readonly Json[]) : []) size += expanded(part)
      else if ((holds === 'map' || holds === 'patterns') && isObject(value))
        for (const part of Object.values(value)) size += expanded(part)
    }
    sizes.set(schema, size)
    return size
  }
  if (expanded(root) <= MAX_EXPANDED) return null
  return { message: `With its references followed, the schema has more than ${MAX_EXPANDED} parts`, path: '' }
}

function localTarget(reference: string, root: JsonSchema): Json | undefined {
  if (reference === '#') return root
  if (!reference.startsWith('#/')) return undefined
  let at: Json | undefined = root
  for (const step of reference.slice(2).split('/')) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(at)) at = (at as readonly Json[])[Number(key)]
    else at = isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined
  }
  return at
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
