/** What a handful of words say: the stand-in for a model in this example, and no more than that. */
export interface Sorted {
  readonly label: string
  /** 0..1: how much of what was recognised speaks for the label. */
  readonly confidence: number
}

/** Gives the label whose words occur most often; `none` where no word does. */
export function sortByKeywords(text: string, words: { readonly [label: string]: readonly string[] }): Sorted {
  const lower = text.toLowerCase()
  const hits = Object.entries(words)
    .map(([label, of]) => ({ label, n: of.filter((word) => lower.includes(word)).length }))
    .toSorted((a, b) => b.n - a.n)
  const [first] = hits
  if (first === undefined || first.n === 0) return { label: 'none', confidence: 1 }
  const all = hits.reduce((sum, { n }) => sum + n, 0)
  return { label: first.label, confidence: Math.round((0.35 + 0.6 * (first.n / all)) * 100) / 100 }
}
