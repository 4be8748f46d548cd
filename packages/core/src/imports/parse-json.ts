/** A whole number that a double can't hold is told as a `bigint`; everything else is as `JSON.parse` gives it. */
export type ExactJson = unknown

const LONG_NUMBER = /[:[,]\s*-?\d{16}/

/**
 * Parses JSON without loss of whole numbers above 2^53, as times in nanoseconds are. Undefined where the text is no JSON.
 * A key like `__proto__` becomes an own member and touches no prototype.
 */
export function parseExactJson(text: string): ExactJson | undefined {
  try {
    return LONG_NUMBER.test(text) ? JSON.parse(text, exactNumber as Reviver) : JSON.parse(text)
  } catch {
    return undefined
  }
}

// The third argument (ECMAScript 2026, "JSON.parse source text access") is not in the types of the library yet.
type Reviver = (this: unknown, key: string, value: unknown) => unknown

function exactNumber(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const source = context?.source
  return source !== undefined && /^-?\d+$/.test(source) ? BigInt(source) : value
}
