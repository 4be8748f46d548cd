import type { WorkflowSpend, WorkspaceSpend } from '@dayshift/contract'
import {
  type Actor,
  amountInWords,
  atLimitInWords,
  atLimitOf,
  countedSpend,
  counted as countedWord,
  dayOf,
  type EffectiveLimit,
  type Forecast,
  formatAmount,
  giveBack,
  type GivenBack,
  holdersAt,
  leaseState,
  mayLimit,
  type Money,
  monthInWords,
  monthOf,
  nameIn,
  priceRun,
  reconciledAt,
  SPEND_DUTY,
  unpricedInWords,
} from '@dayshift/core'
import type { z } from 'zod'
import { notFound } from '../../platform/http/problem.ts'
import type { Trx, World } from '../../platform/world.ts'
import { dutiesFacts } from '../duties/index.ts'
import {
  type CallDay,
  type CostDay,
  readCallDays,
  readRunDays,
  readUnpriced,
  type UnpricedGroup,
} from '../runs/index.ts'
import { allWorkflows, declaredRelease, findWorkflow, type StoredWorkflow } from '../workflows/index.ts'
import { costsOf, type MonthFigures, monthFigures, readMonthCosts } from './month-figures.ts'
import type { PriceBook } from './price-book.ts'
import {
  amountOf,
  currencyOf,
  lastDayOf,
  limitOf,
  limitsThatCount,
  readAccount,
  readBook,
  type ShadowCosts,
  standing,
  type StoredLimit,
} from './store.ts'

export interface Reader {
  readonly workspaceId: string
  readonly actor: Actor
  readonly slug: string
}

