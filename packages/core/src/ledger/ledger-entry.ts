import { contentHash } from '../json/content-hash.ts'
import type { Json, JsonObject } from '../json/json.ts'

/** Who acted, as the ledger keeps it: the name as it was then. */
export interface LedgerActor {
  readonly kind: 'person' | 'key' | 'rule'
  readonly id: string
  readonly name: string
}

/** An act by a person, a key or a rule that changes who answers, what runs or what counts. */
export interface LedgerAct {
  readonly workspaceId: string
  /** ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
  readonly at: string
  readonly actor: LedgerActor
  /** A verb and its object, like `release-activated`. */
  readonly act: string
  /** What the act was about, like `workflow:billing-replies`. */
  readonly subject: string
  /** One sentence in plain words. */
  readonly sentence: string
  readonly details: JsonObject
}

/** An act in its place in the chain. `seq` counts from 1 without a gap. */
export interface LedgerEntry extends LedgerAct {
  readonly seq: number
  /** Hash of the entry before it; of the first one, `genesisHead(workspaceId).hash`. */
  readonly previousHash: string
  /** SHA-256 over the canonical JSON (RFC 8785) of all other members, 64 lower-case hex digits. */
  readonly hash: string
}

/** The end of a chain: the number and hash of its last entry. */
export interface LedgerHead {
  readonly seq: number
  readonly hash: string
}

/** The head of an empty ledger: number 0, and the SHA-256 of `{"genesis":"dayshift-ledger-1","workspaceId":…}`. */
export function genesisHead(workspaceId: string): LedgerHead {
  return { seq: 0, hash: contentHash({ genesis: 'dayshift-ledger-1', workspaceId }) }
}

/** Puts an act at the end of the chain. The new head is the entry's own number and hash. */
export function appendEntry(head: LedgerHead, act: LedgerAct): LedgerEntry {
  const unsealed = {
    workspaceId: act.workspaceId,
    seq: head.seq + 1,
    at: act.at,
    actor: { kind: act.actor.kind, id: act.actor.id, name: act.actor.name },
    act: act.act,
    subject: act.subject,
    sentence: act.sentence,
    details: act.details,
    previousHash: head.hash,
  }
  return { ...unsealed, hash: entryHash(unsealed) }
}

/** The hash that an entry must carry. */
export function entryHash(entry: Omit<LedgerEntry, 'hash'>): string {
  const { workspaceId, seq, at, actor, act, subject, sentence, details, previousHash } = entry
  const hashed: { readonly [member: string]: Json } = {
    workspaceId,
    seq,
    at,
    actor: { kind: actor.kind, id: actor.id, name: actor.name },
    act,
    subject,
    sentence,
    details,
    previousHash,
  }
  return contentHash(hashed)
}
