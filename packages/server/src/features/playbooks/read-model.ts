import {
  DEFAULT_PLAYBOOK,
  type PlaybookDetail,
  type PlaybookList,
  Playbook as PlaybookWire,
  type ShippedId,
  shippedPlaybook,
  shippedPlaybooks,
  type WorkflowPlaybook,
} from '@dayshift/contract'
import type { Actor, Playbook } from '@dayshift/core'
import type { z } from 'zod'
import type { Trx } from '../../platform/world.ts'
import { allSlugs, choicesByPlaybook, chosenPlaybook, ownPlaybook, ownPlaybooks, type StoredPlaybook } from './store.ts'

type Summary = z.output<typeof PlaybookList>['items'][number]

/** A playbook in its newest version, wherever it comes from. */
export interface KnownPlaybook {
  readonly playbook: Playbook
  readonly hash: string
  readonly source: string
  /** Null for those that ship. */
  readonly own: StoredPlaybook | null
}

export function isShipped(id: string): id is ShippedId {
  return shippedPlaybooks().some((shipped) => shipped.id === id)
}

export async function knownPlaybook(trx: Trx, workspaceId: string, id: string): Promise<KnownPlaybook | null> {
  if (isShipped(id)) return { ...shippedPlaybook(id), own: null }
  const own = await ownPlaybook(trx, workspaceId, id)
  return own === null ? null : { playbook: own.playbook, hash: own.hash, source: own.source, own }
}

/** Those that ship first, then the organisation's own by name of id. */
export async function listPlaybooks(trx: Trx, workspaceId: string): Promise<z.output<typeof PlaybookList>> {
  const usage = await usageOf(trx, workspaceId)
  const shipped = shippedPlaybooks().map((each) => ({ ...each, own: null }))
  const own = (await ownPlaybooks(trx, workspaceId)).map((each) => ({ ...each, own: each }))
  return { items: [...shipped, ...own].map((known) => summaryOf(known, usage)) }
}

export async function playbookDetail(
  trx: Trx,
  workspaceId: string,
  known: KnownPlaybook,
): Promise<z.output<typeof PlaybookDetail>> {
  return {
    summary: summaryOf(known, await usageOf(trx, workspaceId)),
    playbook: PlaybookWire.parse(known.playbook),
    source: known.source,
  }
}

export async function summaryNow(trx: Trx, workspaceId: string, known: KnownPlaybook): Promise<Summary> {
  return summaryOf(known, await usageOf(trx, workspaceId))
}

export async function playbookOfWorkflow(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  actor: Actor,
): Promise<z.output<typeof WorkflowPlaybook>> {
  const { playbook, hash, choice } = await chosenPlaybook(trx, workspaceId, workflowId)
  const known = await knownPlaybook(trx, workspaceId, playbook.id)
  return {
    playbook: PlaybookWire.parse(playbook),
    hash,
    chosenAt: choice?.at.toISOString() ?? null,
    chosenBy: choice?.by ?? null,
    reason: choice?.reason ?? null,
    newer: known === null || known.hash === hash ? null : known.hash,
    mayChoose: mayChoose(actor),
  }
}

/** Which playbook binds a workflow decides what counts: that is for admins, and for no key. */
export function mayChoose(actor: Actor): boolean {
  return actor.kind === 'person' && actor.role === 'admin'
}

type Usage = ReadonlyMap<string, readonly string[]>

async function usageOf(trx: Trx, workspaceId: string): Promise<Usage> {
  const chosen = await choicesByPlaybook(trx, workspaceId)
  const bySlug = new Map(chosen.map(({ slug, playbook }) => [slug, playbook]))
  const usage = new Map<string, string[]>()
  for (const slug of await allSlugs(trx, workspaceId)) {
    const id = bySlug.get(slug) ?? DEFAULT_PLAYBOOK
    usage.set(id, [...(usage.get(id) ?? []), slug])
  }
  return usage
}

function summaryOf({ playbook, hash, own }: Omit<KnownPlaybook, 'source'>, usage: Usage): Summary {
  const { id, name, purpose, stages, duties, documents } = playbook
  return {
    id,
    name,
    purpose,
    hash,
    shipped: own === null,
    criteria: stages.reduce((sum, stage) => sum + stage.criteria.length, 0),
    duties: duties.length,
    documents: documents.length,
    addedAt: own?.addedAt.toISOString() ?? null,
    addedBy: own?.addedBy ?? null,
    workflows: [...(usage.get(id) ?? [])],
  }
}
