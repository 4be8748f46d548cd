import type { FastifyRequest } from 'fastify'
import type { Identified } from '../http/guard.ts'
import type { World } from '../world.ts'
import type { ApiKeys } from './api-keys.ts'
import type { Sessions } from './sessions.ts'

/** Finds out who calls: by API key where one is sent, else by the session's cookie. */
export function createIdentify(world: World, sessions: Sessions, keys: ApiKeys) {
  return async (request: FastifyRequest): Promise<Identified> => {
    const sent = sentKey(request)
    if (sent !== null) return await byKey(world, keys, sent)
    if (request.headers.cookie?.includes('dayshift.session_token=') !== true) return { kind: 'anonymous' }
    return await sessions.find(request.headers.cookie)
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
