import {
  documentHash,
  type ActFact,
  type ActKind,
  type DisagreementFact,
  type DocumentFact,
  type Measure,
  type MoneyFacts,
  type MoneyLine,
  type Target,
  type WaiverFact,
} from '@dayshift/core'
import { sql } from 'kysely'
import { anyOf } from '../../platform/database/index.ts'
import type { Trx } from '../../platform/world.ts'

/** What was read of several workflows at once; one of which nothing is kept is not in it. */
export type ByWorkflow<Kept> = ReadonlyMap<string, Kept>

export interface StoredAct extends ActFact {
  readonly toldAt: Date
  readonly struck: { readonly at: Date; readonly by: string; readonly reason: string } | null
}

/** All acts of a workflow, struck ones among them, newest first. */
export async function readActs(trx: Trx, workspaceId: string, workflowId: string): Promise<StoredAct[]> {
  return (await actsByWorkflow(trx, workspaceId, [workflowId])).get(workflowId) ?? []
}

export async function actsByWorkflow(
  trx: Trx,
  workspaceId: string,
  workflowIds: readonly string[],
): Promise<ByWorkflow<StoredAct[]>> {
  const rows = await trx
    .selectFrom('told_acts')
    .leftJoin('struck_acts', 'struck_acts.act_id', 'told_acts.id')
    .select([
      'told_acts.workflow_id',
      'told_acts.id',
      'told_acts.kind',
      'told_acts.at',
      'told_acts.told_at',
      'told_acts.by_id',
      'told_acts.people',
      'told_acts.details',
      'struck_acts.at as struck_at',
      'struck_acts.by_id as struck_by',
      'struck_acts.reason as struck_reason',
    ])
    .where('told_acts.workspace_id', '=', workspaceId)
    .where('told_acts.workflow_id', '=', anyOf(workflowIds))
    .orderBy('told_acts.at', 'desc')
    .orderBy('told_acts.seq', 'desc')
    .execute()
  return grouped(rows, (row) => ({
    id: row.id,
    // The wire's own list of kinds let it in.
    kind: row.kind as ActKind,
    at: row.at,
    toldAt: row.told_at,
    by: row.by_id,
    people: row.people,
    details: row.details,
    struck:
      row.struck_at === null ? null : { at: row.struck_at, by: row.struck_by ?? '', reason: row.struck_reason ?? '' },
  }))
}

function grouped<Row extends { readonly workflow_id: string }, Kept>(
  rows: readonly Row[],
  keptOf: (row: Row) => Kept,
): Map<string, Kept[]> {
  const groups = new Map<string, Kept[]>()
  for (const row of rows) {
    const group = groups.get(row.workflow_id)
    if (group === undefined) groups.set(row.workflow_id, [keptOf(row)])
    else group.push(keptOf(row))
  }
  return groups
}

export async function insertAct(
  trx: Trx,
  of: { readonly workspaceId: string; readonly workflowId: string },
  act: Omit<StoredAct, 'struck'>,
): Promise<void> {
  await trx
    .insertInto('told_acts')
    .values({
      id: act.id,
      workspace_id: of.workspaceId,
      workflow_id: of.workflowId,
      kind: act.kind,
      at: act.at,
      told_at: act.toldAt,
      by_id: act.by,
      people: JSON.stringify(act.people),
      details: JSON.stringify(act.details),
    })
    .execute()
}

/** A document as it stands, with all that was signed and read of it. */
export type StoredDocument = DocumentFact & { readonly versions: { readonly [section: string]: number } }

/** Every document of which a section was ever written. */
export async function readDocuments(trx: Trx, workspaceId: string, workflowId: string): Promise<StoredDocument[]> {
  return (await documentsByWorkflow(trx, workspaceId, [workflowId])).get(workflowId) ?? []
}

