import type { PersonRef } from '@dayshift/contract'
import type { Trx } from '../../platform/world.ts'
import { personOf } from '../people/index.ts'
import type { StoredPlan } from './store.ts'

/** Whoever judges by the plan; null where she has left. */
export async function judgeOf(trx: Trx, workspaceId: string, plan: StoredPlan): Promise<PersonRef | null> {
  const person = await personOf(trx, workspaceId, plan.judge)
  return person === null || !person.active ? null : { id: person.id, name: person.name }
}
