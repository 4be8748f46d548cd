/** A part of the answers from which some are drawn. */
export interface Stratum {
  readonly name: string
  /** How many answers lie in it. */
  readonly units: number
}

export interface PlannedStratum extends Stratum {
  /** How many of them are drawn. */
  readonly drawn: number
  /** Names of the parts that were too small to stand alone and are drawn from together here. */
  readonly of: readonly string[]
}

/** More parts than that are not told apart by a sample of a size that anybody judges. */
export const MOST_STRATA = 24
/** A part below that is drawn from together with the other small ones. */
const LEAST_UNITS = 10
/** So many of each part at least, that its own spread can be told. */
const LEAST_EACH = 5
const REST = 'the rest'

/**
 * How many answers are drawn from each part: in proportion to what lies in it (largest remainders), at least five, and
 * never more than there are. Their sum is `size`, or a little more where small parts need their five.
 */
export function stratify(strata: readonly Stratum[], size: number): readonly PlannedStratum[] {
  const parts = merged(strata.filter(({ units }) => units > 0))
  const all = parts.reduce((sum, { units }) => sum + units, 0)
  const shares = parts.map((part) => {
    const exact = (size * part.units) / all
    return { part, exact, drawn: Math.min(part.units, Math.max(Math.floor(exact), LEAST_EACH)) }
  })
  let left = size - shares.reduce((sum, { drawn }) => sum + drawn, 0)
  const byRemainder = shares.toSorted(
    (a, b) => b.exact - b.drawn - (a.exact - a.drawn) || (a.part.name < b.part.name ? -1 : 1),
  )
  const more = new Map<string, number>()
  for (let given = left > 0; given && left > 0;) {
    given = false
    for (const { part, drawn } of byRemainder) {
      const extra = more.get(part.name) ?? 0
      if (left === 0 || drawn + extra >= part.units) continue
      more.set(part.name, extra + 1)
      left -= 1
      given = true
    }
  }
  return shares.map(({ part, drawn }) => ({ ...part, drawn: drawn + (more.get(part.name) ?? 0) }))
}

function merged(strata: readonly Stratum[]): readonly Omit<PlannedStratum, 'drawn'>[] {
  const sorted = strata.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const small = sorted.filter(({ units }) => units < LEAST_UNITS)
  if (small.length < 2) return sorted.map((stratum) => ({ ...stratum, of: [stratum.name] }))
  const rest = {
    name: REST,
    units: small.reduce((sum, { units }) => sum + units, 0),
    of: small.map(({ name }) => name),
  }
  return [...sorted.filter(({ units }) => units >= LEAST_UNITS).map((each) => ({ ...each, of: [each.name] })), rest]
}
