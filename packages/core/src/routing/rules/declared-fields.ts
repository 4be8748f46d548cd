import type { Json, JsonObject, JsonSchema } from '../../json/json.ts'

/** What a JSON Schema says that a value is, as far as rules need it. `anything` where it can't be told. */
export type DeclaredType =
  | { readonly kind: 'text' | 'number' | 'flag' | 'null' | 'anything' }
  | { readonly kind: 'list'; readonly items: DeclaredType }
  /** An object whose names are not declared, but whose values are. */
  | { readonly kind: 'map'; readonly values: DeclaredType }
  | { readonly kind: 'object'; readonly shape: ObjectShape }

export interface ObjectShape {
  /** How a rule reaches it, for messages: `input.customer`, `input.lines[]`. */
  readonly path: string
  readonly fields: ReadonlyMap<string, DeclaredField>
}

export interface DeclaredField {
  readonly type: DeclaredType
  readonly required: boolean
}

/**
 * Reads the fields that a schema declares. JSON numbers, integers among them, are `number`; a union (`type` with several
 * names, `anyOf`, `oneOf`, `enum`) is the type that all its members share, else `anything`. Fields that only a branch
 * declares (`then`, `anyOf`, …) count as declared and optional. Local references (`#/…`) are followed, also in circles.
 */
export function declaredType(schema: JsonSchema, path: string): DeclaredType {
  return typeOf(schema, path, { root: schema, shapes: new Map(), read: { schemas: 0 }, depth: 0 })
}

interface Reading {
  readonly root: JsonSchema
  readonly shapes: Map<JsonObject, ObjectShape>
  /** Counts, because references in unions could otherwise double the work at every level. */
  readonly read: { schemas: number }
  readonly depth: number
}

const ANYTHING: DeclaredType = { kind: 'anything' }
/** Deeper parts of a schema are `anything`: a rule that nests less can't reach them anyway. */
const MAX_DEPTH = 64
const MAX_READ = 20_000

function typeOf(schema: Json | undefined, path: string, reading: Reading): DeclaredType {
  if (!isObject(schema) || reading.depth > MAX_DEPTH || reading.read.schemas > MAX_READ) return ANYTHING
  reading.read.schemas++
  const inner = { ...reading, depth: reading.depth + 1 }
  const parts: Part[] = []
  collectParts(schema, true, inner, parts, new Set())

  const kind = kindOf(parts, path, inner)
  if (kind === 'array') return { kind: 'list', items: typeOf(first(parts, 'items'), `${path}[]`, inner) }
  if (kind !== 'object') return kind

  const properties = parts.some((part) => isObject(part.schema['properties']))
  if (!properties) {
    if (parts.some((part) => isObject(part.schema['patternProperties']))) return { kind: 'map', values: ANYTHING }
    const values = first(parts, 'additionalProperties')
    if (isObject(values)) return { kind: 'map', values: typeOf(values, `${path}.*`, inner) }
  }
  return { kind: 'object', shape: shapeOf(schema, parts, path, inner) }
}

/** A schema that bears on the same value: itself, what it refers to, its `allOf`; branches are those that may not apply. */
interface Part {
  readonly schema: JsonObject
  readonly applies: boolean
}

const BRANCHES = ['anyOf', 'oneOf'] as const
const CONDITIONAL = ['then', 'else'] as const

function collectParts(
  schema: Json | undefined,
  applies: boolean,
  reading: Reading,
  into: Part[],
  seen: Set<JsonObject>,
): void {
  if (!isObject(schema) || seen.has(schema)) return
  seen.add(schema)
  into.push({ schema, applies })
  const reference = schema['$ref']
  if (typeof reference === 'string') collectParts(referredTo(reference, reading.root), applies, reading, into, seen)
  for (const part of listOf(schema['allOf'])) collectParts(part, applies, reading, into, seen)
  for (const keyword of BRANCHES)
    for (const part of listOf(schema[keyword])) collectParts(part, false, reading, into, seen)
  for (const keyword of CONDITIONAL) collectParts(schema[keyword], false, reading, into, seen)
  const dependent = schema['dependentSchemas']
  if (isObject(dependent)) for (const part of Object.values(dependent)) collectParts(part, false, reading, into, seen)
}

