/** Money counts in units of 10⁻¹², as many decimals as the wire carries; never a float. */
export const AMOUNT_DECIMALS = 12
const SCALE = 10n ** BigInt(AMOUNT_DECIMALS)
const FORM = /^(-?)(\d{1,18})(?:\.(\d{1,12}))?$/

/** Reads decimal text; null where it is none, or has more than 12 decimals. */
export function parseAmount(text: string): bigint | null {
  const match = FORM.exec(text)
  if (match === null) return null
  const [, sign, whole, decimals = ''] = match
  const amount = BigInt(whole as string) * SCALE + BigInt(decimals.padEnd(AMOUNT_DECIMALS, '0')) // the form has a whole part
  return sign === '-' ? -amount : amount
}

/** The shortest decimal text of an amount. */
export function formatAmount(amount: bigint): string {
  const sign = amount < 0n ? '-' : ''
  const digits = (amount < 0n ? -amount : amount).toString().padStart(AMOUNT_DECIMALS + 1, '0')
  const decimals = digits.slice(-AMOUNT_DECIMALS).replace(/0+$/, '')
  const whole = digits.slice(0, -AMOUNT_DECIMALS)
  return decimals === '' ? `${sign}${whole}` : `${sign}${whole}.${decimals}`
}