export async function documentsByWorkflow(
  trx: Trx,
  workspaceId: string,
  workflowIds: readonly string[],
): Promise<ByWorkflow<StoredDocument[]>> {
  const { rows } = await sql<{
    workflow_id: string
    document: string
    section: string
    text: string
    author_id: string
    at: Date
    versions: number
  }>`
    select distinct on (workflow_id, document, section) workflow_id, document, section, text, author_id, at,
      count(*) over (partition by workflow_id, document, section) as versions
    from document_sections
    where workspace_id = ${workspaceId} and workflow_id = ${anyOf(workflowIds)}
    order by workflow_id, document, section, seq desc`.execute(trx)
  const written = Map.groupBy(rows, (row) => row.workflow_id)
  if (written.size === 0) return new Map()
  const signatures = grouped(
    await trx
      .selectFrom('document_signatures')
      .select(['workflow_id', 'document', 'hash', 'duty', 'person_id', 'at'])
      .where('workspace_id', '=', workspaceId)
      .where('workflow_id', '=', anyOf(workflowIds))
      .orderBy('seq', 'desc')
      .execute(),
    ({ document, person_id: person, duty, hash, at }) => ({ document, person, duty, hash, at }),
  )
  const reads = grouped(
    await trx
      .selectFrom('document_reads')
      .select(['workflow_id', 'document', 'hash', 'person_id', 'at'])
      .where('workspace_id', '=', workspaceId)
      .where('workflow_id', '=', anyOf(workflowIds))
      .orderBy('seq', 'desc')
      .execute(),
    ({ document, person_id: person, hash, at }) => ({ document, person, hash, at }),
  )
  const documents = new Map<string, StoredDocument[]>()
  for (const [id, of] of written) {
    documents.set(
      id,
      [...Map.groupBy(of, ({ document }) => document)].map(([document, rowsOf]) => {
        const sections = rowsOf.map(({ section, text, author_id, at }) => ({
          id: section,
          text,
          author: author_id,
          at,
        }))
        return {
          document,
          hash: documentHash(document, sections),
          changedAt: new Date(Math.max(...sections.map(({ at }) => at.getTime()))),
          sections,
          signatures: (signatures.get(id) ?? [])
            .filter((each) => each.document === document)
            .map(({ person, duty, hash, at }) => ({ person, duty, hash, at })),
          reads: (reads.get(id) ?? [])
            .filter((each) => each.document === document)
            .map(({ person, hash, at }) => ({ person, hash, at })),
          versions: Object.fromEntries(rowsOf.map(({ section, versions }) => [section, versions])),
        }
      }),
    )
  }
  return documents
}

export interface StoredMoney {
  readonly version: number
  readonly facts: MoneyFacts
  readonly at: Date | null
  readonly by: string | null
}

/** The budget as it was last told. */
export async function readMoney(trx: Trx, workspaceId: string, workflowId: string): Promise<StoredMoney> {
  return (await moneyByWorkflow(trx, workspaceId, [workflowId])).get(workflowId) ?? NO_MONEY
}

export const NO_MONEY: StoredMoney = {
  version: 0,
  facts: { currency: null, lines: [], committedValue: null },
  at: null,
  by: null,
}

