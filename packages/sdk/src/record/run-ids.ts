import { randomFillSync } from 'node:crypto'

/**
 * Makes UUIDv7 (RFC 9562, section 5.7, method 1 of 6.2): 48 bits of milliseconds, a 12-bit counter that begins anew in
 * each millisecond, 62 random bits. Ids of one maker always rise; when the counter is used up, or the clock goes back,
 * the time part moves on by itself. Written for speed: an id costs less than reading the clock twice.
 */
export function createRunIds(): (unixMs: number) => string {
  const pool = new Uint16Array(2048)
  let used = pool.length
  let lastMs = -1
  let counter = 0
  let head = ''

  return (unixMs) => {
    if (unixMs > lastMs) {
      begin(unixMs)
    } else if (++counter > 0xfff) {
      begin(lastMs + 1)
    }
    if (used + 5 > pool.length) {
      randomFillSync(pool)
      used = 0
    }
    const a = pool[used++] as number // five below the length
    const b = pool[used++] as number
    const c = pool[used++] as number
    const d = pool[used++] as number
    const variant = HEX4[0x8000 | (a & 0x3fff)] as string // 0..65535
    return `${head}${HEX3[counter] as string}-${variant}-${HEX4[b] as string}${HEX4[c] as string}${HEX4[d] as string}`
  }

  function begin(ms: number): void {
    lastMs = ms
    // Beginning in the lower half leaves 2,048 ids to a millisecond before the time part must move on.
    counter = randomCounter()
    const hex = ms.toString(16).padStart(12, '0')
    head = `${hex.slice(0, 8)}-${hex.slice(8)}-7`
  }

  function randomCounter(): number {
    if (used >= pool.length) {
      randomFillSync(pool)
      used = 0
    }
    return (pool[used++] as number) & 0x7ff // below the length
  }
}

const HEX3 = Array.from({ length: 0x1000 }, (_, n) => n.toString(16).padStart(3, '0'))
const HEX4 = Array.from({ length: 0x10000 }, (_, n) => n.toString(16).padStart(4, '0'))
