import { sha256Hex } from '../json/content-hash.ts'

/**
 * Evenly drawn numbers in [0, 1) that follow from a text alone: the same drill draws the same again. Mulberry32 by Tommy
 * Ettinger (public domain), seeded with the first 32 bits of the text's SHA-256.
 */
export function seededRandom(seed: string): () => number {
  let state = Number.parseInt(sha256Hex(seed).slice(0, 8), 16)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** One of the list, drawn evenly; undefined of none. */
export function drawOne<T>(list: readonly T[], random: () => number): T | undefined {
  return list[Math.floor(random() * list.length)]
}

/** The list in a random order (Fisher and Yates). */
export function shuffled<T>(list: readonly T[], random: () => number): readonly T[] {
  const order = [...list]
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const kept = order[last] as T // both lie within the list
    order[last] = order[other] as T
    order[other] = kept
  }
  return order
}
