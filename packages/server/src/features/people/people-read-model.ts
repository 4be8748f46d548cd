import type { ApiKey, Person } from '@dayshift/contract'
import type { Role, Scope } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import type { Trx, World } from '../../platform/world.ts'

type Db = Pick<World, 'db'>
type PersonRow = z.infer<typeof Person>
type KeyRow = z.infer<typeof ApiKey>

/** Everybody who is or was a member, by name. */
export async function listPeople({ db }: Db, workspaceId: string): Promise<PersonRow[]> {
  return await inWorkspace(db, workspaceId, (trx) => peopleOf(trx, workspaceId, null))
}

export async function personOf(trx: Trx, workspaceId: string, personId: string): Promise<PersonRow | null> {
  const [person] = await peopleOf(trx, workspaceId, personId)
  return person ?? null
}

async function peopleOf(trx: Trx, workspaceId: string, personId: string | null): Promise<PersonRow[]> {
  const rows = await trx
    .selectFrom('members')
    .innerJoin('people', 'people.id', 'members.person_id')
    .select((of) => [
      'people.id',
      'people.name',
      'people.email',
      'members.role',
      'members.active',
      'members.joined_at',
      'members.vendor',
      of
        .selectFrom('cases')
        .select((cases) => cases.fn.countAll<number>().as('n'))
        .whereRef('cases.workspace_id', '=', 'members.workspace_id')
        .where('cases.closed_at', 'is', null)
        .where((cases) =>
          cases.or([
            cases('cases.assigned_to', '=', cases.ref('people.id')),
            cases('cases.claimed_by', '=', cases.ref('people.id')),
          ]),
        )
        .as('open_cases'),
      of
        .selectFrom('duty_assignments')
        .select((duties) => duties.fn.countAll<number>().as('n'))
        .whereRef('duty_assignments.workspace_id', '=', 'members.workspace_id')
        .whereRef('duty_assignments.person_id', '=', 'people.id')
        .where('duty_assignments.ended_at', 'is', null)
        .as('duties'),
    ])
    .where('members.workspace_id', '=', workspaceId)
    .$if(personId !== null, (query) => query.where('people.id', '=', personId))
    .orderBy('people.name')
    .orderBy('people.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    // The table's own check lets no other role in.
    role: row.role as Role,
    active: row.active,
    joinedAt: row.joined_at.toISOString(),
    vendor: row.vendor,
    openCases: row.open_cases ?? 0,
    duties: row.duties ?? 0,
  }))
}

/** Keys that have not been revoked, newest first. */
export async function listKeys({ db }: Db, workspaceId: string): Promise<KeyRow[]> {
  return await inWorkspace(db, workspaceId, (trx) => keysOf(trx, workspaceId, null))
}

export async function keyOf(trx: Trx, workspaceId: string, id: string): Promise<KeyRow | null> {
  const [key] = await keysOf(trx, workspaceId, id)
  return key ?? null
}

async function keysOf(trx: Trx, workspaceId: string, id: string | null): Promise<KeyRow[]> {
  const rows = await trx
    .selectFrom('api_keys')
    .select(['id', 'name', 'start', 'scopes', 'created_at', 'last_used_at', 'expires_at'])
    .where('workspace_id', '=', workspaceId)
    .where('revoked_at', 'is', null)
    .$if(id !== null, (query) => query.where('id', '=', id))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    start: row.start,
    // Only `ApiKeys.create` writes them.
    scopes: row.scopes as Scope[],
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    expiresAt: row.expires_at?.toISOString() ?? null,
  }))
}

export async function workspaceName({ db }: Db, workspaceId: string): Promise<string> {
  const row = await inWorkspace(db, workspaceId, (trx) =>
    trx.selectFrom('workspaces').select('name').where('id', '=', workspaceId).executeTakeFirstOrThrow(),
  )
  return row.name
}

/** Names of the active admins: those who can give a permission. */
export async function adminsOf({ db }: Db, workspaceId: string): Promise<string[]> {
  const rows = await inWorkspace(db, workspaceId, (trx) =>
    trx
      .selectFrom('members')
      .innerJoin('people', 'people.id', 'members.person_id')
      .select('people.name')
      .where('members.workspace_id', '=', workspaceId)
      .where('members.role', '=', 'admin')
      .where('members.active', '=', true)
      .orderBy('people.name')
      .limit(5)
      .execute(),
  )
  return rows.map((row) => row.name)
}
