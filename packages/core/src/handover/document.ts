import { contentHash } from '../json/content-hash.ts'
import type { DocumentFact } from './facts.ts'

/**
 * What a signature of a document is bound to: SHA-256 over the canonical JSON of all its sections with author and
 * instant. Writing the old words back is an edit like any other: it doesn't bring a signature back.
 */
export function documentHash(document: string, sections: DocumentFact['sections']): string {
  return contentHash({
    document,
    sections: sections
      .map(({ id, text, author, at }) => ({ id, text, author, at: at.toISOString() }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  })
}

/** A signature counts while the document is what was signed and the signer still holds the duty that she signed for. */
export type SignatureState =
  | { readonly kind: 'valid' }
  | { readonly kind: 'void'; readonly because: 'edited' | 'duty-moved' }

export function signatureState(
  signature: DocumentFact['signatures'][number],
  hash: string,
  holderOf: (duty: string) => string | null,
): SignatureState {
  if (signature.hash !== hash) return { kind: 'void', because: 'edited' }
  if (holderOf(signature.duty) !== signature.person) return { kind: 'void', because: 'duty-moved' }
  return { kind: 'valid' }
}
