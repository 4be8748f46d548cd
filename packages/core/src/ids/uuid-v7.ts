import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

const LAST_MS = 2 ** 48 - 1
const COUNTER_BITS = 42n
const COUNTER_END = 1n << COUNTER_BITS

/** Where a process stands in its sequence of ids: the next id is greater than all before. */
export interface UuidV7Position {
  readonly unixMs: number
  readonly counter: bigint
}

export interface UuidV7Step {
  readonly id: string
  readonly position: UuidV7Position
}

/**
 * The next UUIDv7 after `previous`: 48 bits of milliseconds, a 42-bit counter, 32 random bits
 * (RFC 9562, section 6.2, method 1). The counter starts at random in a new millisecond and rises by one within it;
 * a clock that goes back keeps the greater millisecond, so that ids of one process always rise.
 *
 * @param unixMs milliseconds since 1970, an integer from 0 to 2^48 − 1
 * @param random at least 10 random bytes
 */
export function nextUuidV7(previous: UuidV7Position | null, unixMs: number, random: Uint8Array): UuidV7Step {
  requireMs(unixMs)
  requireBytes(random, 'random bytes')
  const position = step(previous, unixMs, random)
  const tail = bigEndian(random.subarray(6, 10))
  return { id: assemble(position.unixMs, (position.counter << 32n) | tail), position }
}

/**
 * The same UUIDv7 for the same instant and hash, always: an imported record keeps its id however often it is imported.
 *
 * @param time when the record began, to the millisecond
 * @param hash at least 10 bytes of a hash of the record's foreign id, source included
 */
export function uuidV7FromTime(time: Date, hash: Uint8Array): string {
  requireMs(time.getTime())
  requireBytes(hash, 'bytes of a hash')
  return assemble(time.getTime(), bigEndian(hash.subarray(0, 10)) & ((1n << 74n) - 1n))
}

/** The id of an imported record: its start and the SHA-256 of `source`, a zero byte and its id there. */
export function importedUuidV7(time: Date, source: string, foreignId: string): string {
  return uuidV7FromTime(time, sha256(utf8ToBytes(`${source}\0${foreignId}`)))
}

/** The instant that a UUIDv7 carries, to the millisecond; `null` where the text is no UUIDv7. */
export function timeOfUuidV7(id: string): Date | null {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(id)) return null
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16))
}

function step(previous: UuidV7Position | null, unixMs: number, random: Uint8Array): UuidV7Position {
  // Starting in the lower half leaves 2^41 ids a millisecond before the counter ends.
  const fresh = bigEndian(random.subarray(0, 6)) & (COUNTER_END / 2n - 1n)
  if (previous === null || unixMs > previous.unixMs) return { unixMs, counter: fresh }
  const counter = previous.counter + 1n
  if (counter < COUNTER_END) return { unixMs: previous.unixMs, counter }
  return { unixMs: previous.unixMs + 1, counter: fresh }
}

/** Lays 48 bits of time and 74 other bits around the version (7) and the variant (binary 10). */
function assemble(unixMs: number, bits: bigint): string {
  const hex = (
    (BigInt(unixMs) << 80n) |
    (7n << 76n) |
    ((bits >> 62n) << 64n) |
    (2n << 62n) |
    (bits & ((1n << 62n) - 1n))
  )
    .toString(16)
    .padStart(32, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

function bigEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${bytesToHex(bytes)}`)
}

function requireMs(unixMs: number): void {
  if (Number.isInteger(unixMs) && unixMs >= 0 && unixMs <= LAST_MS) return
  throw new RangeError(`Cannot make an id at ${unixMs} ms: a UUIDv7 needs whole milliseconds from 0 to ${LAST_MS}`)
}

function requireBytes(bytes: Uint8Array, what: string): void {
  if (bytes.length >= 10) return
  throw new RangeError(`Cannot make an id from ${bytes.length} ${what}: at least 10 are needed`)
}
