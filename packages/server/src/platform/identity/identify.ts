import type { Role } from '@dayshift/core'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { asSystem } from '../database/index.ts'
import type { Identified } from '../http/guard.ts'
import type { World } from '../world.ts'
import type { ApiKeys } from './api-keys.ts'
import type { Auth } from './create-auth.ts'

/** Finds out who calls: by API key where one is sent, else by the session's cookie. */
export function createIdentify(world: World, auth: Auth, keys: ApiKeys) {
  return async (request: FastifyRequest): Promise<Identified> => {
    const sent = sentKey(request)
    if (sent !== null) return await byKey(world, keys, sent)
    if (request.headers.cookie?.includes('dayshift.session_token=') !== true) return { kind: 'anonymous' }
    return await bySession(world, auth, request.headers.cookie)
  }
}

function sentKey(request: FastifyRequest): string | null {
  const { authorization } = request.headers
  if (authorization !== undefined) return authorization.replace(/^bearer\s+/i, '')
  const own = request.headers['x-api-key']
  return typeof own === 'string' ? own : null
}

async function byKey(world: World, keys: ApiKeys, secret: string): Promise<Identified> {
  const key = await keys.find(secret)
  if (key === null) {
    return {
      kind: 'refused',
      code: 'unknown-key',
      detail: 'The API key of this request is not known here, or was revoked.',
      mend: 'Use a key that an admin made in People, Keys; its secret is shown only when it is made.',
    }
  }
  if (key.expiresAt !== null && key.expiresAt <= world.clock.now()) {
    return {
      kind: 'refused',
      code: 'expired-key',
      detail: `The API key "${key.name}" expired at ${key.expiresAt.toISOString()}.`,
      mend: 'An admin can make a new one in People, Keys.',
    }
  }
  const actor = { kind: 'key', id: key.id, name: key.name, scopes: key.scopes } as const
  return { kind: 'caller', caller: { workspaceId: key.workspaceId, actor, person: null }, setCookies: [] }
}

async function bySession(world: World, auth: Auth, cookie: string): Promise<Identified> {
  const { response, headers } = await readSession(world, auth, cookie)
  if (response === null) return { kind: 'anonymous' }
  const { id, name, email } = response.user
  const membership = await membershipOf(world, id)
  if (membership === null) {
    return {
      kind: 'refused',
      code: 'membership-ended',
      detail: 'Your membership in this workspace has ended.',
      mend: 'An admin of the workspace can restore it.',
    }
  }
  const { workspaceId, role } = membership
  return {
    kind: 'caller',
    caller: { workspaceId, actor: { kind: 'person', id, name, role }, person: { id, name, email, role } },
    setCookies: headers.getSetCookie(),
  }
}

async function readSession(world: World, auth: Auth, cookie: string) {
  try {
    return await auth.api.getSession({ headers: new Headers({ cookie }), returnHeaders: true })
  } catch (error) {
    // It hides why it failed. Where the database is away, this fails with the reason.
    await sql`select 1`.execute(world.db)
    throw error
  }
}

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
