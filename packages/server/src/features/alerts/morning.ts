import type { Morning } from '@dayshift/contract'
import { DAY_MS, type Actor, morningOf, onWatch, USUAL_WEEKS } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { waitingCases } from '../cases/index.ts'
import { dutiesFacts } from '../duties/index.ts'
import { actsSince } from '../ledger/index.ts'
import { readRunsByDay } from '../runs/index.ts'
import { allWorkflows } from '../workflows/index.ts'
import { openAlertCounts } from './open-counts.ts'

const DAYS_SHOWN = 14
const MOST_ACTS = 5

/** Drills whose entries a reader may not see before they are over; drills lie above alerts, so it is handed in. */
export type HeldBackFrom = (trx: Trx, workspaceId: string, actor: Actor) => Promise<readonly string[]>

/** Each workflow that runs: is it well, what waits, what changed since yesterday. What needs somebody comes first. */
export async function readMorning(
  trx: Trx,
  world: Pick<World, 'clock'>,
  workspaceId: string,
  actor: Actor,
  heldBack: readonly string[],
): Promise<Morning> {
  const now = world.clock.now()
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS
  const since = new Date(today - DAY_MS)
  const workflows = (await allWorkflows(trx, workspaceId)).filter(({ activeReleaseId }) => activeReleaseId !== null)
  const runs = await readRunsByDay(trx, workspaceId, new Date(today - (USUAL_WEEKS * 7 + 1) * DAY_MS))
  const cases = await waitingCases(trx, workspaceId, now)
  const alerts = await openAlertCounts(trx, workspaceId)
  const acts = await actsSince(trx, workspaceId, {
    subjects: workflows.map(({ slug }) => `workflow:${slug}`),
    since,
    heldBack,
  })
  const items: Morning['items'] = []
  for (const { id, slug, name, paused } of workflows) {
    const byDay = runs.get(id) ?? new Map<string, number>()
    const on = (daysBack: number) => byDay.get(new Date(today - daysBack * DAY_MS).toISOString().slice(0, 10)) ?? 0
    const facts = await dutiesFacts(trx, { workspaceId, workflowId: id }, now)
    const holds = facts.assignments.some(({ person, to }) => person === actor.id && to === null)
    const waits = cases.get(id) ?? { open: 0, overdue: 0 }
    const raised = alerts.get(id) ?? { open: 0, urgent: 0, unanswered: 0 }
    const { verdict, sentence, usual } = morningOf({
      name,
      paused: paused !== null,
      yesterday: on(1),
      sameDays: Array.from({ length: USUAL_WEEKS }, (_, week) => on(1 + 7 * (week + 1))).filter((n) => n > 0),
      cases: waits,
      alerts: raised,
    })
    const own = acts.filter(({ subject }) => subject === `workflow:${slug}`)
    items.push({
      workflow: { slug, name },
      verdict,
      sentence,
      isMine: holds || onWatch(facts.assignments, facts.people, now).person === actor.id,
      runs: {
        yesterday: on(1),
        days: Array.from({ length: DAYS_SHOWN }, (_, index) => {
          const back = DAYS_SHOWN - index
          return { day: new Date(today - back * DAY_MS).toISOString().slice(0, 10), n: on(back) }
        }),
        usual,
      },
      cases: waits,
      alerts: raised,
      changed: own
        .slice(0, MOST_ACTS)
        .map(({ at, actor: by, sentence: said }) => ({ at, by: by.name, sentence: said })),
      changedCount: own.length,
    })
  }
  return { since: since.toISOString(), items: items.toSorted((a, b) => rankOf(a) - rankOf(b)) }
}

function rankOf({ verdict, isMine }: Morning['items'][number]): number {
  return { attention: 0, unknown: 1, well: 2 }[verdict] * 2 + (isMine ? 0 : 1)
}
