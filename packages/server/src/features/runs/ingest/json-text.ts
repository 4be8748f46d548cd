/**
 * JSON of a value that came from `JSON.parse`, however deep it nests (`JSON.stringify` overflows the stack at some
 * thousands of levels).
 */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null'
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return deepJsonText(value)
  }
}

function deepJsonText(value: unknown): string {
  const parts: string[] = []
  // What is still to be written, the next last: text as it stands, or a value.
  const waiting: ({ readonly text: string } | { readonly value: unknown })[] = [{ value }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if ('text' in next) {
      parts.push(next.text)
      continue
    }
    const current = next.value
    if (typeof current !== 'object' || current === null) {
      parts.push(JSON.stringify(current) ?? 'null')
      continue
    }
    const list = Array.isArray(current)
    parts.push(list ? '[' : '{')
    waiting.push({ text: list ? ']' : '}' })
    const members = Object.entries(current)
    for (const [i, [key, member]] of [...members.entries()].toReversed()) {
      waiting.push({ value: member })
      waiting.push({ text: `${i === 0 ? '' : ','}${list ? '' : `${JSON.stringify(key)}:`}` })
    }
  }
  return parts.join('')
}
