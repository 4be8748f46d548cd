import { ed25519 } from '@noble/curves/ed25519.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** The key pair that signs checkpoints (Ed25519, RFC 8032). */
export interface LedgerKey {
  readonly secretKey: Uint8Array
  /** 64 lower-case hex digits, to be noted outside the installation. */
  readonly publicKey: string
}

/** Derives the installation's key from its secret of at least 32 bytes (HKDF-SHA-256, RFC 5869); always the same. */
export function ledgerKey(secret: Uint8Array): LedgerKey {
  if (secret.length < 32) {
    throw new RangeError(`Cannot derive the key of the ledger: the secret has ${secret.length} bytes, 32 are needed`)
  }
  const secretKey = hkdf(sha256, secret, undefined, utf8ToBytes('dayshift ledger checkpoints 1'), 32)
  return { secretKey, publicKey: bytesToHex(ed25519.getPublicKey(secretKey)) }
}
