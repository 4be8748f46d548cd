import { randomBytes } from 'node:crypto'

/**
 * Makes UUIDv7 (RFC 9562, section 5.7, method 1 of 6.2): 48 bits of milliseconds, a 12-bit counter that begins anew in
 * each millisecond, 62 random bits. Ids of one maker always rise; when the counter is used up, or the clock goes back,
 * the time part moves on by itself. Written for speed: an id costs about as much as reading the clock.
 */
export function createRunIds(): (unixMs: number) => string {
  /** Random hex digits, made many at once. */
  let pool = ''
  let used = 0
  let lastMs = -1
  let counter = 0
  let head = ''

  return (unixMs) => {
    if (unixMs > lastMs) begin(unixMs)
    else if (++counter > 0xfff) begin(lastMs + 1)
    if (used + DIGITS_AN_ID > pool.length) refill()
    const at = used
    used += DIGITS_AN_ID
    const variant = VARIANTS[pool.charCodeAt(at) & 3] as string // 0..3
    return `${head}${HEX3[counter] as string}-${variant}${pool.slice(at + 1, at + 4)}-${pool.slice(at + 4, at + 16)}`
  }

  function begin(ms: number): void {
    lastMs = ms
    if (used + DIGITS_AN_ID > pool.length) refill()
    // Beginning in the lower half leaves 2,048 ids to a millisecond before the time part must move on.
    counter = Number.parseInt(pool.slice(used, used + 3), 16) & 0x7ff
    used += 3
    const hex = ms.toString(16).padStart(12, '0')
    head = `${hex.slice(0, 8)}-${hex.slice(8)}-7`
  }

  function refill(): void {
    pool = randomBytes(4096).toString('hex')
    used = 0
  }
}

const DIGITS_AN_ID = 16
/** The variant's two bits `10` and two random ones. */
const VARIANTS = ['8', '9', 'a', 'b']
const HEX3 = Array.from({ length: 0x1000 }, (_, n) => n.toString(16).padStart(3, '0'))
