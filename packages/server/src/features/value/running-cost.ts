import { createDecimalSum, DAY_MS, runningCost, type RunningCostFact, timesRate } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { type CostDay, readCostDays } from '../runs/index.ts'
import { costRequests, hourRateOf, type StoredHourRate, type TimeDay, timeDays } from './approval-store.ts'
import { entriesOf, type Place } from './store.ts'

const MONTH_DAYS = 30

/** What running it may cost, as it was asked for last and answered, beside what it costs. */
export async function runningCostFact(trx: Trx, world: Pick<World, 'clock'>, place: Place): Promise<RunningCostFact> {
  const [last] = await costRequests(trx, place)
  if (last === undefined) return { asked: null, answer: null, month: null }
  const { amount, currency, at, by, answer } = last
  return {
    asked: { amount, currency, at, by: by.id },
    answer: answer === null ? null : { ...answer, by: answer.by.id },
    month: await costOfMonth(trx, place, currency, world.clock.now()),
  }
}

/** What the last 30 days cost in a currency: the calls, people's time, what was booked; null where nobody knows. */
async function costOfMonth(trx: Trx, place: Place, currency: string, now: Date): Promise<string | null> {
  const to = now.toISOString().slice(0, 10)
  const from = new Date(now.getTime() - (MONTH_DAYS - 1) * DAY_MS).toISOString().slice(0, 10)
  const days = await readCostDays(trx, place.workspaceId, place.workflowId, from, to)
  const rate = await hourRateOf(trx, place)
  const time = rate === null ? [] : await timeDays(trx, place)
  const entries = (await entriesOf(trx, place)).filter(({ struck }) => struck === null)
  return runningCost(
    {
      entries,
      currency,
      calls: callsIn(days, currency),
      time: peopleTime(
        time.filter(({ day }) => day >= from),
        rate,
        currency,
      ),
    },
    { from, to },
  ).total
}

/** Null where no run told a cost in this currency. */
export function callsIn(days: readonly CostDay[], currency: string | null): string | null {
  const own = days.filter((day) => day.currency === currency)
  if (own.length === 0) return null
  const sum = createDecimalSum()
  for (const { amount } of own) sum.add(amount)
  return sum.total()
}

/** People's time of these days, and what it costs where an hour of it has a price in this currency. */
export function peopleTime(
  days: readonly TimeDay[],
  rate: Pick<StoredHourRate, 'rate' | 'currency'> | null,
  currency: string | null,
): { readonly hours: number; readonly known: number; readonly unknown: number; readonly cost: string | null } {
  const of = (value: (day: TimeDay) => number) => days.reduce((sum, day) => sum + value(day), 0)
  const hours = Math.round((of(({ ms }) => ms) / 3_600_000) * 100) / 100
  const known = of((day) => day.known)
  return {
    hours,
    known,
    unknown: of((day) => day.unknown),
    cost: rate === null || rate.currency !== currency || known === 0 ? null : timesRate(hours.toFixed(2), rate.rate),
  }
}
