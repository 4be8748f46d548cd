import type { DutyFact } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'

/** The duties with the names of their holders instead of ids. */
export async function namedDuties(
  trx: Trx,
  workspaceId: string,
  duties: readonly DutyFact[],
): Promise<{ readonly duty: string; readonly person: string }[]> {
  if (duties.length === 0) return []
  const rows = await trx
    .selectFrom('members')
    .innerJoin('people', 'people.id', 'members.person_id')
    .select(['people.id', 'people.name'])
    .where('members.workspace_id', '=', workspaceId)
    .where('people.id', 'in', [...new Set(duties.map(({ person }) => person))])
    .execute()
  const names = new Map(rows.map(({ id, name }) => [id, name] as const))
  return duties.map(({ duty, person }) => ({ duty, person: names.get(person) ?? person }))
}
