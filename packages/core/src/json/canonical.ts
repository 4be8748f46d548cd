import type { Json } from './json.ts'

/**
 * The canonical text of a JSON value (RFC 8785, JSON Canonicalization Scheme): no white space, keys sorted by UTF-16
 * code units, numbers as ECMAScript prints them. Equal values have equal text, whatever the order of their keys.
 * Throws a TypeError for what JSON can't hold (NaN, Infinity, undefined, functions).
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`Cannot write ${String(value)} as JSON: a finite number is needed`)
    return JSON.stringify(value)
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object') throw new TypeError(`Cannot write a ${typeof value} as JSON`)
  const members: string[] = []
  for (const key of Object.keys(value).toSorted()) {
    const member = value[key]
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`)
  }
  return `{${members.join(',')}}`
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
