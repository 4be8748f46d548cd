import type { FeedbackBoard } from '@dayshift/contract'
import { sql } from 'kysely'
import { DAY_MS } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { workflowNamed } from '../duties/index.ts'
import { readCorrections, repeatedErrors, WEEKS, WEEKS_MS } from './corrections.ts'
import { failureCasesOf } from './failure-cases.ts'
import { feedbackWire } from './feedback-wire.ts'
import { storedFlag, triageDaysOf } from './store.ts'
import { triagerOf } from './triager.ts'

const MOST_SHOWN = 50
const ANSWERED_MS = 30 * DAY_MS
/** Seen once is no error that repeats. */
const REPEATS = 2

/** All feedback on one workflow. Read it in one snapshot. */
export async function feedbackBoard(
  trx: Trx,
  world: World,
  workspaceId: string,
  me: string,
  slug: string,
): Promise<FeedbackBoard> {
  const workflow = await workflowNamed(trx, workspaceId, slug)
  const place = { workspaceId, workflowId: workflow.id }
  const now = world.clock.now()
  const since = new Date(now.getTime() - WEEKS_MS)
  const triager = await triagerOf(trx, workspaceId, workflow.id, now)
  const triagers = new Map([[workflow.id, triager]])
  const flags = (waiting: boolean) =>
    trx
      .selectFrom('flags')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('workflow_id', '=', workflow.id)
      .where('state', waiting ? '=' : '<>', 'waiting')
      .orderBy(waiting ? 'due_at' : 'answered_at', waiting ? 'asc' : 'desc')
      .orderBy('id')
      .limit(MOST_SHOWN)
      .execute()
  const corrections = await readCorrections(trx, place, since)
  const named = await trx
    .selectFrom('failure_case_corrections')
    .select('digest')
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflow.id)
    .execute()
  const names = new Set(named.map(({ digest }) => digest))
  const counts = await readCounts(trx, place, now)
  const corrected = await readCorrected(trx, place, since)
  return {
    workflow: { slug: workflow.slug, name: workflow.name },
    triageDays: await triageDaysOf(trx, workspaceId, workflow.id),
    triager,
    counts: { waiting: counts.waiting, asked: counts.asked, overdue: counts.overdue },
    answered: { n: counts.answered, inTime: counts.inTime },
    waiting: await feedbackWire(trx, world, workspaceId, me, (await flags(true)).map(storedFlag), triagers),
    recent: await feedbackWire(trx, world, workspaceId, me, (await flags(false)).map(storedFlag), triagers),
    failureCases: await failureCasesOf(trx, world, { workspaceId, workflow }),
    repeated: repeatedErrors(
      corrections.filter(({ digest }) => !names.has(digest)),
      now,
    ).filter(({ n }) => n >= REPEATS),
    compared: { n: corrections.length, unknown: Math.max(0, corrected - corrections.length) },
    trust: await readTrust(trx, place, now),
  }
}

interface Place {
  readonly workspaceId: string
  readonly workflowId: string
}

async function readCounts(trx: Trx, { workspaceId, workflowId }: Place, now: Date) {
  const row = await trx
    .selectFrom('flags')
    .select((of) => [
      of.fn.countAll<number>().filterWhere('state', '=', 'waiting').as('waiting'),
      of.fn.countAll<number>().filterWhere('state', '=', 'asked').as('asked'),
      of.fn.countAll<number>().filterWhere('state', '=', 'waiting').filterWhere('due_at', '<=', now).as('overdue'),
      of.fn
        .countAll<number>()
        .filterWhere('answered_at', '>=', new Date(now.getTime() - ANSWERED_MS))
        .as('answered'),
      of.fn
        .countAll<number>()
        .filterWhere('answered_at', '>=', new Date(now.getTime() - ANSWERED_MS))
        .filterWhere('answered_at', '<=', of.ref('due_at'))
        .as('inTime'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .executeTakeFirstOrThrow()
  return row
}

/** Runs of which an output was edited or overridden in the window, drills left out. */
async function readCorrected(trx: Trx, { workspaceId, workflowId }: Place, since: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct run_id) as n from decisions
    where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and decided_at >= ${since}
      and kind in ('edited', 'overridden') and run_id is not null
      and run_id not in (select id from runs where workflow_id = ${workflowId} and drill_id is not null)`.execute(trx)
  return rows[0]?.n ?? 0
}

/** Week by week, the oldest first: what people report, and how often they put the output aside (S030, S031). */
async function readTrust(trx: Trx, { workspaceId, workflowId }: Place, now: Date): Promise<FeedbackBoard['trust']> {
  const { rows } = await sql<Omit<FeedbackBoard['trust'][number], 'from'> & { from: Date }>`
    with weeks as (
      select ${now}::timestamptz - (n * interval '168 hours') as began,
        ${now}::timestamptz - ((n - 1) * interval '168 hours') as ended
      from generate_series(1, ${WEEKS}::integer) as n
    ), last_decisions as (
      select distinct on (coalesce(run_id, id)) kind, decided_at from decisions
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId}
        and decided_at > ${new Date(now.getTime() - WEEKS_MS)} and decided_at <= ${now}
        and (run_id is null or run_id not in (select id from runs where workflow_id = ${workflowId} and drill_id is not null))
      order by coalesce(run_id, id), decided_at desc, id desc
    ), decided as (
      select w.began, count(d.kind) as decisions, count(d.kind) filter (where d.kind = 'overridden') as overridden,
        count(d.kind) filter (where d.kind = 'bypass') as bypassed
      from weeks w left join last_decisions d on d.decided_at > w.began and d.decided_at <= w.ended
      group by 1
    ), flagged as (
      select w.began, count(f.id) filter (where f.kind = 'output') as flags,
        count(f.id) filter (where f.kind = 'reliability' or f.verdict = 'reliability') as reliability
      from weeks w left join flags f on f.workspace_id = ${workspaceId} and f.workflow_id = ${workflowId}
        and f.at > w.began and f.at <= w.ended
      group by 1
    )
    select began as "from", flags, reliability, decisions, overridden, bypassed
    from decided join flagged using (began) order by began`.execute(trx)
  return rows.map((row) => ({ ...row, from: row.from.toISOString() }))
}
