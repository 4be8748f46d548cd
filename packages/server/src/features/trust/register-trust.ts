import { api } from '@dayshift/contract'
import { inWorkspace } from '../../platform/database/index.ts'
import { type App, register } from '../../platform/http/app.ts'
import type { World } from '../../platform/world.ts'
import { readTrust } from './trust-page.ts'
import { caseGuidance, confirmGuidance, personReliance, setEnough, setHumanFirst } from './trust-service.ts'

/** The routes of when to rely on an output. */
export function registerTrust(app: App, world: World): void {
  register(app, world, api.getTrust, ({ caller: { workspaceId, actor }, params: { slug } }) =>
    inWorkspace(world.db, workspaceId, (trx) => readTrust(trx, world, { workspaceId, readerId: actor.id }, slug), {
      isolation: 'repeatable read',
    }),
  )
  register(app, world, api.confirmGuidance, ({ caller, params: { slug }, body }) =>
    confirmGuidance(world, caller, slug, body),
  )
  register(app, world, api.setEnough, ({ caller, params: { slug }, body }) => setEnough(world, caller, slug, body))
  register(app, world, api.setHumanFirst, ({ caller, params: { slug }, body }) =>
    setHumanFirst(world, caller, slug, body),
  )
  register(app, world, api.personReliance, ({ caller, params: { slug, person } }) =>
    personReliance(world, caller, slug, person),
  )
  register(app, world, api.caseGuidance, ({ caller, params: { id } }) => caseGuidance(world, caller, id))
}
