/**
 * The unit's fixed place in the rollout, 0..9999: MurmurHash3 of `workflow:unitKey` modulo 10,000. The same unit always
 * has the same place, so raising the percentage only ever adds units. 2³² is no multiple of 10,000: the first 7,296
 * buckets are likelier by one part in 429,496, a bias of some 2·10⁻⁶ that no rollout can notice.
 */
export function rolloutBucket(workflow: string, unitKey: string): number {
  begin(0)
  feed(workflow)
  feed(':')
  feed(unitKey)
  return finished() % 10_000
}

/**
 * Whether a bucket lies inside a rollout of `percent` (0..100, at most two decimals). The percentage is rounded to
 * hundredths first, because `0.29 * 100` is `28.999999999999996`. A percentage that is no number lets nobody in.
 */
export function inRollout(bucket: number, percent: number): boolean {
  return bucket < Math.round(percent * 100)
}

/**
 * MurmurHash3 x86 32-bit (Austin Appleby, public domain, `MurmurHash3_x86_32` in smhasher) over the UTF-8 bytes of a
 * text, as an unsigned number. A lone surrogate counts as U+FFFD, as TextEncoder has it.
 */
export function murmur3(text: string, seed: number): number {
  begin(seed)
  feed(text)
  return finished()
}

// The hash under way. It never outlives a call, and hashing in parts spares joining workflow and key into a new text.
let hash = 0
let block = 0
let filled = 0
let bytes = 0

function begin(seed: number): void {
  hash = seed | 0
  block = 0
  filled = 0
  bytes = 0
}

function feed(text: string): void {
  const units = text.length
  let h = hash
  let pending = block
  const bits = filled
  let i = 0
  for (; i + 4 <= units; i += 4) {
    const a = text.charCodeAt(i)
    const b = text.charCodeAt(i + 1)
    const c = text.charCodeAt(i + 2)
    const d = text.charCodeAt(i + 3)
    if ((a | b | c | d) > 0x7f) break
    const four = a | (b << 8) | (c << 16) | (d << 24)
    h = mixed(h, pending | (four << bits))
    // JavaScript shifts by 32 as by 0: an empty block must stay empty.
    pending = bits === 0 ? 0 : four >>> (32 - bits)
  }
  hash = h
  block = pending
  filled = bits
  bytes += i
  for (; i < units; i++) {
    const code = text.charCodeAt(i)
    if (code <= 0x7f) {
      feedByte(code)
      continue
    }
    const next = code >= 0xd800 && code <= 0xdbff && i + 1 < units ? text.charCodeAt(i + 1) : 0
    if (next >= 0xdc00 && next <= 0xdfff) {
      feedWide(0x10000 + ((code - 0xd800) << 10) + (next - 0xdc00))
      i++
    } else {
      feedWide(code >= 0xd800 && code <= 0xdfff ? 0xfffd : code)
    }
  }
}

/** A code point above ASCII as its UTF-8 bytes. */
function feedWide(code: number): void {
  if (code <= 0x7ff) {
    feedByte(0xc0 | (code >> 6))
  } else {
    if (code <= 0xffff) {
      feedByte(0xe0 | (code >> 12))
    } else {
      feedByte(0xf0 | (code >> 18))
      feedByte(0x80 | ((code >> 12) & 0x3f))
    }
    feedByte(0x80 | ((code >> 6) & 0x3f))
  }
  feedByte(0x80 | (code & 0x3f))
}

function feedByte(byte: number): void {
  block |= byte << filled
  filled += 8
  bytes++
  if (filled === 32) {
    hash = mixed(hash, block)
    block = 0
    filled = 0
  }
}

function finished(): number {
  let h = hash
  if (filled > 0) h ^= scrambled(block)
  h ^= bytes
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

const C1 = 0xcc9e2d51
const C2 = 0x1b873593

function mixed(h: number, block: number): number {
  const x = h ^ scrambled(block)
  return (Math.imul((x << 13) | (x >>> 19), 5) + 0xe6546b64) | 0
}

function scrambled(block: number): number {
  const k = Math.imul(block, C1)
  return Math.imul((k << 15) | (k >>> 17), C2)
}
