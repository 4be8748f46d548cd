import { api } from '@dayshift/contract'
import { inWorkspace } from '../../platform/database/index.ts'
import { type App, register } from '../../platform/http/app.ts'
import type { World } from '../../platform/world.ts'
import { knownWorkflow } from '../workflows/index.ts'
import { planDraw, windowOf } from './draw-sample.ts'
import { readSampling } from './sampling-page.ts'
import { endSamplingPlan, judgeSample, mySamples, nextSample, setSamplingPlan } from './sampling-service.ts'

/** The routes of what is drawn to be judged. */
export function registerOutcomes(app: App, world: World): void {
  register(app, world, api.getSampling, ({ caller: { workspaceId }, params: { slug } }) =>
    inWorkspace(world.db, workspaceId, (trx) => readSampling(trx, workspaceId, slug)),
  )
  register(app, world, api.samplingSize, ({ caller: { workspaceId }, params: { slug }, query }) =>
    inWorkspace(world.db, workspaceId, async (trx) => {
      const { id } = await knownWorkflow(trx, workspaceId, slug)
      const place = { workspaceId, workflowId: id }
      const { units, size, strata, fault } = await planDraw(trx, place, query, windowOf(query, world.clock.now()))
      return {
        units,
        size,
        drawn: strata.reduce((sum, { drawn }) => sum + drawn, 0),
        strata: strata.map(({ of: _of, ...stratum }) => stratum),
        fault,
      }
    }),
  )
  register(app, world, api.setSamplingPlan, ({ caller, params: { slug }, body }) =>
    setSamplingPlan(world, caller, slug, body),
  )
  register(app, world, api.endSamplingPlan, ({ caller, params: { slug } }) => endSamplingPlan(world, caller, slug))
  register(app, world, api.nextSample, ({ caller, params: { slug } }) => nextSample(world, caller, slug))
  register(app, world, api.judgeSample, ({ caller, params: { slug }, body }) => judgeSample(world, caller, slug, body))
  register(app, world, api.mySamples, ({ caller }) =>
    inWorkspace(world.db, caller.workspaceId, (trx) => mySamples(trx, caller)),
  )
}
