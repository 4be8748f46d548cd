import type { MoneyKind, MoneyLine } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'

export interface Place {
  readonly workspaceId: string
  readonly workflowId: string
}

export interface Ref {
  readonly id: string
  readonly name: string
}

export interface StoredEntry {
  readonly id: string
  readonly phase: MoneyLine
  readonly kind: MoneyKind
  /** Decimal text. */
  readonly amount: string
  readonly currency: string
  readonly hours: string | null
  readonly rate: string | null
  readonly from: string
  readonly to: string
  readonly what: string
  readonly at: Date
  readonly by: Ref
  readonly struck: { readonly reason: string; readonly at: Date; readonly by: Ref } | null
}

/** All entries of a workflow, struck ones too, the latest first. */
export async function entriesOf(trx: Trx, { workspaceId, workflowId }: Place): Promise<StoredEntry[]> {
  const rows = await trx
    .selectFrom('money_entries as e')
    .leftJoin('struck_money_entries as s', 's.entry_id', 'e.id')
    .select([
      'e.id',
      'e.phase',
      'e.kind',
      sql<string>`trim_scale(e.amount)::text`.as('amount'),
      'e.currency',
      sql<string | null>`trim_scale(e.hours)::text`.as('hours'),
      sql<string | null>`trim_scale(e.rate)::text`.as('rate'),
      'e.from_day',
      'e.to_day',
      'e.what',
      'e.at',
      'e.by_id',
      'e.by_name',
      's.reason',
      's.at as struck_at',
      's.by_id as struck_by',
      's.by_name as struck_by_name',
    ])
    .where('e.workspace_id', '=', workspaceId)
    .where('e.workflow_id', '=', workflowId)
    .orderBy('e.from_day', 'desc')
    .orderBy('e.id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    // The table's checks let no others in.
    phase: row.phase as MoneyLine,
    kind: row.kind as MoneyKind,
    amount: row.amount,
    currency: row.currency,
    hours: row.hours,
    rate: row.rate,
    from: row.from_day,
    to: row.to_day,
    what: row.what,
    at: row.at,
    by: { id: row.by_id, name: row.by_name },
    struck:
      row.reason === null || row.struck_at === null || row.struck_by === null || row.struck_by_name === null
        ? null
        : { reason: row.reason, at: row.struck_at, by: { id: row.struck_by, name: row.struck_by_name } },
  }))
}

export interface Booking {
  readonly slug: string
  readonly name: string
  readonly phase: MoneyLine
  readonly amount: string
  readonly currency: string
  readonly hours: string | null
  readonly from: string
  readonly to: string
  readonly what: string
}

/** What was paid for any of these days, struck entries left out; of one workflow, or of all. */
export async function bookingsBetween(
  trx: Trx,
  workspaceId: string,
  workflowId: string | null,
  days: readonly string[],
): Promise<Booking[]> {
  const { rows } = await sql<Booking>`
    select w.slug, w.name, e.phase, trim_scale(e.amount)::text as amount, e.currency, trim_scale(e.hours)::text as hours,
      e.from_day as "from", e.to_day as "to", e.what
    from money_entries e join workflows w on w.id = e.workflow_id
    where e.workspace_id = ${workspaceId} and (${workflowId}::uuid is null or e.workflow_id = ${workflowId}::uuid)
      and e.kind = 'actual' and e.from_day <= ${days.at(-1)}::date and e.to_day >= ${days[0]}::date
      and not exists (select from struck_money_entries s where s.entry_id = e.id)
    order by w.slug, e.from_day, e.id`.execute(trx)
  return rows
}

export async function insertEntry(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  entry: Omit<StoredEntry, 'struck'>,
): Promise<void> {
  await trx
    .insertInto('money_entries')
    .values({
      id: entry.id,
      workspace_id: workspaceId,
      workflow_id: workflowId,
      phase: entry.phase,
      kind: entry.kind,
      amount: entry.amount,
      currency: entry.currency,
      hours: entry.hours,
      rate: entry.rate,
      from_day: entry.from,
      to_day: entry.to,
      what: entry.what,
      at: entry.at,
      by_id: entry.by.id,
      by_name: entry.by.name,
    })
    .execute()
}

export async function strikeEntry(
  trx: Trx,
  workspaceId: string,
  { id, reason, at, by }: { readonly id: string; readonly reason: string; readonly at: Date; readonly by: Ref },
): Promise<void> {
  await trx
    .insertInto('struck_money_entries')
    .values({ entry_id: id, workspace_id: workspaceId, reason, at, by_id: by.id, by_name: by.name })
    .execute()
}

export interface StoredWorth {
  readonly currency: string
  /** Decimal texts. */
  readonly low: string
  readonly high: string
  readonly basis: string
  readonly at: Date
  readonly by: Ref
}

/** What one influenced decision is worth, as it was said last; null where nobody said it. */
export async function decisionWorthOf(trx: Trx, { workspaceId, workflowId }: Place): Promise<StoredWorth | null> {
  const row = await trx
    .selectFrom('value_statements')
    .select(['currency', 'per_decision_low', 'per_decision_high', 'basis', 'at', 'by_id', 'by_name'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    currency: row.currency,
    low: row.per_decision_low,
    high: row.per_decision_high,
    basis: row.basis,
    at: row.at,
    by: { id: row.by_id, name: row.by_name },
  }
}

export async function insertWorth(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  { id, currency, low, high, basis, at, by }: StoredWorth & { readonly id: string },
): Promise<void> {
  await trx
    .insertInto('value_statements')
    .values({
      id,
      workspace_id: workspaceId,
      workflow_id: workflowId,
      currency,
      per_decision_low: low,
      per_decision_high: high,
      basis,
      at,
      by_id: by.id,
      by_name: by.name,
    })
    .execute()
}

interface InUnit {
  readonly unit: string
  readonly slug: string
  readonly name: string
  readonly liveSince: Date
  readonly adoptedAt: Date | null
}

/** The workflows that were deployed in the same unit of the organisation; empty where no unit is said. */
export async function deployedInUnit(trx: Trx, { workspaceId, workflowId }: Place): Promise<InUnit[]> {
  const { rows } = await sql<InUnit>`
    select p.unit, w.slug, w.name, l.adopted_at as "adoptedAt",
      coalesce((select min(c.live_at) from changes c where c.workflow_id = w.id), w.activated_at) as "liveSince"
    from portfolio_places own
    join portfolio_places p on p.workspace_id = own.workspace_id and p.unit = own.unit and p.unit <> ''
    join workflows w on w.id = p.workflow_id
    left join adoption_looks l on l.workflow_id = w.id
    where own.workspace_id = ${workspaceId} and own.workflow_id = ${workflowId}
      and coalesce((select min(c.live_at) from changes c where c.workflow_id = w.id), w.activated_at) is not null`.execute(
    trx,
  )
  return rows
}
