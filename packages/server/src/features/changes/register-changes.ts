import { api } from '@dayshift/contract'
import { inWorkspace } from '../../platform/database/index.ts'
import { type App, register } from '../../platform/http/app.ts'
import type { Caller } from '../../platform/http/caller.ts'
import type { World } from '../../platform/world.ts'
import { createCompiledGates } from '../workflows/index.ts'
import { approveChange, liftOwnNotYet, sayNotYet, withdrawChange } from './approve-change.ts'
import { changeEffect } from './effect.ts'
import type { ChangesNeeds } from './needs.ts'
import { type OnChange, readDetail } from './on-change.ts'
import { editChange, proposeChange } from './propose-change.ts'
import { approversOf, changesFor, listChanges } from './read-changes.ts'
import { shadowChange, takeInShadowRuns } from './shadow.ts'
import { holdChange, resumeChange, rollBackChange, startChange, stepChange } from './roll-out.ts'

/** The routes of changes: the one way in which what runs is changed. */
export function registerChanges(app: App, world: World, needs: ChangesNeeds): void {
  const changes = { world, needs, gates: createCompiledGates() }

  register(app, world, api.proposeChange, ({ caller: { workspaceId, actor }, params: { slug }, body }) =>
    proposeChange(changes, { workspaceId, actor, slug }, body),
  )
  register(app, world, api.listChanges, ({ caller, params, query }) =>
    listChanges(changes, caller.workspaceId, params.slug, query),
  )
  register(app, world, api.changesForMe, ({ caller }) => changesFor(changes, caller.workspaceId, caller.actor))
  register(app, world, api.getApprovers, ({ caller, params }) => approversOf(changes, caller.workspaceId, params.slug))
  register(app, world, api.getChange, ({ caller, params }) =>
    inWorkspace(world.db, caller.workspaceId, (trx) => readDetail(trx, changes, on(caller, params)), {
      isolation: 'repeatable read',
    }),
  )
  register(app, world, api.changeEffect, ({ caller, params }) =>
    changeEffect(changes, caller.workspaceId, params.slug, params.id),
  )
  register(app, world, api.editChange, ({ caller, params, body }) => editChange(changes, on(caller, params), body))
  register(app, world, api.withdrawChange, ({ caller, params, body }) =>
    withdrawChange(changes, on(caller, params), body.reason),
  )
  register(app, world, api.approveChange, ({ caller, params, body }) =>
    approveChange(changes, on(caller, params), body.contentHash),
  )
  register(app, world, api.sayNotYet, ({ caller, params, body }) => sayNotYet(changes, on(caller, params), body.reason))
  register(app, world, api.liftNotYet, ({ caller, params }) => liftOwnNotYet(changes, on(caller, params)))
  register(app, world, api.startChange, ({ caller, params, body }) =>
    startChange(changes, on(caller, params), body.contentHash),
  )
  register(app, world, api.stepChange, ({ caller, params }) => stepChange(changes, on(caller, params)))
  register(app, world, api.holdChange, ({ caller, params, body }) =>
    holdChange(changes, on(caller, params), body.reason),
  )
  register(app, world, api.resumeChange, ({ caller, params }) => resumeChange(changes, on(caller, params)))
  register(app, world, api.shadowChange, ({ caller, params, body }) =>
    shadowChange(changes, on(caller, params), body.percent),
  )
  register(app, world, api.sendShadowRuns, ({ caller, body }) =>
    takeInShadowRuns(changes, caller.workspaceId, body.records),
  )
  register(app, world, api.rollBackChange, ({ caller, params, body }) =>
    rollBackChange(changes, on(caller, params), body.reason),
  )
}

function on({ workspaceId, actor }: Caller, params: { readonly slug: string; readonly id: string }): OnChange {
  return { workspaceId, actor, slug: params.slug, id: params.id }
}
