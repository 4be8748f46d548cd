import type { FlagToken } from '@dayshift/contract'
import { type Actor, keyReference, permits, readFlagToken, type Scope, signFlagToken } from '@dayshift/core'
import { sql } from 'kysely'
import type { z } from 'zod'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import type { World } from '../../platform/world.ts'
import { flaggedRun } from './store.ts'

/** What a good flag token lets its holder do: flag one run as one reporter, for the key that signed it. */
export interface FlagPass {
  readonly workspaceId: string
  readonly runId: string
  readonly reporter: { readonly id: string; readonly name: string }
  readonly actor: Actor & { readonly kind: 'key' }
}

/** Signs a token for a host that can't do it by itself; the SDK signs without asking. */
export async function issueFlagToken(
  world: World,
  { workspaceId, actor }: { readonly workspaceId: string; readonly actor: Actor },
  runId: string,
  { reporter, minutes }: { readonly reporter: FlagPass['reporter']; readonly minutes: number },
): Promise<z.output<typeof FlagToken>> {
  const digest = await inWorkspace(world.db, workspaceId, async (trx) => {
    if ((await flaggedRun(trx, workspaceId, runId)) === null) throw notFound('run', runId)
    const key = await trx
      .selectFrom('api_keys')
      .select('secret_hash')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', actor.kind === 'key' ? actor.id : NOBODYS_KEY)
      .executeTakeFirst()
    return key?.secret_hash ?? null
  })
  if (digest === null) {
    throw new ProblemError({
      status: 403,
      code: 'not-permitted',
      title: 'Not permitted',
      detail: `${actor.name} can't sign a flag token: it is signed with the API key of a host.`,
      mend: 'Send it with the API key of the host that shows the output.',
    })
  }
  const expiresAt = new Date(Math.floor(world.clock.now().getTime() / 1000) * 1000 + minutes * 60_000)
  return { token: signFlagToken(digest, { runId, reporter, expiresAt }), expiresAt: expiresAt.toISOString() }
}

/** Reads and proves a token. What is forged, expired, too long-lived or signed with an ended key lets nobody in. */
export async function openFlagToken(world: World, token: string): Promise<FlagPass> {
  const read = readFlagToken(token)
  if (read === null) throw badToken('It is no flag token.')
  const key = await findKey(world, read.keyReference)
  // An unknown key and a wrong signature read the same: neither is told apart for whoever tries.
  if (key === null || !read.isSignedWith(key.secretHash)) throw badToken('It was not signed with a key of this server.')
  const { runId, reporter, expiresAt } = read.claims
  const now = world.clock.now()
  if (expiresAt <= now) {
    throw new ProblemError({
      status: 401,
      code: 'flag-token-expired',
      title: 'This page was open too long',
      detail: `The flag token of this page ended at ${expiresAt.toISOString()}.`,
      mend: 'Load the page again, then flag.',
    })
  }
  // A host's clock may be ahead by a little.
  if (expiresAt.getTime() > now.getTime() + LONGEST_MS) throw badToken('It holds for more than a day.')
  const { id, name, scopes, workspaceId } = key
  const actor = { kind: 'key', id, name, scopes } as const
  if (!permits(actor, 'runs:write')) throw badToken(`The key "${name}" lacks the scope runs:write.`)
  if (key.expiresAt !== null && key.expiresAt <= now) throw badToken(`The key "${name}" has expired.`)
  return { workspaceId, runId, reporter, actor }
}

const NOBODYS_KEY = '00000000-0000-0000-0000-000000000000'
const LONGEST_MS = 24 * 3_600_000 + 5 * 60_000

async function findKey(world: World, reference: string) {
  const row = await asSystem(world.db, (trx) =>
    trx
      .selectFrom('api_keys')
      .select(['id', 'workspace_id', 'name', 'scopes', 'expires_at', 'secret_hash'])
      .where(sql`encode(sha256(secret_hash), 'hex')`, '=', reference)
      .where('revoked_at', 'is', null)
      .executeTakeFirst(),
  )
  if (row === undefined || keyReference(row.secret_hash) !== reference) return null
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    // Written by the keys' own service alone, which takes scopes.
    scopes: row.scopes as Scope[],
    expiresAt: row.expires_at,
    secretHash: row.secret_hash,
  }
}

function badToken(why: string): ProblemError {
  return new ProblemError({
    status: 401,
    code: 'bad-flag-token',
    title: 'This page may not flag',
    detail: `The flag token of this page is not good: ${why}`,
    mend: 'Load the page again; whoever runs it signs the token with an API key of scope runs:write.',
  })
}
