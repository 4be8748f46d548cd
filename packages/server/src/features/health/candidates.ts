import { type Candidate, dayOf, type HealthHour, listInWords, type Look, modelsOf, nameOf } from '@dayshift/core'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** How far from where a departure began something may stand to be named. */
const BEFORE_MS = 3 * DAY_MS
const AFTER_MS = DAY_MS
const MOST_NAMED = 4

/** When another model first answered, by the hours. */
export function modelMoves(hours: readonly HealthHour[]): readonly Candidate[] {
  const moves: Candidate[] = []
  let known: ReadonlySet<string> | null = null
  for (const { hour, tally } of hours) {
    const models = Object.keys(tally.sketches['model'] ?? {}).map((key) => modelsOf(key).resolved)
    if (models.length === 0) continue
    if (known !== null) {
      for (const model of new Set(models)) {
        if (!known.has(model))
          moves.push({ kind: 'model', id: null, label: `“${model}” answers for the first time`, at: hour })
      }
    }
    known = new Set([...(known ?? []), ...models])
  }
  return moves
}

/**
 * Inputs that departed, one candidate a day: what comes from upstream changed there. For a signal of the inputs itself it
 * would say the same twice.
 */
export function upstreamMoves(looks: readonly Look[], asks: Look): readonly Candidate[] {
  if (asks.signal.group === 'inputs') return []
  const days = new Map<string, Look[]>()
  for (const look of looks) {
    if (look.state !== 'departed' || look.since === null || look.signal.group !== 'inputs') continue
    const day = dayOf(look.since)
    days.set(day, [...(days.get(day) ?? []), look])
  }
  return Array.from(days, ([day, of]): Candidate => {
    const at = new Date(Math.min(...of.map(({ since }) => since?.getTime() ?? Infinity)))
    const names = of.slice(0, 2).map((look) => `“${nameOf(look)}”`)
    const more = of.length > 2 ? [`${String(of.length - 2)} more`] : []
    return {
      kind: 'upstream',
      id: `inputs ${day}`,
      label: `What comes in changed: ${listInWords([...names, ...more])}`,
      at,
    }
  })
}

/** Steps of the calendar that work often moves with: the first of a month, a quarter, a year. */
function calendarSteps(since: Date): readonly Candidate[] {
  return [0, 1].map((more): Candidate => {
    const at = new Date(Date.UTC(since.getUTCFullYear(), since.getUTCMonth() + more, 1))
    const month = at.getUTCMonth()
    const label = month === 0 ? 'A year begins' : month % 3 === 0 ? 'A quarter begins' : 'A month begins'
    return { kind: 'calendar', id: null, label, at }
  })
}

/** What stands where a departure began, nearest first; that it is the cause is nobody's claim. */
export function candidatesAt(since: Date, known: readonly Candidate[]): readonly Candidate[] {
  const distance = ({ at }: Candidate) => Math.abs(at.getTime() - since.getTime())
  const stands = known.filter(
    ({ at }) => at.getTime() >= since.getTime() - BEFORE_MS && at.getTime() <= since.getTime() + AFTER_MS,
  )
  return [...stands, ...calendarSteps(since).filter((step) => distance(step) <= DAY_MS)]
    .toSorted((a, b) => distance(a) - distance(b))
    .slice(0, MOST_NAMED)
}
