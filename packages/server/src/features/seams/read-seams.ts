import {
  type CrossingFigures,
  DAY_MS,
  NODE_KINDS,
  type NodeKind,
  type Seam,
  SEAM_KINDS,
  type SeamKind,
  type SeamNode,
  type SeamPart,
  type SeamPartBody,
  type SeamPerson,
} from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'

/** A seam with what the register keeps beside what is judged. */
export interface StoredSeam extends Seam {
  readonly source: 'told' | 'discovered'
  readonly workflows: readonly { readonly id: string; readonly slug: string; readonly name: string }[]
}

const WINDOW_DAYS = 28

/** Seams that are in the register now, the oldest first; of one id, that one, and it isn't there where it was closed. */
export async function readSeams(
  trx: Trx,
  workspaceId: string,
  now: Date,
  only: { readonly id?: string; readonly workflowId?: string } = {},
): Promise<StoredSeam[]> {
  const rows = await trx
    .selectFrom('seams')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('closed_at', 'is', null)
    .$if(only.id !== undefined, (query) => query.where('id', '=', only.id ?? ''))
    .$if(only.workflowId !== undefined, (query) =>
      query.where('id', 'in', (of) =>
        of
          .selectFrom('workflow_seams')
          .select('seam_id')
          .where('workflow_id', '=', only.workflowId ?? ''),
      ),
    )
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const people = await readMembers(trx, workspaceId)
  const nodes = new Map((await readNodes(trx, workspaceId, people)).map((node) => [node.id, node]))
  const parts = await readParts(trx, ids)
  const crossings = await readFigures(trx, ids, new Date(now.getTime() - WINDOW_DAYS * DAY_MS))
  const signals = await trx
    .selectFrom('seam_signals')
    .select(['seam_id', 'signal', 'sentence'])
    .where('seam_id', 'in', ids)
    .where('resolved_at', 'is', null)
    .orderBy('first_at')
    .orderBy('id')
    .execute()
  const workflows = await trx
    .selectFrom('workflow_seams')
    .innerJoin('workflows', 'workflows.id', 'workflow_seams.workflow_id')
    .select(['workflow_seams.seam_id', 'workflows.id', 'workflows.slug', 'workflows.name'])
    .where('workflow_seams.seam_id', 'in', ids)
    .orderBy('workflows.slug')
    .execute()
  return rows.map((row) => {
    const node = (id: string): SeamNode => {
      const found = nodes.get(id)
      if (found === undefined) throw new Error(`Seam "${row.id}" has the side "${id}", which isn't there`)
      return found
    }
    return {
      id: row.id,
      kind: oneOf(SEAM_KINDS, row.kind),
      from: node(row.from_id),
      to: node(row.to_id),
      what: row.what,
      owner:
        row.owner_id === null || row.owner_authority === null || row.owner_since === null
          ? null
          : { ...personIn(people, row.owner_id), authority: row.owner_authority, since: row.owner_since },
      volumePerWeek: row.volume_per_week,
      errorShare: row.error_share,
      fixCost: row.fix_cost,
      currency: row.currency,
      parts: parts.get(row.id) ?? [],
      crossings: crossings.get(row.id) ?? NOTHING_CROSSED,
      openSignals: signals.filter((each) => each.seam_id === row.id),
      source: row.source === 'discovered' ? 'discovered' : 'told',
      workflows: workflows.filter((each) => each.seam_id === row.id),
    }
  })
}

const NOTHING_CROSSED: CrossingFigures = { n: 0, refused: 0, confirmed: 0, incomplete: 0, bad: 0 }

/** Everybody who is or was a member, by id. */
async function readMembers(trx: Trx, workspaceId: string): Promise<ReadonlyMap<string, SeamPerson>> {
  const rows = await trx
    .selectFrom('members')
    .innerJoin('people', 'people.id', 'members.person_id')
    .select(['people.id', 'people.name', 'members.active'])
    .where('members.workspace_id', '=', workspaceId)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Members of now, by name. */
export async function activeMembers(trx: Trx, workspaceId: string): Promise<{ id: string; name: string }[]> {
  const members = [...(await readMembers(trx, workspaceId)).values()].filter(({ active }) => active)
  return members.map(({ id, name }) => ({ id, name })).toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
}

function personIn(people: ReadonlyMap<string, SeamPerson>, id: string): SeamPerson {
  return people.get(id) ?? { id, name: id, active: false }
}

/** Teams and tools, by name. */
export async function readNodes(
  trx: Trx,
  workspaceId: string,
  people?: ReadonlyMap<string, SeamPerson>,
): Promise<SeamNode[]> {
  const members = people ?? (await readMembers(trx, workspaceId))
  const rows = await trx
    .selectFrom('seam_nodes')
    .select(['id', 'kind', 'name', 'aliases', 'owner_id'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(({ id, kind, name, aliases, owner_id: owner }) => ({
    id,
    kind: oneOf(NODE_KINDS, kind),
    name,
    aliases,
    owner: owner === null ? null : personIn(members, owner),
  }))
}

async function readParts(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, readonly SeamPart[]>> {
  const rows = await trx
    .selectFrom('seam_parts')
    .select(['id', 'seam_id', 'body', 'told_at', 'told_by', 'told_by_name'])
    .where('seam_id', 'in', [...ids])
    .where('ended_at', 'is', null)
    .orderBy('told_at')
    .orderBy('id')
    .execute()
  const parts = new Map<string, SeamPart[]>()
  for (const row of rows) {
    const of = parts.get(row.seam_id) ?? []
    of.push({
      ...(row.body as SeamPartBody), // as the contract's schema took it in
      id: row.id,
      toldAt: row.told_at,
      toldBy: { id: row.told_by, name: row.told_by_name },
    })
    parts.set(row.seam_id, of)
  }
  return parts
}

async function readFigures(
  trx: Trx,
  ids: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, CrossingFigures>> {
  const { rows } = await sql<CrossingFigures & { seam_id: string }>`
    select seam_id, count(*)::bigint as n, count(*) filter (where not accepted)::bigint as refused,
      count(complete)::bigint as confirmed, count(*) filter (where not complete)::bigint as incomplete,
      count(*) filter (where not accepted or not coalesce(complete, true))::bigint as bad
    from seam_crossings where seam_id = any(${[...ids]}::uuid[]) and at >= ${since}
    group by seam_id`.execute(trx)
  return new Map(rows.map(({ seam_id: id, ...figures }) => [id, figures]))
}

function oneOf(table: typeof SEAM_KINDS, value: string): SeamKind
function oneOf(table: typeof NODE_KINDS, value: string): NodeKind
function oneOf(table: object, value: string): string {
  if (!Object.hasOwn(table, value)) throw new Error(`The register holds "${value}", which isn't known`)
  return value
}
