import { canonicalJson } from '../json/canonical.ts'
import type { Json, JsonObject } from '../json/json.ts'

/**
 * One field that a person put right: `skipped` (the output left it out), `removed` (the output had it and should not),
 * `changed` (another value), `reworded` (a few words of a longer text).
 */
export interface CorrectedField {
  /** JSON Pointer into the output; empty for the whole. */
  readonly path: string
  readonly kind: 'skipped' | 'removed' | 'changed' | 'reworded'
  readonly from: Json | null
  readonly to: Json | null
  /** True where the release's schema itself lists the values: they then say nothing about a person. */
  readonly listed: boolean
}

/** What two corrections have in common where they are the same error: compare by `correctionKey`. */
export type Correction = readonly CorrectedField[]

/** More fields than this are another answer, not an error that repeats. */
const MOST_FIELDS = 8
/** More words than this, on either side, are another text. */
const MOST_WORDS = 6

/**
 * What a person changed in an output, field by field; null where nothing changed, or so much that it is no single error.
 * Two small errors of the same kind give the same correction whatever else the outputs say (S247): of a longer text only
 * the words that were replaced count.
 */
export function correctionOf(draft: Json, final: Json, schema: Json | undefined): Correction | null {
  const fields: CorrectedField[] = []
  const whole = compare('', draft, final, schema, fields)
  return whole && fields.length > 0 && fields.length <= MOST_FIELDS
    ? fields.toSorted((a, b) => (a.path < b.path ? -1 : 1))
    : null
}

/** The text by which the same correction is recognised; it holds values, so keep only a keyed digest of it. */
export function correctionKey(correction: Correction): string {
  return canonicalJson(
    correction.map(({ path, kind, from, to, listed }) =>
      // Whatever is filled in by hand: that it was left out is the error.
      kind === 'skipped' || kind === 'removed' ? [path, kind, listed ? from : null] : [path, kind, from, to],
    ),
  )
}

/** What may be kept of a correction in the clear: which fields, how, and values that the schema lists. */
export function plainCorrection(correction: Correction): Correction {
  return correction.map((field) => (field.listed ? field : { ...field, from: null, to: null }))
}

/** False where the two differ by more than single fields. */
function compare(
  path: string,
  draft: Json | undefined,
  final: Json | undefined,
  schema: Json | undefined,
  fields: CorrectedField[],
): boolean {
  if (isObject(draft) && isObject(final)) {
    const properties = isObject(schema) && isObject(schema['properties']) ? schema['properties'] : {}
    return [...new Set([...Object.keys(draft), ...Object.keys(final)])].every((key) =>
      compare(
        `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        own(draft, key),
        own(final, key),
        own(properties, key),
        fields,
      ),
    )
  }
  const [from, to] = [draft ?? null, final ?? null]
  if (canonicalJson(from) === canonicalJson(to) || (isNothing(from) && isNothing(to))) return true
  const listed = isListed(schema)
  if (isNothing(from)) fields.push({ path, kind: 'skipped', from: null, to, listed })
  else if (isNothing(to)) fields.push({ path, kind: 'removed', from, to: null, listed })
  else if (typeof from === 'string' && typeof to === 'string' && !listed) {
    const words = replacedWords(from, to)
    if (words === null) return false
    fields.push({ path, kind: words.kind, from: words.from, to: words.to, listed })
  } else fields.push({ path, kind: 'changed', from, to, listed })
  return fields.length <= MOST_FIELDS
}

/** What stands between the words that both texts begin with and those that both end with; null where that is long. */
function replacedWords(
  from: string,
  to: string,
): { readonly kind: 'changed' | 'reworded'; readonly from: string; readonly to: string } | null {
  const [before, after] = [from.trim().split(/\s+/), to.trim().split(/\s+/)]
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start += 1
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1
  const [gone, come] = [before.slice(start, before.length - end), after.slice(start, after.length - end)]
  if (gone.length > MOST_WORDS || come.length > MOST_WORDS) return null
  return { kind: start + end === 0 ? 'changed' : 'reworded', from: gone.join(' '), to: come.join(' ') }
}

function isListed(schema: Json | undefined): boolean {
  return isObject(schema) && (Array.isArray(schema['enum']) || 'const' in schema || schema['type'] === 'boolean')
}

function isNothing(value: Json): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}
