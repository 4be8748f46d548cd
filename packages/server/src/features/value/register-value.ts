import { Readable } from 'node:stream'
import { api, type FocusQuery } from '@dayshift/contract'
import { inWorkspace } from '../../platform/database/index.ts'
import { type App, type Handling, register } from '../../platform/http/app.ts'
import type { Caller } from '../../platform/http/caller.ts'
import type { World } from '../../platform/world.ts'
import { exportCosts } from './export-costs.ts'
import type { ValueNeeds } from './needs.ts'
import { readValue } from './read-value.ts'
import { answerCost, askCost, sayHourRate } from './approve-cost.ts'
import { bookMoney, sayDecisionWorth, strikeMoney } from './value-service.ts'

type Reply = Handling<typeof api.exportCosts>['reply']

/** The routes of what a workflow costs and brings. */
export function registerValue(app: App, world: World, needs: ValueNeeds): void {
  const page = (caller: Caller, slug: string) =>
    inWorkspace(world.db, caller.workspaceId, (trx) => readValue(trx, world, needs, caller, slug), {
      isolation: 'repeatable read',
    })
  register(app, world, api.getValue, ({ caller, params: { slug } }) => page(caller, slug))
  register(app, world, api.bookMoney, async ({ caller, params: { slug }, body }) => {
    await bookMoney(world, caller, slug, body)
    return await page(caller, slug)
  })
  register(app, world, api.strikeMoney, async ({ caller, params: { slug }, body }) => {
    await strikeMoney(world, caller, slug, body)
    return await page(caller, slug)
  })
  register(app, world, api.askCost, async ({ caller, params: { slug }, body }) => {
    await askCost(world, caller, slug, body)
    return await page(caller, slug)
  })
  register(app, world, api.answerCost, async ({ caller, params: { slug }, body }) => {
    await answerCost(world, caller, slug, body)
    return await page(caller, slug)
  })
  register(app, world, api.sayHourRate, async ({ caller, params: { slug }, body }) => {
    await sayHourRate(world, caller, slug, body)
    return await page(caller, slug)
  })
  const table = async (caller: Caller, slug: string | null, query: FocusQuery, reply: Reply) => {
    const { month, unpriced, lines } = await exportCosts(world, caller.workspaceId, slug, query)
    return reply
      .code(200)
      .type('text/csv; charset=utf-8')
      .header('x-dayshift-unpriced-runs', String(unpriced))
      .header('content-disposition', `attachment; filename="costs-${slug === null ? '' : `${slug}-`}${month}.csv"`)
      .send(Readable.from(lines))
  }
  register(app, world, api.exportCosts, ({ caller, query, reply }) => table(caller, null, query, reply))
  register(app, world, api.exportWorkflowCosts, ({ caller, params: { slug }, query, reply }) =>
    table(caller, slug, query, reply),
  )
  register(app, world, api.sayDecisionWorth, async ({ caller, params: { slug }, body }) => {
    await sayDecisionWorth(world, caller, slug, body)
    return await page(caller, slug)
  })
}
