import { api } from '@dayshift/contract'
import { inWorkspace } from '../../platform/database/index.ts'
import { register } from '../../platform/http/app.ts'
import type { App } from '../../platform/http/app.ts'
import type { Caller } from '../../platform/http/caller.ts'
import type { World } from '../../platform/world.ts'
import { answerFirst, claim, correct, decide, readCase, reassign, release, renew, rerun } from './case-service.ts'
import type { OnCase } from './case-service.ts'
import { listCases } from './list-cases.ts'

/** The routes of the inbox. */
export function registerCases(app: App, world: World): void {
  register(app, world, api.listCases, async ({ caller, query }) =>
    inWorkspace(world.db, caller.workspaceId, (trx) =>
      listCases(trx, world, caller.workspaceId, caller.actor.id, query),
    ),
  )
  register(app, world, api.getCase, async ({ caller, params }) => readCase(world, on(caller, params)))
  register(app, world, api.claimCase, async ({ caller, params }) => claim(world, on(caller, params)))
  register(app, world, api.renewClaim, async ({ caller, params, body }) => renew(world, on(caller, params), body.token))
  register(app, world, api.releaseClaim, async ({ caller, params, body }) =>
    release(world, on(caller, params), body.token),
  )
  register(app, world, api.decideCase, async ({ caller, params, body }) => decide(world, on(caller, params), body))
  register(app, world, api.answerCaseFirst, async ({ caller, params, body }) =>
    answerFirst(world, on(caller, params), body),
  )
  register(app, world, api.reassignCase, async ({ caller, params, body }) =>
    reassign(world, on(caller, params), body.to, body.note),
  )
  register(app, world, api.correctCase, async ({ caller, params, body }) => correct(world, on(caller, params), body))
  register(app, world, api.rerunCase, async ({ caller, params, body }) =>
    rerun(world, on(caller, params), body.token, body.note),
  )
}

function on({ workspaceId, actor }: Caller, { id }: { readonly id: string }): OnCase {
  return { workspaceId, actor, caseId: id }
}
