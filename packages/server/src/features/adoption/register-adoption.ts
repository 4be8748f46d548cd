import { api, type AdoptionPage } from '@dayshift/contract'
import { inWorkspace } from '../../platform/database/index.ts'
import { type App, register } from '../../platform/http/app.ts'
import type { World } from '../../platform/world.ts'
import { chooseDenominator, claimCause, confirmUnits, declareUnits, setLeastDwell } from './adoption-service.ts'
import type { AdoptionNeeds } from './needs.ts'
import { readAdoption, WINDOW_WEEKS } from './read-adoption.ts'
import { takeInOutcomes, takeInUnits } from './take-in.ts'

/** The routes of adoption. */
export function registerAdoption(app: App, world: World, needs: AdoptionNeeds): void {
  const page = (workspaceId: string, slug: string, weeks = WINDOW_WEEKS): Promise<AdoptionPage> =>
    inWorkspace(world.db, workspaceId, (trx) => readAdoption(trx, world, needs, workspaceId, { slug, weeks }), {
      isolation: 'repeatable read',
    })
  register(app, world, api.sendUnits, ({ caller: { workspaceId }, body: { units, ...feed } }) =>
    takeInUnits(world, workspaceId, { ...feed, records: units }),
  )
  register(app, world, api.sendOutcomes, ({ caller: { workspaceId }, body: { outcomes, ...feed } }) =>
    takeInOutcomes(world, workspaceId, { ...feed, records: outcomes }),
  )
  register(app, world, api.getAdoption, ({ caller: { workspaceId }, params: { slug }, query: { weeks } }) =>
    page(workspaceId, slug, weeks),
  )
  register(app, world, api.chooseDenominator, async ({ caller, params: { slug }, body: { kind } }) => {
    await chooseDenominator(world, caller, slug, kind)
    return await page(caller.workspaceId, slug)
  })
  register(app, world, api.declareUnits, async ({ caller, params: { slug }, body }) => {
    await declareUnits(world, caller, slug, body)
    return await page(caller.workspaceId, slug)
  })
  register(app, world, api.confirmUnits, async ({ caller, params: { slug }, body }) => {
    await confirmUnits(world, caller, slug, body)
    return await page(caller.workspaceId, slug)
  })
  register(app, world, api.claimCause, async ({ caller, params: { slug }, body }) => {
    await claimCause(world, needs, caller, slug, body)
    return await page(caller.workspaceId, slug)
  })
  register(app, world, api.setLeastDwell, async ({ caller, params: { slug }, body }) => {
    await setLeastDwell(world, caller, slug, body)
    return await page(caller.workspaceId, slug)
  })
}
