import { type Candidate, type HealthHour, type Look, modelsOf, nameOf } from '@dayshift/core'

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

/** Inputs that departed: what came from upstream changed there. `except` is the look that asks. */
export function upstreamMoves(looks: readonly Look[], except: Look | null): readonly Candidate[] {
  return looks.flatMap((look) =>
    look !== except && look.state === 'departed' && look.since !== null && look.signal.group === 'inputs'
      ? [{ kind: 'upstream' as const, id: null, label: `What comes in changed: “${nameOf(look)}”`, at: look.since }]
      : [],
  )
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
