import type { FailureCaseDetail } from '@dayshift/contract'
import type { z } from 'zod'
import { sql } from 'kysely'
import { notFound } from '../../platform/http/problem.ts'
import type { Trx, World } from '../../platform/world.ts'
import { openBeside } from '../contents/index.ts'
import { contentsFor } from '../decisions/index.ts'
import { findWorkflowById } from '../workflows/index.ts'
import { readCorrections, repeatedErrors, WEEKS_MS } from './corrections.ts'
import { failureCasesOf } from './failure-cases.ts'
import { lastWords } from './receipt.ts'
import { eventsOfFlags } from './store.ts'

export type FailureCaseDetailWire = z.output<typeof FailureCaseDetail>

const MOST_EXAMPLES = 50
const MOST_RELEASES = 30

/** One failure case with its examples; what was erased is left out of them. */
export async function failureCaseDetail(
  trx: Trx,
  world: World,
  { workspaceId, readerId }: { readonly workspaceId: string; readonly readerId: string },
  id: string,
): Promise<FailureCaseDetailWire> {
  const place = await trx
    .selectFrom('failure_cases')
    .select('workflow_id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  const workflow = place === undefined ? null : await findWorkflowById(trx, workspaceId, place.workflow_id)
  if (workflow === null) throw notFound('failure case', id)
  const [failureCase] = await failureCasesOf(trx, world, { workspaceId, workflow }, id)
  if (failureCase === undefined) throw notFound('failure case', id)
  const now = world.clock.now()
  const digests = await trx
    .selectFrom('failure_case_corrections')
    .select('digest')
    .where('failure_case_id', '=', id)
    .execute()
  const corrections =
    digests.length === 0
      ? []
      : await readCorrections(
          trx,
          { workspaceId, workflowId: workflow.id },
          new Date(now.getTime() - WEEKS_MS),
          digests.map(({ digest }) => digest),
        )
  const releases = await trx
    .selectFrom('releases')
    .select(['content_hash', 'name', 'created_at', sql`manifest -> 'output'`.as('output')])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflow.id)
    .orderBy('created_at', 'desc')
    .limit(MOST_RELEASES)
    .execute()
  return {
    failureCase,
    examples: await examplesOf(trx, world, { workspaceId, id: readerId }, id),
    repeated: repeatedErrors(corrections, now),
    outputSchema: releases[0]?.output ?? {},
    releases: releases.map((release) => ({
      hash: release.content_hash,
      name: release.name,
      createdAt: release.created_at.toISOString(),
    })),
  }
}

interface ExampleRow {
  readonly kind: 'flag' | 'correction'
  readonly id: string
  readonly at: Date
  readonly byId: string
  readonly byName: string
  readonly runId: string | null
  readonly unitKey: string | null
  readonly releaseHash: string | null
  readonly releaseName: string | null
  readonly afterFix: boolean
  readonly reason: string | null
  readonly keyId: string | null
  readonly final: Buffer | null
}

async function examplesOf(
  trx: Trx,
  world: World,
  reader: { readonly workspaceId: string; readonly id: string },
  failureCaseId: string,
): Promise<FailureCaseDetailWire['examples']> {
  const { rows } = await sql<ExampleRow>`
    with examples as (
      select 'flag' as kind, id, at, by_id, by_name, run_id, null as reason, null::uuid as key_id, null::bytea as final
      from flags where failure_case_id = ${failureCaseId}
      union all
      select * from (
        select distinct on (c.run_id) 'correction', c.decision_id, c.decided_at, d.by_id, d.by_name, c.run_id, d.reason,
          coalesce(d.subject_key_id, e.subject_key_id), coalesce(d.final, e.final)
        from failure_case_corrections l
          join corrections c on c.workflow_id = l.workflow_id and c.digest = l.digest
          join decisions d on d.id = c.decision_id
          left join lateral (
            select subject_key_id, final from case_events
            where case_id = d.case_id and act = d.kind and final is not null order by at desc, id desc limit 1
          ) as e on true
        where l.failure_case_id = ${failureCaseId}
          and c.run_id not in (select id from runs where workflow_id = l.workflow_id and drill_id is not null)
        order by c.run_id, c.decided_at desc
      ) as corrected
    )
    select e.kind, e.id, e.at, e.by_id as "byId", e.by_name as "byName", e.run_id as "runId",
      r.unit_key as "unitKey", x.content_hash as "releaseHash", x.name as "releaseName",
      coalesce(x.id = fix.id or x.created_at > fix.created_at, false) as "afterFix", e.reason, e.key_id as "keyId",
      e.final
    from examples e
      join failure_cases f on f.id = ${failureCaseId}
      left join releases fix on fix.id = f.fixed_in
      left join runs r on r.id = e.run_id
      left join releases x on x.id = r.release_id
    order by e.at desc, e.id desc limit ${MOST_EXAMPLES}`.execute(trx)
  const words = await eventsOfFlags(
    trx,
    world,
    rows.flatMap(({ kind, id }) => (kind === 'flag' ? [id] : [])),
  )
  const { contents } = await contentsFor(
    trx,
    world,
    reader,
    rows.flatMap(({ runId }) => (runId === null ? [] : [runId])),
  )
  const sealed = rows.flatMap(({ id, keyId, final }) =>
    keyId === null || final === null ? [] : [{ id, subjectKeyId: keyId, sealed: final }],
  )
  const opened = await openBeside(trx, world, sealed)
  const finals = new Map(sealed.map(({ id }, i) => [id, opened[i]]))
  return rows.map((row) => {
    const said = row.kind === 'flag' ? lastWords(words.get(row.id) ?? []) : { note: row.reason ?? '', right: null }
    const kept = row.runId === null ? undefined : contents.get(row.runId)
    const output = kept?.state === 'kept' ? kept.output : undefined
    const final = finals.get(row.id)
    return {
      kind: row.kind,
      id: row.id,
      at: row.at.toISOString(),
      by: { id: row.byId, name: row.byName },
      runId: row.runId,
      unitKey: row.unitKey,
      release:
        row.releaseHash === null || row.releaseName === null ? null : { hash: row.releaseHash, name: row.releaseName },
      afterFix: row.afterFix,
      ...said,
      ...(output === undefined ? {} : { output }),
      ...(final === undefined ? {} : { final }),
    }
  })
}
