import type { GateState, SpendLeaseAnswer, SpendLeaseRequest } from '@dayshift/contract'
import {
  DAY_MS,
  atLimitOf,
  countedSpend,
  dayOf,
  type EffectiveLimit,
  formatAmount,
  grantLease,
  hasSpare,
  type Manifest,
  modelIn,
  monthOf,
  type PeriodBudget,
  type PriceList,
  type TokenPrices,
} from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { findRelease, findWorkflow } from '../workflows/index.ts'
import type { PriceBook } from './price-book.ts'
import {
  amountOf,
  currencyOf,
  findLease,
  limitOf,
  limitsThatCount,
  lockAccount,
  raiseSpent,
  readBook,
  saveLease,
  type StoredBook,
} from './store.ts'

/** How long a host may use its share without being heard. */
const LEASE_TTL_MS = 60_000

type Answer = z.output<typeof SpendLeaseAnswer>

/**
 * Gives a host a share of a day's budget, hears what it spent, or takes the rest back: one at a time for each workflow, so
 * that all shares together never pass a limit.
 */
export async function leaseSpend(
  world: World,
  prices: PriceBook,
  workspaceId: string,
  slug: string,
  ask: z.output<typeof SpendLeaseRequest>,
): Promise<Answer> {
  return await inTurn(`${workspaceId}/${slug}`, () => lease(world, prices, workspaceId, slug, ask))
}

const turns = new Map<string, Promise<unknown>>()

/**
 * One ask of a workflow after the other within this process: those that wait for the account's lock hold no session of
 * the database meanwhile. Between processes the lock alone counts.
 */
async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = turns.get(key) ?? Promise.resolve()
  const mine = before.then(work, work)
  const settled = mine.catch(() => {})
  turns.set(key, settled)
  try {
    return await mine
  } finally {
    if (turns.get(key) === settled) turns.delete(key)
  }
}

async function lease(world: World, prices: PriceBook, workspaceId: string, slug: string, ask: Ask): Promise<Answer> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const workflow = await findWorkflow(trx, workspaceId, slug)
    if (workflow === null) throw notFound('workflow', slug)
    const place = { workspaceId, workflowId: workflow.id }
    const account = await lockAccount(trx, place)
    const now = world.clock.now()
    checkDay(slug, ask.day, now)
    const active = workflow.activeReleaseId
    const manifest =
      active === null ? null : ((await findRelease(trx, workspaceId, workflow.id, { id: active }))?.manifest ?? null)
    const { limits } = await limitsThatCount(trx, place, manifest?.limits ?? null)
    const before = await findLease(trx, place, ask.lease)
    const answer: Answer = {
      lease: ask.lease,
      seq: ask.seq,
      upTo: null,
      ttlMs: LEASE_TTL_MS,
      refused: null,
      spare: false,
      highest: account.highest,
      prices: pricesFor(prices.list(), manifest),
    }
    // One that comes late must not take anything back that a later one was given.
    if (before !== null && before.seq >= ask.seq) return answer
    if (before?.ended === true) {
      // A person gave it back, and its host was not dead: what it has spent since counts, and nothing more is given.
      const told = amountOf(ask.spent) + amountOf(ask.held)
      if (told > before.spent) await raiseSpent(trx, place, ask.lease, told)
      return answer
    }
    const currency = currencyOf(limits) ?? ask.currency
    if (currency !== ask.currency && !ask.ends) throw otherCurrency(slug, ask.currency, currency)

    const spent = amountOf(ask.spent)
    const held = amountOf(ask.held)
    if (ask.ends) {
      // What calls that were cut off held is spent, as far as anybody knows.
      const all = spent + held
      await saveLease(trx, place, { ...told(ask), amount: all, spent: all, held: 0n, expiresAt: now, ended: true }, now)
      await publish(trx, workspaceId, { topic: 'spend', workflow: slug, id: workflow.id })
      return { ...answer, upTo: formatAmount(all) }
    }
    const book = await readBook(trx, place, monthOf(ask.day), ask.currency)
    const floor = atLeast(amountOf(ask.floor), spent + held)
    const want = amountOf(ask.want)
    const need = amountOf(ask.need)
    const budgets = budgetsOf(limits, book, ask, now)
    const granted =
      want === 0n && need === 0n
        ? ({ kind: 'granted', free: 0n } as const)
        : grantLease({ floor, need, want, least: amountOf(ask.least) }, budgets)
    const free = granted.kind === 'granted' ? granted.free : 0n
    const amount = floor + free
    const expiresAt = new Date(now.getTime() + LEASE_TTL_MS)
    await saveLease(trx, place, { ...told(ask), amount, spent, held, expiresAt, ended: false }, now)
    const isNews = before === null || before.amount !== amount || before.spent !== spent
    if (isNews) {
      await publish(trx, workspaceId, { topic: 'spend', workflow: slug, id: workflow.id })
    }
    return {
      ...answer,
      upTo: formatAmount(amount),
      spare: hasSpare(budgets, amount),
      refused: granted.kind === 'granted' ? null : refusal(limits, granted.period, budgets, floor, ask),
    }
  })
}

