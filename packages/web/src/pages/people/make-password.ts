/** Without letters that look like digits or like each other: it is read out and typed in. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 4
const GROUP = 4
/** Bytes from here on would favour the first letters. */
const FAIR = 256 - (256 % ALPHABET.length)

/**
 * A first password like `k7vd-m2xq-hw9c-tz4e`: 16 characters of 31, 79 bits. `randomBytes` gives so many random bytes;
 * it is asked again where some are not fair.
 */
export function makePassword(randomBytes: (count: number) => Uint8Array): string {
  let letters = ''
  while (letters.length < GROUPS * GROUP) {
    for (const byte of randomBytes(GROUPS * GROUP - letters.length)) {
      if (byte < FAIR) letters += ALPHABET.charAt(byte % ALPHABET.length)
    }
  }
  return Array.from({ length: GROUPS }, (_, group) => letters.slice(group * GROUP, (group + 1) * GROUP)).join('-')
}
