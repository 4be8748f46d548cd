import type { SetSpendLimitRequest, SetWarningsRequest, WorkflowSpend } from '@dayshift/contract'
import {
  type Actor,
  asSentence,
  formatAmount,
  giveBack,
  manifestLimit,
  mayLimit,
  type Money,
  moneyInWords,
  parseAmount,
} from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { dutiesFacts } from '../duties/index.ts'
import { recordAct, type RecordedAct } from '../ledger/index.ts'
import { changeGate, findRelease, lockWorkflow, type StoredWorkflow } from '../workflows/index.ts'
import type { PriceBook } from './price-book.ts'
import { readWorkflowSpend } from './read-spend.ts'
import {
  currencyOf,
  endLease,
  findLease,
  insertLimit,
  limitOf,
  limitsThatCount,
  lockAccount,
  saveWarnAt,
  type StoredLease,
} from './store.ts'

export interface OnSpend {
  readonly workspaceId: string
  readonly actor: Actor
  readonly slug: string
}

type Spend = z.output<typeof WorkflowSpend>

/** Sets a limit, or takes it back. Hosts hear of it with the gate's state, within seconds. */
export async function setLimit(
  world: World,
  prices: PriceBook,
  on: OnSpend,
  { period, limit: asked, reason }: z.output<typeof SetSpendLimitRequest>,
): Promise<Spend> {
  return await act(world, prices, on, async (trx, workflow) => {
    const why = written(reason, on.slug)
    const place = { workspaceId: on.workspaceId, workflowId: workflow.id }
    const active = workflow.activeReleaseId
    const manifest =
      active === null ? null : ((await findRelease(trx, on.workspaceId, workflow.id, { id: active }))?.manifest ?? null)
    const { limits } = await limitsThatCount(trx, place, manifest?.limits ?? null)
    const limit =
      asked === null ? null : { amount: formatAmount(parseAmount(asked.amount) ?? 0n), currency: asked.currency }
    if (limit !== null) checkLimit(on.slug, period, limit, limits)
    const id = world.newId()
    const at = world.clock.now()
    const { id: by, name } = on.actor
    const manifestThen = manifestLimit(manifest?.limits ?? null, period)
    await insertLimit(trx, place, { id, period, limit, manifestThen, reason: why, at, by: { id: by, name } })
    await changeGate(trx, workflow.id, {})
    const before = limitOf(limits, period)
    const after = limitOf((await limitsThatCount(trx, place, manifest?.limits ?? null)).limits, period)
    const words = (money: Money | null) => (money === null ? 'no limit' : moneyInWords(money))
    const done =
      limit === null
        ? `took back the set limit of a ${period} of "${workflow.name}": it is ${words(after)} now, ${words(before)} before`
        : `set the limit of a ${period} of "${workflow.name}" to ${words(after)}; it was ${words(before)}`
    return {
      act: limit === null ? 'spend-limit-withdrawn' : 'spend-limit-set',
      sentence: `${done}. ${asSentence(why)}`,
      details: { period, limit, before: before && { ...before }, after: after && { ...after }, reason: why },
    }
  })
}

/** Sets at which shares of a limit the holder of the spend is told. */
export async function setWarnings(
  world: World,
  prices: PriceBook,
  on: OnSpend,
  { percents, reason }: z.output<typeof SetWarningsRequest>,
): Promise<Spend> {
  return await act(world, prices, on, async (trx, workflow) => {
    const why = written(reason, on.slug)
    const place = { workspaceId: on.workspaceId, workflowId: workflow.id }
    const { warnAt } = await lockAccount(trx, place)
    const sorted = [...new Set(percents)].toSorted((a, b) => a - b)
    await saveWarnAt(trx, place, sorted)
    const list = (of: readonly number[]) => of.map((percent) => `${percent} %`).join(', ')
    return {
      act: 'spend-warnings-set',
      sentence: `has the spend of "${workflow.name}" told at ${list(sorted)} of a limit; before at ${list(warnAt)}. ${asSentence(why)}`,
      details: { percents: sorted, before: [...warnAt], reason: why },
    }
  })
}

