import { api } from '@dayshift/contract'
import { inWorkspace } from '../../platform/database/index.ts'
import { type App, register } from '../../platform/http/app.ts'
import type { Caller } from '../../platform/http/caller.ts'
import type { World } from '../../platform/world.ts'
import { acknowledgeAlert, type OnAlert, resolveAlert, snoozeAlert } from './answer-alert.ts'
import { listAlerts } from './list-alerts.ts'
import { readAlert } from './read-alert.ts'

/** The routes of alerts. */
export function registerAlerts(app: App, world: World): void {
  register(app, world, api.listAlerts, ({ caller: { workspaceId, actor }, query }) =>
    inWorkspace(world.db, workspaceId, (trx) => listAlerts(trx, world, workspaceId, actor.id, query)),
  )
  register(app, world, api.getAlert, ({ caller: { workspaceId, actor }, params: { id } }) =>
    inWorkspace(world.db, workspaceId, (trx) => readAlert(trx, world, workspaceId, actor, id)),
  )
  register(app, world, api.acknowledgeAlert, ({ caller, params }) => acknowledgeAlert(world, on(caller, params)))
  register(app, world, api.snoozeAlert, ({ caller, params, body }) =>
    snoozeAlert(world, on(caller, params), new Date(body.until)),
  )
  register(app, world, api.resolveAlert, ({ caller, params, body }) =>
    resolveAlert(world, on(caller, params), body, async () => {}),
  )
}

function on({ workspaceId, actor }: Caller, { id }: { readonly id: string }): OnAlert {
  return { workspaceId, actor, id }
}
