import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'
import type { Place, Ref } from './store.ts'

/** What running it may cost a month, as somebody asked, and what came of it. */
export interface StoredCostRequest {
  readonly id: string
  /** Decimal text, a month. */
  readonly amount: string
  readonly currency: string
  readonly why: string
  readonly at: Date
  readonly by: Ref
  /** Null until it is answered. */
  readonly answer: {
    readonly verdict: 'approved' | 'refused'
    readonly reason: string
    /** ISO date; null of a refusal. */
    readonly until: string | null
    readonly at: Date
    readonly by: Ref
  } | null
}

/** All requests of a workflow, the latest first: that one counts. */
export async function costRequests(trx: Trx, { workspaceId, workflowId }: Place): Promise<StoredCostRequest[]> {
  const rows = await trx
    .selectFrom('cost_requests as r')
    .leftJoin('cost_answers as a', 'a.request_id', 'r.id')
    .select([
      'r.id',
      sql<string>`trim_scale(r.amount)::text`.as('amount'),
      'r.currency',
      'r.why',
      'r.at',
      'r.by_id',
      'r.by_name',
      'a.verdict',
      'a.reason',
      'a.until_day',
      'a.at as answered_at',
      'a.by_id as answered_by',
      'a.by_name as answered_by_name',
    ])
    .where('r.workspace_id', '=', workspaceId)
    .where('r.workflow_id', '=', workflowId)
    .orderBy('r.at', 'desc')
    .orderBy('r.id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    amount: row.amount,
    currency: row.currency,
    why: row.why,
    at: row.at,
    by: { id: row.by_id, name: row.by_name },
    answer:
      row.answered_at === null
        ? null
        : {
            // The table's own check lets no other in.
            verdict: row.verdict as 'approved' | 'refused',
            reason: row.reason ?? '',
            until: row.until_day,
            at: row.answered_at,
            by: { id: row.answered_by ?? '', name: row.answered_by_name ?? '' },
          },
  }))
}

export async function insertCostRequest(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  { id, amount, currency, why, at, by }: Omit<StoredCostRequest, 'answer'>,
): Promise<void> {
  await trx
    .insertInto('cost_requests')
    .values({
      id,
      workspace_id: workspaceId,
      workflow_id: workflowId,
      amount,
      currency,
      why,
      at,
      by_id: by.id,
      by_name: by.name,
    })
    .execute()
}

export async function insertCostAnswer(
  trx: Trx,
  workspaceId: string,
  request: string,
  { verdict, reason, until, at, by }: NonNullable<StoredCostRequest['answer']>,
): Promise<void> {
  await trx
    .insertInto('cost_answers')
    .values({
      request_id: request,
      workspace_id: workspaceId,
      verdict,
      reason,
      until_day: until,
      at,
      by_id: by.id,
      by_name: by.name,
    })
    .execute()
}

export interface StoredHourRate {
  /** Decimal text. */
  readonly rate: string
  readonly currency: string
  readonly basis: string
  readonly at: Date
  readonly by: Ref
}

/** What an hour of its people costs, as it was said last; null where nobody said it. */
export async function hourRateOf(trx: Trx, { workspaceId, workflowId }: Place): Promise<StoredHourRate | null> {
  const row = await trx
    .selectFrom('hour_rates')
    .select([sql<string>`trim_scale(rate)::text`.as('rate'), 'currency', 'basis', 'at', 'by_id', 'by_name'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  const { rate, currency, basis, at, by_id: id, by_name: name } = row
  return { rate, currency, basis, at, by: { id, name } }
}

export async function insertHourRate(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  { id, rate, currency, basis, at, by }: StoredHourRate & { readonly id: string },
): Promise<void> {
  await trx
    .insertInto('hour_rates')
    .values({
      id,
      workspace_id: workspaceId,
      workflow_id: workflowId,
      rate,
      currency,
      basis,
      at,
      by_id: by.id,
      by_name: by.name,
    })
    .execute()
}

/** People's time over outputs on one day (UTC). */
export interface TimeDay {
  readonly day: string
  readonly ms: number
  /** Decisions whose time is known, and others. */
  readonly known: number
  readonly unknown: number
}

/** The time from seeing an output to deciding it, by day; longer than an hour, or unseen, is unknown. Drills are left out. */
export async function timeDays(trx: Trx, { workspaceId, workflowId }: Place): Promise<TimeDay[]> {
  const { rows } = await sql<TimeDay>`
    select day, coalesce(sum(ms) filter (where ms between 0 and 3600000), 0)::float8 as ms,
      (count(*) filter (where ms between 0 and 3600000))::int as known,
      (count(*) filter (where ms is null or ms not between 0 and 3600000))::int as unknown
    from (
      select (d.decided_at at time zone 'UTC')::date as day, extract(epoch from d.decided_at - d.shown_at) * 1000 as ms
      from decisions d left join runs r on r.id = d.run_id
      where d.workspace_id = ${workspaceId} and d.workflow_id = ${workflowId} and d.kind <> 'bypass' and r.drill_id is null
    ) as decided
    group by day order by day`.execute(trx)
  return rows
}
