import { novelty } from './novelty.ts'
import { RunningRange } from './record.ts'

/** What departs: a single value, the level of the last twenty, or the shape of the last ten. */
export type DepartureKind = 'value' | 'level' | 'shape'

/** What the series shows at one row, from this row and the ones before it alone. */
export interface RowScore {
  /** 0..1; an alert at ½ or more. */
  readonly score: number
  /** How many times over its bound it stands; 1 or more is an alert, unless one stands already. */
  readonly statistic: number
  readonly kind: DepartureKind
}

export interface SeriesAlert {
  readonly index: number
  readonly kind: DepartureKind
  readonly statistic: number
  /** The row at which what is told now began, as far as the rows up to the alert show. */
  readonly since: number
}

/** Rows with a number before which nothing is said. */
export const DEPARTURE_WARM_UP = 100

/** One configuration for all series. */
const RULES = {
  /** Rows before which nothing is said of values and levels, and of shapes, which need something to resemble. */
  warmUp: DEPARTURE_WARM_UP,
  shapeWarmUp: 400,
  /** Rows that are averaged to a level, and that make a shape. */
  level: 20,
  shape: 10,
  /** How far outside of all that was, in parts of its range. */
  valueBound: 0.05,
  levelBound: 0.05,
  shapeBound: 0.2,
  /** Rows for which an alert stands, so that one departure is told once: until it has left level and shape. */
  quiet: 30,
  /** Rows after which something is forgotten. */
  memory: 10_000,
} as const

/** Two shapes whose distance is below this part of the values' range are the same; what differs is rounding. */
const ROUNDING = 1e-6

/**
 * Scores each row of a series as it would have been scored when it came: nothing later is looked at. Three running statistics
 * (the value, the mean of 20, the distance of the last 10 from everything before) are each held against the range that
 * they have had, see `record.ts`. In units of its bound s the score is s/(1 + s). A row within 30 rows after an alert stays
 * below ½.
 *
 * Values that are no finite numbers score 0 and leave everything as it is.
 */
export function rowScores(values: readonly number[]): RowScore[] {
  const ranges = {
    value: new RunningRange(RULES.memory),
    level: new RunningRange(RULES.memory),
    shape: new RunningRange(RULES.memory),
  }
  const shapeOf = novelty(RULES.shape, RULES.memory)
  const recent: number[] = []
  let n = 0
  let lastAlert = -Infinity
  return values.map((value) => {
    if (!Number.isFinite(value)) return NOTHING
    recent.push(value)
    if (recent.length > RULES.level) recent.shift()
    const level = recent.length === RULES.level ? mean(recent) : null
    const distance = shapeOf(value)
    const least = ranges.value.width * ROUNDING
    const shape = distance === null || n < RULES.shapeWarmUp - RULES.level ? null : distance > least ? distance : 0

    const strengths: [DepartureKind, number][] = []
    if (n >= RULES.warmUp) strengths.push(['value', Math.abs(ranges.value.outside(value)) / RULES.valueBound])
    if (n >= RULES.warmUp && level !== null)
      strengths.push(['level', Math.abs(ranges.level.outside(level)) / RULES.levelBound])
    // To resemble what was more closely than ever is no departure.
    if (n >= RULES.shapeWarmUp && shape !== null)
      strengths.push(['shape', Math.max(0, ranges.shape.outside(shape)) / RULES.shapeBound])

    n += 1
    ranges.value.add(value)
    if (level !== null) ranges.level.add(level)
    if (shape !== null) ranges.shape.add(shape)

    const { kind, statistic } = toldOf(strengths)
    const stands = n - lastAlert <= RULES.quiet
    if (statistic >= 1 && !stands) lastAlert = n
    const score = statistic / (1 + statistic)
    return { score: stands ? Math.min(score, BELOW_ALERT) : score, statistic, kind }
  })
}

/** The plainest of what is out of bounds: a value rather than a level, a level rather than a shape. */
function toldOf(strengths: readonly (readonly [DepartureKind, number])[]): { kind: DepartureKind; statistic: number } {
  const strongest = strengths.reduce((most, each) => (each[1] > most[1] ? each : most), ['value', 0] as const)
  const [kind, statistic] = strengths.find((each) => each[1] >= 1) ?? strongest
  return { kind, statistic }
}

/** The rows at which an alert begins, with the row since when. */
export function seriesAlerts(
  values: readonly number[],
  scores: readonly RowScore[] = rowScores(values),
): SeriesAlert[] {
  return scores.flatMap(({ score, statistic, kind }, index) =>
    score >= 0.5 ? [{ index, kind, statistic, since: sinceWhen(values, index, kind) }] : [],
  )
}

const NOTHING: RowScore = { score: 0, statistic: 0, kind: 'value' }
const BELOW_ALERT = 0.4999

/** How many rows back the beginning of a level is looked for. */
const LOOK_BACK = 3 * RULES.level

/**
 * The row at which a departure began: a value with itself, a shape with its first row, and a level where the last 60 rows
 * fall apart: of all ways to cut them in two the one that leaves the least squares around the two means,
 * Σ(x − x̄)² = const − (n₁n₂/n)(x̄₁ − x̄₂)².
 *
 * Source: Hinkley, "Inference about the change-point in a sequence of random variables", Biometrika 57 (1970).
 */
function sinceWhen(values: readonly number[], index: number, kind: DepartureKind): number {
  const rows: number[] = []
  for (let row = index; row >= 0 && rows.length <= LOOK_BACK; row -= 1)
    if (Number.isFinite(values[row])) rows.unshift(row)
  if (kind === 'value') return index
  if (kind === 'shape') return rows.at(-RULES.shape) ?? index
  const total = rows.reduce((sum, row) => sum + (values[row] ?? 0), 0)
  let left = 0
  let best = { row: index, gain: -Infinity }
  for (let k = 1; k < rows.length; k += 1) {
    left += values[rows[k - 1] ?? 0] ?? 0
    const rest = rows.length - k
    const apart = left / k - (total - left) / rest
    const gain = ((k * rest) / rows.length) * apart * apart
    if (gain >= best.gain) best = { row: rows[k] ?? index, gain }
  }
  return best.row
}

function mean(values: readonly number[]): number {
  const first = values[0] ?? 0
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length
}
