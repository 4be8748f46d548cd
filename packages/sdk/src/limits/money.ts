/** Money counts in units of 10⁻¹², as many decimals as the wire carries; never a float. */
const DECIMALS = 12
const SCALE = 10n ** 12n
const FORM = /^(-?)(\d{1,18})(?:\.(\d{1,12}))?$/

/** Reads decimal text; null where it is none, or has more than 12 decimals. */
export function parseAmount(text: string): bigint | null {
  const match = FORM.exec(text)
  if (match === null) return null
  const [, sign, whole, decimals = ''] = match
  const amount = BigInt(whole as string) * SCALE + BigInt(decimals.padEnd(DECIMALS, '0')) // the form has a whole part
  return sign === '-' ? -amount : amount
}

/** The shortest decimal text of an amount. */
export function formatAmount(amount: bigint): string {
  const sign = amount < 0n ? '-' : ''
  const digits = (amount < 0n ? -amount : amount).toString().padStart(DECIMALS + 1, '0')
  const decimals = digits.slice(-DECIMALS).replace(/0+$/, '')
  const whole = digits.slice(0, -DECIMALS)
  return decimals === '' ? `${sign}${whole}` : `${sign}${whole}.${decimals}`
}
