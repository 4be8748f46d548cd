import type { Attendance, Occurrence, ReviewPack, ReviewStart, ReviewState, ReviewVerdict } from '@dayshift/core'
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

export interface StoredStart extends ReviewStart {
  readonly intendedUsers: number | null
  readonly reason: string
  /** Null where the launch itself set it. */
  readonly by: Ref | null
}

/** All dates that ever held, the earliest first. */
export async function startsOf(trx: Trx, { workspaceId, workflowId }: Place): Promise<StoredStart[]> {
  const rows = await trx
    .selectFrom('review_starts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({
    day: row.day,
    time: row.time,
    zone: row.zone,
    setAt: row.set_at,
    intendedUsers: row.intended_users,
    reason: row.reason,
    by: row.by_id === null || row.by_name === null ? null : { id: row.by_id, name: row.by_name },
  }))
}

export async function insertStart(trx: Trx, { workspaceId, workflowId }: Place, start: StoredStart): Promise<void> {
  await trx
    .insertInto('review_starts')
    .values({
      workspace_id: workspaceId,
      workflow_id: workflowId,
      day: start.day,
      time: start.time,
      zone: start.zone,
      intended_users: start.intendedUsers,
      reason: start.reason,
      set_at: start.setAt,
      by_id: start.by?.id ?? null,
      by_name: start.by?.name ?? null,
    })
    .execute()
}

/** Up to when the calendar was followed, locked; null where it isn't followed yet. */
export async function lockPlan(trx: Trx, { workspaceId, workflowId }: Place): Promise<{ lookedAt: Date } | null> {
  const row = await trx
    .selectFrom('review_plans')
    .select('looked_at')
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : { lookedAt: row.looked_at }
}

/** Begins to follow a calendar, from this instant on; where it is followed already, nothing changes. */
export async function insertPlan(trx: Trx, { workspaceId, workflowId }: Place, at: Date): Promise<void> {
  await trx
    .insertInto('review_plans')
    .values({ workflow_id: workflowId, workspace_id: workspaceId, looked_at: at, next_at: at })
    .onConflict((conflict) => conflict.column('workflow_id').doNothing())
    .execute()
}

export async function savePlan(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  { lookedAt, nextAt }: { readonly lookedAt: Date; readonly nextAt: Date },
): Promise<void> {
  await trx
    .updateTable('review_plans')
    .set({ looked_at: lookedAt, next_at: nextAt })
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .execute()
}

/** Calendars in which something is to be done, of all workspaces. */
export async function plansDue(
  trx: Trx,
  now: Date,
  most: number,
): Promise<{ readonly workflow_id: string; readonly workspace_id: string }[]> {
  return await trx
    .selectFrom('review_plans')
    .select(['workflow_id', 'workspace_id'])
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(most)
    .execute()
}

/** Workflows that were launched and whose reviews nobody counts yet, of all workspaces. */
export async function launchedUncounted(
  trx: Trx,
  most: number,
): Promise<{ readonly workflow_id: string; readonly workspace_id: string }[]> {
  const { rows } = await sql<{ workflow_id: string; workspace_id: string }>`
    select w.id as workflow_id, w.workspace_id from workflows w
    where not exists (select from review_plans p where p.workflow_id = w.id)
      and (exists (select from transfers t where t.workflow_id = w.id and t.done_at is not null)
        or exists (select from stage_moves m where m.workflow_id = w.id and m.kind = 'advanced'
          and m.to_stage in ('launch', 'operation')))
    limit ${most}`.execute(trx)
  return rows
}

