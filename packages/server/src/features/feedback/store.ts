import {
  type FlagHead,
  type FlagKind,
  type FlagState,
  type FlagVerdict,
  type FlagVia,
  type LedgerActor,
  TRIAGE_DAYS,
} from '@dayshift/core'
import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { FlagsTable } from '../../platform/database/tables/feedback.ts'
import type { Trx, World } from '../../platform/world.ts'
import { openBeside, sealBeside } from '../contents/index.ts'
import { flagWords } from '../decisions/index.ts'

export interface StoredFlag extends FlagHead {
  readonly id: string
  readonly workspaceId: string
  readonly workflowId: string
  readonly runId: string | null
  readonly via: FlagVia
  readonly by: { readonly id: string; readonly name: string }
  readonly isMember: boolean
  readonly at: Date
  readonly answeredAt: Date | null
  readonly answeredBy: { readonly id: string; readonly name: string } | null
  readonly overdueAt: Date | null
}

export function storedFlag(row: Selectable<FlagsTable>): StoredFlag {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    workflowId: row.workflow_id,
    runId: row.run_id,
    // The table's checks let no others in.
    kind: row.kind as FlagKind,
    via: row.via as FlagVia,
    state: row.state as FlagState,
    verdict: row.verdict as FlagVerdict | null,
    by: { id: row.by_id, name: row.by_name },
    isMember: row.is_member,
    at: row.at,
    dueAt: row.due_at,
    failureCaseId: row.failure_case_id,
    answeredAt: row.answered_at,
    answeredBy:
      row.answered_by === null || row.answered_by_name === null
        ? null
        : { id: row.answered_by, name: row.answered_by_name },
    overdueAt: row.overdue_at,
  }
}

export async function findFlag(
  trx: Trx,
  workspaceId: string,
  id: string,
  lock: 'lock' | 'read' = 'read',
): Promise<StoredFlag | null> {
  const row = await trx
    .selectFrom('flags')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .$if(lock === 'lock', (flag) => flag.forUpdate())
    .executeTakeFirst()
  return row === undefined ? null : storedFlag(row)
}

/** The flag of one reporter: of a run; or, of the workflow as a whole, the one that isn't answered yet. Locked. */
export async function findFlagOf(
  trx: Trx,
  workspaceId: string,
  of: { readonly workflowId: string; readonly runId: string | null; readonly by: string },
): Promise<StoredFlag | null> {
  const { runId } = of
  const row = await trx
    .selectFrom('flags')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('by_id', '=', of.by)
    .$if(runId !== null, (flags) => flags.where('run_id', '=', runId ?? ''))
    .$if(runId === null, (flags) =>
      flags.where('workflow_id', '=', of.workflowId).where('run_id', 'is', null).where('state', '<>', 'answered'),
    )
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : storedFlag(row)
}

