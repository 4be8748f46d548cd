import { createHash, randomBytes } from 'node:crypto'
import type { Scope } from '@dayshift/core'
import { asSystem } from '../database/index.ts'
import type { Trx, World } from '../world.ts'

/** A key as it was found; it may have ended since. */
export interface KnownKey {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly expiresAt: Date | null
}

export interface NewKey {
  readonly workspaceId: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly expiresAt: Date | null
  readonly by: { readonly id: string; readonly name: string }
}

/** Milliseconds for which a found key is trusted; a key revoked in another process ends there after at most this. */
const TRUSTED_MS = 10_000
const MOST_TRUSTED = 10_000
const PREFIX = 'ds_'

export interface ApiKeys {
  /** Makes a key; its secret is known this once. */
  create(trx: Trx, key: NewKey): Promise<{ id: string; start: string; secret: string }>
  /** The key of a secret, or null where there is none or it was revoked. Expiry is the caller's to judge. */
  find(secret: string): Promise<KnownKey | null>
  /** Ends a key. `forget` it once the transaction has committed. */
  revoke(trx: Trx, workspaceId: string, id: string): Promise<{ name: string } | null>
  /** Has the next request look the key up again; in this process a revoked key ends at once. */
  forget(id: string): void
}

export function createApiKeys(world: Pick<World, 'db' | 'clock' | 'newId'>): ApiKeys {
  const trusted = new Map<string, { readonly key: KnownKey; readonly until: number }>()
  return {
    async create(trx, { workspaceId, name, scopes, expiresAt, by }) {
      // 256 random bits can't be guessed or looked up in a table, so a plain digest keeps them.
      const secret = PREFIX + randomBytes(32).toString('base64url')
      const start = secret.slice(0, PREFIX.length + 6)
      const id = world.newId()
      await trx
        .insertInto('api_keys')
        .values({
          id,
          workspace_id: workspaceId,
          name,
          start,
          secret_hash: digest(secret),
          scopes: [...scopes],
          created_at: world.clock.now(),
          created_by: by.id,
          created_by_name: by.name,
          last_used_at: null,
          expires_at: expiresAt,
          revoked_at: null,
        })
        .execute()
      return { id, start, secret }
    },

    async find(secret) {
      if (!secret.startsWith(PREFIX) || secret.length > 100) return null
      const hash = digest(secret)
      const place = hash.toString('base64')
      const now = world.clock.monotonicMs()
      const known = trusted.get(place)
      if (known !== undefined && known.until > now) return known.key
      trusted.delete(place)
      const key = await load(world, hash)
      if (key === null) return null
      if (trusted.size >= MOST_TRUSTED) trusted.clear()
      trusted.set(place, { key, until: now + TRUSTED_MS })
      return key
    },

    async revoke(trx, workspaceId, id) {
      const ended = await trx
        .updateTable('api_keys')
        .set({ revoked_at: world.clock.now() })
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .returning('name')
        .executeTakeFirst()
      return ended ?? null
    },

    forget(id) {
      for (const [place, { key }] of trusted) if (key.id === id) trusted.delete(place)
    },
  }
}

/** Finding a key also notes that it is used: once in ten seconds at most, as the rest is answered from memory. */
async function load(world: Pick<World, 'db' | 'clock'>, hash: Buffer): Promise<KnownKey | null> {
  const row = await asSystem(world.db, (trx) =>
    trx
      .updateTable('api_keys')
      .set({ last_used_at: world.clock.now() })
      .where('secret_hash', '=', hash)
      .where('revoked_at', 'is', null)
      .returning(['id', 'workspace_id', 'name', 'scopes', 'expires_at'])
      .executeTakeFirst(),
  )
  if (row === undefined) return null
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    // Written by `create` alone, which takes scopes.
    scopes: row.scopes as Scope[],
    expiresAt: row.expires_at,
  }
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
