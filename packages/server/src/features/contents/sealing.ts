import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32

/** A content could not be opened although its key is there: it was changed, moved to another row, or the secret is another. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken'
  readonly code = 'seal-broken'

  constructor(place: string, cause?: unknown) {
    super(
      `Cannot open the sealed content of "${place}": its bytes don't match its key. ` +
        'It was changed in the database, or the server runs with another secret than the one it was sealed under.',
      { cause },
    )
  }
}

/** A new random content key, 256 bits. */
export function newContentKey(): Buffer {
  return randomBytes(KEY_BYTES)
}

/** AES-256-GCM: nonce, tag, cipher text. `place` names the row, so that a content opens nowhere else. */
export function seal(key: Uint8Array, place: string, plain: string): Buffer {
  return sealBytes(key, place, Buffer.from(plain, 'utf8'))
}

/** The text that was sealed. Throws {@link SealBroken}. */
export function open(key: Uint8Array, place: string, sealed: Uint8Array): string {
  return openBytes(key, place, sealed).toString('utf8')
}

/** The content key under the installation's secret, as it is kept in the database. */
export function wrapKey(secret: Uint8Array, keyId: string, contentKey: Uint8Array): Buffer {
  return sealBytes(derived(secret, 'content keys'), keyId, contentKey)
}

export function unwrapKey(secret: Uint8Array, keyId: string, wrapped: Uint8Array): Buffer {
  return openBytes(derived(secret, 'content keys'), keyId, wrapped)
}

/** The key for what belongs to no run: records in quarantine. */
export function quarantineKey(secret: Uint8Array): Buffer {
  return derived(secret, 'quarantine')
}

/** The key for what a channel must not show: tokens, addresses that carry one, signing secrets. */
export function channelKey(secret: Uint8Array): Buffer {
  return derived(secret, 'channels')
}

/** Names a subject without telling who: HMAC-SHA-256 in hex. The same subject has another digest in another workspace. */
export function subjectDigest(secret: Uint8Array, workspaceId: string, subject: string): string {
  return digest(secret, `subject\0${workspaceId}\0${subject}`)
}

/** What stands for the subject where a run names none. */
export function ownDigest(secret: Uint8Array, workspaceId: string, runId: string): string {
  return digest(secret, `run\0${workspaceId}\0${runId}`)
}

/** Tells the same correction without saying what it is: HMAC-SHA-256 in hex, another in another workspace. */
export function correctionDigest(secret: Uint8Array, workspaceId: string, key: string): string {
  return createHmac('sha256', derived(secret, 'correction digests')).update(`${workspaceId}\0${key}`).digest('hex')
}

/** Tells the same answer of a workflow without saying what it is: HMAC-SHA-256 in hex, another in another workflow. */
export function answerDigest(secret: Uint8Array, workflowId: string, answer: string): string {
  return createHmac('sha256', derived(secret, 'answer digests')).update(`${workflowId}\0${answer}`).digest('hex')
}

function digest(secret: Uint8Array, text: string): string {
  return createHmac('sha256', derived(secret, 'subject digests')).update(text).digest('hex')
}

/** HKDF-SHA-256 (RFC 5869) with a purpose, so that no key serves two. */
function derived(secret: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, new Uint8Array(0), `dayshift ${purpose}`, KEY_BYTES))
}

function sealBytes(key: Uint8Array, place: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(place, 'utf8'))
  const body = [cipher.update(plain), cipher.final()]
  return Buffer.concat([nonce, cipher.getAuthTag(), ...body])
}

function openBytes(key: Uint8Array, place: string, sealed: Uint8Array): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES))
    decipher.setAAD(Buffer.from(place, 'utf8'))
    decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
  } catch (error) {
    throw new SealBroken(place, error)
  }
}
