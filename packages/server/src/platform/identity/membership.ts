import type { Role } from '@dayshift/core'
import { asSystem } from '../database/index.ts'
import type { World } from '../world.ts'

/** The first active membership counts: today a person works in one workspace. */
export async function membershipOf(
  world: Pick<World, 'db'>,
  personId: string,
): Promise<{ workspaceId: string; role: Role } | null> {
  const row = await asSystem(world.db, (trx) =>
    trx
      .selectFrom('members')
      .select(['workspace_id', 'role'])
      .where('person_id', '=', personId)
      .where('active', '=', true)
      .orderBy('joined_at')
      .limit(1)
      .executeTakeFirst(),
  )
  if (row === undefined) return null
  // The table's own check lets no other role in.
  return { workspaceId: row.workspace_id, role: row.role as Role }
}

/** Whether somebody is a member of another workspace too: her account is then not this workspace's alone. */
export async function belongsElsewhere(
  world: Pick<World, 'db'>,
  personId: string,
  workspaceId: string,
): Promise<boolean> {
  const row = await asSystem(world.db, (trx) =>
    trx
      .selectFrom('members')
      .select('workspace_id')
      .where('person_id', '=', personId)
      .where('workspace_id', '!=', workspaceId)
      .where('active', '=', true)
      .limit(1)
      .executeTakeFirst(),
  )
  return row !== undefined
}
