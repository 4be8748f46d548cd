import { entryHash } from './ledger-entry.ts'
import type { LedgerEntry, LedgerHead } from './ledger-entry.ts'

export type ChainStep =
  | { readonly kind: 'follows'; readonly head: LedgerHead }
  | { readonly kind: 'broken'; readonly firstBad: number; readonly why: string }

/**
 * Whether entries follow from a head that is trusted. The first of them may be the head's own entry, which must then
 * have its hash.
 */
export function verifyChain(trusted: LedgerHead, entries: readonly LedgerEntry[]): ChainStep {
  let head = trusted
  for (const entry of entries) {
    if (entry.seq === head.seq && entry.seq === entries[0]?.seq) {
      if (entryHash(entry) !== head.hash) return broken(entry.seq, `entry ${entry.seq} is not the one that was signed.`)
      continue
    }
    const due = head.seq + 1
    if (entry.seq !== due) return broken(due, `entry ${due} is missing.`)
    if (entryHash(entry) !== entry.hash) return broken(due, `entry ${due} was changed.`)
    if (entry.previousHash !== head.hash) return broken(due, `entry ${due} doesn't follow the entry before it.`)
    head = { seq: entry.seq, hash: entry.hash }
  }
  return { kind: 'follows', head }
}

function broken(firstBad: number, why: string): ChainStep {
  return { kind: 'broken', firstBad, why }
}
