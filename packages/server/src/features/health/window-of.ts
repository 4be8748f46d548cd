import {
  type BaselineStatistics,
  type HealthHour,
  NOTHING_DECIDED,
  EMPTY_TALLY,
  mergeTallies,
  windowStatistics,
} from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'
import { readDecided } from './read-decided.ts'
import { type HoursWanted, readHours } from './read-hours.ts'
import { readSpend } from './read-spend.ts'

const HOUR_MS = 3_600_000

/** The hours of a window with what was decided in them: of the whole workflow, and of each slice. */
export interface HoursOfWorkflow {
  readonly whole: readonly HealthHour[]
  readonly slices: readonly { readonly name: string; readonly label: string; readonly hours: readonly HealthHour[] }[]
}

/** Reads tallies and decisions; `releaseId` leaves the runs of other releases out, decisions count whichever it was. */
export async function readHoursOfWorkflow(
  trx: Trx,
  wanted: HoursWanted,
  releaseId: string | null = null,
): Promise<HoursOfWorkflow> {
  const hours = await readHours(trx, wanted)
  const decided = await readDecided(trx, wanted)
  const places = new Map<string, { readonly slice: Slice; readonly hours: Map<number, HealthHour> }>()
  const at = (slice: Slice, hour: Date): readonly [Map<number, HealthHour>, HealthHour] => {
    const key = JSON.stringify([slice?.name ?? '', slice?.label ?? ''])
    const place = places.get(key) ?? { slice, hours: new Map() }
    places.set(key, place)
    return [place.hours, place.hours.get(hour.getTime()) ?? { hour, tally: EMPTY_TALLY, decided: NOTHING_DECIDED }]
  }
  for (const { hour, slice, tally, releaseId: release } of hours) {
    if (releaseId !== null && release !== releaseId) continue
    const [of, known] = at(slice, hour)
    const sum = known.tally === EMPTY_TALLY ? tally : mergeTallies([known.tally, tally])
    of.set(hour.getTime(), { ...known, tally: sum })
  }
  for (const { hour, slice, decided: what } of decided) {
    const [of, known] = at(slice, hour)
    of.set(hour.getTime(), { ...known, decided: what })
  }
  const ordered = (of: ReadonlyMap<number, HealthHour> | undefined) =>
    [...(of?.values() ?? [])].toSorted((a, b) => a.hour.getTime() - b.hour.getTime())
  return {
    whole: ordered(places.get(JSON.stringify(['', '']))?.hours),
    slices: [...places.values()]
      .flatMap(({ slice, hours: of }) => (slice === null ? [] : [{ ...slice, hours: ordered(of) }]))
      .toSorted((a, b) => (a.name + a.label < b.name + b.label ? -1 : 1)),
  }
}

type Slice = { readonly name: string; readonly label: string } | null

/** The statistics of a window of whole hours. */
export async function statisticsOf(
  trx: Trx,
  wanted: HoursWanted,
  releaseId: string | null,
): Promise<BaselineStatistics> {
  const { from, to } = wanted
  const { whole, slices } = await readHoursOfWorkflow(trx, wanted, releaseId)
  const statistics = windowStatistics(whole, from, to)
  const spent = await readSpend(trx, wanted)
  const currencies = new Set(spent.map(({ currency }) => currency))
  const [currency] = currencies
  return {
    ...statistics,
    slices: slices.map(({ name, label, hours }) => {
      const { tally, decided } = windowStatistics(hours, from, to)
      return { name, label, tally, decided }
    }),
    spend:
      currency === undefined || currencies.size !== 1
        ? null
        : {
            currency,
            days: statistics.days.map(({ day }) => spent.find((each) => each.day === day)?.amount ?? 0),
          },
  }
}

/** The window widened to whole hours. */
export function wholeHours(from: Date, to: Date): { readonly from: Date; readonly to: Date } {
  return {
    from: new Date(Math.floor(from.getTime() / HOUR_MS) * HOUR_MS),
    to: new Date(Math.ceil(to.getTime() / HOUR_MS) * HOUR_MS),
  }
}
