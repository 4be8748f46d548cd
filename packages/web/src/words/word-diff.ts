import { diffWordsWithSpace } from 'diff'

export interface DiffPart {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** What a person changed in a draft, word by word, in reading order. */
export function diffWords(draft: string, final: string): readonly DiffPart[] {
  return diffWordsWithSpace(draft, final).map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))
}

/** How many words went and came: `{ removed: 2, added: 3 }`. */
export function countChanges(parts: readonly DiffPart[]): { readonly added: number; readonly removed: number } {
  const words = (kind: DiffPart['kind']): number =>
    parts.filter((part) => part.kind === kind).reduce((sum, { text }) => sum + (text.match(/\S+/g)?.length ?? 0), 0)
  return { added: words('added'), removed: words('removed') }
}
