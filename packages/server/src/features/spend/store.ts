import {
  type EffectiveLimit,
  effectiveLimits,
  formatAmount,
  type Limits,
  type Money,
  parseAmount,
  type SetLimit,
  type SpendBook,
  type SpendLease,
  type SpendPeriod,
} from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'
import { readCostDays } from '../runs/index.ts'

export interface Place {
  readonly workspaceId: string
  readonly workflowId: string
}

export interface Account {
  readonly highest: Money | null
  readonly warnAt: readonly number[]
}

/** The workflow's account, locked until the transaction ends: its budget is given out by one at a time. */
export async function lockAccount(trx: Trx, { workspaceId, workflowId }: Place): Promise<Account> {
  await trx
    .insertInto('spend_accounts')
    .values({ workflow_id: workflowId, workspace_id: workspaceId, highest_amount: null, highest_currency: null })
    .onConflict((conflict) => conflict.column('workflow_id').doNothing())
    .execute()
  const row = await trx
    .selectFrom('spend_accounts')
    .select(['highest_amount', 'highest_currency', 'warn_at'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return { highest: moneyOf(row.highest_amount, row.highest_currency), warnAt: row.warn_at }
}

const WARN_AT: readonly number[] = [50, 80, 100]

export async function readAccount(trx: Trx, { workspaceId, workflowId }: Place): Promise<Account> {
  const row = await trx
    .selectFrom('spend_accounts')
    .select(['highest_amount', 'highest_currency', 'warn_at'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .executeTakeFirst()
  if (row === undefined) return { highest: null, warnAt: WARN_AT }
  return { highest: moneyOf(row.highest_amount, row.highest_currency), warnAt: row.warn_at }
}

export async function saveWarnAt(trx: Trx, { workflowId }: Place, percents: readonly number[]): Promise<void> {
  await trx
    .updateTable('spend_accounts')
    .set({ warn_at: [...percents] })
    .where('workflow_id', '=', workflowId)
    .execute()
}

/** Keeps the dearest run, of several currencies the last one. */
export async function raiseHighest(trx: Trx, { workspaceId, workflowId }: Place, highest: Money): Promise<void> {
  await sql`
    insert into spend_accounts (workflow_id, workspace_id, highest_amount, highest_currency)
    values (${workflowId}, ${workspaceId}, ${highest.amount}::numeric, ${highest.currency})
    on conflict (workflow_id) do update set highest_amount = excluded.highest_amount,
      highest_currency = excluded.highest_currency
    where spend_accounts.highest_currency is distinct from excluded.highest_currency
      or spend_accounts.highest_amount < excluded.highest_amount`.execute(trx)
}

/** A limit that a person set, or took back (`limit` null). */
export interface StoredLimit {
  readonly id: string
  readonly period: SpendPeriod
  readonly limit: Money | null
  readonly manifestThen: Money | null
  readonly reason: string
  readonly at: Date
  readonly by: { readonly id: string; readonly name: string }
}

/** Every limit that was ever set, the latest first. */
async function readSetLimits(trx: Trx, { workspaceId, workflowId }: Place): Promise<readonly StoredLimit[]> {
  const rows = await trx
    .selectFrom('spend_limits')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    period: row.period as SpendPeriod, // the table checks it
    limit: moneyOf(row.amount, row.currency),
    manifestThen: moneyOf(row.manifest_amount, row.manifest_currency),
    reason: row.reason,
    at: row.at,
    by: { id: row.by_id, name: row.by_name },
  }))
}

/** The last one of each period, where it is not taken back. */
export function standing(limits: readonly StoredLimit[]): readonly (StoredLimit & SetLimit)[] {
  const seen = new Set<SpendPeriod>()
  return limits.flatMap((each) => {
    if (seen.has(each.period)) return []
    seen.add(each.period)
    return each.limit === null ? [] : [{ ...each, limit: each.limit }]
  })
}

export async function insertLimit(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  { id, period, limit, manifestThen, reason, at, by }: StoredLimit,
): Promise<void> {
  await trx
    .insertInto('spend_limits')
    .values({
      id,
      workspace_id: workspaceId,
      workflow_id: workflowId,
      period,
      amount: limit?.amount ?? null,
      currency: limit?.currency ?? null,
      manifest_amount: manifestThen?.amount ?? null,
      manifest_currency: manifestThen?.currency ?? null,
      reason,
      at,
      by_id: by.id,
      by_name: by.name,
    })
    .execute()
}

/** The limits that count now, and their version: another one means other limits. */
export async function limitsThatCount(
  trx: Trx,
  place: Place,
  manifest: Limits | null,
): Promise<{ readonly limits: readonly EffectiveLimit[]; readonly all: readonly StoredLimit[] }> {
  const all = await readSetLimits(trx, place)
  return { limits: effectiveLimits(manifest, standing(all)), all }
}

/** The currency in which a workflow's money counts; null where nothing is limited. */
export function currencyOf(limits: readonly EffectiveLimit[]): string | null {
  return limits.find(({ limit }) => limit !== null)?.limit?.currency ?? null
}

export function limitOf(limits: readonly EffectiveLimit[], period: SpendPeriod): Money | null {
  return limits.find((each) => each.period === period)?.limit ?? null
}

export interface StoredLease extends SpendLease {
  readonly id: string
  readonly seq: number
  readonly currency: string
  readonly runs: number
  readonly heardAt: Date
  readonly holder: string
}

export interface StoredBook extends SpendBook {
  readonly leases: readonly StoredLease[]
}

/** All that a workflow has spent and may be spending in a month, in one currency. */
export async function readBook(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  month: string,
  currency: string,
): Promise<StoredBook> {
  const from = `${month}-01`
  const to = lastDayOf(month)
  const rows = await trx
    .selectFrom('spend_leases')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .where('currency', '=', currency)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('began_at')
    .execute()
  const recorded = new Map<string, bigint>()
  for (const cost of await readCostDays(trx, workspaceId, workflowId, from, to)) {
    if (cost.currency === currency) recorded.set(cost.day, amountOf(cost.amount))
  }
  for (const cost of await readShadowCosts(trx, workspaceId, workflowId, from, to)) {
    if (cost.currency === currency) recorded.set(cost.day, (recorded.get(cost.day) ?? 0n) + amountOf(cost.amount))
  }
  return { recorded, leases: rows.map(storedLease) }
}

export async function findLease(trx: Trx, { workspaceId, workflowId }: Place, id: string): Promise<StoredLease | null> {
  const row = await trx
    .selectFrom('spend_leases')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : storedLease(row)
}

export interface SavedLease {
  readonly id: string
  readonly day: string
  readonly currency: string
  readonly amount: bigint
  readonly spent: bigint
  readonly held: bigint
  readonly seq: number
  readonly expiresAt: Date
  readonly ended: boolean
  readonly holder: string
}

export async function saveLease(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  lease: SavedLease,
  now: Date,
): Promise<void> {
  const told = {
    amount: formatAmount(lease.amount),
    spent: formatAmount(lease.spent),
    held: formatAmount(lease.held),
    seq: lease.seq,
    heard_at: now,
    expires_at: lease.expiresAt,
    ended_at: lease.ended ? now : null,
    holder: lease.holder,
  }
  await trx
    .insertInto('spend_leases')
    .values({
      id: lease.id,
      workspace_id: workspaceId,
      workflow_id: workflowId,
      day: lease.day,
      currency: lease.currency,
      began_at: now,
      ...told,
    })
    .onConflict((conflict) => conflict.columns(['workflow_id', 'id']).doUpdateSet(told))
    .execute()
}

/** Ends a lease in whose place its host gives no last word. */
export async function endLease(trx: Trx, { workflowId }: Place, id: string, counted: bigint, now: Date): Promise<void> {
  const amount = formatAmount(counted)
  await trx
    .updateTable('spend_leases')
    .set({ amount, spent: amount, held: '0', ended_at: now })
    .where('workflow_id', '=', workflowId)
    .where('id', '=', id)
    .execute()
}

/** What the host of an ended lease tells it has spent in all. */
export async function raiseSpent(trx: Trx, { workflowId }: Place, id: string, spent: bigint): Promise<void> {
  const amount = formatAmount(spent)
  await trx
    .updateTable('spend_leases')
    .set({ amount, spent: amount })
    .where('workflow_id', '=', workflowId)
    .where('id', '=', id)
    .execute()
}

/** What runs of a workflow that name a lease cost together. */
export interface LeaseCost {
  readonly workflow: string
  readonly lease: string
  readonly currency: string
  readonly amount: string
  readonly n: number
}

/** Adds what runs that name leases were recorded to cost; a lease that isn't known here is passed over. */
export async function addRecorded(trx: Trx, workspaceId: string, costs: readonly LeaseCost[]): Promise<void> {
  if (costs.length === 0) return
  await sql`
    update spend_leases set recorded = spend_leases.recorded + added.amount, runs = spend_leases.runs + added.n
    from jsonb_to_recordset(${JSON.stringify(costs)}::jsonb) as added(workflow uuid, lease uuid, currency text, amount numeric, n bigint)
    where spend_leases.workflow_id = added.workflow and spend_leases.id = added.lease and spend_leases.currency = added.currency
      and spend_leases.workspace_id = ${workspaceId}`.execute(trx)
}

/** What shadow runs of a workflow and day cost together; without a currency: those of which nobody knows it. */
export interface ShadowCosts {
  readonly workflow: string
  readonly day: string
  readonly currency: string | null
  readonly amount: string
  readonly n: number
}

export async function addShadowCosts(trx: Trx, workspaceId: string, costs: readonly ShadowCosts[]): Promise<void> {
  if (costs.length === 0) return
  await sql`
    insert into shadow_costs (workspace_id, workflow_id, day, currency, amount, n)
    select ${workspaceId}, workflow, day, currency, amount, n
    from jsonb_to_recordset(${JSON.stringify(costs)}::jsonb) as added(workflow uuid, day date, currency text, amount numeric, n bigint)
    on conflict (workflow_id, day, currency) do update
    set amount = shadow_costs.amount + excluded.amount, n = shadow_costs.n + excluded.n`.execute(trx)
}

/** What shadow runs cost by workflow, day (UTC) and currency, both days included; of one workflow, or of all. */
export async function readShadowCosts(
  trx: Trx,
  workspaceId: string,
  workflowId: string | null,
  from: string,
  to: string,
): Promise<readonly ShadowCosts[]> {
  const { rows } = await sql<ShadowCosts>`
    select workflow_id as workflow, day, currency, trim_scale(amount)::text as amount, n from shadow_costs
    where workspace_id = ${workspaceId} and (${workflowId}::uuid is null or workflow_id = ${workflowId}::uuid)
      and day between ${from}::date and ${to}::date
    order by day, currency`.execute(trx)
  return rows
}

type LeaseRow = {
  readonly id: string
  readonly day: string
  readonly currency: string
  readonly amount: string
  readonly spent: string
  readonly held: string
  readonly recorded: string
  readonly runs: number
  readonly seq: number
  readonly heard_at: Date
  readonly expires_at: Date
  readonly ended_at: Date | null
  readonly holder: string
}

function storedLease(row: LeaseRow): StoredLease {
  return {
    id: row.id,
    day: row.day,
    currency: row.currency,
    amount: amountOf(row.amount),
    spent: amountOf(row.spent),
    held: amountOf(row.held),
    recorded: amountOf(row.recorded),
    runs: row.runs,
    seq: row.seq,
    heardAt: row.heard_at,
    expiresAt: row.expires_at,
    ended: row.ended_at !== null,
    holder: row.holder,
  }
}

/** A numeric of the database, which has no more than 12 decimals. */
export function amountOf(text: string): bigint {
  const amount = parseAmount(text)
  if (amount === null) throw new Error(`"${text}" is no amount`)
  return amount
}

export function lastDayOf(month: string): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10)
}

function moneyOf(amount: string | null, currency: string | null): Money | null {
  return amount === null || currency === null ? null : { amount: formatAmount(amountOf(amount)), currency }
}