/** False where the reporter has one already: of two at once one is kept. */
export async function insertFlag(
  trx: Trx,
  flag: Omit<StoredFlag, 'state' | 'verdict' | 'failureCaseId' | 'answeredAt' | 'answeredBy' | 'overdueAt'>,
): Promise<boolean> {
  const made = await trx
    .insertInto('flags')
    .values({
      id: flag.id,
      workspace_id: flag.workspaceId,
      workflow_id: flag.workflowId,
      run_id: flag.runId,
      kind: flag.kind,
      via: flag.via,
      by_id: flag.by.id,
      by_name: flag.by.name,
      is_member: flag.isMember,
      at: flag.at,
      due_at: flag.dueAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

export async function saveFlag(trx: Trx, flag: StoredFlag): Promise<void> {
  await trx
    .updateTable('flags')
    .set({
      state: flag.state,
      verdict: flag.verdict,
      due_at: flag.dueAt,
      failure_case_id: flag.failureCaseId,
      answered_at: flag.answeredAt,
      answered_by: flag.answeredBy?.id ?? null,
      answered_by_name: flag.answeredBy?.name ?? null,
      overdue_at: flag.overdueAt,
    })
    .where('id', '=', flag.id)
    .execute()
}

export interface FlagWords {
  readonly note: string
  readonly right: string | null
}

export interface FlagEvent {
  readonly at: Date
  readonly by: { readonly id: string; readonly name: string }
  readonly act: 'flagged' | 'words' | 'verdict'
  readonly verdict: FlagVerdict | null
  /** Of a verdict the answer is its `note`. */
  readonly words: FlagWords
}

/** Keeps what was said, sealed beside the run that it speaks of. */
export async function addFlagEvent(
  trx: Trx,
  world: World,
  flag: Pick<StoredFlag, 'id' | 'workspaceId' | 'runId'>,
  event: Omit<FlagEvent, 'by'> & {
    readonly by: LedgerActor | { readonly kind: 'host'; readonly id: string; readonly name: string }
    readonly failureCaseId: string | null
  },
): Promise<void> {
  const { words } = event
  const isEmpty = words.note === '' && words.right === null
  const sealed = isEmpty ? null : await sealBeside(trx, world, flag.workspaceId, flag.runId ?? flag.id, words)
  await trx
    .insertInto('flag_events')
    .values({
      id: world.newId(),
      workspace_id: flag.workspaceId,
      flag_id: flag.id,
      at: event.at,
      by_kind: event.by.kind,
      by_id: event.by.id,
      by_name: event.by.name,
      act: event.act,
      verdict: event.verdict,
      failure_case_id: event.failureCaseId,
      subject_key_id: sealed?.subjectKeyId ?? null,
      words: sealed?.sealed ?? null,
    })
    .execute()
}

/** All that was said of these flags, by flag, in the order of time. Two queries. */
export async function eventsOfFlags(
  trx: Trx,
  world: World,
  flagIds: readonly string[],
): Promise<ReadonlyMap<string, readonly FlagEvent[]>> {
  const byFlag = new Map<string, FlagEvent[]>(flagIds.map((id) => [id, []]))
  if (flagIds.length === 0) return byFlag
  const rows = await trx
    .selectFrom('flag_events')
    .selectAll()
    .where('flag_id', 'in', [...flagIds])
    .orderBy('at')
    .orderBy('id')
    .execute()
  const sealed = rows.flatMap(({ id, subject_key_id: key, words }) =>
    key === null || words === null ? [] : [{ id, subjectKeyId: key, sealed: words }],
  )
  const opened = await openBeside(trx, world, sealed)
  const words = new Map(sealed.map(({ id }, i) => [id, opened[i]]))
  for (const row of rows) {
    byFlag.get(row.flag_id)?.push({
      at: row.at,
      by: { id: row.by_id, name: row.by_name },
      // The table's checks let no others in.
      act: row.act as FlagEvent['act'],
      verdict: row.verdict as FlagVerdict | null,
      words: flagWords(words.get(row.id)),
    })
  }
  return byFlag
}

/** In how many working days a flag of this workflow is answered. */
export async function triageDaysOf(trx: Trx, workspaceId: string, workflowId: string): Promise<number> {
  const row = await trx
    .selectFrom('feedback_terms')
    .select('triage_days')
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .executeTakeFirst()
  return row?.triage_days ?? TRIAGE_DAYS
}

export async function saveTriageDays(trx: Trx, workspaceId: string, workflowId: string, days: number): Promise<void> {
  await trx
    .insertInto('feedback_terms')
    .values({ workspace_id: workspaceId, workflow_id: workflowId, triage_days: days })
    .onConflict((conflict) => conflict.column('workflow_id').doUpdateSet({ triage_days: days }))
    .execute()
}

/** Flags of a workflow that wait past their due time: how many, and since when the first of them. */
export async function overdueOf(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  now: Date,
): Promise<{ readonly n: number; readonly since: Date | null }> {
  const row = await trx
    .selectFrom('flags')
    .select((of) => [of.fn.countAll<number>().as('n'), of.fn.min('due_at').as('since')])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .where('state', '=', 'waiting')
    .where('due_at', '<=', now)
    .executeTakeFirstOrThrow()
  return { n: row.n, since: row.since }
}

/** What was reported of a workflow in a window, how much of it was answered and in time; and what waits now. */
export async function feedbackBetween(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  from: Date,
  to: Date,
): Promise<{ readonly came: number; readonly answered: number; readonly inTime: number; readonly waiting: number }> {
  const { rows } = await sql<Awaited<ReturnType<typeof feedbackBetween>>>`
    select count(*) filter (where came) as came,
      count(*) filter (where came and answered_at is not null) as answered,
      count(*) filter (where came and answered_at <= due_at) as "inTime",
      count(*) filter (where state = 'waiting') as waiting
    from (
      select *, at >= ${from} and at < ${to} as came from flags
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId}
    ) as all_of_it`.execute(trx)
  return rows[0] ?? { came: 0, answered: 0, inTime: 0, waiting: 0 }
}

/** The run that a flag speaks of, in this workspace. */
export async function flaggedRun(
  trx: Trx,
  workspaceId: string,
  runId: string,
): Promise<{
  readonly id: string
  readonly unitKey: string
  readonly workflow: { readonly id: string; readonly slug: string; readonly name: string }
} | null> {
  const row = await trx
    .selectFrom('runs')
    .innerJoin('workflows', 'workflows.id', 'runs.workflow_id')
    .select(['runs.id', 'runs.unit_key', 'runs.workflow_id', 'workflows.slug', 'workflows.name'])
    .where('runs.workspace_id', '=', workspaceId)
    .where('runs.id', '=', runId)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    id: row.id,
    unitKey: row.unit_key,
    workflow: { id: row.workflow_id, slug: row.slug, name: row.name },
  }
}

/** The active member whose e-mail address a host names as the reporter's id; null where it is nobody's. */
export async function memberWithEmail(
  trx: Trx,
  workspaceId: string,
  email: string,
): Promise<{ readonly id: string; readonly name: string } | null> {
  if (!email.includes('@')) return null
  const row = await trx
    .selectFrom('members')
    .innerJoin('people', 'people.id', 'members.person_id')
    .select(['people.id', 'people.name'])
    .where('members.workspace_id', '=', workspaceId)
    .where('members.active', '=', true)
    .where(sql<boolean>`lower(people.email) = lower(${email})`)
    .executeTakeFirst()
  return row ?? null
}
