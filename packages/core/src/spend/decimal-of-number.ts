/**
 * The decimal that a number was written as (`2.5e-06`), in units of 10^-decimals, half of one rounded up; null where it is
 * none, or negative. So JSON's numbers are read as the text they stand for, and not as floats.
 */
export function decimalOfNumber(value: number, decimals: number): bigint | null {
  const match = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value))
  if (match === null) return null
  const [, whole = '', fraction = '', exponent = '0'] = match
  const shift = decimals - fraction.length + Number(exponent)
  const digits = BigInt(whole + fraction)
  if (shift >= 0) return digits * 10n ** BigInt(shift)
  const divisor = 10n ** BigInt(-shift)
  return (digits + divisor / 2n) / divisor
}
