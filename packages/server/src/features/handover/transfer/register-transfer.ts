import { api } from '@dayshift/contract'
import { inWorkspace } from '../../../platform/database/index.ts'
import { type App, register } from '../../../platform/http/app.ts'
import type { Caller } from '../../../platform/http/caller.ts'
import type { World } from '../../../platform/world.ts'
import { workflowNamed } from '../../duties/index.ts'
import { accept, cancel, check, close, giveBack, type OnTransfer, plan, postpone } from './transfer-service.ts'
import { transfersOf, transferView } from './transfer-view.ts'

/** The routes of the transfer and of early support. */
export function registerTransfer(app: App, world: World): void {
  register(app, world, api.getTransfer, ({ caller: { workspaceId, actor }, params: { slug } }) =>
    inWorkspace(world.db, workspaceId, async (trx) =>
      transferView(trx, world, workspaceId, actor, await workflowNamed(trx, workspaceId, slug)),
    ),
  )
  register(app, world, api.planTransfer, ({ caller, params, body }) => plan(world, on(caller, params), body))
  register(app, world, api.acceptTransfer, ({ caller, params, body }) => accept(world, on(caller, params), body))
  register(app, world, api.postponeTransfer, ({ caller, params, body }) => postpone(world, on(caller, params), body))
  register(app, world, api.cancelTransfer, ({ caller, params, body }) => cancel(world, on(caller, params), body))
  register(app, world, api.handBack, ({ caller, params, body }) => giveBack(world, on(caller, params), body))
  register(app, world, api.checkSupportDay, ({ caller, params, body }) => check(world, on(caller, params), body))
  register(app, world, api.closeSupport, ({ caller, params, body }) => close(world, on(caller, params), body))
  register(app, world, api.myTransfers, ({ caller: { workspaceId, actor } }) =>
    inWorkspace(world.db, workspaceId, (trx) => transfersOf(trx, world, workspaceId, actor.id)),
  )
}

function on({ workspaceId, actor }: Caller, { slug }: { readonly slug: string }): OnTransfer {
  return { workspaceId, actor, slug }
}
