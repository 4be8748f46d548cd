import { DEFAULT_PLAYBOOK, shippedPlaybook } from '@dayshift/contract'
import { type Actor, type Playbook, withSeamGate } from '@dayshift/core'
import { anyOf } from '../../platform/database/index.ts'
import type { Trx } from '../../platform/world.ts'

/** A version of an organisation's own playbook. */
export interface StoredPlaybook {
  readonly id: string
  readonly hash: string
  readonly playbook: Playbook
  readonly source: string
  readonly addedAt: Date
  readonly addedBy: { readonly id: string; readonly name: string }
}

/** What a workflow goes by. */
export interface ChosenPlaybook {
  readonly playbook: Playbook
  readonly hash: string
  /** Null where nobody has chosen. */
  readonly choice: {
    readonly at: Date
    readonly by: { readonly id: string; readonly name: string }
    readonly reason: string
  } | null
}

/**
 * The playbook that a workflow goes by: as it was when it was chosen, or the one that ships as the default; with the gate
 * of its seams where it stands on any.
 */
export async function playbookOf(trx: Trx, workspaceId: string, workflowId: string): Promise<Playbook> {
  const { playbook } = await chosenPlaybook(trx, workspaceId, workflowId)
  const standing = await trx
    .selectFrom('workflow_seams')
    .select('seam_id')
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .limit(1)
    .executeTakeFirst()
  return standing === undefined ? playbook : withSeamGate(playbook)
}

