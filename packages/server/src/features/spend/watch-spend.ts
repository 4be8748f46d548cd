import {
  atLimitInWords,
  countedSpend,
  DAY_MS,
  dayOf,
  dearRunWarning,
  dueWarning,
  forecastWarning,
  type Manifest,
  monthOf,
  type PeriodState,
  type SpendWarning,
} from '@dayshift/core'
import { sql } from 'kysely'
import { z } from 'zod'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { defineTask } from '../../platform/jobs/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { calmAlert, raiseAlert } from '../alerts/index.ts'
import { readDearRuns } from '../runs/index.ts'
import { declaredRelease, findWorkflowById } from '../workflows/index.ts'
import { monthFigures, readMonthCosts } from './month-figures.ts'
import { currencyOf, limitOf, limitsThatCount, type Place, readAccount, readBook } from './store.ts'

/** Looks at every workflow that spends now, and tells who holds the spend what part of a limit is reached. */
export const spendWatch = defineTask({
  name: 'spend-watch',
  payload: z.object({}),
  everyMs: 30_000,
  run: async (world, _payload, { signal }) => {
    for (const place of await spendingNow(world)) {
      if (signal.aborted) return
      // oxlint-disable-next-line no-await-in-loop -- one workflow after the other, each in a transaction of its own
      await inWorkspace(world.db, place.workspaceId, (trx) => watchSpend(trx, world, place))
    }
  },
})

const WARNED_MS = 2 * DAY_MS
/** Runs beyond the limit of a run are looked for among the latest. */
const LOOK_BACK_MS = 3_600_000

/** Those whose runs cost something today, who lease, or whose holder was told lately; in the order of their ids. */
async function spendingNow(world: World): Promise<readonly Place[]> {
  const now = world.clock.now()
  const today = dayOf(now)
  return await asSystem(world.db, async (trx) => {
    const { rows } = await sql<Place>`
      select workspace_id as "workspaceId", workflow_id as "workflowId" from cost_rollups
      where hour >= ${today}::date::timestamp at time zone 'UTC'
      union select workspace_id, workflow_id from spend_leases where day = ${today}::date
      union select workspace_id, workflow_id from spend_warnings where at > ${new Date(now.getTime() - WARNED_MS)}
      order by 2`.execute(trx)
    return rows
  })
}

async function watchSpend(trx: Trx, world: World, place: Place): Promise<void> {
  const { workspaceId, workflowId } = place
  const workflow = await findWorkflowById(trx, workspaceId, workflowId)
  if (workflow === null) return
  const manifest = (await declaredRelease(trx, workspaceId, workflow))?.manifest ?? null
  const { limits } = await limitsThatCount(trx, place, manifest?.limits ?? null)
  const currency = currencyOf(limits)
  if (currency === null) return
  const now = world.clock.now()
  const today = dayOf(now)
  const month = monthOf(today)
  const { warnAt } = await readAccount(trx, place)
  const book = await readBook(trx, place, month, currency)
  const figures = monthFigures(await readMonthCosts(trx, workspaceId, workflowId, today), currency, today)
  const states = (['day', 'month'] as const).flatMap((period): PeriodState[] => {
    const limit = limitOf(limits, period)
    if (limit === null) return []
    const of = period === 'day' ? { day: today } : { month }
    const recorded = period === 'day' ? (figures.byDay.get(today) ?? 0n) : figures.thisMonth
    return [{ period, key: period === 'day' ? today : month, limit, recorded, counted: countedSpend(book, of, now) }]
  })
  const tell = (
    signal: SpendWarning['signal'],
    warning: SpendWarning | null,
    does: Does = atLimit(workflow.slug, manifest),
  ) => tellOnce(trx, world, place, signal, warning, does)
  const perRun = limitOf(limits, 'run')
  const dear =
    perRun === null
      ? null
      : await readDearRuns(trx, workspaceId, workflowId, new Date(now.getTime() - LOOK_BACK_MS), perRun)
  if (perRun !== null && dear !== null) {
    await tell('spend-run', dearRunWarning(today, perRun, dear), {
      next: 'Read the dearest one: more calls than usual, a repeated call, or a long context? Then ask the builder, or set another limit.',
      link: `/runs/${dear.id}`,
    })
  } else await tell('spend-run', null)
  for (const state of states) {
    // oxlint-disable-next-line no-await-in-loop -- two of them, in one transaction
    await tell(`spend-${state.period}`, dueWarning(state, warnAt))
    // oxlint-disable-next-line no-await-in-loop -- as above
    if (state.period === 'month') await tell('spend-forecast', forecastWarning(state, figures.forecast))
  }
}

/** What to do about a warning, and where. */
interface Does {
  readonly next: string
  readonly link: string
}

function atLimit(slug: string, manifest: Manifest | null): Does {
  const beyond =
    manifest === null ? '' : ` Beyond the limit ${atLimitInWords(manifest.limits, manifest.fallback.route)}.`
  return {
    next: `See which days and which runs cost it, then leave the limit as it is or set another.${beyond}`,
    link: `/workflows/${slug}/spend`,
  }
}

/** Raises what was not told of this period yet; where there is nothing to tell, what is open is well again. */
async function tellOnce(
  trx: Trx,
  world: World,
  { workspaceId, workflowId }: Place,
  signal: SpendWarning['signal'],
  warning: SpendWarning | null,
  { next, link }: Does,
): Promise<void> {
  if (warning === null) {
    await calmAlert(trx, world, workspaceId, { on: { kind: 'workflow', id: workflowId }, signal, slice: null })
    return
  }
  const { key, percent, severity, sentence } = warning
  const fresh = await trx
    .insertInto('spend_warnings')
    .values({ workspace_id: workspaceId, workflow_id: workflowId, signal, period: key, percent, at: world.clock.now() })
    .onConflict((conflict) => conflict.doNothing())
    .returning('percent')
    .executeTakeFirst()
  if (fresh === undefined) return
  await raiseAlert(trx, world, workspaceId, {
    on: { kind: 'workflow', id: workflowId },
    signal,
    slice: null,
    class: 'bad-output',
    severity,
    sentence,
    next,
    runbookSection: null,
    since: null,
    candidates: [],
    evidence: { period: key, percent },
    link,
    causedBy: null,
  })
}
