export interface Classification {
  readonly label: string
  /** Share of the softmax over cosine similarities, 0..1; not a calibrated probability. */
  readonly confidence: number
}

/**
 * A small statistical text classifier: TF-IDF over English words and word pairs, nearest centroid by cosine. It is no
 * language model: it learns in milliseconds from some phrases a label, and is what a better one is held against.
 *
 * Source: Rocchio's classifier as in Manning, Raghavan, Schütze, "Introduction to information retrieval" (2008), 14.2.
 */
export interface TextClassifier {
  /** The nearest label; null, with confidence 0, where nothing in the text was ever seen. */
  classify(text: string): Classification | null
}

/** How sharply the softmax tells near centroids apart; chosen on some phrases of twelve topics, each left out once. */
const SHARPNESS = 14

/** Learns from phrases by label. */
export function trainClassifier(training: { readonly [label: string]: readonly string[] }): TextClassifier {
  const labels = Object.keys(training)
  const documents = labels.flatMap((label, place) =>
    (training[label] ?? []).map((phrase) => ({ place, terms: termsOf(phrase) })),
  )
  const inDocuments = new Map<string, number>()
  for (const { terms } of documents)
    for (const term of new Set(terms)) inDocuments.set(term, (inDocuments.get(term) ?? 0) + 1)
  const inverse = new Map([...inDocuments].map(([term, n]) => [term, Math.log((1 + documents.length) / (1 + n)) + 1]))

  // A word that was never seen counts as the rarest: it can't match, and it must not make the rest look certain.
  const unseen = Math.log(1 + documents.length) + 1

  function vectorOf(terms: readonly string[]): Map<string, number> {
    const vector = new Map<string, number>()
    for (const term of terms) vector.set(term, (vector.get(term) ?? 0) + (inverse.get(term) ?? unseen))
    return normalised(vector)
  }

  const sums = labels.map(() => new Map<string, number>())
  for (const { place, terms } of documents) {
    const sum = sums[place]
    if (sum === undefined) continue
    for (const [term, weight] of vectorOf(terms)) sum.set(term, (sum.get(term) ?? 0) + weight)
  }
  /** By term: the centroids that it is in, and how much it weighs there. */
  const postings = new Map<string, (readonly [place: number, weight: number])[]>()
  for (const [place, sum] of sums.entries()) {
    for (const [term, weight] of normalised(sum)) {
      const list = postings.get(term)
      if (list === undefined) postings.set(term, [[place, weight]])
      else list.push([place, weight])
    }
  }

  return {
    classify(text) {
      const scores = new Float64Array(labels.length)
      for (const [term, weight] of vectorOf(termsOf(text))) {
        for (const [place, of] of postings.get(term) ?? []) scores[place] = (scores[place] ?? 0) + weight * of
      }
      let best = 0
      for (let place = 1; place < scores.length; place += 1)
        if ((scores[place] ?? 0) > (scores[best] ?? 0)) best = place
      const score = scores[best] ?? 0
      const label = labels[best]
      // No label is nearer than another, so nothing may be claimed.
      if (label === undefined || score === 0) return null
      const total = scores.reduce((sum, each) => sum + Math.exp(SHARPNESS * (each - score)), 0)
      return { label, confidence: 1 / total }
    },
  }
}

function termsOf(text: string): readonly string[] {
  const words = text
    .toLowerCase()
    .replaceAll(/[’']/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 0)
    .map(stem)
  const kept = words.filter((word) => !FUNCTION_WORDS.has(word))
  const pairs = kept.slice(1).map((word, index) => `${kept[index] ?? ''} ${word}`)
  return [...kept, ...pairs]
}

/** Words that carry no label; with a dozen phrases a label they would drown those that do. */
const FUNCTION_WORDS = new Set(
  'a an the i im ive my me we our us you your it is are am was were be been to of on in at for from with and or but so that this there do doe did not no can could will would may how what when where why which who please if then than by as have has had get got hi hello here they them their any some just'.split(
    ' ',
  ),
)

/** English plurals and the commonest endings. */
function stem(word: string): string {
  if (word.length > 5 && word.endsWith('ing')) return word.slice(0, -3)
  if (word.length > 4 && word.endsWith('ed')) return word.slice(0, -2)
  if (word.length > 3 && word.endsWith('s') && !word.endsWith('ss')) return word.slice(0, -1)
  return word
}

function normalised(vector: Map<string, number>): Map<string, number> {
  const length = Math.sqrt([...vector.values()].reduce((sum, weight) => sum + weight * weight, 0))
  return length === 0 ? vector : new Map([...vector].map(([term, weight]) => [term, weight / length]))
}
