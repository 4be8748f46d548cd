import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** Who may flag which output until when. It is readable by whoever holds it, and carries no secret. */
export interface FlagClaims {
  readonly runId: string
  readonly reporter: { readonly id: string; readonly name: string }
  readonly expiresAt: Date
}

/** Milliseconds for which a flag token holds, unless said; a page may stay open for a shift. */
export const FLAG_TOKEN_MS = 12 * 3_600_000
export const LONGEST_FLAG_TOKEN_MS = 24 * 3_600_000
export const LONGEST_REPORTER = 200

/**
 * A token that lets one reporter flag one run, to be put into a page. Signed with HMAC-SHA-256 (RFC 2104) under a key
 * that is derived from the SHA-256 of the host's API key: the host has the key, the server its digest, so that neither
 * needs a further secret, a host signs without asking, and revoking the key ends its tokens. Three parts in Base64url
 * without padding: `ds1`, the claims as JSON, the signature.
 */
export function signFlagToken(keyDigest: Uint8Array, { runId, reporter, expiresAt }: FlagClaims): string {
  const claims = [keyReference(keyDigest), runId, reporter.id, reporter.name, Math.floor(expiresAt.getTime() / 1000)]
  const body = `${VERSION}.${toBase64Url(utf8ToBytes(JSON.stringify(claims)))}`
  return `${body}.${signatureOf(keyDigest, body)}`
}

/** SHA-256 of an API key's secret, as the server keeps it. */
export function apiKeyDigest(secret: string): Uint8Array {
  return sha256(utf8ToBytes(secret))
}

/** What names the API key in a token: the SHA-256 of its digest, in hex; nothing that signs can be made from it. */
export function keyReference(keyDigest: Uint8Array): string {
  return bytesToHex(sha256(keyDigest))
}

export interface UnprovenFlagToken {
  /** See {@link keyReference}. */
  readonly keyReference: string
  /** What it says; true only where `isSignedWith` says so. */
  readonly claims: FlagClaims
  readonly isSignedWith: (keyDigest: Uint8Array) => boolean
}

/** Reads a token's parts; null where it is none. What it claims is proven by `isSignedWith` alone. */
export function readFlagToken(token: string): UnprovenFlagToken | null {
  const [version, payload, signature, ...rest] = token.split('.')
  if (version !== VERSION || payload === undefined || signature === undefined || rest.length > 0) return null
  const claims = readClaims(payload)
  if (claims === null) return null
  return {
    ...claims,
    isSignedWith: (keyDigest) => sameText(signatureOf(keyDigest, `${VERSION}.${payload}`), signature),
  }
}

const VERSION = 'ds1'

function readClaims(payload: string): Omit<UnprovenFlagToken, 'isSignedWith'> | null {
  const bytes = fromBase64Url(payload)
  if (bytes === null) return null
  let read: unknown
  try {
    read = JSON.parse(decodeURIComponent(bytesToHex(bytes).replaceAll(/../g, '%$&')))
  } catch {
    return null
  }
  if (!Array.isArray(read) || read.length !== 5) return null
  const [reference, runId, id, name, expires] = read as unknown[]
  if (typeof reference !== 'string' || typeof runId !== 'string' || typeof id !== 'string') return null
  if (typeof name !== 'string' || typeof expires !== 'number' || !Number.isSafeInteger(expires)) return null
  if (id === '' || id.length > LONGEST_REPORTER || name.length > LONGEST_REPORTER) return null
  return {
    keyReference: reference,
    claims: { runId, reporter: { id, name }, expiresAt: new Date(expires * 1000) },
  }
}

function signatureOf(keyDigest: Uint8Array, body: string): string {
  const key = hmac(sha256, keyDigest, utf8ToBytes('dayshift flag token'))
  return toBase64Url(hmac(sha256, key, utf8ToBytes(body)))
}

/** Takes as long for any two texts of one length, so that a signature can't be guessed piece by piece. */
function sameText(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let differs = 0
  for (let i = 0; i < a.length; i += 1) differs |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return differs === 0
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

function toBase64Url(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3)
    const group = (a << 16) | (b << 8) | c
    const digits = Math.min(bytes.length - i, 3) + 1
    for (let d = 0; d < digits; d += 1) text += DIGITS.charAt((group >> (18 - 6 * d)) & 63)
  }
  return text
}

function fromBase64Url(text: string): Uint8Array | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null
  const bytes: number[] = []
  for (let i = 0; i < text.length; i += 4) {
    const part = text.slice(i, i + 4)
    let group = 0
    for (let d = 0; d < 4; d += 1) group = (group << 6) | Math.max(0, DIGITS.indexOf(part.charAt(d) || 'A'))
    for (let b = 0; b < part.length - 1; b += 1) bytes.push((group >> (16 - 8 * b)) & 255)
  }
  return new Uint8Array(bytes)
}
