// Without letters and digits that people mistake for each other; 32 of them, so that a byte picks one evenly.
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789@'

/** A first password that can be read out: four groups of four, 80 bits. */
export function newPassword(random: (size: number) => Uint8Array): string {
  const signs = [...random(16)].map((byte) => SIGNS[byte % SIGNS.length] ?? 'a')
  return [0, 4, 8, 12].map((from) => signs.slice(from, from + 4).join('')).join('-')
}

/** A first password from the browser's own randomness. */
export function makePassword(): string {
  return newPassword((size) => crypto.getRandomValues(new Uint8Array(size)))
}