/** The playbooks of several workflows at once. */
export async function playbooksOf(
  trx: Trx,
  workspaceId: string,
  workflowIds: readonly string[],
): Promise<(workflowId: string) => Playbook> {
  const choices = await trx
    .selectFrom('playbook_choices')
    .distinctOn('workflow_id')
    .select(['workflow_id', 'content_hash', 'nth'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', anyOf(workflowIds))
    .orderBy('workflow_id')
    .orderBy('nth', 'desc')
    .execute()
  const bodies = await trx
    .selectFrom('playbook_choices')
    .distinctOn('content_hash')
    .select(['content_hash', 'body'])
    .where('workspace_id', '=', workspaceId)
    .where('content_hash', '=', anyOf([...new Set(choices.map((row) => row.content_hash))], 'text'))
    .orderBy('content_hash')
    .execute()
  const standing = await trx
    .selectFrom('workflow_seams')
    .select('workflow_id')
    .distinct()
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', anyOf(workflowIds))
    .execute()
  const hashes = new Map(choices.map((row) => [row.workflow_id, row.content_hash]))
  const byHash = new Map(bodies.map((row) => [row.content_hash, row.body as Playbook])) // written by insertChoice alone
  const onSeams = new Set(standing.map((row) => row.workflow_id))
  return (id) => {
    const hash = hashes.get(id)
    const playbook = (hash === undefined ? undefined : byHash.get(hash)) ?? shippedPlaybook(DEFAULT_PLAYBOOK).playbook
    return onSeams.has(id) ? withSeamGate(playbook) : playbook
  }
}

export async function chosenPlaybook(trx: Trx, workspaceId: string, workflowId: string): Promise<ChosenPlaybook> {
  const row = await trx
    .selectFrom('playbook_choices')
    .select(['body', 'content_hash', 'chosen_at', 'chosen_by', 'chosen_by_name', 'reason'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('nth', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) {
    const { playbook, hash } = shippedPlaybook(DEFAULT_PLAYBOOK)
    return { playbook, hash, choice: null }
  }
  return {
    playbook: row.body as Playbook, // written by insertChoice alone
    hash: row.content_hash,
    choice: { at: row.chosen_at, by: { id: row.chosen_by, name: row.chosen_by_name }, reason: row.reason },
  }
}

/** The newest version of each of the organisation's own. */
export async function ownPlaybooks(trx: Trx, workspaceId: string): Promise<StoredPlaybook[]> {
  const rows = await trx
    .selectFrom('playbook_versions')
    .distinctOn('playbook')
    .select(VERSION_COLUMNS)
    .where('workspace_id', '=', workspaceId)
    .orderBy('playbook')
    .orderBy('nth', 'desc')
    .execute()
  return rows.map(storedPlaybook)
}

export async function ownPlaybook(trx: Trx, workspaceId: string, id: string): Promise<StoredPlaybook | null> {
  const row = await trx
    .selectFrom('playbook_versions')
    .select(VERSION_COLUMNS)
    .where('workspace_id', '=', workspaceId)
    .where('playbook', '=', id)
    .orderBy('nth', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : storedPlaybook(row)
}

/** Which workflows go by which playbook; those without a choice are not among them. */
export async function choicesByPlaybook(trx: Trx, workspaceId: string): Promise<{ playbook: string; slug: string }[]> {
  return await trx
    .selectFrom('playbook_choices as choice')
    .innerJoin('workflows as workflow', 'workflow.id', 'choice.workflow_id')
    .distinctOn('choice.workflow_id')
    .select(['choice.playbook', 'workflow.slug'])
    .where('choice.workspace_id', '=', workspaceId)
    .orderBy('choice.workflow_id')
    .orderBy('choice.nth', 'desc')
    .execute()
}

export async function allSlugs(trx: Trx, workspaceId: string): Promise<string[]> {
  const rows = await trx.selectFrom('workflows').select('slug').where('workspace_id', '=', workspaceId).execute()
  return rows.map(({ slug }) => slug).sort()
}

/** The workflow, locked until the transaction ends, so that two choices come one after the other. */
export async function lockChoice(
  trx: Trx,
  workspaceId: string,
  slug: string,
): Promise<{ id: string; name: string } | null> {
  const row = await trx
    .selectFrom('workflows')
    .select(['id', 'name'])
    .where('workspace_id', '=', workspaceId)
    .where('slug', '=', slug)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

export async function findWorkflowId(trx: Trx, workspaceId: string, slug: string): Promise<string | null> {
  const row = await trx
    .selectFrom('workflows')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('slug', '=', slug)
    .executeTakeFirst()
  return row?.id ?? null
}

export interface NewVersion {
  readonly id: string
  readonly workspaceId: string
  readonly playbook: Playbook
  readonly hash: string
  readonly source: string
  readonly at: Date
  readonly actor: Actor
}

export async function insertVersion(trx: Trx, version: NewVersion): Promise<void> {
  await trx
    .insertInto('playbook_versions')
    .values({
      id: version.id,
      workspace_id: version.workspaceId,
      playbook: version.playbook.id,
      content_hash: version.hash,
      body: JSON.stringify(version.playbook),
      source: version.source,
      added_at: version.at,
      added_by: version.actor.id,
      added_by_name: version.actor.name,
    })
    .execute()
}

export interface NewChoice {
  readonly id: string
  readonly workspaceId: string
  readonly workflowId: string
  readonly playbook: Playbook
  readonly hash: string
  readonly reason: string
  readonly at: Date
  readonly actor: Actor
}

export async function insertChoice(trx: Trx, choice: NewChoice): Promise<void> {
  await trx
    .insertInto('playbook_choices')
    .values({
      id: choice.id,
      workspace_id: choice.workspaceId,
      workflow_id: choice.workflowId,
      playbook: choice.playbook.id,
      content_hash: choice.hash,
      body: JSON.stringify(choice.playbook),
      reason: choice.reason,
      chosen_at: choice.at,
      chosen_by: choice.actor.id,
      chosen_by_name: choice.actor.name,
    })
    .execute()
}

const VERSION_COLUMNS = ['playbook', 'content_hash', 'body', 'source', 'added_at', 'added_by', 'added_by_name'] as const

function storedPlaybook(row: {
  playbook: string
  content_hash: string
  body: unknown
  source: string
  added_at: Date
  added_by: string
  added_by_name: string
}): StoredPlaybook {
  return {
    id: row.playbook,
    hash: row.content_hash,
    playbook: row.body as Playbook, // written by insertVersion alone
    source: row.source,
    addedAt: row.added_at,
    addedBy: { id: row.added_by, name: row.added_by_name },
  }
}
