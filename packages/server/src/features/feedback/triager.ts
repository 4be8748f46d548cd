import type { PersonRef } from '@dayshift/contract'
import { nameIn, onWatch } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'
import { dutiesFacts } from '../duties/index.ts'

/** Whose turn it is to answer: whoever is on watch for the workflow; null where the workspace has no admin. */
export async function triagerOf(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  now: Date,
): Promise<PersonRef | null> {
  const facts = await dutiesFacts(trx, { workspaceId, workflowId }, now)
  const { person } = onWatch(facts.assignments, facts.people, now)
  return person === null ? null : { id: person, name: nameIn(facts.people, person) }
}

/** The same of several workflows, by id. */
export async function triagersOf(
  trx: Trx,
  workspaceId: string,
  workflowIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, PersonRef | null>> {
  const triagers = new Map<string, PersonRef | null>()
  for (const id of new Set(workflowIds)) triagers.set(id, await triagerOf(trx, workspaceId, id, now))
  return triagers
}
