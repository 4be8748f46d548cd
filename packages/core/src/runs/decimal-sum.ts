const DECIMALS = 12
const SCALE = 10n ** BigInt(DECIMALS)
/** Above this a double no longer holds every integer once the next amount is added. */
const SAFE = 2 ** 52

/** Adds decimal texts with up to 12 decimals without rounding (money is never a float). */
export interface DecimalSum {
  add(amount: string): void
  /** The sum as decimal text, without needless zeros. */
  total(): string
}

export function createDecimalSum(): DecimalSum {
  let large = 0n
  let small = 0
  return {
    add(amount) {
      const scaled = smallScaled(amount)
      if (scaled === null) {
        large += largeScaled(amount)
        return
      }
      small += scaled
      if (small > SAFE) {
        large += BigInt(small)
        small = 0
      }
    },
    total: () => decimalText(large + BigInt(small)),
  }
}

/** The amount in millionths of a millionth, where it is small enough for an exact double: below 1,000 and not negative. */
function smallScaled(amount: string): number | null {
  let scaled = 0
  let decimals = -1
  for (let i = 0; i < amount.length; i++) {
    const code = amount.charCodeAt(i)
    if (code === 0x2e) {
      if (i > 3) return null
      decimals = 0
      continue
    }
    if (code < 0x30 || code > 0x39) return null
    scaled = scaled * 10 + (code - 0x30)
    if (decimals >= 0) decimals++
    else if (i >= 3) return null
  }
  return scaled * (POWERS[DECIMALS - Math.max(decimals, 0)] ?? Number.NaN)
}

const POWERS = Array.from({ length: DECIMALS + 1 }, (_, power) => 10 ** power)

function largeScaled(amount: string): bigint {
  const negative = amount.startsWith('-')
  const [whole = '0', fraction = ''] = (negative ? amount.slice(1) : amount).split('.')
  const scaled = BigInt(whole) * SCALE + BigInt(fraction.padEnd(DECIMALS, '0'))
  return negative ? -scaled : scaled
}

function decimalText(scaled: bigint): string {
  const magnitude = scaled < 0n ? -scaled : scaled
  const fraction = (magnitude % SCALE).toString().padStart(DECIMALS, '0').replace(/0+$/, '')
  return `${scaled < 0n ? '-' : ''}${(magnitude / SCALE).toString()}${fraction === '' ? '' : `.${fraction}`}`
}
