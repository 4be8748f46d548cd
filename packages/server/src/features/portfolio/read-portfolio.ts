import type { Portfolio, PortfolioItem } from '@dayshift/contract'
import { createDecimalSum, DAY_MS, portfolioTotals, shareOf } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound } from '../../platform/http/problem.ts'
import type { Trx, World } from '../../platform/world.ts'
import { ADOPTION_WINDOW_DAYS } from '../adoption/index.ts'
import { openAlertCounts } from '../alerts/index.ts'
import { healthStates } from '../health/index.ts'
import { readCostDays } from '../runs/index.ts'
import { allWorkflows, type StoredWorkflow } from '../workflows/index.ts'
import { type StoredInitiative, storedInitiatives } from './initiatives.ts'
import { keptLooks, type KeptLook, lookAgain } from './look.ts'
import type { PortfolioNeeds } from './needs.ts'

type Item = z.output<typeof PortfolioItem>

const COST_DAYS = 30

/** Every initiative of the workspace. What changed since it was looked at is looked at first. */
export async function readPortfolio(world: World, needs: PortfolioNeeds, workspaceId: string): Promise<Portfolio> {
  await lookAgain(world, needs, workspaceId)
  return await inWorkspace(
    world.db,
    workspaceId,
    async (trx) => {
      const items = await itemsOf(trx, world, workspaceId)
      return {
        totals: portfolioTotals(
          items.map(({ stage, deployed, adopted, limbo, slug, givenUp }) => ({
            stage,
            deployed,
            adopted,
            inLimbo: limbo !== null,
            isMeasured: slug !== null,
            givenUp,
          })),
        ),
        windowDays: ADOPTION_WINDOW_DAYS,
        items,
      }
    },
    { isolation: 'repeatable read' },
  )
}

/** The row of one workflow. */
export async function readPortfolioItem(
  world: World,
  needs: PortfolioNeeds,
  workspaceId: string,
  slug: string,
): Promise<Item> {
  await lookAgain(world, needs, workspaceId, slug)
  const items = await inWorkspace(world.db, workspaceId, (trx) => itemsOf(trx, world, workspaceId), {
    isolation: 'repeatable read',
  })
  const item = items.find((each) => each.slug === slug)
  if (item === undefined) throw notFound('workflow', slug)
  return item
}

async function itemsOf(trx: Trx, world: World, workspaceId: string): Promise<Item[]> {
  const now = world.clock.now()
  const looks = await keptLooks(trx, workspaceId)
  const alerts = await openAlertCounts(trx, workspaceId)
  const health = await healthStates(trx, workspaceId)
  const from = new Date(now.getTime() - (COST_DAYS - 1) * DAY_MS)
  const costs = Map.groupBy(
    await readCostDays(trx, workspaceId, null, isoDay(from), isoDay(now)),
    ({ workflowId }) => workflowId,
  )
  const units = await unitsOf(trx, workspaceId)
  const lookAgain = await lookAgainOf(trx, workspaceId)
  const listed = await storedInitiatives(trx, workspaceId)
  const listedOf = new Map(listed.flatMap((each) => (each.workflowId === null ? [] : [[each.workflowId, each]])))
  const items = (await allWorkflows(trx, workspaceId)).map((workflow) => {
    const { id } = workflow
    const list = listedOf.get(id)
    return workflowItem(workflow, looks.get(id) ?? null, now, {
      unit: units.get(id) ?? list?.unit ?? '',
      risk: list?.risk ?? '',
      alerts: alerts.get(id) ?? { open: 0, urgent: 0, unanswered: 0 },
      lookAgain: lookAgain.get(id) ?? null,
      health: health.get(id) ?? { state: 'unknown', departed: 0 },
      costs: Map.groupBy(costs.get(id) ?? [], ({ currency }) => currency),
    })
  })
  return [...items, ...listed.filter(({ workflowId }) => workflowId === null).map(listedItem)]
}

