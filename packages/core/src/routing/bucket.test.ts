import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { inRollout, murmur3, rolloutBucket } from './bucket.ts'

/** Published vectors of MurmurHash3_x86_32: smhasher's and those that its ports exchange. */
const VECTORS: readonly (readonly [text: string, seed: number, hash: number])[] = [
  ['', 0, 0],
  ['', 1, 0x514e28b7],
  ['', 0xffffffff, 0x81f16f39],
  ['\0\0\0\0', 0, 0x2362f9de],
  ['a', 0x9747b28c, 0x7fa09ea6],
  ['aa', 0x9747b28c, 0x5d211726],
  ['aaa', 0x9747b28c, 0x283e0130],
  ['aaaa', 0x9747b28c, 0x5a97808a],
  ['abc', 0, 0xb3dd93fa],
  ['hello', 0, 0x248bfa47],
  ['hello, world', 0, 0x149bbb7f],
  ['Hello, world!', 0x9747b28c, 0x24884cba],
  ['The quick brown fox jumps over the lazy dog', 0, 0x2e4ff723],
  ['The quick brown fox jumps over the lazy dog', 0x9747b28c, 0x2fa826cd],
  ['ππππππππ', 0x9747b28c, 0xd58063c1],
]

test.each(VECTORS)('the hash of %j with seed %i is the published one', (text, seed, hash) => {
  expect(murmur3(text, seed)).toBe(hash)
})

test('the hash is over UTF-8 bytes, lone surrogates as U+FFFD', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.nat(), (text, seed) => {
      expect(murmur3(text, seed)).toBe(murmur3OfBytes(new TextEncoder().encode(text), seed))
    }),
    { numRuns: 2000 },
  )
  for (const text of ['\ud83d', 'a\udc00b', '\ud83d\ud83d\ude00', 'ab\ud800', '😀😀', 'a😀', 'abc€']) {
    expect(murmur3(text, 0)).toBe(murmur3OfBytes(new TextEncoder().encode(text), 0))
  }
})

test('PRODUCT rollout: a unit keeps its bucket, and raising the percentage never moves a unit out', () => {
  const percent = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100)
  fc.assert(
    fc.property(fc.string(), fc.string(), percent, percent, (workflow, unitKey, one, other) => {
      const bucket = rolloutBucket(workflow, unitKey)
      expect(bucket).toBe(rolloutBucket(workflow, unitKey))
      expect(Number.isInteger(bucket) && bucket >= 0 && bucket <= 9_999).toBe(true)
      const movedOut = inRollout(bucket, Math.min(one, other)) && !inRollout(bucket, Math.max(one, other))
      expect(movedOut).toBe(false)
    }),
  )
})

test('the bucket is the hash of workflow, colon and unit key, also where characters need several bytes', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }))
  fc.assert(
    fc.property(text, text, (workflow, unitKey) => {
      expect(rolloutBucket(workflow, unitKey)).toBe(murmur3(`${workflow}:${unitKey}`, 0) % 10_000)
    }),
    { numRuns: 2000 },
  )
})

test('every percentage with two decimals lets exactly its hundredths in', () => {
  for (let hundredths = 0; hundredths <= 10_000; hundredths++) {
    const percent = hundredths / 100
    expect(hundredths === 0 || inRollout(hundredths - 1, percent)).toBe(true)
    expect(inRollout(hundredths, percent)).toBe(false)
  }
  expect(inRollout(2902, 29.03)).toBe(true)
  expect(inRollout(2903, 29.03)).toBe(false)
  expect(inRollout(0, Number.NaN)).toBe(false)
})

test('units spread evenly over the buckets (chi-square, 100 classes, p > 10⁻⁶)', () => {
  for (const keyOf of [
    (n: number) => String(n),
    (n: number) => `TICKET-${1_000_000 + n}`,
    (n: number) => `größe/${n}`,
  ]) {
    const counts = Array.from({ length: 100 }, () => 0)
    const units = 100_000
    for (let n = 0; n < units; n++) {
      const place = Math.floor(rolloutBucket('billing-replies', keyOf(n)) / 100)
      counts[place] = (counts[place] ?? 0) + 1
    }
    const expected = units / counts.length
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // The 1 − 10⁻⁶ quantile of chi-square with 99 degrees of freedom is 178.
    expect(chiSquare).toBeLessThan(178)
  }
})

test('two workflows place the same units independently', () => {
  let both = 0
  for (let n = 0; n < 10_000; n++) {
    if (inRollout(rolloutBucket('one', `u${n}`), 50) && inRollout(rolloutBucket('two', `u${n}`), 50)) both++
  }
  expect(Math.abs(both - 2_500)).toBeLessThan(250)
})

/** The reference algorithm, byte by byte. */
function murmur3OfBytes(bytes: Uint8Array, seed: number): number {
  let h = seed
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const rotl = (x: number, r: number) => (x << r) | (x >>> (32 - r))
  const scramble = (k: number) => Math.imul(rotl(Math.imul(k, 0xcc9e2d51), 15), 0x1b873593)
  const whole = bytes.length - (bytes.length % 4)
  for (let i = 0; i < whole; i += 4) {
    h = (Math.imul(rotl(h ^ scramble(view.getUint32(i, true)), 13), 5) + 0xe6546b64) | 0
  }
  let tail = 0
  for (let i = bytes.length - 1; i >= whole; i--) tail = (tail << 8) | (bytes[i] ?? 0)
  if (bytes.length > whole) h ^= scramble(tail)
  h ^= bytes.length
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
