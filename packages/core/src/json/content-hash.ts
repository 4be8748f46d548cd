import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson } from './canonical.ts'
import type { Json } from './json.ts'

/** SHA-256 of a value's canonical JSON, 64 lower-case hex digits (FIPS 180-4 over RFC 8785). */
export function contentHash(value: Json): string {
  return sha256Hex(canonicalJson(value))
}

/** SHA-256 of a text's UTF-8 bytes, 64 lower-case hex digits. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)))
}
