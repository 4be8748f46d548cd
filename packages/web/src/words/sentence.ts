/** A piece of a computed sentence: plain text, or text that carries weight, a tone or a way to what it names. */
export interface Piece {
  readonly text: string
  readonly strong?: boolean
  /** `person` is amber, for what needs a person; `alarm` for what is wrong. */
  readonly tone?: 'person' | 'alarm' | 'good'
  readonly href?: string
}
export type Sentence = readonly (string | Piece)[]

/** The sentence as people would read it aloud; for tests, titles and screen readers. */
export function textOf(sentence: Sentence): string {
  return sentence.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('')
}

/** Puts `, ` and `and` between sentences that are parts of one. */
export function joinParts(parts: readonly Sentence[]): Sentence {
  return parts.flatMap((part, index) => {
    if (index === 0) return part
    return [index === parts.length - 1 ? ' and ' : ', ', ...part]
  })
}