/** What a workflow costs this month. Call it in a transaction of one snapshot where its parts must agree. */
export async function readWorkflowSpend(
  trx: Trx,
  world: World,
  prices: PriceBook,
  { workspaceId, actor, slug }: Reader,
): Promise<z.output<typeof WorkflowSpend>> {
  const workflow = await findWorkflow(trx, workspaceId, slug)
  if (workflow === null) throw notFound('workflow', slug)
  const now = world.clock.now()
  const place = { workspaceId, workflowId: workflow.id }
  const today = dayOf(now)
  const month = monthOf(today)
  const manifest = (await declaredRelease(trx, workspaceId, workflow))?.manifest ?? null
  const { limits, all } = await limitsThatCount(trx, place, manifest?.limits ?? null)
  const { warnAt } = await readAccount(trx, place)
  const costs = await readMonthCosts(trx, workspaceId, workflow.id, today)
  const calls = await readCallDays(trx, workspaceId, workflow.id, `${month}-01`, lastDayOf(month))
  const currency = currencyOf(limits) ?? mostUsed(costs.runs)
  const month28 = monthFigures(costs, currency, today)
  const book = currency === null ? null : await readBook(trx, place, month, currency)
  const runDays = (await readRunDays(trx, workspaceId, workflow.id, now)).filter(({ day }) => monthOf(day) === month)
  const called = sum(calls, (each) => each.called)
  const unpricedRuns = called - sum(calls, (each) => each.priced)
  const unpriced =
    unpricedRuns === 0 ? [] : await readUnpriced(trx, workspaceId, workflow.id, new Date(`${month}-01T00:00:00Z`))
  const kept = sum(runDays, (day) => day.automatic + day.accepted + day.edited)
  const facts = await dutiesFacts(trx, place, now)
  const holder = holdersAt(facts.assignments, SPEND_DUTY, now)[0]?.person ?? null
  const recorded = month28.thisMonth
  const shadows = shadowsIn(costs.shadows, currency, month)
  const priced = sum(
    costs.runs.filter((each) => each.currency === currency && monthOf(each.day) === month),
    (each) => each.n,
  )
  const counted = book === null ? 0n : countedSpend(book, { month }, now)
  return {
    workflow: { slug, name: workflow.name },
    sentence: sentenceOf({
      workflow,
      month,
      limits,
      currency,
      recorded,
      counted,
      shadows: shadows.recorded,
      forecast: month28.forecast,
      called,
      unpriced: unpricedRuns,
    }),
    month,
    today,
    currency,
    limits: limits.map((each) => limitWire(each, standing(all))),
    atLimit: {
      kind: manifest === null ? 'human' : atLimitOf(manifest.limits).kind,
      sentence:
        manifest === null
          ? 'There is no release yet.'
          : `Beyond a limit ${atLimitInWords(manifest.limits, manifest.fallback.route)}.`,
    },
    warnAt: [...warnAt],
    day: {
      recorded: formatAmount(month28.byDay.get(today) ?? 0n),
      counted: formatAmount(book === null ? 0n : countedSpend(book, { day: today }, now)),
    },
    monthSoFar: { recorded: formatAmount(recorded), counted: formatAmount(counted) },
    otherCurrencies: otherCurrencies(costs.runs, currency, month),
    forecast: forecastWire(month28.forecast, currency),
    days: daysOf(today, month28, calls),
    runs: {
      called,
      priced,
      unpriced: unpricedRuns,
      costPerRun: priced === 0 ? null : formatAmount((recorded - shadows.recorded) / BigInt(priced)),
      kept,
      costPerKept: kept === 0 || priced === 0 ? null : formatAmount(recorded / BigInt(kept)),
      heldByBudget: sum(calls, (each) => each.heldByBudget),
    },
    shadows: { recorded: formatAmount(shadows.recorded), n: shadows.n, unpriced: shadows.unpriced },
    unpriced: unpriced.map((group) => unpricedWire(group, prices)),
    leases: (book?.leases ?? []).flatMap((lease) => {
      const state = leaseState(lease, now)
      if ((state !== 'open' && state !== 'lapsed') || lease.amount === 0n) return []
      return [
        {
          id: lease.id,
          holder: lease.holder,
          day: lease.day,
          state,
          amount: { amount: formatAmount(lease.amount), currency: currency ?? '' },
          spent: formatAmount(lease.spent),
          held: formatAmount(lease.held),
          recorded: formatAmount(lease.recorded),
          runs: lease.runs,
          heardAt: lease.heardAt.toISOString(),
          expiresAt: lease.expiresAt.toISOString(),
          free: freeWire(giveBack(lease, now)),
          reconciledAt: reconciledAt(lease).toISOString(),
        },
      ]
    }),
    holder: holder === null ? null : { id: holder, name: nameIn(facts.people, holder) },
    mayChange: mayLimit(facts, actor, now).kind === 'may',
    prices: priceFactWire(prices),
    history: historyOf(all),
  }
}