/** The limits that hosts hold, as the gate's state carries them; null where nothing is limited. */
export async function spendOf(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  manifest: Manifest | null,
): Promise<NonNullable<GateState['spend']> | null> {
  const { limits } = await limitsThatCount(trx, { workspaceId, workflowId }, manifest?.limits ?? null)
  if (currencyOf(limits) === null) return null
  const [perRun, perDay, perMonth] = [limitOf(limits, 'run'), limitOf(limits, 'day'), limitOf(limits, 'month')]
  const version = [perRun, perDay, perMonth]
    .map((money) => (money === null ? '-' : `${money.amount}${money.currency}`))
    .join('/')
  return { version, perRun, perDay, perMonth }
}

/** A host's clock may be off a little around midnight; one that is off by days would spend from other budgets. */
function checkDay(slug: string, day: string, now: Date): void {
  const near = [-DAY_MS, 0, DAY_MS].map((ms) => dayOf(new Date(now.getTime() + ms)))
  if (near.includes(day)) return
  throw new ProblemError({
    status: 409,
    code: 'spend-day',
    title: 'Another day',
    detail: `Cannot lease the budget of "${slug}" for ${day}: here it is ${dayOf(now)}.`,
    mend: "Set the host's clock.",
  })
}

function otherCurrency(slug: string, asked: string, is: string): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'spend-currency',
    title: 'Another currency',
    detail: `Cannot lease the budget of "${slug}" in ${asked}: its limits are in ${is}, and currencies are never mixed.`,
    mend: `Ask in ${is}.`,
  })
}

type Ask = z.output<typeof SpendLeaseRequest>

function told({ lease: id, day, currency, seq, holder }: Ask) {
  return { id, day, currency, seq, holder: holder.replaceAll('\0', '').toWellFormed() }
}

function budgetsOf(
  limits: readonly EffectiveLimit[],
  book: StoredBook,
  { lease, day }: Ask,
  now: Date,
): PeriodBudget[] {
  return limits.flatMap(({ period, limit }): PeriodBudget[] => {
    if (period === 'run' || limit === null) return []
    const others = countedSpend(book, period === 'day' ? { day } : { month: monthOf(day) }, now, lease)
    return [{ period, limit: amountOf(limit.amount), others }]
  })
}

function refusal(
  limits: readonly EffectiveLimit[],
  period: 'day' | 'month',
  budgets: readonly PeriodBudget[],
  floor: bigint,
  { currency, least }: Ask,
): Answer['refused'] {
  const budget = budgets.find((each) => each.period === period)
  const limit = limitOf(limits, period)
  if (budget === undefined || limit === null) return null
  const taken = formatAmount(budget.others + floor)
  const sentence = `The budget of ${limit.amount} ${currency} a ${period} is used up: ${taken} ${currency} is spent or leased to hosts, and a run may cost ${formatAmount(amountOf(least))} ${currency}.`
  return { period, sentence }
}

/** Prices of the models that the workflow may call, where the list has them. */
function pricesFor(list: PriceList | null, manifest: Manifest | null): Answer['prices'] {
  if (list === null || manifest === null) return []
  const beyond = atLimitOf(manifest.limits)
  const models = [manifest.model, ...(beyond.kind === 'cheaper-model' ? [beyond.model] : [])]
  return models.flatMap(({ name, provider }) => {
    // Vendors answer with a dated name of the model that was asked for.
    const known = modelIn(list, name, provider)
    const dated = [...list.models.keys()].filter((each) => each.startsWith(`${name}-`)).slice(0, MOST_DATED)
    return [
      ...(known === null ? [] : [{ model: name, key: known }]),
      ...dated.map((key) => ({ model: key, key })),
    ].flatMap(({ model, key }) => {
      const prices = list.models.get(key)
      return prices === undefined
        ? []
        : [
            {
              model,
              ...tierWire(prices),
              above: prices.above.map((tier) => ({ tokens: tier.tokens, ...tierWire(tier) })),
            },
          ]
    })
  })
}

const MOST_DATED = 20

/** In 10⁻¹⁸ of a dollar, as whole numbers. */
function tierWire({ input, output, cacheRead, cacheWrite }: Omit<TokenPrices, 'above'>) {
  return {
    input: input.toString(),
    output: output.toString(),
    cacheRead: cacheRead?.toString() ?? null,
    cacheWrite: cacheWrite?.toString() ?? null,
  }
}

function atLeast(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
