import { seededRandom, sinceRate } from '@dayshift/core'
import { drawHits, meanOf } from './draw.ts'

export interface LookingBack {
  readonly perDay: number
  readonly to: number
  /** Share of the histories in which a change is found. */
  readonly found: number
  /** Share of the intervals that hold the true day. */
  readonly within: number | null
  readonly daysOff: number | null
  readonly intervalDays: number | null
}

/** Since when: 60 days, of which the last 10 to 40 have another share than 8 %. */
export function measureLookingBack(): readonly LookingBack[] {
  const cases = [
    { perDay: 100, to: 0.08 },
    { perDay: 20, to: 0.25 },
    { perDay: 100, to: 0.14 },
    { perDay: 1000, to: 0.1 },
  ]
  return cases.map(({ perDay, to }) => {
    const random = seededRandom(`since ${perDay} ${to}`)
    const answers = Array.from({ length: 1000 }, () => {
      const at = 20 + Math.floor(random() * 31)
      const history = Array.from({ length: 60 }, (_, day) => ({
        n: perDay,
        hits: drawHits(random, perDay, day < at ? 0.08 : to),
      }))
      return { at, since: sinceRate(history) }
    })
    const found = answers.flatMap(({ at, since }) => (since.kind === 'since' ? [{ at, since }] : []))
    return {
      perDay,
      to,
      found: found.length / answers.length,
      within: meanOrNull(found.map(({ at, since }) => (since.low <= at && at <= since.high ? 1 : 0))),
      daysOff: meanOrNull(found.map(({ at, since }) => Math.abs(since.index - at))),
      intervalDays: meanOrNull(found.map(({ since }) => since.high - since.low + 1)),
    }
  })
}

function meanOrNull(values: readonly number[]): number | null {
  return values.length === 0 ? null : meanOf(values)
}
