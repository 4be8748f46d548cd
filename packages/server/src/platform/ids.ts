import { randomBytes } from 'node:crypto'
import { nextUuidV7, type UuidV7Position } from '@dayshift/core'
import type { Clock } from './clock.ts'

/** Gives `size` random bytes. */
export type RandomSource = (size: number) => Uint8Array

/** Makes the function that gives new UUIDv7s: each is greater than the one before, also when the clock goes back. */
export function createIds(clock: Clock, random: RandomSource = randomBytes): () => string {
  let position: UuidV7Position | null = null
  return () => {
    const next = nextUuidV7(position, clock.now().getTime(), random(10))
    position = next.position
    return next.id
  }
}
