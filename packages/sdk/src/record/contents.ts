import { redact, type DataPolicy, type Json } from '@dayshift/core'

/** Longer contents are not kept; a note in their place says so. Bytes of JSON text, counted in UTF-16 units. */
const MOST_CONTENT = 256 * 1024

/** The members `"input":…,"output":…` of a record as JSON text with a leading comma each; empty where nothing is captured. */
export function contentMembers(policy: DataPolicy, input: unknown, output: unknown): string {
  if (policy.capture === 'none') return ''
  const kept = policy.capture === 'full' ? { input, output } : redacted(input, output, policy.redact)
  return member('input', kept.input) + (output === undefined ? '' : member('output', kept.output))
}

/** One value as it may be kept under a policy; undefined where nothing is captured. */
export function keptContent(policy: DataPolicy, side: 'input' | 'output', value: unknown): Json | undefined {
  if (policy.capture === 'none' || value === undefined) return undefined
  const kept =
    policy.capture === 'full'
      ? value
      : redacted(side === 'input' ? value : null, side === 'output' ? value : null, policy.redact)[side]
  const text = textOf(kept)
  return JSON.parse(text) as Json // its own JSON text
}

function redacted(input: unknown, output: unknown, pointers: readonly string[]): { input: unknown; output: unknown } {
  // What is no plain JSON (dates, class instances) is redacted in the form in which it would be written.
  const whole = { input: plain(input), output: output === undefined ? null : plain(output) }
  const kept = redact(whole, pointers)
  return kept as { input: Json; output: Json } // same members; a pointer to the whole is no pointer into them
}

/** The value itself where it is plain JSON, else what JSON makes of it. */
function plain(value: unknown): Json {
  return isPlain(value, 0) ? (value as Json) : (JSON.parse(textOf(value)) as Json) // checked, or parsed from JSON text
}

const PLAIN_DEPTH = 200

function isPlain(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'number':
      return true
    case 'object': {
      if (value === null) return true
      if (depth > PLAIN_DEPTH) return true
      if (Array.isArray(value)) return value.every((element) => isPlain(element, depth + 1))
      const prototype: unknown = Object.getPrototypeOf(value)
      if (prototype !== Object.prototype && prototype !== null) return false
      for (const key of Object.keys(value)) {
        if (!isPlain((value as Record<string, unknown>)[key], depth + 1)) return false // one of its own keys
      }
      return !('toJSON' in value)
    }
    default:
      return false
  }
}

function member(name: string, value: unknown): string {
  return `,"${name}":${textOf(value)}`
}

/** JSON text of anything; a note where there is none, or where it is too long. */
function textOf(value: unknown): string {
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch (error) {
    return note(
      `not kept: it can't be written as JSON (${error instanceof Error ? error.message.split('\n')[0] : 'unknown'})`,
    )
  }
  if (text === undefined) return note(`not kept: a ${typeof value} is no JSON`)
  if (text.length > MOST_CONTENT) return note(`not kept: ${text.length} characters, at most ${MOST_CONTENT} are`)
  return text
}

function note(sentence: string): string {
  return JSON.stringify({ dayshift: sentence })
}