/** What every workflow costs this month. */
export async function readWorkspaceSpend(
  trx: Trx,
  world: World,
  prices: PriceBook,
  workspaceId: string,
): Promise<z.output<typeof WorkspaceSpend>> {
  const now = world.clock.now()
  const today = dayOf(now)
  const month = monthOf(today)
  const allCosts = await readMonthCosts(trx, workspaceId, null, today)
  const allCalls = await readCallDays(trx, workspaceId, null, `${month}-01`, lastDayOf(month))
  const items: z.output<typeof WorkspaceSpend>['items'] = []
  const totals = new Map<string, bigint>()
  for (const cost of [...allCosts.runs, ...allCosts.shadows]) {
    if (cost.currency !== null && monthOf(cost.day) === month)
      totals.set(cost.currency, (totals.get(cost.currency) ?? 0n) + amountOf(cost.amount))
  }
  for (const workflow of await allWorkflows(trx, workspaceId)) {
    const place = { workspaceId, workflowId: workflow.id }
    const manifest = (await declaredRelease(trx, workspaceId, workflow))?.manifest ?? null
    const { limits } = await limitsThatCount(trx, place, manifest?.limits ?? null)
    const costs = costsOf(allCosts, workflow.id)
    const calls = allCalls.filter(({ workflowId }) => workflowId === workflow.id)
    const currency = currencyOf(limits) ?? mostUsed(costs.runs)
    const figures = monthFigures(costs, currency, today)
    const book = currency === null ? null : await readBook(trx, place, month, currency)
    const facts = await dutiesFacts(trx, place, now)
    const holder = holdersAt(facts.assignments, SPEND_DUTY, now)[0]?.person ?? null
    const called = sum(calls, (each) => each.called)
    items.push({
      workflow: { slug: workflow.slug, name: workflow.name },
      currency,
      recorded: formatAmount(figures.thisMonth),
      counted: formatAmount(book === null ? 0n : countedSpend(book, { month }, now)),
      limit: limitOf(limits, 'month'),
      forecast: forecastWire(figures.forecast, currency),
      called,
      unpriced: called - sum(calls, (each) => each.priced),
      holder: holder === null ? null : { id: holder, name: nameIn(facts.people, holder) },
    })
  }
  const unpriced = items.reduce((total, each) => total + each.unpriced, 0)
  const spent = [...totals].map(([currency, amount]) => `${amountInWords(formatAmount(amount))} ${currency}`)
  const sentence =
    spent.length === 0
      ? `Nothing was recorded to cost anything in ${monthInWords(month)} yet${unpriced === 0 ? '.' : `; ${countedWord(unpriced, 'run')} with a call ${unpriced === 1 ? 'is' : 'are'} unpriced.`}`
      : `${spent.join(' and ')} ${spent.length === 1 ? 'is' : 'are'} spent in ${monthInWords(month)} so far, by ${countedWord(items.filter(({ recorded }) => recorded !== '0').length, 'workflow')}${unpriced === 0 ? '.' : `; ${countedWord(unpriced, 'run')} with a call ${unpriced === 1 ? 'is' : 'are'} unpriced and not in it.`}`
  return {
    sentence,
    month,
    today,
    items,
    totals: [...totals].map(([currency, amount]) => ({ amount: formatAmount(amount), currency })),
    prices: priceFactWire(prices),
  }
}

function freeWire(given: GivenBack): string | null {
  return given.kind === 'given-back' ? formatAmount(given.free) : null
}

function daysOf(today: string, { byDay, shadowsByDay }: MonthFigures, calls: readonly CallDay[]) {
  const month = monthOf(today)
  const days = []
  for (let n = 1; n <= Number(today.slice(8, 10)); n++) {
    const day = `${month}-${String(n).padStart(2, '0')}`
    const at = calls.find((each) => each.day === day)
    const called = at?.called ?? 0
    const [amount, shadows] = [byDay.get(day) ?? 0n, shadowsByDay.get(day) ?? 0n]
    days.push({
      day,
      amount: formatAmount(amount),
      shadows: formatAmount(shadows),
      called,
      unpriced: called - (at?.priced ?? 0),
    })
  }
  return days
}

/** What shadows cost in a month, and how many of them nobody knows the cost of. */
function shadowsIn(costs: readonly ShadowCosts[], currency: string | null, month: string) {
  const ofMonth = costs.filter((each) => monthOf(each.day) === month)
  return {
    recorded: ofMonth.reduce(
      (total, each) => (each.currency !== null && each.currency === currency ? total + amountOf(each.amount) : total),
      0n,
    ),
    n: sum(ofMonth, (each) => each.n),
    unpriced: sum(
      ofMonth.filter((each) => each.currency === null),
      (each) => each.n,
    ),
  }
}

interface SentenceParts {
  readonly workflow: StoredWorkflow
  readonly month: string
  readonly limits: readonly EffectiveLimit[]
  readonly currency: string | null
  readonly recorded: bigint
  readonly counted: bigint
  /** What of the recorded shadows cost. */
  readonly shadows: bigint
  readonly forecast: Forecast
  readonly called: number
  readonly unpriced: number
}

