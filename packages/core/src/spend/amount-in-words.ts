import { AMOUNT_DECIMALS, parseAmount } from './amount.ts'

/**
 * An amount as people read it: with two decimals, smaller ones with two digits that count (`12.40`, `0.0042`), rounded
 * half up. What is booked is never rounded.
 */
export function amountInWords(text: string): string {
  const amount = parseAmount(text)
  if (amount === null) return text
  const magnitude = amount < 0n ? -amount : amount
  if (magnitude === 0n) return '0'
  const digits = magnitude.toString().length
  // 0.1 has twelve digits in 10⁻¹².
  const decimals = digits >= AMOUNT_DECIMALS ? 2 : Math.min(AMOUNT_DECIMALS, AMOUNT_DECIMALS - digits + 2)
  const unit = 10n ** BigInt(AMOUNT_DECIMALS - decimals)
  const rounded = (magnitude + unit / 2n) / unit
  const shown = rounded.toString().padStart(decimals + 1, '0')
  const whole = shown.slice(0, -decimals).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${amount < 0n ? '-' : ''}${whole}.${shown.slice(-decimals)}`
}
