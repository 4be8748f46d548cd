/**
 * Whether something is JSON: null, booleans, finite numbers, texts, lists and plain objects of those, at most
 * `MAX_VALUE_DEPTH` levels deep (validation is recursive, and so must be bounded) and of at most `MAX_VALUES` values.
 * A property whose value is `undefined` counts as absent, as JSON has it. Nothing is called and no prototype is followed.
 */
export function isJsonValue(value: unknown): boolean {
  valuesLeft = MAX_VALUES
  return isJson(value, MAX_VALUE_DEPTH)
}

const MAX_VALUE_DEPTH = 100
const MAX_VALUES = 1_000_000

let valuesLeft = 0

function isJson(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return --valuesLeft >= 0
    case 'number':
      // Infinity − Infinity and NaN − NaN are not 0.
      return value - value === 0 && --valuesLeft >= 0
    case 'object':
      if (value === null) return --valuesLeft >= 0
      if (depth === 0 || --valuesLeft < 0) return false
      if (Array.isArray(value)) {
        for (let i = 0; i < value.length; i++) if (!isJson(value[i], depth - 1)) return false
        return true
      }
      return isPlain(value) && hasJsonFields(value, depth - 1)
    default:
      return false
  }
}

function hasJsonFields(value: object, depth: number): boolean {
  for (const name in value) {
    const field = (value as { readonly [name: string]: unknown })[name]
    if (typeof field !== 'string' && field !== undefined && !isJson(field, depth)) return false
  }
  return true
}

/** Its prototype is that of object literals, in this realm or another, or null. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null
}

/** Where and why something is no JSON; null where it is. */
export interface NotJson {
  /** JSON pointer, '' for the whole. */
  readonly path: string
  readonly message: string
}

/** Finds what `isJsonValue` refused. */
export function findNotJson(value: unknown): NotJson | null {
  return search(value, '', 0, { values: 0 })
}

function search(value: unknown, path: string, depth: number, seen: { values: number }): NotJson | null {
  if (++seen.values > MAX_VALUES) return { path: '', message: `has more than ${MAX_VALUES} values` }
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return null
    case 'number':
      return Number.isFinite(value) ? null : { path, message: `is ${value}, which JSON can't hold` }
    case 'object':
      if (value === null) return null
      if (depth === MAX_VALUE_DEPTH)
        return { path: shortened(path), message: `nests deeper than ${MAX_VALUE_DEPTH} levels` }
      if (Array.isArray(value)) return searchAll(Array.from(value.keys()), value, path, depth, seen)
      if (!isPlain(value)) return { path, message: `is a ${nameOf(value)}, which is no JSON value` }
      return searchAll(namesOf(value), value, path, depth, seen)
    default:
      return {
        path,
        message: `is ${typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`}, which is no JSON value`,
      }
  }
}

function searchAll(
  keys: readonly (string | number)[],
  values: object,
  path: string,
  depth: number,
  seen: { values: number },
): NotJson | null {
  for (const key of keys) {
    const value = (values as { readonly [name: string]: unknown })[key]
    if (value === undefined && typeof key === 'string') continue
    const found = search(value, `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1, seen)
    if (found !== null) return found
  }
  return null
}

function namesOf(value: object): readonly string[] {
  const names: string[] = []
  for (const name in value) names.push(name)
  return names
}

function nameOf(value: object): string {
  const made: unknown = value.constructor
  return typeof made === 'function' && made.name !== '' ? made.name : 'value of a class'
}

function shortened(path: string): string {
  return path.length <= 80 ? path : `${path.slice(0, 79)}…`
}