function sentenceOf(parts: SentenceParts): string {
  const { month, limits, currency, recorded, counted, shadows, forecast, called, unpriced } = parts
  const when = monthInWords(month)
  if (called === 0 && counted === 0n) return `No run called a model in ${when} yet.`
  if (currency === null)
    return `${countedWord(unpriced, 'run')} called a model in ${when}, and nobody knows what that cost.`
  const limit = limitOf(limits, 'month')
  const spent = `${amountInWords(formatAmount(recorded))} ${currency}`
  const of = limit === null ? '' : ` of ${limit.amount} ${currency} (${shareOf(recorded, limit)})`
  const leased =
    counted > recorded ? `; with what hosts hold, ${amountInWords(formatAmount(counted))} ${currency} count` : ''
  const end =
    forecast.kind === 'forecast'
      ? ` At this pace the month ends at ${amountInWords(fixed(forecast.amount))} ${currency} (${amountInWords(fixed(forecast.low))} to ${amountInWords(fixed(forecast.high))}, from ${forecast.n} days).`
      : ''
  const unknown =
    unpriced === 0
      ? ''
      : ` ${countedWord(unpriced, 'run')} of ${called} ${unpriced === 1 ? 'is' : 'are'} unpriced and not in it.`
  const beside = shadows === 0n ? '' : `, ${amountInWords(formatAmount(shadows))} of it by shadows`
  return `${spent}${of} is spent in ${when} so far, by ${countedWord(called - unpriced, 'run')} with a call${beside}${leased}.${end}${unknown}`
}

function shareOf(amount: bigint, limit: Money): string {
  const most = amountOf(limit.amount)
  if (most === 0n) return 'of nothing'
  return amount > 0n && amount * 100n < most ? 'under 1 %' : `${(amount * 100n + most / 2n) / most} %`
}

function limitWire(limit: EffectiveLimit, set: readonly StoredLimit[]) {
  const by = set.find(({ period }) => period === limit.period)
  return {
    period: limit.period,
    limit: limit.limit,
    from: limit.from,
    manifest: limit.manifest,
    set:
      by === undefined || limit.set === null
        ? null
        : { limit: limit.set, by: { ...by.by }, at: by.at.toISOString(), reason: by.reason },
    passedOver: limit.passedOver,
  }
}

/** Each act with what was set before it, the latest first. */
function historyOf(all: readonly StoredLimit[]) {
  return all.slice(0, 50).map(({ period, limit, reason, at, by }, index) => {
    const before = all.slice(index + 1).find((each) => each.period === period)?.limit ?? null
    return { at: at.toISOString(), by: { ...by }, period, limit, before, reason }
  })
}

function unpricedWire({ model, provider, hasTokens, n, lastAt }: UnpricedGroup, prices: PriceBook) {
  const tokens = hasTokens ? 1 : null
  const priced = priceRun(prices.list(), {
    requestedModel: model,
    resolvedModel: null,
    provider,
    inputTokens: tokens,
    outputTokens: tokens,
  })
  const why = priced.kind === 'priced' ? 'no-prices' : priced.why
  return { model, why, sentence: unpricedInWords(why, model, 'its host'), n, lastAt: lastAt.toISOString() }
}

function priceFactWire(prices: PriceBook) {
  const fact = prices.fact()
  return fact && { ...fact, date: fact.date.toISOString() }
}

function forecastWire(forecast: Forecast, currency: string | null) {
  if (forecast.kind === 'not-enough-yet' || currency === null) {
    return forecast.kind === 'forecast' ? { kind: 'not-enough-yet' as const, n: 0, needed: 7 } : forecast
  }
  const { kind, amount, low, high, n } = forecast
  return { kind, amount: fixed(amount), low: fixed(low), high: fixed(high), currency, n }
}

/** An estimate as decimal text. */
function fixed(estimate: number): string {
  return estimate.toFixed(6).replace(/\.?0+$/, '')
}

function otherCurrencies(costs: readonly CostDay[], currency: string | null, month: string): Money[] {
  const sums = new Map<string, bigint>()
  for (const cost of costs) {
    if (cost.currency === currency || monthOf(cost.day) !== month) continue
    sums.set(cost.currency, (sums.get(cost.currency) ?? 0n) + amountOf(cost.amount))
  }
  return [...sums].map(([other, amount]) => ({ amount: formatAmount(amount), currency: other }))
}

/** The currency of most runs; null without any. */
function mostUsed(costs: readonly CostDay[]): string | null {
  const runs = new Map<string, number>()
  for (const { currency, n } of costs) runs.set(currency, (runs.get(currency) ?? 0) + n)
  return [...runs].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
