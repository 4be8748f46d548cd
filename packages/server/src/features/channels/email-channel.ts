import { SEVERITIES } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'

/** The workspace's e-mail, made when it is first asked for; gives its id. */
export async function emailChannel(trx: Trx, world: World, workspaceId: string): Promise<string> {
  const known = await find(trx, workspaceId)
  if (known !== null) return known
  await trx
    .insertInto('channels')
    .values({
      id: world.newId(),
      workspace_id: workspaceId,
      kind: 'email',
      name: 'E-mail',
      shown: JSON.stringify({ place: '' }),
      sealed: null,
      severities: [...SEVERITIES],
      tells_changes: false,
      state: 'active',
      created_at: world.clock.now(),
      created_by_name: 'Dayshift',
    })
    .onConflict((conflict) => conflict.column('workspace_id').where('kind', '=', 'email').doNothing())
    .execute()
  const made = await find(trx, workspaceId)
  if (made === null) throw new Error(`Cannot make the e-mail channel of workspace "${workspaceId}"`)
  return made
}

async function find(trx: Trx, workspaceId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('channels')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', 'email')
    .executeTakeFirst()
  return row?.id ?? null
}
