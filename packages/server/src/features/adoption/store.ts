import type { ClaimedCause, ClaimEvidence, DeclaredFigure, Denominator } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'

export interface Place {
  readonly workspaceId: string
  readonly workflowId: string
}
interface Ref {
  readonly id: string
  readonly name: string
}

export interface ChosenDenominator {
  readonly kind: Denominator
  readonly at: Date
  readonly by: Ref
}

export async function denominatorOf(trx: Trx, { workspaceId, workflowId }: Place): Promise<ChosenDenominator | null> {
  const row = await trx
    .selectFrom('denominators')
    .select(['kind', 'at', 'by_id', 'by_name'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  // The table's check lets no others in.
  return { kind: row.kind as Denominator, at: row.at, by: { id: row.by_id, name: row.by_name } }
}

export async function addDenominator(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  { kind, at, by }: ChosenDenominator,
): Promise<void> {
  await trx
    .insertInto('denominators')
    .values({ workspace_id: workspaceId, workflow_id: workflowId, kind, at, by_id: by.id, by_name: by.name })
    .execute()
}

export interface StoredDeclared extends DeclaredFigure {
  readonly source: string
  readonly declaredAt: Date
  readonly declaredBy: Ref
  readonly confirmedAt: Date | null
  readonly confirmedBy: Ref | null
}

/** All declared figures of a workflow, the latest period first. */
export async function declaredOf(trx: Trx, { workspaceId, workflowId }: Place): Promise<StoredDeclared[]> {
  const rows = await trx
    .selectFrom('declared_units')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('from_day', 'desc')
    .execute()
  return rows.map((row) => ({
    from: row.from_day,
    to: row.to_day,
    n: row.n,
    confirmed: row.confirmed_at !== null,
    source: row.source,
    declaredAt: row.declared_at,
    declaredBy: { id: row.declared_by, name: row.declared_by_name },
    confirmedAt: row.confirmed_at,
    confirmedBy:
      row.confirmed_by === null || row.confirmed_by_name === null
        ? null
        : { id: row.confirmed_by, name: row.confirmed_by_name },
  }))
}

/** Takes the place of the period's figure; whoever confirmed that one has not confirmed this. */
export async function saveDeclared(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  { from, to, n, source, declaredAt, declaredBy }: Omit<StoredDeclared, 'confirmed' | 'confirmedAt' | 'confirmedBy'>,
): Promise<void> {
  const told = {
    n,
    source,
    declared_at: declaredAt,
    declared_by: declaredBy.id,
    declared_by_name: declaredBy.name,
    confirmed_at: null,
    confirmed_by: null,
    confirmed_by_name: null,
  }
  await trx
    .insertInto('declared_units')
    .values({ workspace_id: workspaceId, workflow_id: workflowId, from_day: from, to_day: to, ...told })
    .onConflict((conflict) => conflict.columns(['workflow_id', 'from_day', 'to_day']).doUpdateSet(told))
    .execute()
}

/** False where the period has another figure by now, or none. */
export async function confirmDeclared(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  { from, to, n }: Pick<DeclaredFigure, 'from' | 'to' | 'n'>,
  by: Ref,
  at: Date,
): Promise<boolean> {
  const row = await trx
    .updateTable('declared_units')
    .set({ confirmed_at: at, confirmed_by: by.id, confirmed_by_name: by.name })
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .where('from_day', '=', from)
    .where('to_day', '=', to)
    .where('n', '=', n)
    .returning('n')
    .executeTakeFirst()
  return row !== undefined
}

export interface StoredDwell {
  readonly slice: string
  readonly label: string
  readonly ms: number
}

export async function dwellsOf(trx: Trx, { workspaceId, workflowId }: Place): Promise<StoredDwell[]> {
  return await trx
    .selectFrom('least_dwells')
    .select(['slice', 'label', 'ms'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('slice')
    .orderBy('label')
    .execute()
}

export async function saveDwell(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  { slice, label, ms }: StoredDwell,
): Promise<void> {
  await trx
    .insertInto('least_dwells')
    .values({ workspace_id: workspaceId, workflow_id: workflowId, slice, label, ms })
    .onConflict((conflict) => conflict.columns(['workflow_id', 'slice', 'label']).doUpdateSet({ ms }))
    .execute()
}

export interface StoredClaim {
  readonly id: string
  readonly cause: ClaimedCause
  readonly words: string
  readonly needed: number | null
  readonly at: Date
  readonly by: Ref
  readonly evidence: ClaimEvidence
}

/** What people claim of a workflow, the latest first. */
export async function claimsOf(trx: Trx, { workspaceId, workflowId }: Place): Promise<StoredClaim[]> {
  const rows = await trx
    .selectFrom('claimed_causes')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    cause: row.cause as ClaimedCause, // the table's check
    words: row.words,
    needed: row.needed,
    at: row.at,
    by: { id: row.by_id, name: row.by_name },
    evidence: row.evidence,
  }))
}

export async function insertClaim(trx: Trx, { workspaceId, workflowId }: Place, claim: StoredClaim): Promise<void> {
  await trx
    .insertInto('claimed_causes')
    .values({
      id: claim.id,
      workspace_id: workspaceId,
      workflow_id: workflowId,
      cause: claim.cause,
      words: claim.words,
      needed: claim.needed,
      at: claim.at,
      by_id: claim.by.id,
      by_name: claim.by.name,
      evidence: JSON.stringify(claim.evidence),
    })
    .execute()
}

/** Claims of other workflows in which the model was blamed and the handoff had lost more, the latest first. */
export async function lessonsElsewhere(trx: Trx, { workspaceId, workflowId }: Place) {
  const rows = await trx
    .selectFrom('claimed_causes')
    .innerJoin('workflows', 'workflows.id', 'claimed_causes.workflow_id')
    .select(['workflows.slug', 'workflows.name', 'claimed_causes.at', 'words', 'evidence'])
    .where('claimed_causes.workspace_id', '=', workspaceId)
    .where('claimed_causes.workflow_id', '<>', workflowId)
    .where(sql<boolean>`(evidence ->> 'inversion')::boolean`)
    .orderBy('claimed_causes.at', 'desc')
    .limit(5)
    .execute()
  return rows.map(({ slug, name, at, words, evidence }) => ({
    workflow: slug,
    workflowName: name,
    at,
    words,
    sentence: evidence.sentence,
  }))
}

/** Use beside influence: how many people opened cases or decided, and how often cases were opened. */
export async function utilisationOf(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  from: Date,
): Promise<{ readonly people: number; readonly opened: number }> {
  const { rows } = await sql<{ people: number; opened: number }>`
    select count(distinct by_id)::bigint as people, count(*) filter (where is_claim)::bigint as opened
    from (
      select e.by_id, true as is_claim from case_events e join cases c on c.id = e.case_id
      where c.workspace_id = ${workspaceId} and c.workflow_id = ${workflowId} and e.at >= ${from}
        and e.act = 'claimed' and e.by_kind = 'person' and c.drill_id is null
      union all
      select by_id, false from decisions
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and decided_at >= ${from} and kind <> 'bypass'
    ) as used`.execute(trx)
  return rows[0] ?? { people: 0, opened: 0 }
}

export async function fedUnits(trx: Trx, { workspaceId, workflowId }: Place, from: Date): Promise<number> {
  const { n } = await trx
    .selectFrom('units')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .where('at', '>=', from)
    .executeTakeFirstOrThrow()
  return n
}

export interface StoredLook {
  readonly at: Date
  readonly influenced: number
  readonly toInform: number
  /** The first look at which it was adopted; null where none was. */
  readonly adoptedAt: Date | null
}

export async function lookOf(trx: Trx, { workspaceId, workflowId }: Place): Promise<StoredLook | null> {
  const row = await trx
    .selectFrom('adoption_looks')
    .select(['looked_at', 'influenced', 'to_inform', 'adopted_at'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .executeTakeFirst()
  if (row === undefined) return null
  return { at: row.looked_at, influenced: row.influenced, toInform: row.to_inform, adoptedAt: row.adopted_at }
}

/** Keeps a look; when it was adopted first stays as it was. */
export async function saveLook(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  { at, influenced, toInform, adoptedAt }: StoredLook,
): Promise<void> {
  const seen = { looked_at: at, influenced, to_inform: toInform }
  await trx
    .insertInto('adoption_looks')
    .values({ workflow_id: workflowId, workspace_id: workspaceId, ...seen, adopted_at: adoptedAt })
    .onConflict((conflict) =>
      conflict.column('workflow_id').doUpdateSet((row) => ({
        ...seen,
        adopted_at: row.fn.coalesce('adoption_looks.adopted_at', 'excluded.adopted_at'),
      })),
    )
    .execute()
}
