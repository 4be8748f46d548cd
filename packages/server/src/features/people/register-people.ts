import { api } from '@dayshift/contract'
import { permits } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import { register, type App } from '../../platform/http/app.ts'
import { isLoopback } from '../../platform/http/origin.ts'
import type { ApiKeys, Sessions } from '../../platform/identity/index.ts'
import type { World } from '../../platform/world.ts'
import { createKey, revokeKey } from './keys-service.ts'
import { listKeys, listPeople, workspaceName } from './people-read-model.ts'
import { addPerson, changePerson, type Leaving } from './people-service.ts'
import { readPrivacy, setPrivacy } from './privacy.ts'
import { resetPassword } from './reset-password.ts'
import { type ExampleSignIn, setUp, workspaceExists } from './set-up.ts'

export interface PeopleSetup {
  readonly keys: ApiKeys
  readonly sessions: Sessions
  /** The example workspace's sign-in, as long as it works; shown on the machine itself alone. */
  readonly example: () => Promise<ExampleSignIn | null>
  readonly leaving: Leaving
}

export function registerPeople(app: App, world: World, { keys, sessions, example, leaving }: PeopleSetup): void {
  register(app, world, api.setupState, async ({ request }) => ({
    needed: !(await workspaceExists(world)),
    example: isLoopback(request.ip) ? await example() : null,
  }))
  register(app, world, api.setup, async ({ body: { code, ...admin } }) => {
    await setUp(world, code, admin)
    return { ok: true } as const
  })
  register(app, world, api.session, async ({ caller: { person, workspaceId, actor } }) => {
    if (person === null) throw new TypeError('A key passed for a signed-in person')
    const { role, ...rest } = person
    return {
      person: rest,
      workspace: { id: workspaceId, name: await workspaceName(world, workspaceId) },
      role,
      permissions: PERMISSIONS.filter((permission) => permits(actor, permission)),
    }
  })

  register(app, world, api.listPeople, async ({ caller }) => ({ items: await listPeople(world, caller.workspaceId) }))
  register(app, world, api.addPerson, async ({ caller, body }) =>
    addPerson(world, caller.workspaceId, caller.actor, body),
  )
  register(app, world, api.changePerson, async ({ caller, params, body }) => {
    const changed = await changePerson(world, caller.workspaceId, caller.actor, params.id, body, leaving)
    sessions.forget(params.id)
    return changed
  })

  register(app, world, api.resetPassword, async ({ caller, params, body }) => {
    const person = await resetPassword(world, caller.workspaceId, caller.actor, params.id, body.password)
    sessions.forget(params.id)
    return person
  })

  register(app, world, api.getPrivacy, ({ caller: { workspaceId } }) =>
    inWorkspace(world.db, workspaceId, (trx) => readPrivacy(trx, workspaceId)),
  )
  register(app, world, api.setPrivacy, ({ caller, body }) => setPrivacy(world, caller, body))

  register(app, world, api.listKeys, async ({ caller }) => ({ items: await listKeys(world, caller.workspaceId) }))
  register(app, world, api.createKey, async ({ caller, body }) =>
    createKey(world, keys, caller.workspaceId, caller.actor, body),
  )
  register(app, world, api.revokeKey, async ({ caller, params }) => {
    await revokeKey(world, keys, caller.workspaceId, caller.actor, params.id)
    return { ok: true } as const
  })
}

/** Every permission that some route needs. */
const PERMISSIONS = [...new Set(Object.values(api).map((route) => route.permission))].filter(
  (permission) => permission !== 'public' && permission !== 'signed-in',
)
