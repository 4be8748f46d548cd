const LONG_NUMBER = /[:[,]\s*-?\d{16}/

/**
 * Parses JSON without loss of whole numbers above 2^53, as times in nanoseconds are: they become a `bigint`. Undefined where the text is no JSON.
 * A key like `__proto__` becomes an own member and touches no prototype.
 */
export function parseExactJson(text: string): unknown {
  try {
    return LONG_NUMBER.test(text) ? JSON.parse(text, exactNumber) : JSON.parse(text)
  } catch {
    return undefined
  }
}

// The third argument is ECMAScript's "JSON.parse source text access".
function exactNumber(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const source = context?.source
  return source !== undefined && /^-?\d+$/.test(source) ? BigInt(source) : value
}
