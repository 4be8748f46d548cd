import { DAY_MS, dayOf, daysInMonth, type Forecast, forecastMonth, formatAmount, monthOf } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'
import { type CostDay, readCostDays } from '../runs/index.ts'
import { amountOf, lastDayOf, readShadowCosts, type ShadowCosts } from './store.ts'

/** Whole days that a forecast is made from at most. */
const FORECAST_WINDOW = 28

/** What runs and shadows cost this month and in the days before that a forecast is made from. */
export interface MonthCosts {
  readonly runs: readonly CostDay[]
  readonly shadows: readonly ShadowCosts[]
}

/** Of one workflow, or of all. */
export async function readMonthCosts(
  trx: Trx,
  workspaceId: string,
  workflowId: string | null,
  today: string,
): Promise<MonthCosts> {
  const month = monthOf(today)
  const window = earlier(today, FORECAST_WINDOW)
  const from = window < `${month}-01` ? window : `${month}-01`
  const to = lastDayOf(month)
  return {
    runs: await readCostDays(trx, workspaceId, workflowId, from, to),
    shadows: await readShadowCosts(trx, workspaceId, workflowId, from, to),
  }
}

/** The part of one workflow. */
export function costsOf({ runs, shadows }: MonthCosts, workflowId: string): MonthCosts {
  return {
    runs: runs.filter((each) => each.workflowId === workflowId),
    shadows: shadows.filter((each) => each.workflow === workflowId),
  }
}

export interface MonthFigures {
  readonly byDay: ReadonlyMap<string, bigint>
  readonly thisMonth: bigint
  /** What of it shadows cost, by day. */
  readonly shadowsByDay: ReadonlyMap<string, bigint>
  readonly forecast: Forecast
}

/** The figures of one currency; whole days count from the first that cost something, the quiet ones as nothing spent. */
export function monthFigures(costs: MonthCosts, currency: string | null, today: string): MonthFigures {
  const byDay = new Map<string, bigint>()
  const shadowsByDay = new Map<string, bigint>()
  for (const cost of costs.runs) if (cost.currency === currency) byDay.set(cost.day, amountOf(cost.amount))
  for (const { day, ...cost } of costs.shadows) {
    if (cost.currency === null || cost.currency !== currency) continue
    shadowsByDay.set(day, amountOf(cost.amount))
    byDay.set(day, (byDay.get(day) ?? 0n) + amountOf(cost.amount))
  }
  let thisMonth = 0n
  for (const [day, amount] of byDay) if (monthOf(day) === monthOf(today)) thisMonth += amount
  const first = [...byDay.keys()].toSorted()[0]
  const whole: number[] = []
  for (let back = FORECAST_WINDOW; back >= 1; back--) {
    const day = earlier(today, back)
    if (first !== undefined && day >= first) whole.push(Number(formatAmount(byDay.get(day) ?? 0n)))
  }
  const left = daysInMonth(today) - Number(today.slice(8, 10))
  // Of today only what is spent is known: it counts as begun, its rest as a part of the days left.
  const rest = forecastMonth(Number(formatAmount(thisMonth)), whole, left)
  return { byDay, shadowsByDay, thisMonth, forecast: rest }
}

function earlier(day: string, days: number): string {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS))
}
