import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson } from '../json/canonical.ts'
import type { LedgerHead } from './ledger-entry.ts'
import type { LedgerKey } from './ledger-key.ts'

/**
 * A signed statement of what the ledger's last entry was at an instant. Kept outside the database, it finds a ledger
 * that was cut short or written anew.
 */
export interface Checkpoint {
  readonly workspaceId: string
  readonly seq: number
  readonly hash: string
  /** ISO 8601 in UTC. */
  readonly at: string
  /** For the one that closes an export: the hash of the export's header. Null for one that is kept. */
  readonly exportOf: string | null
  readonly publicKey: string
  /** Ed25519 over the canonical JSON of all members but this and `publicKey`, and `"checkpoint":"dayshift-ledger-1"`. */
  readonly signature: string
}

export function signCheckpoint(
  workspaceId: string,
  head: LedgerHead,
  at: string,
  exportOf: string | null,
  key: LedgerKey,
): Checkpoint {
  const unsigned = { workspaceId, seq: head.seq, hash: head.hash, at, exportOf }
  const signature = bytesToHex(ed25519.sign(signedBytes(unsigned), key.secretKey))
  return { ...unsigned, publicKey: key.publicKey, signature }
}

/** Whether the checkpoint was signed by the key that it names. Whose key that is, the caller must know. */
export function isSigned(checkpoint: Checkpoint): boolean {
  try {
    // `zip215: false` is RFC 8032 to the letter: one signature, one text.
    return ed25519.verify(hexToBytes(checkpoint.signature), signedBytes(checkpoint), hexToBytes(checkpoint.publicKey), {
      zip215: false,
    })
  } catch {
    // Digits that are no point of the curve: not signed by it.
    return false
  }
}

function signedBytes(checkpoint: Omit<Checkpoint, 'publicKey' | 'signature'>): Uint8Array {
  const { workspaceId, seq, hash, at, exportOf } = checkpoint
  return utf8ToBytes(canonicalJson({ checkpoint: 'dayshift-ledger-1', workspaceId, seq, hash, at, exportOf }))
}
