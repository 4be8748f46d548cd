import { RE2JS, RE2JSException } from 're2js'
import { linearPattern } from './linear-pattern.ts'

/** A pattern that searches a text in time linear in the text's length. */
export interface CompiledPattern {
  readonly kind: 'compiled'
  readonly pattern: string
  /** Whether the pattern occurs anywhere in the text. */
  readonly occursIn: (text: string) => boolean
}

export interface InvalidPattern {
  readonly kind: 'invalid'
  /** What is wrong with the pattern, as a sentence that quotes it. */
  readonly message: string
}

/** Longest pattern, in UTF-16 units. */
const MAX_PATTERN_LENGTH = 1_000

/**
 * Says whether a pattern occurs anywhere in a text: the `like(text, pattern)` of rules. The syntax is RE2's (no
 * look-around, no back-references), so that no text can make it slow; `(?i)` in front disregards case, `^` and `$` anchor.
 */
export function like(text: string, pattern: string): boolean | InvalidPattern {
  const compiled = compilePattern(pattern)
  return compiled.kind === 'compiled' ? compiled.occursIn(text) : compiled
}

/** Compiles a pattern, or says why it can't be. Results are kept for the last few hundred patterns. */
export function compilePattern(pattern: string): CompiledPattern | InvalidPattern {
  const known = compiledPatterns.get(pattern)
  if (known !== undefined) return known
  const compiled = compileAnew(pattern)
  if (compiledPatterns.size >= MAX_KEPT) {
    const [oldest] = compiledPatterns.keys()
    if (oldest !== undefined) compiledPatterns.delete(oldest)
  }
  compiledPatterns.set(pattern, compiled)
  return compiled
}

/** Patterns can come from data at run time, so what is kept must be bounded. */
const MAX_KEPT = 512
const compiledPatterns = new Map<string, CompiledPattern | InvalidPattern>()

function compileAnew(pattern: string): CompiledPattern | InvalidPattern {
  if (pattern.length > MAX_PATTERN_LENGTH) {
    const message = `The pattern "${pattern.slice(0, 40)}…" has ${pattern.length} characters; at most ${MAX_PATTERN_LENGTH} are allowed`
    return { kind: 'invalid', message }
  }
  if (pattern.includes('\b')) {
    // In CEL, as in JSON, '\b' is a backspace, which no text holds: the rule would never hit, and nobody would notice.
    const message = `The pattern "${shortened(pattern.replaceAll('\b', '\\b'))}" holds a backspace where a word boundary was meant: write the pattern as a raw text, r'…'`
    return { kind: 'invalid', message }
  }
  const native = linearPattern(pattern)
  if (native !== null) return { kind: 'compiled', pattern, occursIn: (text) => native.test(text) }
  try {
    const re2 = RE2JS.compile(pattern)
    return { kind: 'compiled', pattern, occursIn: (text) => re2.test(text) }
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    return { kind: 'invalid', message: `The pattern "${shortened(pattern)}" is not valid: ${reasonOf(error.message)}` }
  }
}

function shortened(pattern: string): string {
  return pattern.length <= 80 ? pattern : `${pattern.slice(0, 79)}…`
}

function reasonOf(message: string): string {
  const reason = message.replace(/^error parsing regexp: /, '')
  if (/`\(\?[=!]|`\(\?<[=!]/.test(reason))
    return 'look-ahead and look-behind are not supported, because they can be slow'
  if (/escape sequence: `\\[0-9]/.test(reason)) return 'back-references are not supported, because they can be slow'
  return reason
}
