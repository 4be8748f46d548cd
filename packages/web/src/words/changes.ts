import { isObject, labelOf, propertiesOf } from './fields.ts'
import { diffWords, type DiffPart } from './word-diff.ts'

/** One field that a person changed. */
export type Change =
  | { readonly kind: 'words'; readonly key: string; readonly label: string; readonly parts: readonly DiffPart[] }
  | { readonly kind: 'value'; readonly key: string; readonly label: string; readonly from: string; readonly to: string }

/** What differs between draft and final, field by field in the schema's order; empty where nothing does. */
export function changesOf(draft: unknown, final: unknown, schema: unknown): readonly Change[] {
  if (!isObject(draft) || !isObject(final)) {
    const change = changeOf('', 'Value', draft, final)
    return change === null ? [] : [change]
  }
  const known = propertiesOf(schema)
  const keys = new Set([...Object.keys(known), ...Object.keys(draft), ...Object.keys(final)])
  return [...keys].flatMap((key) => changeOf(key, labelOf(key, known[key]), draft[key], final[key]) ?? [])
}

function changeOf(key: string, label: string, before: unknown, after: unknown): Change | null {
  const from = shown(before)
  const to = shown(after)
  if (from === to) return null
  const words = typeof before === 'string' && typeof after === 'string' && (before.length > 24 || after.length > 24)
  return words
    ? { kind: 'words', key, label, parts: diffWords(before, after) }
    : { kind: 'value', key, label, from, to }
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return 'not given'
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
