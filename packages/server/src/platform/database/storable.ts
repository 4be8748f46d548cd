/** The text as PostgreSQL's text can hold it: without NUL and lone surrogates. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed()
}
