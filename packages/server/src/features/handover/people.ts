import type { PersonRef } from '@dayshift/contract'
import type { DutyPerson, PersonFact } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { dutyPeople } from '../people/index.ts'

/** Everybody who is or was a member, as they stand now. */
export async function readPeople(
  trx: Trx,
  { clock }: Pick<World, 'clock'>,
  workspaceId: string,
): Promise<DutyPerson[]> {
  return await dutyPeople(trx, workspaceId, clock.now())
}

/** Names a person for the wire; whoever isn't known any more is named by the id. */
export type Name = (id: string) => PersonRef

export function nameBy(people: readonly PersonFact[]): Name {
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return (id) => ({ id, name: names.get(id) ?? id })
}