function referredTo(reference: string, root: JsonSchema): Json | undefined {
  if (reference === '#') return root
  if (!reference.startsWith('#/')) return undefined
  let at: Json | undefined = root
  for (const step of reference.slice(2).split('/')) {
    const key = decoded(step).replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(at)) at = (at as readonly Json[])[Number(key)]
    else at = isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined
  }
  return at
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step)
  } catch {
    return step
  }
}

function kindOf(parts: readonly Part[], path: string, reading: Reading): DeclaredType | 'object' | 'array' {
  let unions: readonly Json[] = []
  for (const { schema, applies } of parts) {
    if (!applies) continue
    const kind = ownKind(schema)
    if (kind !== null) return kind
    const branches = [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])]
    if (branches.length > 0 && unions.length === 0) unions = branches
  }
  if (unions.length > 0) {
    const [shared, ...others] = unions.map((branch) => typeOf(branch, path, reading))
    if (shared === undefined || others.some((other) => !sameScalar(shared, other))) return ANYTHING
    return shared
  }
  // No `type`, but fields: whoever declares fields means an object.
  return parts.some((part) => isObject(part.schema['properties'])) ? 'object' : ANYTHING
}

function ownKind(schema: JsonObject): DeclaredType | 'object' | 'array' | null {
  const type = schema['type']
  if (typeof type === 'string') return kindNamed(type)
  if (Array.isArray(type)) return shared(type.map((name) => (typeof name === 'string' ? kindNamed(name) : ANYTHING)))
  if (schema['const'] !== undefined) return kindOfValue(schema['const'])
  if (Array.isArray(schema['enum'])) return shared(schema['enum'].map(kindOfValue))
  return null
}

type Kind = DeclaredType | 'object' | 'array'

function shared(kinds: readonly Kind[]): Kind {
  const [one, ...others] = kinds
  if (one === undefined) return ANYTHING
  return others.every(
    (other) => other === one || (typeof one === 'object' && typeof other === 'object' && sameScalar(one, other)),
  )
    ? one
    : ANYTHING
}

function sameScalar(a: DeclaredType, b: DeclaredType): boolean {
  return (
    a === b ||
    (a.kind === b.kind && (a.kind === 'text' || a.kind === 'number' || a.kind === 'flag' || a.kind === 'null'))
  )
}

function kindNamed(name: string): Kind {
  switch (name) {
    case 'string':
      return { kind: 'text' }
    case 'number':
    case 'integer':
      return { kind: 'number' }
    case 'boolean':
      return { kind: 'flag' }
    case 'null':
      return { kind: 'null' }
    case 'object':
    case 'array':
      return name
    default:
      return ANYTHING
  }
}

function kindOfValue(value: Json): Kind {
  if (value === null) return { kind: 'null' }
  if (Array.isArray(value)) return 'array'
  return kindNamed(typeof value)
}

function shapeOf(schema: JsonObject, parts: readonly Part[], path: string, reading: Reading): ObjectShape {
  const known = reading.shapes.get(schema)
  if (known !== undefined) return known
  const fields = new Map<string, DeclaredField>()
  const shape = { path, fields }
  // Known before its fields are read, so that a schema that contains itself ends.
  reading.shapes.set(schema, shape)
  const required = new Set(parts.filter((part) => part.applies).flatMap((part) => listOf(part.schema['required'])))
  for (const part of parts) {
    const properties = part.schema['properties']
    if (!isObject(properties)) continue
    for (const [name, property] of Object.entries(properties)) {
      const type = typeOf(property, `${path}.${name}`, reading)
      const before = fields.get(name)
      const isSame = before === undefined || sameScalar(before.type, type)
      // Something that applies always knows better than a branch; else two opinions are none.
      const merged = isSame
        ? type
        : before.type.kind === 'anything'
          ? type
          : type.kind === 'anything' || !part.applies
            ? before.type
            : ANYTHING
      fields.set(name, { type: merged, required: required.has(name) })
    }
  }
  return shape
}

function first(parts: readonly Part[], keyword: string): Json | undefined {
  return parts.find((part) => part.applies && part.schema[keyword] !== undefined)?.schema[keyword]
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : []
}
