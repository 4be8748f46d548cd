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
import type { Trx } from '../../platform/world.ts'

export interface StoredAct extends ActFact {
  readonly toldAt: Date
  readonly struck: { readonly at: Date; readonly by: string; readonly reason: string } | null
}

/** All acts of a workflow, struck ones among them, newest first. */
export async function readActs(trx: Trx, workspaceId: string, workflowId: string): Promise<StoredAct[]> {
  const rows = await trx
    .selectFrom('told_acts')
    .leftJoin('struck_acts', 'struck_acts.act_id', 'told_acts.id')
    .select([
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
    .where('told_acts.workflow_id', '=', workflowId)
    .orderBy('told_acts.at', 'desc')
    .orderBy('told_acts.seq', 'desc')
    .execute()
  return rows.map((row) => ({
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
  const sections = await sql<{
    document: string
    section: string
    text: string
    author_id: string
    at: Date
    versions: number
  }>`
    select distinct on (document, section) document, section, text, author_id, at,
      count(*) over (partition by document, section) as versions
    from document_sections
    where workspace_id = ${workspaceId} and workflow_id = ${workflowId}
    order by document, section, seq desc`.execute(trx)
  const signatures = await trx
    .selectFrom('document_signatures')
    .select(['document', 'hash', 'duty', 'person_id', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('seq', 'desc')
    .execute()
  const reads = await trx
    .selectFrom('document_reads')
    .select(['document', 'hash', 'person_id', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('seq', 'desc')
    .execute()
  const byDocument = Map.groupBy(sections.rows, ({ document }) => document)
  return [...byDocument].map(([document, rows]) => {
    const written = rows.map(({ section, text, author_id, at }) => ({ id: section, text, author: author_id, at }))
    return {
      document,
      hash: documentHash(document, written),
      changedAt: new Date(Math.max(...written.map(({ at }) => at.getTime()))),
      sections: written,
      signatures: signatures
        .filter((row) => row.document === document)
        .map(({ person_id, duty, hash, at }) => ({ person: person_id, duty, hash, at })),
      reads: reads
        .filter((row) => row.document === document)
        .map(({ person_id, hash, at }) => ({ person: person_id, hash, at })),
      versions: Object.fromEntries(rows.map(({ section, versions }) => [section, versions])),
    }
  })
}

export interface StoredMoney {
  readonly version: number
  readonly facts: MoneyFacts
  readonly at: Date | null
  readonly by: string | null
}

/** The budget as it was last told. */
export async function readMoney(trx: Trx, workspaceId: string, workflowId: string): Promise<StoredMoney> {
  const row = await trx
    .selectFrom('money_versions')
    .select(['version', 'currency', 'lines', 'committed_value', 'at', 'by_id'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) {
    return { version: 0, facts: { currency: null, lines: [], committedValue: null }, at: null, by: null }
  }
  return {
    version: row.version,
    facts: {
      currency: row.currency,
      // Written by setMoney alone, as the wire let it in.
      lines: row.lines as { line: MoneyLine; planned: string; actual: string | null; why: string }[],
      committedValue: row.committed_value,
    },
    at: row.at,
    by: row.by_id,
  }
}

/** The targets that hold: the last word on each measure. */
export async function readTargets(trx: Trx, workspaceId: string, workflowId: string): Promise<Target[]> {
  const rows = await sql<{ measure: string; bound: string; value: number | null; by_id: string; at: Date }>`
    select distinct on (measure) measure, bound, value, by_id, at
    from targets
    where workspace_id = ${workspaceId} and workflow_id = ${workflowId}
    order by measure, seq desc`.execute(trx)
  return rows.rows.flatMap(({ measure, bound, value, by_id, at }) =>
    value === null
      ? []
      : [
          {
            // Both came in through the wire's own lists.
            measure: measure as Measure,
            bound: bound as Target['bound'],
            value,
            setBy: by_id,
            setAt: at,
          },
        ],
  )
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
  const rows = await trx
    .selectFrom('disagreements')
    .leftJoin('settlements', 'settlements.disagreement_id', 'disagreements.id')
    .select([
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
    .where('workflow_id', '=', workflowId)
    .orderBy('opened_at', 'desc')
    .orderBy('disagreements.id', 'desc')
    .execute()
  return rows.map((row) => ({
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
  const rows = await trx
    .selectFrom('waivers')
    .leftJoin('waiver_ends', 'waiver_ends.waiver_id', 'waivers.id')
    .select([
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
    .where('workflow_id', '=', workflowId)
    .orderBy('waivers.at', 'desc')
    .orderBy('waivers.id', 'desc')
    .execute()
  return rows.map((row) => ({
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
