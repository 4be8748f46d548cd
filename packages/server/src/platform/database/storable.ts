/** The text as PostgreSQL's text can hold it: without NUL and lone surrogates. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed()
}

/** A value as JSON text that jsonb can hold, names included. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_name, of: unknown) => {
    if (typeof of === 'string') return storable(of)
    if (typeof of !== 'object' || of === null || Array.isArray(of)) return of
    return Object.fromEntries(Object.entries(of).map(([name, member]) => [storable(name), member]))
  })
}