/** Takes back by hand what a host had leased that fell silent; only whoever holds the spend may. */
export async function giveLeaseBack(
  world: World,
  prices: PriceBook,
  on: OnSpend & { readonly lease: string },
  reason: string,
): Promise<Spend> {
  return await act(world, prices, on, async (trx, workflow) => {
    const why = written(reason, on.slug)
    const place = { workspaceId: on.workspaceId, workflowId: workflow.id }
    await lockAccount(trx, place)
    const lease = await findLease(trx, place, on.lease)
    if (lease === null) throw notFound('lease', on.lease)
    const now = world.clock.now()
    const given = giveBack(lease, now)
    if (given.kind === 'refused') throw notToGiveBack(lease, given.state)
    await endLease(trx, place, lease.id, given.counted, now)
    const words = (amount: bigint) => `${formatAmount(amount)} ${lease.currency}`
    return {
      act: 'spend-lease-given-back',
      sentence: `gave back ${words(given.free)} of the budget of "${workflow.name}" that ${lease.holder} had leased for ${lease.day} before it fell silent; ${words(given.counted)} of it stay spent. ${asSentence(why)}`,
      details: {
        lease: lease.id,
        holder: lease.holder,
        day: lease.day,
        free: formatAmount(given.free),
        counted: formatAmount(given.counted),
        currency: lease.currency,
        reason: why,
      },
    }
  })
}

function notToGiveBack({ holder, expiresAt }: StoredLease, state: 'open' | 'reconciled' | 'ended'): ProblemError {
  const isOpen = state === 'open'
  return new ProblemError({
    status: 409,
    code: isOpen ? 'lease-open' : 'lease-over',
    title: isOpen ? 'The host is not silent' : 'Given back already',
    detail: isOpen
      ? `Cannot give back what ${holder} has leased: it may spend of it until ${expiresAt.toISOString()}.`
      : `Cannot give back what ${holder} had leased: it is given back already.`,
    mend: isOpen ? 'Wait until then; a host that lives gives back by itself what it does not need.' : null,
  })
}

type Done = Pick<RecordedAct, 'act' | 'sentence'> & { readonly details: RecordedAct['details'] }

async function act(
  world: World,
  prices: PriceBook,
  { workspaceId, actor, slug }: OnSpend,
  work: (trx: Trx, workflow: StoredWorkflow) => Promise<Done>,
): Promise<Spend> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const workflow = await lockWorkflow(trx, workspaceId, slug)
    if (workflow === null) throw notFound('workflow', slug)
    const now = world.clock.now()
    const may = mayLimit(await dutiesFacts(trx, { workspaceId, workflowId: workflow.id }, now), actor, now)
    if (may.kind === 'may-not') {
      const { code, message: detail, mend } = may
      throw new ProblemError({ status: 403, code, title: 'Not yours to limit', detail, mend })
    }
    const { details, ...done } = await work(trx, workflow)
    const answer = await readWorkflowSpend(trx, world, prices, { workspaceId, actor, slug })
    await publish(trx, workspaceId, { topic: 'spend', workflow: slug, id: workflow.id })
    await recordAct(trx, world, { workspaceId, actor, subject: `workflow:${slug}`, ...done, details: details ?? {} })
    return answer
  })
}

function checkLimit(
  slug: string,
  period: 'run' | 'day' | 'month',
  limit: Money,
  limits: Awaited<ReturnType<typeof limitsThatCount>>['limits'],
): void {
  const currency = currencyOf(limits.filter((each) => each.period !== period || each.manifest !== null))
  if (currency !== null && currency !== limit.currency) {
    throw new ProblemError({
      status: 422,
      code: 'spend-currency',
      title: 'Another currency',
      detail: `Cannot limit a ${period} of "${slug}" to ${moneyInWords(limit)}: its other limits are in ${currency}, and currencies are never mixed.`,
      mend: `Say it in ${currency}.`,
    })
  }
  const order = ['run', 'day', 'month'] as const
  for (const other of order) {
    const against = limitOf(limits, other)
    if (other === period || against === null) continue
    const [small, large] = order.indexOf(other) < order.indexOf(period) ? [against, limit] : [limit, against]
    if ((parseAmount(small.amount) ?? 0n) <= (parseAmount(large.amount) ?? 0n)) continue
    // A day may be cut to nothing; what a single run may cost says nothing of it then.
    if (limit === large && limit.amount === '0') continue
    throw new ProblemError({
      status: 422,
      code: 'spend-order',
      title: 'The limits contradict each other',
      detail: `Cannot limit a ${period} of "${slug}" to ${moneyInWords(limit)}: a ${other} is limited to ${moneyInWords(against)}.`,
      mend: `Set the limit of a ${other} first, or another amount.`,
    })
  }
}

function written(reason: string, slug: string): string {
  const why = reason.trim().replaceAll('\0', '').toWellFormed()
  if (why !== '') return why
  throw new ProblemError({
    status: 422,
    code: 'reason-missing',
    title: 'A reason is missing',
    detail: `Cannot change what "${slug}" may spend without a reason: the people who answer for it want to know why.`,
    mend: 'Say in a few words why.',
  })
}