export async function moneyByWorkflow(
  trx: Trx,
  workspaceId: string,
  workflowIds: readonly string[],
): Promise<ByWorkflow<StoredMoney>> {
  const rows = await trx
    .selectFrom('money_versions')
    .distinctOn('workflow_id')
    .select(['workflow_id', 'version', 'currency', 'lines', 'committed_value', 'at', 'by_id'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', anyOf(workflowIds))
    .orderBy('workflow_id')
    .orderBy('version', 'desc')
    .execute()
  return new Map(
    rows.map((row) => [
      row.workflow_id,
      {
        version: row.version,
        facts: {
          currency: row.currency,
          // Written by setMoney alone, as the wire let it in.
          lines: row.lines as { line: MoneyLine; planned: string; actual: string | null; why: string }[],
          committedValue: row.committed_value,
        },
        at: row.at,
        by: row.by_id,
      },
    ]),
  )
}

/** The targets that hold: the last word on each measure. */
export async function readTargets(trx: Trx, workspaceId: string, workflowId: string): Promise<Target[]> {
  return (await targetsByWorkflow(trx, workspaceId, [workflowId])).get(workflowId) ?? []
}

export async function targetsByWorkflow(
  trx: Trx,
  workspaceId: string,
  workflowIds: readonly string[],
): Promise<ByWorkflow<Target[]>> {
  const { rows } = await sql<{
    workflow_id: string
    measure: string
    bound: string
    value: number | null
    by_id: string
    at: Date
  }>`
    select * from (
      select distinct on (workflow_id, measure) workflow_id, measure, bound, value, by_id, at
      from targets
      where workspace_id = ${workspaceId} and workflow_id = ${anyOf(workflowIds)}
      order by workflow_id, measure, seq desc
    ) as last_words
    where value is not null
    order by workflow_id, measure`.execute(trx)
  return grouped(rows, ({ measure, bound, value, by_id, at }) => ({
    // Both came in through the wire's own lists.
    measure: measure as Measure,
    bound: bound as Target['bound'],
    value: value ?? 0,
    setBy: by_id,
    setAt: at,
  }))
}

export interface StoredDisagreement extends DisagreementFact {
  readonly openedBy: string
  readonly settled: { readonly at: Date; readonly by: string; readonly words: string } | null
}

/** All disagreements, newest first. */
export async function readDisagreements(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
): Promise<StoredDisagreement[]> {
  return (await disagreementsByWorkflow(trx, workspaceId, [workflowId])).get(workflowId) ?? []
}

export async function disagreementsByWorkflow(
  trx: Trx,
  workspaceId: string,
  workflowIds: readonly string[],
): Promise<ByWorkflow<StoredDisagreement[]>> {
  const rows = await trx
    .selectFrom('disagreements')
    .leftJoin('settlements', 'settlements.disagreement_id', 'disagreements.id')
    .select([
      'workflow_id',
      'disagreements.id',
      'about',
      'text',
      'opened_at',
      'opened_by',
      'settlements.at as settled_at',
      'settlements.by_id as settled_by',
      'settlements.words',
    ])
    .where('disagreements.workspace_id', '=', workspaceId)
    .where('workflow_id', '=', anyOf(workflowIds))
    .orderBy('opened_at', 'desc')
    .orderBy('disagreements.id', 'desc')
    .execute()
  return grouped(rows, (row) => ({
    id: row.id,
    // The table's own check lets nothing else in.
    about: row.about as DisagreementFact['about'],
    text: row.text,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    settledAt: row.settled_at,
    settled: row.settled_at === null ? null : { at: row.settled_at, by: row.settled_by ?? '', words: row.words ?? '' },
  }))
}

export interface StoredWaiver extends WaiverFact {
  readonly criterionName: string
  readonly ended: { readonly at: Date; readonly by: string; readonly reason: string } | null
}

/** All waivers, newest first. */
export async function readWaivers(trx: Trx, workspaceId: string, workflowId: string): Promise<StoredWaiver[]> {
  return (await waiversByWorkflow(trx, workspaceId, [workflowId])).get(workflowId) ?? []
}

export async function waiversByWorkflow(
  trx: Trx,
  workspaceId: string,
  workflowIds: readonly string[],
): Promise<ByWorkflow<StoredWaiver[]>> {
  const rows = await trx
    .selectFrom('waivers')
    .leftJoin('waiver_ends', 'waiver_ends.waiver_id', 'waivers.id')
    .select([
      'workflow_id',
      'waivers.id',
      'criterion',
      'criterion_name',
      'waivers.reason',
      'waivers.at',
      'waivers.by_id',
      'expires_at',
      'waiver_ends.at as ended_at',
      'waiver_ends.by_id as ended_by',
      'waiver_ends.reason as end_reason',
    ])
    .where('waivers.workspace_id', '=', workspaceId)
    .where('workflow_id', '=', anyOf(workflowIds))
    .orderBy('waivers.at', 'desc')
    .orderBy('waivers.id', 'desc')
    .execute()
  return grouped(rows, (row) => ({
    id: row.id,
    criterion: row.criterion,
    criterionName: row.criterion_name,
    reason: row.reason,
    by: row.by_id,
    at: row.at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    ended: row.ended_at === null ? null : { at: row.ended_at, by: row.ended_by ?? '', reason: row.end_reason ?? '' },
  }))
}
