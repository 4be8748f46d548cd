import { TRAINING } from './training.ts'

export interface Classification {
  readonly topic: string
  /** Share of the softmax over cosine similarities, 0..1; not a calibrated probability. */
  readonly confidence: number
}

/**
 * A small statistical text classifier: TF-IDF over words and word pairs, nearest topic centroid by cosine. It is
 * trained when the example starts, in a few milliseconds, from the phrases in training.ts; it is no language model.
 */
export interface TopicClassifier {
  classify(text: string): Classification
}

/** How sharply the softmax tells near centroids apart; chosen on the training phrases, each left out once. */
const SHARPNESS = 14

export function trainClassifier(training: { readonly [topic: string]: readonly string[] } = TRAINING): TopicClassifier {
  const documents = Object.entries(training).flatMap(([topic, phrases]) =>
    phrases.map((phrase) => ({ topic, terms: termsOf(phrase) })),
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

  const centroids = Object.keys(training).map((topic) => {
    const sum = new Map<string, number>()
    for (const document of documents) {
      if (document.topic !== topic) continue
      for (const [term, weight] of vectorOf(document.terms)) sum.set(term, (sum.get(term) ?? 0) + weight)
    }
    return { topic, vector: normalised(sum) }
  })

  return {
    classify(text) {
      const vector = vectorOf(termsOf(text))
      const scores = centroids.map(({ topic, vector: centroid }) => ({ topic, score: dot(vector, centroid) }))
      const best = scores.reduce((a, b) => (b.score > a.score ? b : a))
      // Nothing known in the text: no topic is nearer than another, so nothing may be claimed.
      if (best.score === 0) return { topic: 'other', confidence: 0 }
      const total = scores.reduce((sum, { score }) => sum + Math.exp(SHARPNESS * (score - best.score)), 0)
      return { topic: best.topic, confidence: 1 / total }
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

/** Words that carry no topic; with a dozen phrases a topic they would drown those that do. */
const FUNCTION_WORDS = new Set(
  'a an the i im ive my me we our us you your it is are am was were be been to of on in at for from with and or but so that this there do doe did not no can could will would may how what when where why which who please if then than by as have has had get got hi hello here they them their any some just'.split(
    ' ',
  ),
)

/** Plurals and the commonest endings; enough for twelve topics. */
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

function dot(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const [term, weight] of a) sum += weight * (b.get(term) ?? 0)
  return sum
}