/** When daily care passed over or the launch began, whichever was first; null before. */
export async function launchOf(trx: Trx, { workspaceId, workflowId }: Place): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(at) as at from (
      select done_at as at from transfers where workspace_id = ${workspaceId} and workflow_id = ${workflowId}
      union all
      select at from stage_moves where workspace_id = ${workspaceId} and workflow_id = ${workflowId}
        and kind = 'advanced' and to_stage in ('launch', 'operation')
    ) as launches`.execute(trx)
  return rows[0]?.at ?? null
}

export interface StoredReview extends Occurrence {
  readonly id: string
  readonly workflowId: string
  readonly name: string
  readonly attendedBy: readonly { readonly duty: string; readonly name: string }[]
  readonly asks: readonly { readonly id: string; readonly question: string }[]
  readonly countsAs: 'weekly-review' | 'monthly-review' | null
  readonly state: ReviewState
  readonly pack: { readonly hash: string; readonly sentence: string }
  readonly held: StoredHeld | null
}

export interface StoredHeld {
  readonly at: Date
  readonly by: Ref
  readonly verdict: ReviewVerdict
  readonly words: string
  readonly attendance: readonly {
    readonly duty: string
    readonly name: string
    readonly person: Ref | null
    readonly attendance: Attendance
  }[]
  readonly answers: readonly { readonly question: string; readonly answer: string }[]
  readonly deviations: readonly string[]
  readonly closed: readonly string[]
  readonly signedHash: string
}

/** Keeps a review that has come due, with its pack; false where it was there already. */
export async function insertReview(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  review: Omit<StoredReview, 'workflowId' | 'held' | 'pack'>,
  pack: { readonly pack: ReviewPack; readonly hash: string; readonly filledAt: Date },
): Promise<void> {
  await trx
    .insertInto('reviews')
    .values({
      id: review.id,
      workspace_id: workspaceId,
      workflow_id: workflowId,
      kind: review.kind,
      name: review.name,
      number: review.number,
      day: review.day,
      at: review.at,
      hold_by: review.holdBy,
      missed_at: review.missedAt,
      attended_by: JSON.stringify(review.attendedBy),
      asks: JSON.stringify(review.asks),
      counts_as: review.countsAs,
      state: review.state,
    })
    .execute()
  await trx
    .insertInto('review_packs')
    .values({
      review_id: review.id,
      workspace_id: workspaceId,
      pack: JSON.stringify(pack.pack),
      content_hash: pack.hash,
      filled_at: pack.filledAt,
    })
    .execute()
}

export async function isKept(trx: Trx, { workflowId }: Place, { kind, day }: Occurrence): Promise<boolean> {
  const row = await trx
    .selectFrom('reviews')
    .select('id')
    .where('workflow_id', '=', workflowId)
    .where('kind', '=', kind)
    .where('day', '=', day)
    .executeTakeFirst()
  return row !== undefined
}

export async function saveReviewState(trx: Trx, id: string, state: ReviewState): Promise<void> {
  await trx.updateTable('reviews').set({ state }).where('id', '=', id).execute()
}

/** Which reviews: of a workflow, of the workspace, or one; the newest first, at most so many. */
export interface WhichReviews {
  readonly workflowId?: string
  readonly id?: string
  readonly open?: true
  readonly most: number
}

export async function findReviews(trx: Trx, workspaceId: string, which: WhichReviews): Promise<StoredReview[]> {
  const { workflowId, id, open, most } = which
  const rows = await trx
    .selectFrom('reviews as r')
    .innerJoin('review_packs as p', 'p.review_id', 'r.id')
    .leftJoin('held_reviews as h', 'h.review_id', 'r.id')
    .select([
      'r.id',
      'r.workflow_id',
      'r.kind',
      'r.name',
      'r.number',
      'r.day',
      'r.at',
      'r.hold_by',
      'r.missed_at',
      'r.attended_by',
      'r.asks',
      'r.counts_as',
      'r.state',
      'p.content_hash',
      sql<string>`p.pack ->> 'sentence'`.as('sentence'),
      'h.held_at',
      'h.by_id',
      'h.by_name',
      'h.verdict',
      'h.words',
      'h.attendance',
      'h.answers',
      'h.deviations',
      'h.closed',
      'h.signed_hash',
    ])
    .where('r.workspace_id', '=', workspaceId)
    .$if(workflowId !== undefined, (query) => query.where('r.workflow_id', '=', workflowId ?? ''))
    .$if(id !== undefined, (query) => query.where('r.id', '=', id ?? ''))
    .$if(open === true, (query) => query.where('r.state', 'in', ['due', 'overdue']))
    .orderBy('r.at', 'desc')
    .orderBy('r.kind')
    .limit(most)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    workflowId: row.workflow_id,
    kind: row.kind,
    name: row.name,
    number: row.number,
    day: row.day,
    at: row.at,
    holdBy: row.hold_by,
    missedAt: row.missed_at,
    attendedBy: row.attended_by,
    asks: row.asks,
    // The playbook's schema and the tables' checks let no others in.
    countsAs: row.counts_as as StoredReview['countsAs'],
    state: row.state as ReviewState,
    pack: { hash: row.content_hash, sentence: row.sentence },
    held:
      row.held_at === null || row.by_id === null || row.signed_hash === null
        ? null
        : {
            at: row.held_at,
            by: { id: row.by_id, name: row.by_name ?? row.by_id },
            verdict: row.verdict as ReviewVerdict,
            words: row.words ?? '',
            attendance: row.attendance ?? [],
            answers: row.answers ?? [],
            deviations: row.deviations ?? [],
            closed: row.closed ?? [],
            signedHash: row.signed_hash,
          },
  }))
}

export async function packOf(trx: Trx, reviewId: string): Promise<ReviewPack> {
  const { pack } = await trx
    .selectFrom('review_packs')
    .select('pack')
    .where('review_id', '=', reviewId)
    .executeTakeFirstOrThrow()
  return pack
}

export async function insertHeld(trx: Trx, workspaceId: string, reviewId: string, held: StoredHeld): Promise<void> {
  await trx
    .insertInto('held_reviews')
    .values({
      review_id: reviewId,
      workspace_id: workspaceId,
      held_at: held.at,
      by_id: held.by.id,
      by_name: held.by.name,
      verdict: held.verdict,
      words: held.words,
      attendance: JSON.stringify(held.attendance),
      answers: JSON.stringify(held.answers),
      deviations: JSON.stringify(held.deviations),
      closed: JSON.stringify(held.closed),
      signed_hash: held.signedHash,
    })
    .execute()
}

export interface StoredAction {
  readonly id: string
  readonly workflow: { readonly id: string; readonly slug: string; readonly name: string }
  readonly review: { readonly id: string; readonly name: string; readonly day: string } | null
  readonly plan: string | null
  readonly what: string
  readonly person: Ref
  readonly due: string
  readonly closed: {
    readonly at: Date
    readonly by: Ref
    readonly outcome: 'done' | 'dropped'
    readonly words: string
  } | null
}

export async function insertActions(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  openedAt: Date,
  actions: readonly (Pick<StoredAction, 'id' | 'what' | 'person' | 'due' | 'plan'> & {
    readonly reviewId: string | null
  })[],
): Promise<void> {
  if (actions.length === 0) return
  await trx
    .insertInto('review_actions')
    .values(
      actions.map(({ id, what, person, due, plan, reviewId }) => ({
        id,
        workspace_id: workspaceId,
        workflow_id: workflowId,
        review_id: reviewId,
        plan,
        what,
        person_id: person.id,
        person_name: person.name,
        due,
        opened_at: openedAt,
        closed_at: null,
        closed_by: null,
        closed_by_name: null,
        outcome: null,
      })),
    )
    .execute()
}

/** Actions of a workflow, a review, a person, or one; the open ones first, by their day. */
export async function findActions(
  trx: Trx,
  workspaceId: string,
  which: {
    readonly workflowId?: string
    readonly reviewId?: string
    readonly personId?: string
    readonly id?: string
    readonly open?: true
  },
): Promise<StoredAction[]> {
  const { workflowId, reviewId, personId, id, open } = which
  const rows = await trx
    .selectFrom('review_actions as a')
    .innerJoin('workflows as w', 'w.id', 'a.workflow_id')
    .leftJoin('reviews as r', 'r.id', 'a.review_id')
    .select([
      'a.id',
      'a.workflow_id',
      'w.slug',
      'w.name',
      'a.review_id',
      'r.name as review_name',
      'r.day as review_day',
      'a.plan',
      'a.what',
      'a.person_id',
      'a.person_name',
      'a.due',
      'a.closed_at',
      'a.closed_by',
      'a.closed_by_name',
      'a.outcome',
      'a.words',
    ])
    .where('a.workspace_id', '=', workspaceId)
    .$if(workflowId !== undefined, (query) => query.where('a.workflow_id', '=', workflowId ?? ''))
    .$if(reviewId !== undefined, (query) => query.where('a.review_id', '=', reviewId ?? ''))
    .$if(personId !== undefined, (query) => query.where('a.person_id', '=', personId ?? ''))
    .$if(id !== undefined, (query) => query.where('a.id', '=', id ?? ''))
    .$if(open === true, (query) => query.where('a.closed_at', 'is', null))
    .orderBy(sql`(a.closed_at is not null)`)
    .orderBy('a.due')
    .orderBy('a.id')
    .limit(MOST_ACTIONS)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    workflow: { id: row.workflow_id, slug: row.slug, name: row.name },
    review:
      row.review_id === null || row.review_name === null || row.review_day === null
        ? null
        : { id: row.review_id, name: row.review_name, day: row.review_day },
    plan: row.plan,
    what: row.what,
    person: { id: row.person_id, name: row.person_name },
    due: row.due,
    closed:
      row.closed_at === null || row.closed_by === null
        ? null
        : {
            at: row.closed_at,
            by: { id: row.closed_by, name: row.closed_by_name ?? row.closed_by },
            outcome: row.outcome === 'dropped' ? 'dropped' : 'done',
            words: row.words,
          },
  }))
}

const MOST_ACTIONS = 200

export async function saveClosed(
  trx: Trx,
  id: string,
  { at, by, outcome, words }: NonNullable<StoredAction['closed']>,
): Promise<void> {
  await trx
    .updateTable('review_actions')
    .set({ closed_at: at, closed_by: by.id, closed_by_name: by.name, outcome, words })
    .where('id', '=', id)
    .execute()
}

export interface StoredPolicyChange {
  readonly id: string
  readonly workflowId: string
  readonly holdsFrom: string
  readonly words: string
  readonly source: string
  readonly touches: string
  readonly toldAt: Date
  readonly by: Ref
  readonly answer: {
    readonly kind: 'release' | 'no-change'
    readonly words: string
    readonly at: Date
    readonly by: Ref
  } | null
}

/** Policy changes of a workflow, or one; the newest first. */
export async function policyChangesOf(
  trx: Trx,
  workspaceId: string,
  { workflowId, id }: { readonly workflowId?: string; readonly id?: string },
): Promise<StoredPolicyChange[]> {
  const rows = await trx
    .selectFrom('policy_changes as p')
    .leftJoin('policy_answers as a', 'a.policy_change_id', 'p.id')
    .select([
      'p.id',
      'p.workflow_id',
      'p.holds_from',
      'p.words',
      'p.source',
      'p.touches',
      'p.told_at',
      'p.by_id',
      'p.by_name',
      'a.kind',
      'a.words as answer',
      'a.at as answered_at',
      'a.by_id as answered_by',
      'a.by_name as answered_by_name',
    ])
    .where('p.workspace_id', '=', workspaceId)
    .$if(workflowId !== undefined, (query) => query.where('p.workflow_id', '=', workflowId ?? ''))
    .$if(id !== undefined, (query) => query.where('p.id', '=', id ?? ''))
    .orderBy('p.told_at', 'desc')
    .orderBy('p.id')
    .limit(100)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    workflowId: row.workflow_id,
    holdsFrom: row.holds_from,
    words: row.words,
    source: row.source,
    touches: row.touches,
    toldAt: row.told_at,
    by: { id: row.by_id, name: row.by_name },
    answer:
      row.answered_at === null || row.answered_by === null
        ? null
        : {
            kind: row.kind === 'release' ? 'release' : 'no-change',
            words: row.answer ?? '',
            at: row.answered_at,
            by: { id: row.answered_by, name: row.answered_by_name ?? row.answered_by },
          },
  }))
}

export async function insertPolicyChange(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  change: Omit<StoredPolicyChange, 'workflowId' | 'answer'>,
): Promise<void> {
  await trx
    .insertInto('policy_changes')
    .values({
      id: change.id,
      workspace_id: workspaceId,
      workflow_id: workflowId,
      holds_from: change.holdsFrom,
      words: change.words,
      source: change.source,
      touches: change.touches,
      told_at: change.toldAt,
      by_id: change.by.id,
      by_name: change.by.name,
    })
    .execute()
}

export async function insertPolicyAnswer(
  trx: Trx,
  workspaceId: string,
  id: string,
  { kind, words, at, by }: NonNullable<StoredPolicyChange['answer']>,
): Promise<void> {
  await trx
    .insertInto('policy_answers')
    .values({ policy_change_id: id, workspace_id: workspaceId, kind, words, at, by_id: by.id, by_name: by.name })
    .execute()
}

/** People who decided on outputs of a workflow in a window; drills left out. */
export async function activeUsers(trx: Trx, { workspaceId, workflowId }: Place, from: Date, to: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct by_id) as n from decisions
    where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and kind <> 'bypass'
      and decided_at >= ${from} and decided_at < ${to}
      and (run_id is null or run_id not in (select id from runs where workflow_id = ${workflowId} and drill_id is not null))
  `.execute(trx)
  return rows[0]?.n ?? 0
}

/** Units that were passed on in a window, the newest first. */
export async function escalatedUnits(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  from: Date,
  to: Date,
): Promise<
  readonly {
    readonly runId: string | null
    readonly caseId: string | null
    readonly unitKey: string
    readonly reason: string | null
    readonly by: string
    readonly at: Date
  }[]
> {
  const { rows } = await sql<Awaited<ReturnType<typeof escalatedUnits>>[number]>`
    select d.run_id as "runId", d.case_id as "caseId", d.unit_key as "unitKey", d.reason, d.by_name as by,
      d.decided_at as at
    from decisions d
    where d.workspace_id = ${workspaceId} and d.workflow_id = ${workflowId} and d.kind = 'escalated'
      and d.decided_at >= ${from} and d.decided_at < ${to}
      and (d.run_id is null or d.run_id not in (select id from runs where workflow_id = ${workflowId} and drill_id is not null))
    order by d.decided_at desc, d.id
    limit 50`.execute(trx)
  return rows
}