interface Beside extends Pick<Item, 'unit' | 'risk' | 'alerts' | 'health'> {
  /** As it was said when it was registered. */
  readonly lookAgain: string | null
  readonly costs: ReadonlyMap<string, readonly { readonly amount: string }[]>
}

function workflowItem(
  { slug, name, createdAt }: StoredWorkflow,
  kept: KeptLook | null,
  now: Date,
  { costs, lookAgain, ...beside }: Beside,
): Item {
  const look = kept?.look ?? null
  return {
    id: `workflow:${slug}`,
    slug,
    name,
    ...beside,
    // Of one that nobody has looked at yet nothing is claimed.
    stage: look?.standing.stage ?? 'unknown',
    stageName: look?.stageName ?? 'Not looked at yet',
    days: look?.standing.days ?? Math.floor((now.getTime() - createdAt.getTime()) / DAY_MS),
    owner: look?.owner ?? null,
    onWatch: look?.onWatch ?? null,
    deployed: look?.standing.deployed ?? 'unknown',
    adopted: look?.standing.adopted ?? 'unknown',
    influence: look?.influence == null ? null : shareOf(look.influence),
    limbo: look?.standing.limbo ?? null,
    care: look?.standing.care ?? null,
    nextDate: soonest(
      [
        look?.standing.nextDate ?? null,
        lookAgain === null ? null : { day: lookAgain, what: 'look again' },
        look?.review == null ? null : { day: look.review.day, what: `review: ${look.review.name}` },
      ],
      isoDay(now),
    ),
    costs: [...costs].map(([currency, of]) => {
      const sum = createDecimalSum()
      for (const { amount } of of) sum.add(amount)
      return { currency, amount: sum.total() }
    }),
    worth: look?.worth ?? null,
    money: look?.money ?? null,
    payback: look?.payback ?? null,
    givenUp: look?.standing.givenUp == null ? null : { ...look.standing.givenUp, spent: spentOn(look) },
    signs: look?.signs ?? [],
    asOf: (kept?.lookedAt ?? createdAt).toISOString(),
  }
}

function listedItem({ id, name, unit, stage, stageWritten, owner, risk, dueOn, importedAt }: StoredInitiative): Item {
  return {
    id: `listed:${id}`,
    slug: null,
    name,
    unit,
    stage,
    stageName: stageWritten === '' ? 'Not said' : stageWritten,
    days: null,
    owner: owner === '' ? null : owner,
    onWatch: null,
    deployed: 'unknown',
    adopted: 'unknown',
    influence: null,
    health: { state: 'unknown', departed: 0 },
    alerts: { open: 0, urgent: 0, unanswered: 0 },
    limbo: null,
    care: null,
    nextDate: dueOn === null ? null : { day: dueOn, what: 'as the list says' },
    costs: [],
    worth: null,
    money: null,
    payback: null,
    givenUp: null,
    risk,
    signs: [],
    asOf: importedAt.toISOString(),
  }
}

function spentOn({ money }: Pick<KeptLook['look'], 'money'>): NonNullable<Item['givenUp']>['spent'] {
  if (money?.actual == null) return null
  return { amount: money.actual, currency: money.currency, atLeast: money.untold.length > 0 }
}

async function unitsOf(trx: Trx, workspaceId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await trx
    .selectFrom('portfolio_places')
    .select(['workflow_id', 'unit'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  return new Map(rows.map(({ workflow_id: id, unit }) => [id, unit]))
}

async function lookAgainOf(trx: Trx, workspaceId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await trx
    .selectFrom('registrations')
    .select(['workflow_id', 'look_again'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  return new Map(rows.map(({ workflow_id: id, look_again: day }) => [id, day]))
}

/** The first day ahead on which something is due. */
function soonest(dates: readonly Item['nextDate'][], today: string): Item['nextDate'] {
  const [first = null] = dates
    .filter((date) => date !== null && date.day >= today)
    .toSorted((a, b) => ((a?.day ?? '') < (b?.day ?? '') ? -1 : 1))
  return first
}

function isoDay(at: Date): string {
  return at.toISOString().slice(0, 10)
}
