import type { Json } from '../json/json.ts'

const EXCERPT_LENGTH = 120
/** A hostile input must not cost more than a look. */
const MOST_VALUES = 2_000

/** The first words of the input's most readable text, for lists; null where it holds no text. */
export function excerptOf(input: Json): string | null {
  let best: string | null = null
  let bestScore = 0
  let seen = 0
  const waiting: Json[] = [input]
  for (let value = waiting.pop(); value !== undefined && seen < MOST_VALUES; value = waiting.pop()) {
    seen += 1
    if (typeof value === 'string') {
      const score = readability(value)
      if (score > bestScore) [best, bestScore] = [value, score]
    } else if (value !== null && typeof value === 'object') {
      waiting.push(...Object.values(value).slice(0, MOST_VALUES).toReversed())
    }
  }
  return best === null ? null : shorten(best)
}

/** Prose counts most: letters, weighted by having several words; a long id or address counts little. */
function readability(text: string): number {
  const head = text.slice(0, 1_000)
  const letters = head.match(/\p{L}/gu)?.length ?? 0
  const gaps = head.match(/\p{L}[,.;:!?]?\s+\p{L}/gu)?.length ?? 0
  return letters * Math.min(1, 0.05 + gaps / 4)
}

function shorten(text: string): string {
  const line = text.slice(0, 2_000).replaceAll(/\s+/gu, ' ').trim()
  const characters = Array.from(line)
  if (characters.length <= EXCERPT_LENGTH) return line
  return `${characters
    .slice(0, EXCERPT_LENGTH - 1)
    .join('')
    .trimEnd()}…`
}
