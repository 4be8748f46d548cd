import { api } from '@dayshift/contract'
import type { Actor } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import { type App, register } from '../../platform/http/app.ts'
import type { World } from '../../platform/world.ts'
import { assign, type DutiesMoved, type Wishes } from './duty-service.ts'
import {
  dutiesHeldBy,
  dutyHeldAt,
  dutyTable,
  onWatchAt,
  type StageOf,
  type StagesOf,
  watchList,
  workflowNamed,
} from './read-model.ts'

export interface DutiesSetup {
  readonly stageOf: StageOf
  readonly stagesOf: StagesOf
  readonly moved: DutiesMoved
}

/** The routes of duties and of who is on watch. */
export function registerDuties(app: App, world: World, { stageOf, stagesOf, moved }: DutiesSetup): void {
  const assignAs = (workspaceId: string, actor: Actor, slug: string, wishes: Wishes) =>
    assign(world, { workspaceId, actor, slug }, wishes, moved, (trx, workflow) =>
      dutyTable(trx, world, workspaceId, actor, workflow, stageOf),
    )

  register(app, world, api.listDuties, ({ caller: { workspaceId, actor }, params: { slug } }) =>
    inWorkspace(world.db, workspaceId, async (trx) =>
      dutyTable(trx, world, workspaceId, actor, await workflowNamed(trx, workspaceId, slug), stageOf),
    ),
  )
  register(app, world, api.assignDuties, ({ caller: { workspaceId, actor }, params: { slug }, body }) =>
    assignAs(workspaceId, actor, slug, body),
  )
  register(app, world, api.assignDuty, ({ caller: { workspaceId, actor }, params: { slug, duty }, body }) =>
    assignAs(workspaceId, actor, slug, {
      duties: [{ duty, person: body.person }],
      reason: body.reason,
      holder: body.holder,
    }),
  )
  register(app, world, api.dutyAt, ({ caller: { workspaceId }, params: { slug, duty }, query }) =>
    inWorkspace(world.db, workspaceId, async (trx) => {
      const workflow = await workflowNamed(trx, workspaceId, slug)
      const now = world.clock.now()
      const at = query.at === undefined ? now : new Date(query.at)
      return dutyHeldAt(trx, { workspaceId, workflowId: workflow.id }, duty, at, now)
    }),
  )
  register(app, world, api.watchOf, ({ caller: { workspaceId }, params: { slug }, query }) =>
    inWorkspace(world.db, workspaceId, async (trx) => {
      const workflow = await workflowNamed(trx, workspaceId, slug)
      const at = query.at === undefined ? world.clock.now() : new Date(query.at)
      return onWatchAt(trx, { workspaceId, workflowId: workflow.id }, at)
    }),
  )
  register(app, world, api.listWatch, ({ caller: { workspaceId } }) =>
    inWorkspace(world.db, workspaceId, (trx) => watchList(trx, world, workspaceId, stagesOf)),
  )
  register(app, world, api.myDuties, ({ caller: { workspaceId, actor } }) =>
    inWorkspace(world.db, workspaceId, (trx) => dutiesHeldBy(trx, workspaceId, actor.id)),
  )
}
