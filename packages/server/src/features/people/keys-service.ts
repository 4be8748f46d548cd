import type { ApiKey } from '@dayshift/contract'
import { DAY_MS, type Actor, type Scope } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound } from '../../platform/http/problem.ts'
import type { ApiKeys } from '../../platform/identity/index.ts'
import { publish } from '../../platform/live/index.ts'
import type { World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { keyOf } from './people-read-model.ts'

export interface KeyWish {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly expiresInDays?: number | null | undefined
}

export async function createKey(
  world: World,
  keys: ApiKeys,
  workspaceId: string,
  actor: Actor,
  wish: KeyWish,
): Promise<{ key: z.infer<typeof ApiKey>; secret: string }> {
  const { name } = wish
  const scopes = [...new Set(wish.scopes)]
  const days = wish.expiresInDays ?? null
  const expiresAt = days === null ? null : new Date(world.clock.now().getTime() + days * DAY_MS)
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const { id, start, secret } = await keys.create(trx, { workspaceId, name, scopes, expiresAt, by: actor })
    const key = await keyOf(trx, workspaceId, id)
    if (key === null) throw notFound('key', id)
    await publish(trx, workspaceId, { topic: 'people', workflow: null, id })
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'key-made',
      subject: `key:${id}`,
      sentence: `made the API key "${name}" (${start}…) with ${scopes.join(', ')}.`,
      details: { name, start, scopes, expiresAt: expiresAt?.toISOString() ?? null },
    })
    return { key, secret }
  })
}

export async function revokeKey(
  world: World,
  keys: ApiKeys,
  workspaceId: string,
  actor: Actor,
  id: string,
): Promise<void> {
  await inWorkspace(world.db, workspaceId, async (trx) => {
    const revoked = UUID.test(id) ? await keys.revoke(trx, workspaceId, id) : null
    if (revoked === null) throw notFound('key', id)
    await publish(trx, workspaceId, { topic: 'people', workflow: null, id })
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'key-revoked',
      subject: `key:${id}`,
      sentence: `revoked the API key "${revoked.name}".`,
      details: { name: revoked.name },
    })
  })
  keys.forget(id)
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
