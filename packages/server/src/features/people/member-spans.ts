import type { DutyPerson, Role } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx, World } from '../../platform/world.ts'

/** Notes from when on somebody is a member in a role, or none; the one before ends in the same instant. */
export async function noteMembership(
  trx: Trx,
  world: Pick<World, 'clock' | 'newId'>,
  workspaceId: string,
  personId: string,
  now: { readonly role: string; readonly active: boolean },
): Promise<void> {
  const at = world.clock.now()
  const ended = await trx
    .updateTable('member_spans')
    // Clocks of two servers may differ: a span never ends before it began.
    .set({ ended_at: sql<Date>`greatest(began_at, ${at})` })
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .returning('ended_at')
    .executeTakeFirst()
  if (!now.active) return
  const began = ended?.ended_at ?? at
  await trx
    .insertInto('member_spans')
    .values({ id: world.newId(), workspace_id: workspaceId, person_id: personId, role: now.role, began_at: began })
    .execute()
}

/** Everybody who was ever a member, as she stood at an instant; `active` where she could act then. */
export async function dutyPeople(trx: Trx, workspaceId: string, at: Date): Promise<DutyPerson[]> {
  const rows = await trx
    .selectFrom('members')
    .innerJoin('people', 'people.id', 'members.person_id')
    .leftJoin('member_spans', (join) =>
      join
        .onRef('member_spans.workspace_id', '=', 'members.workspace_id')
        .onRef('member_spans.person_id', '=', 'members.person_id')
        .on('member_spans.began_at', '<=', at)
        .on((on) => on.or([on('member_spans.ended_at', 'is', null), on('member_spans.ended_at', '>', at)])),
    )
    .select([
      'people.id',
      'people.name',
      'members.vendor',
      'members.joined_at',
      'members.role',
      'member_spans.role as role_then',
    ])
    .where('members.workspace_id', '=', workspaceId)
    .orderBy('people.name')
    .orderBy('people.id')
    .execute()
  return rows.map(({ id, name, vendor, joined_at: joinedAt, role, role_then: then }) => ({
    id,
    name,
    vendor,
    joinedAt,
    // The table's own check lets no other role in.
    role: (then ?? role) as Role,
    active: then !== null && then !== 'viewer',
  }))
}
