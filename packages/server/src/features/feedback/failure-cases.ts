import type { FailureCase, PersonRef } from '@dayshift/contract'
import { countByWeek, holdersAt, nameIn, reworkOf } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx, World } from '../../platform/world.ts'
import { dutiesFacts } from '../duties/index.ts'
import { readCorrections, WEEKS, WEEKS_MS } from './corrections.ts'

interface Place {
  readonly workspaceId: string
  readonly workflow: { readonly id: string; readonly slug: string; readonly name: string }
}

/** Failure cases of a workflow with their figures: the open ones first, then the most seen. */
export async function failureCasesOf(
  trx: Trx,
  world: Pick<World, 'clock'>,
  { workspaceId, workflow }: Place,
  only: string | null = null,
): Promise<FailureCase[]> {
  const now = world.clock.now()
  const rows = await readCases(trx, workspaceId, workflow.id, only)
  if (rows.length === 0) return []
  const since = new Date(now.getTime() - WEEKS_MS)
  const corrections = await readCorrections(trx, { workspaceId, workflowId: workflow.id }, since)
  const links = await trx
    .selectFrom('failure_case_corrections')
    .select(['digest', 'failure_case_id'])
    .where('workflow_id', '=', workflow.id)
    .execute()
  const caseOf = new Map(links.map((link) => [link.digest, link.failure_case_id]))
  const flags = await trx
    .selectFrom('flags')
    .select(['failure_case_id', 'run_id', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflow.id)
    .where('failure_case_id', 'is not', null)
    .where('at', '>=', since)
    .execute()
  const owner = await ownerOf(trx, workspaceId, workflow.id, now)
  return rows
    .map((row): FailureCase => {
      const own = corrections.filter(({ digest }) => caseOf.get(digest) === row.id)
      // A run that was flagged and corrected is seen once.
      const seen = new Map<string, Date>(own.map(({ runId, decidedAt }) => [runId, decidedAt]))
      for (const flag of flags) {
        if (flag.failure_case_id === row.id && flag.run_id !== null) seen.set(flag.run_id, flag.at)
      }
      return {
        id: row.id,
        workflow: workflow.slug,
        workflowName: workflow.name,
        name: row.name,
        guidance: row.guidance,
        state: row.fixedAt === null ? 'open' : row.seenAgain ? 'seen-again' : 'fixed',
        owner,
        openedAt: row.openedAt.toISOString(),
        openedBy: { id: row.openedBy, name: row.openedByName },
        fixedIn: row.fixedHash === null || row.fixedName === null ? null : { hash: row.fixedHash, name: row.fixedName },
        fixedAt: row.fixedAt?.toISOString() ?? null,
        flags: row.flags,
        corrections: row.corrections,
        firstSeen: row.firstSeen?.toISOString() ?? null,
        lastSeen: row.lastSeen?.toISOString() ?? null,
        rework: reworkOf(own),
        weeks: countByWeek([...seen.values()], now, WEEKS),
      }
    })
    .toSorted(
      (a, b) =>
        Number(a.state === 'fixed') - Number(b.state === 'fixed') ||
        b.flags + b.corrections - (a.flags + a.corrections) ||
        (a.name < b.name ? -1 : 1),
    )
}

interface CaseRow {
  readonly id: string
  readonly name: string
  readonly guidance: string
  readonly openedAt: Date
  readonly openedBy: string
  readonly openedByName: string
  readonly fixedAt: Date | null
  readonly fixedHash: string | null
  readonly fixedName: string | null
  readonly flags: number
  readonly corrections: number
  readonly firstSeen: Date | null
  readonly lastSeen: Date | null
  readonly seenAgain: boolean
}

async function readCases(trx: Trx, workspaceId: string, workflowId: string, only: string | null) {
  const { rows } = await sql<CaseRow>`
    with examples as (
      select failure_case_id as id, true as flagged, at, run_id from flags
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and failure_case_id is not null
      union all
      select * from (
        select distinct on (c.run_id) l.failure_case_id, false, c.decided_at, c.run_id
        from failure_case_corrections l
          join corrections c on c.workflow_id = l.workflow_id and c.digest = l.digest
        where l.workspace_id = ${workspaceId} and l.workflow_id = ${workflowId}
          and c.run_id not in (select id from runs where workflow_id = ${workflowId} and drill_id is not null)
        order by c.run_id, c.decided_at desc
      ) as corrected
    )
    select f.id, f.name, f.guidance, f.opened_at as "openedAt", f.opened_by as "openedBy",
      f.opened_by_name as "openedByName", f.fixed_at as "fixedAt", fix.content_hash as "fixedHash",
      fix.name as "fixedName", count(e.id) filter (where e.flagged) as flags,
      count(e.id) filter (where not e.flagged) as corrections, min(e.at) as "firstSeen", max(e.at) as "lastSeen",
      coalesce(bool_or(of_run.id = fix.id or of_run.created_at > fix.created_at), false) as "seenAgain"
    from failure_cases f
      left join releases fix on fix.id = f.fixed_in
      left join examples e on e.id = f.id
      left join runs r on r.id = e.run_id
      left join releases of_run on of_run.id = r.release_id
    where f.workspace_id = ${workspaceId} and f.workflow_id = ${workflowId} and (${only}::uuid is null or f.id = ${only}::uuid)
    group by f.id, fix.id`.execute(trx)
  return rows
}

/** Who holds the duty for failure cases; null is nobody. */
async function ownerOf(trx: Trx, workspaceId: string, workflowId: string, now: Date): Promise<PersonRef | null> {
  const facts = await dutiesFacts(trx, { workspaceId, workflowId }, now)
  const [holder] = holdersAt(facts.assignments, 'failure-cases', now)
  return holder === undefined ? null : { id: holder.person, name: nameIn(facts.people, holder.person) }
}
