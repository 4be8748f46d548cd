import type { CaseActor } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'
import { personOf } from '../people/index.ts'

export type FoundMember =
  | { readonly kind: 'member'; readonly person: CaseActor }
  | { readonly kind: 'left' | 'viewer'; readonly name: string }
  | { readonly kind: 'unknown' }

/** The person whom a case can be given to. */
export async function findMember(trx: Trx, workspaceId: string, personId: string): Promise<FoundMember> {
  const person = await personOf(trx, workspaceId, personId)
  if (person === null) return { kind: 'unknown' }
  if (!person.active) return { kind: 'left', name: person.name }
  if (person.role === 'viewer') return { kind: 'viewer', name: person.name }
  return { kind: 'member', person: { id: person.id, name: person.name } }
}
