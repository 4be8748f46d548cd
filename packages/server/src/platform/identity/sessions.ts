import { sql } from 'kysely'
import type { Identified } from '../http/guard.ts'
import type { World } from '../world.ts'
import type { Auth } from './create-auth.ts'
import { membershipOf } from './membership.ts'

/** Who calls, by the cookie of a session. */
export interface Sessions {
  find(cookie: string): Promise<Identified>
  /** Has the next requests of a person (of everybody, where it is null) look her up again: her role or sessions changed. */
  forget(personId: string | null): void
  /** Has the next request with this cookie look it up again: its session ended. */
  forgetCookie(cookie: string): void
}

/**
 * Milliseconds for which a session that was found is trusted. In this process what ends or changes it counts at once;
 * others hear of it by the live event of the act.
 */
const TRUSTED_MS = 5_000
const MOST_TRUSTED = 10_000
const LONGEST_COOKIE = 2_000

export function createSessions(world: World, auth: Auth): Sessions {
  const trusted = new Map<string, { readonly found: Identified & { kind: 'caller' }; readonly until: number }>()
  // What was read before a change and arrives after it is not kept.
  let changes = 0
  return {
    async find(cookie) {
      const now = world.clock.monotonicMs()
      const known = trusted.get(cookie)
      if (known !== undefined && known.until > now) return known.found
      trusted.delete(cookie)
      const before = changes
      const read = await readCaller(world, auth, cookie)
      if (read.kind === 'caller' && changes === before && cookie.length <= LONGEST_COOKIE) {
        if (trusted.size >= MOST_TRUSTED) trusted.clear()
        trusted.set(cookie, { found: { ...read, setCookies: [] }, until: now + TRUSTED_MS })
      }
      return read
    },

    forget(personId) {
      changes += 1
      for (const [cookie, { found }] of trusted) {
        if (personId === null || found.caller.person?.id === personId) trusted.delete(cookie)
      }
    },

    forgetCookie(cookie) {
      changes += 1
      trusted.delete(cookie)
    },
  }
}

async function readCaller(world: World, auth: Auth, cookie: string): Promise<Identified> {
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
