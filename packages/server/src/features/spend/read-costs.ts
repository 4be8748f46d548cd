import type { CostList, CostListQuery } from '@dayshift/contract'
import { DAY_MS, dayOf, endOfDay, monthOf } from '@dayshift/core'
import type { z } from 'zod'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import type { Trx, World } from '../../platform/world.ts'
import { readCostGroups } from '../runs/index.ts'
import { allWorkflows, findWorkflow } from '../workflows/index.ts'
import { readShadowCosts } from './store.ts'

const MOST_DAYS = 92

/** What runs cost by workflow, day, model and release, this month unless days are said; both days are in it. */
export async function readCosts(
  trx: Trx,
  world: World,
  workspaceId: string,
  { workflow: slug, from: asked, to: askedTo }: z.output<typeof CostListQuery>,
): Promise<z.output<typeof CostList>> {
  const today = dayOf(world.clock.now())
  const from = asked ?? `${monthOf(askedTo ?? today)}-01`
  const to = askedTo ?? (today < from ? from : today)
  checkDays(from, to)
  const workflow = slug === undefined ? null : await findWorkflow(trx, workspaceId, slug)
  if (slug !== undefined && workflow === null) throw notFound('workflow', slug)
  const start = new Date(`${from}T00:00:00Z`)
  const items = await readCostGroups(trx, workspaceId, workflow?.id ?? null, start, endOfDay(to))
  const slugs = new Map((await allWorkflows(trx, workspaceId)).map((each) => [each.id, each.slug]))
  const shadows = await readShadowCosts(trx, workspaceId, workflow?.id ?? null, from, to)
  return {
    from,
    to,
    items: [...items],
    shadows: shadows.map(({ workflow: id, day, n, amount, currency }) => ({
      workflow: slugs.get(id) ?? id,
      day,
      calls: n,
      amount: currency === null ? null : amount,
      currency,
    })),
  }
}

function checkDays(from: string, to: string): void {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
  if (days >= 1 && days <= MOST_DAYS) return
  throw new ProblemError({
    status: 422,
    code: 'cost-days',
    title: 'Not these days',
    detail: `Cannot list the costs from ${from} to ${to}: ${days < 1 ? 'the last day is before the first' : `these are ${days} days, and ${MOST_DAYS} are the most`}.`,
    mend: days < 1 ? 'Turn them round.' : 'Ask for less at once.',
  })
}
