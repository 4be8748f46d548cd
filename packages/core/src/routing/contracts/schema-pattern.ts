import { compilePattern, type CompiledPattern, type InvalidPattern } from '../like.ts'

/**
 * Compiles a `pattern` of a schema. JSON Schema means ECMAScript's syntax, RE2 matches it in linear time: their shared
 * part is what is accepted, and `\uXXXX` is rewritten. (`\s` has RE2's meaning, ASCII white space.)
 */
export function compileSchemaPattern(pattern: string): CompiledPattern | InvalidPattern {
  return compilePattern(
    pattern.replace(
      ESCAPE,
      (
        escape,
        braced: string | undefined,
        high: string | undefined,
        low: string | undefined,
        plain: string | undefined,
      ) => {
        if (braced !== undefined) return `\\x{${braced}}`
        if (high !== undefined && low !== undefined) {
          const code = 0x10000 + ((Number.parseInt(high, 16) - 0xd800) << 10) + (Number.parseInt(low, 16) - 0xdc00)
          return `\\x{${code.toString(16)}}`
        }
        return plain === undefined ? escape : `\\x{${plain}}`
      },
    ),
  )
}

/** Takes an escaped backslash as one, so that what follows it is not read as an escape. */
const ESCAPE = /\\(?:\\|u\{([0-9a-fA-F]+)\}|u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|u([0-9a-fA-F]{4}))/gi
