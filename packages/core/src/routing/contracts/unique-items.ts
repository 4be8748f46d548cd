/**
 * The first two equal elements of a list of JSON values, or null where all differ; in time linear in the list's size
 * (comparing each with each is quadratic, and the list comes from outside).
 */
export function duplicateIn(items: readonly unknown[]): { readonly first: number; readonly second: number } | null {
  const places = new Map<unknown, number>()
  for (const [index, item] of items.entries()) {
    // A text could look like the written form of an object, which begins with a sign that texts get too.
    const key =
      typeof item === 'object' && item !== null ? `o${written(item)}` : typeof item === 'string' ? `s${item}` : item
    const first = places.get(key)
    if (first !== undefined) return { first, second: index }
    places.set(key, index)
  }
  return null
}

/** The same text for equal values, whatever the order of their fields. */
function written(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined'
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  fields.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${written(field)}`).join(',')}}`
}
