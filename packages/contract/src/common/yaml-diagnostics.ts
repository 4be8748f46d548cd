import { closestName } from '@dayshift/core'
import type { z } from 'zod'
import type { Refusal } from './yaml-fields.ts'
import { escapeStep, type Position, type YamlSource } from './yaml-source.ts'
import type { Diagnostic } from '../workflows/workflow-wire.ts'

/** Says in plain words, with place and mend, what the schema found. */
export function diagnosticsOf(issues: readonly z.core.$ZodIssue[], source: YamlSource, keysAt: KeysAt): Diagnostic[] {
  return issues.flatMap((issue) => {
    const pointer = pointerOf(issue.path)
    if (issue.code === 'unrecognized_keys') {
      const known = keysAt(issue.path)
      return issue.keys.map((key) => unknownKey(key, `${pointer}/${escapeStep(key)}`, known, source))
    }
    return [faultAt(pointer, refusalOf(issue), source)]
  })
}

/** The keys that a map at a path may have. */
export type KeysAt = (path: readonly PropertyKey[]) => readonly string[]

export function diagnostic(code: string, message: string, path: string, { line, column }: Position): Diagnostic {
  return { code, message, line, column, path }
}

export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${escapeStep(String(step))}`).join('')
}

/** A JSON pointer as people say it: `/rules/0/when` → `rules[0].when`. */
export function spokenPath(pointer: string): string {
  let spoken = ''
  for (const step of pointer.split('/').slice(1)) {
    if (/^\d+$/.test(step)) spoken += `[${step}]`
    else spoken += (spoken === '' ? '' : '.') + step.replaceAll('~1', '/').replaceAll('~0', '~')
  }
  return spoken === '' ? 'the whole' : spoken
}

function unknownKey(key: string, pointer: string, known: readonly string[], source: YamlSource): Diagnostic {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[-_ ]/g, '')
  const near = known.find((name) => plain(name) === plain(key)) ?? closestName(key, known)
  const parent = pointer.slice(0, pointer.lastIndexOf('/'))
  const where = parent === '' ? `A ${source.noun}` : `"${spokenPath(parent)}"`
  const mend =
    near !== null ? `did you mean "${near}"?` : known.length === 0 ? 'remove it.' : `known here: ${known.join(', ')}.`
  return diagnostic('unknown-key', `${where} has no "${key}": ${mend}`, pointer, source.keyPositionOf(pointer))
}

function faultAt(pointer: string, refusal: Refusal, source: YamlSource): Diagnostic {
  const value = valueAt(source.value, pointer)
  const spoken = spokenPath(pointer)
  const isWhole = pointer === ''
  const mend = refusal.mend === undefined ? '' : ` ${refusal.mend}`
  if (value === undefined) {
    const message = `"${spoken}" is missing: add it as ${refusal.expected}.`
    return diagnostic('missing', message, pointer, source.keyPositionOf(pointer.slice(0, pointer.lastIndexOf('/'))))
  }
  if (value === null && !isWhole) {
    const message = `"${spoken}" is empty: write ${refusal.expected}, or leave the line out if it is not needed.${mend}`
    return diagnostic('empty', message, pointer, source.positionOf(pointer))
  }
  const is = `it is ${quoted(value, source.writtenAt(pointer))}`
  const subject = isWhole ? `A ${source.noun}` : `"${spoken}"`
  const hint =
    mend !== '' ? mend : typeof value === 'string' ? '' : quoteHint(refusal, value, source.writtenAt(pointer))
  return diagnostic(
    refusal.code,
    `${subject} must be ${refusal.expected}; ${is}.${hint}`,
    pointer,
    source.positionOf(pointer),
  )
}

/** A number or flag where text is wanted most often only lacks its quotes. */
function quoteHint({ expected }: Refusal, value: unknown, written: string | null): string {
  if (expected !== 'text' || (typeof value !== 'number' && typeof value !== 'boolean')) return ''
  return ` Put it into quotes: "${written ?? String(value)}".`
}

function refusalOf(issue: z.core.$ZodIssue): Refusal {
  switch (issue.code) {
    case 'custom': {
      const params: { readonly [name: string]: unknown } = issue.params ?? {}
      const { code, expected, mend } = params
      if (typeof code !== 'string' || typeof expected !== 'string') return { code: 'invalid', expected: issue.message }
      return typeof mend === 'string' ? { code, expected, mend } : { code, expected }
    }
    case 'invalid_type':
      return { code: 'wrong-type', expected: KINDS[issue.expected] ?? `a ${issue.expected}` }
    case 'too_small':
      return { code: 'empty', expected: `a list of at least ${issue.minimum}`, mend: 'Name at least one.' }
    case 'too_big':
      return { code: 'too-long', expected: `a list of at most ${issue.maximum}`, mend: 'Shorten it.' }
    default:
      return { code: 'invalid', expected: issue.message }
  }
}

const KINDS: { readonly [expected: string]: string } = {
  object: 'a map ("key: value" lines)',
  array: 'a list (lines that start with "- ")',
}

function quoted(value: unknown, written: string | null): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'a map'
  if (value === null) return 'empty'
  if (typeof value === 'string') return `"${shortened(value)}"`
  const kind = typeof value === 'number' ? 'number' : 'value'
  return `the ${kind} ${shortened(written ?? JSON.stringify(value))}`
}

const SHOWN = 60

function shortened(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, ' ')
  return line.length > SHOWN ? `${line.slice(0, SHOWN).toWellFormed()}…` : line
}

function valueAt(root: unknown, pointer: string): unknown {
  let at: unknown = root
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined
    at = (at as Record<string, unknown>)[key] // an object, seen above
  }
  return at
}
