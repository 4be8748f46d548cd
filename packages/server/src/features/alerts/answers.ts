import {
  DAY_MS,
  type AlertAnswers,
  type Answer,
  IGNORED_AFTER_MS,
  PRECISION_DAYS,
  PRECISION_SAMPLE,
  type Proportion,
  shareOf,
} from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'

/** The last answer with a verdict to each signal and slice of a workflow. */
export async function lastAnswers(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
): Promise<
  readonly (Answer & {
    readonly signal: string
    readonly slice: { readonly name: string; readonly label: string } | null
  })[]
> {
  const rows = await trx
    .selectFrom('alerts')
    .distinctOn(['signal', 'slice_name', 'slice_label'])
    .select(['signal', 'slice_name', 'slice_label', 'verdict', 'resolved_at'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .where('verdict', 'is not', null)
    .orderBy('signal')
    .orderBy('slice_name')
    .orderBy('slice_label')
    .orderBy('resolved_at', 'desc')
    .execute()
  return rows.flatMap(({ signal, slice_name: name, slice_label: label, verdict, resolved_at: at }) =>
    at === null
      ? []
      : [
          {
            signal,
            slice: name === null ? null : { name, label: label ?? '' },
            verdict: verdict as Answer['verdict'], // the table's own check lets nothing else in
            at,
          },
        ],
  )
}

/** The alerts of a workflow that were raised in a window, how useful those with a verdict were, how many were ignored. */
export async function alertsBetween(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  { from, to, now }: { readonly from: Date; readonly to: Date; readonly now: Date },
): Promise<{ readonly raised: number; readonly useful: Proportion; readonly ignored: Proportion }> {
  const { rows } = await sql<{ raised: number; judged: number; useful: number; due: number; ignored: number }>`
    select count(*) as raised,
      count(*) filter (where verdict is not null) as judged,
      count(*) filter (where verdict = 'useful') as useful,
      count(*) filter (where told <= ${new Date(now.getTime() - IGNORED_AFTER_MS)}) as due,
      count(*) filter (where told <= ${new Date(now.getTime() - IGNORED_AFTER_MS)}
        and (answered_at is null or answered_at > told + ${IGNORED_AFTER_MS} * interval '1 ms')) as ignored
    from (
      select a.verdict, a.answered_at,
        (select min(e.at) from alert_events e where e.alert_id = a.id and e.act = 'told') as told
      from alerts a
      where a.workspace_id = ${workspaceId} and a.workflow_id = ${workflowId}
        and a.opened_at >= ${from} and a.opened_at < ${to}
    ) as first_told`.execute(trx)
  const { raised, judged, useful, due, ignored } = rows[0] ?? { raised: 0, judged: 0, useful: 0, due: 0, ignored: 0 }
  return {
    raised,
    useful: shareOf({ k: useful, n: judged }, PRECISION_SAMPLE),
    ignored: shareOf({ k: ignored, n: due }, PRECISION_SAMPLE),
  }
}

/** How the alerts of a workflow that people were told of in the last weeks were answered; those of `except` don't count. */
export async function alertAnswersOf(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  { now, except }: { readonly now: Date; readonly except: string },
): Promise<AlertAnswers> {
  const from = new Date(now.getTime() - PRECISION_DAYS * DAY_MS)
  const { rows } = await sql<{ due: number; ignored: number; since: Date | null }>`
    select count(*) as due,
      count(*) filter (where ignored) as ignored,
      min(told) filter (where ignored) as since
    from (
      select told, answered_at is null or answered_at > told + ${IGNORED_AFTER_MS} * interval '1 ms' as ignored
      from (
        select a.answered_at, (select min(e.at) from alert_events e where e.alert_id = a.id and e.act = 'told') as told
        from alerts a
        where a.workspace_id = ${workspaceId} and a.workflow_id = ${workflowId} and a.opened_at >= ${from}
          and a.signal <> ${except}
      ) as first_told
      where told <= ${new Date(now.getTime() - IGNORED_AFTER_MS)}
    ) as over`.execute(trx)
  return rows[0] ?? { due: 0, ignored: 0, since: null }
}
