import type { PastCase } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx, World } from '../../platform/world.ts'
import { openBeside, openContents } from '../contents/index.ts'
import { asJson } from './case-context.ts'

/** Which closed cases: the newest of a workflow, or these. */
export type WhichPast = { readonly workflowId: string; readonly most: number } | { readonly caseIds: readonly string[] }

interface Row {
  readonly id: string
  readonly run_id: string
  readonly unit_key: string
  readonly status: string | null
  readonly reason_code: string | null
  readonly reason_rule: string | null
  readonly reason_message: string | null
  readonly decision: PastCase['decision']['kind']
  readonly by_name: string
  readonly reason: string | null
  readonly subject_key_id: string | null
  readonly final: Buffer | null
}

/**
 * Cases that a person decided, with what was decided, as far as their contents are still kept; drills are not among them.
 * A case that was passed on first counts as passed on, whoever decided it in the end.
 */
export async function pastCases(
  trx: Trx,
  world: World,
  workspaceId: string,
  which: WhichPast,
): Promise<readonly PastCase[]> {
  const condition =
    'caseIds' in which
      ? sql`c.id = any(${[...which.caseIds]}::uuid[])`
      : sql`c.id in (
          select id from cases where workspace_id = ${workspaceId} and workflow_id = ${which.workflowId}
            and state = 'completed' and drill_id is null
          order by closed_at desc limit ${which.most})`
  const { rows } = await sql<Row>`
    select c.id, c.run_id, c.unit_key, r.status, r.reason_code, r.reason_rule, r.reason_message,
      d.kind as decision, d.by_name, d.reason, e.subject_key_id, e.final
    from cases c
      left join runs r on r.id = c.run_id
      cross join lateral (
        select kind, by_name, reason from decisions
        where case_id = c.id order by (kind = 'escalated') desc, decided_at desc, id desc limit 1
      ) as d
      left join lateral (
        select subject_key_id, final from case_events
        where case_id = c.id and act = d.kind order by at desc, id desc limit 1
      ) as e on true
    where c.workspace_id = ${workspaceId} and c.state = 'completed' and c.drill_id is null and ${condition}
    order by c.closed_at desc, c.id`.execute(trx)
  const contents = await openContents(
    trx,
    world,
    rows.map((row) => row.run_id),
  )
  const sealed = rows.flatMap(({ subject_key_id: key, final }) =>
    key === null || final === null ? [] : [{ subjectKeyId: key, sealed: final }],
  )
  const opened = await openBeside(trx, world, sealed)
  const finals = new Map(sealed.map((item, index) => [item.sealed, opened[index]] as const))
  return rows.flatMap((row): PastCase[] => {
    const kept = contents.get(row.run_id)
    if (kept?.state !== 'kept' || kept.input === undefined) return []
    const isUsable = row.status === 'ok' && row.reason_code !== 'output-contract'
    const final = row.final === null ? undefined : finals.get(row.final)
    return [
      {
        caseId: row.id,
        runId: row.run_id,
        unitKey: row.unit_key,
        reason: `${row.reason_code ?? ''} ${row.reason_rule ?? ''}`,
        reasonMessage: row.reason_message ?? 'The record of the run is gone.',
        input: asJson(kept.input),
        draft: isUsable && kept.output !== undefined ? asJson(kept.output) : null,
        decision: {
          kind: row.decision,
          by: row.by_name,
          reason: row.reason,
          final: final === undefined ? null : asJson(final),
        },
      },
    ]
  })
}
