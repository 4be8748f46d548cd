import type { Trx } from '../../platform/world.ts'

/** Names of everybody who is or was in the workspace, by id; one look-up for many. */
export async function namesOfPeople(trx: Trx, workspaceId: string): Promise<(person: string) => string> {
  const rows = await trx
    .selectFrom('members')
    .innerJoin('people', 'people.id', 'members.person_id')
    .select(['people.id', 'people.name'])
    .where('members.workspace_id', '=', workspaceId)
    .execute()
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return (person) => names.get(person) ?? 'Somebody who left'
}
