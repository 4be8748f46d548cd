/**
 * The unit's fixed place in the rollout, 0..9999: MurmurHash3 of `workflow:unitKey` modulo 10,000. The same unit always
 * has the same place, so raising the percentage only ever adds units. 2³² is no multiple of 10,000: the first 7,296
 * buckets are likelier by one part in 429,496, a bias of some 2·10⁻⁶ that no rollout can notice.
 */
export function rolloutBucket(workflow: string, unitKey: string): number {
  return murmur3(`${workflow}:${unitKey}`, 0) % 10_000
}

/**
 * Whether a bucket lies inside a rollout of `percent` (0..100, at most two decimals). The percentage is rounded to
 * hundredths first, because `0.29 * 100` is `28.999999999999996`. A percentage that is no number lets nobody in.
 */
export function inRollout(bucket: number, percent: number): boolean {
  return bucket < Math.round(percent * 100)
}

const C1 = 0xcc9e2d51
const C2 = 0x1b873593

/**
 * MurmurHash3 x86 32-bit (Austin Appleby, public domain, `MurmurHash3_x86_32` in smhasher) over the UTF-8 bytes of a
 * text, as an unsigned number. A lone surrogate counts as U+FFFD, as TextEncoder has it.
 */
export function murmur3(text: string, seed: number): number {
  const units = text.length
  let h = seed | 0
  let block = 0
  let filled = 0
  let bytes = units
  let i = 0

  for (; i + 4 <= units; i += 4) {
    const a = text.charCodeAt(i)
    const b = text.charCodeAt(i + 1)
    const c = text.charCodeAt(i + 2)
    const d = text.charCodeAt(i + 3)
    if ((a | b | c | d) > 0x7f) break
    h = mixed(h, a | (b << 8) | (c << 16) | (d << 24))
  }

  for (; i < units; i++) {
    let code = text.charCodeAt(i)
    let encoded = code
    let width = 1
    if (code > 0x7f) {
      if (code >= 0xd800 && code <= 0xdfff) {
        const next = code <= 0xdbff && i + 1 < units ? text.charCodeAt(i + 1) : 0
        if (next >= 0xdc00 && next <= 0xdfff) {
          code = 0x10000 + ((code - 0xd800) << 10) + (next - 0xdc00)
          bytes--
          i++
        } else {
          code = 0xfffd
        }
      }
      // The bytes of one character, the first in the lowest place.
      if (code <= 0x7ff) {
        width = 2
        encoded = 0xc0 | (code >> 6) | ((0x80 | (code & 0x3f)) << 8)
      } else if (code <= 0xffff) {
        width = 3
        encoded = 0xe0 | (code >> 12) | ((0x80 | ((code >> 6) & 0x3f)) << 8) | ((0x80 | (code & 0x3f)) << 16)
      } else {
        width = 4
        encoded =
          0xf0 |
          (code >> 18) |
          ((0x80 | ((code >> 12) & 0x3f)) << 8) |
          ((0x80 | ((code >> 6) & 0x3f)) << 16) |
          ((0x80 | (code & 0x3f)) << 24)
      }
      bytes += width - 1
    }
    for (let n = 0; n < width; n++) {
      block |= ((encoded >>> (n * 8)) & 0xff) << filled
      filled += 8
      if (filled === 32) {
        h = mixed(h, block)
        block = 0
        filled = 0
      }
    }
  }

  if (filled > 0) h ^= scrambled(block)
  h ^= bytes
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

function mixed(h: number, block: number): number {
  const x = h ^ scrambled(block)
  return (Math.imul((x << 13) | (x >>> 19), 5) + 0xe6546b64) | 0
}

function scrambled(block: number): number {
  const k = Math.imul(block, C1)
  return Math.imul((k << 15) | (k >>> 17), C2)
}
