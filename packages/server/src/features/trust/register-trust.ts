import { api } from '@dayshift/contract'
import { inWorkspace } from '../../platform/database/index.ts'
import { type App, register } from '../../platform/http/app.ts'
import type { World } from '../../platform/world.ts'
import { readTrust } from './trust-page.ts'
import { caseGuidance, confirmGuidance, setEnough } from './trust-service.ts'

/** The routes of when to rely on an output. */
export function registerTrust(app: App, world: World): void {
  register(app, world, api.getTrust, ({ caller: { workspaceId }, params: { slug } }) =>
    inWorkspace(world.db, workspaceId, (trx) => readTrust(trx, world, workspaceId, slug), {
      isolation: 'repeatable read',
    }),
  )
  register(app, world, api.confirmGuidance, ({ caller, params: { slug }, body }) =>
    confirmGuidance(world, caller, slug, body),
  )
  register(app, world, api.setEnough, ({ caller, params: { slug }, body }) => setEnough(world, caller, slug, body))
  register(app, world, api.caseGuidance, ({ caller: { workspaceId }, params: { id } }) =>
    caseGuidance(world, workspaceId, id),
  )
}
