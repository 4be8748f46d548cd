import { api } from '@dayshift/contract'
import { inWorkspace } from '../../platform/database/index.ts'
import { type App, register } from '../../platform/http/app.ts'
import type { Caller } from '../../platform/http/caller.ts'
import type { World } from '../../platform/world.ts'
import { describeDrill, drillsForPerson, listDrills } from './describe-drill.ts'
import {
  answerTask,
  beginDrill,
  closeDrill,
  listByHand,
  noticeFailure,
  type OnDrill,
  type OnDrills,
  stopDrill,
} from './drill-service.ts'
import type { TargetsOf } from './targets.ts'

/** The routes of drills. */
export function registerDrills(app: App, world: World, { targetsOf }: { readonly targetsOf: TargetsOf }): void {
  register(app, world, api.listDrills, ({ caller: { workspaceId, actor }, params: { slug } }) =>
    inWorkspace(world.db, workspaceId, (trx) => listDrills(trx, world, workspaceId, actor, slug)),
  )
  register(app, world, api.beginDrill, ({ caller, params, body }) =>
    beginDrill(world, of(caller, params), body, targetsOf),
  )
  register(app, world, api.myDrills, ({ caller: { workspaceId, actor } }) =>
    inWorkspace(world.db, workspaceId, (trx) => drillsForPerson(trx, world, workspaceId, actor.id)),
  )
  register(app, world, api.getDrill, ({ caller: { workspaceId, actor }, params: { id } }) =>
    inWorkspace(world.db, workspaceId, (trx) => describeDrill(trx, world, actor, id, workspaceId)),
  )
  register(app, world, api.answerPractice, ({ caller, params, body }) => answerTask(world, on(caller, params), body))
  register(app, world, api.listByHand, ({ caller, params, body }) => listByHand(world, on(caller, params), body.lines))
  register(app, world, api.noticeFailure, ({ caller, params, body }) =>
    noticeFailure(world, of(caller, params), body.note),
  )
  register(app, world, api.stopDrill, ({ caller, params, body }) => stopDrill(world, on(caller, params), body.reason))
  register(app, world, api.closeDrill, ({ caller, params, body }) => closeDrill(world, on(caller, params), body.notes))
}

function of({ workspaceId, actor }: Caller, { slug }: { readonly slug: string }): OnDrills {
  return { workspaceId, actor, slug }
}

function on({ workspaceId, actor }: Caller, { id }: { readonly id: string }): OnDrill {
  return { workspaceId, actor, id }
}
