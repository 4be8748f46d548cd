import type { ShadowState } from '@dayshift/contract'
import { MINIMUM_SAMPLE, type Route, wilson } from '@dayshift/core'
import type { z } from 'zod'
import type { Trx } from '../../platform/world.ts'
import type { StoredChange } from './store.ts'

type Wire = z.output<typeof ShadowState>

/** Where shadow and live differ; null where it never ran as one. */
export async function shadowState(
  trx: Trx,
  workspaceId: string,
  change: StoredChange,
  percent: number,
): Promise<Wire | null> {
  const pairs = await trx
    .selectFrom('shadow_runs')
    .select((of) => [
      'live_route',
      'route',
      of.fn.countAll<number>().as('n'),
      of.fn.count<number>('failure').as('failed'),
      of.fn.count<number>('same_output').as('compared'),
      of.fn.countAll<number>().filterWhere('same_output', '=', true).as('same'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('change_id', '=', change.id)
    .groupBy(['live_route', 'route'])
    .orderBy('n', 'desc')
    .execute()
  const sum = (of: (row: (typeof pairs)[number]) => number) => pairs.reduce((total, row) => total + of(row), 0)
  const n = sum((row) => row.n)
  if (n === 0 && percent === 0) return null
  const differing = sum((row) => (row.route === row.live_route ? 0 : row.n))
  const interval = n < MINIMUM_SAMPLE ? null : wilson(differing, n)
  const examples = await trx
    .selectFrom('shadow_runs')
    .select(['run_id', 'live_route', 'route', 'reason_message', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('change_id', '=', change.id)
    .whereRef('route', '!=', 'live_route')
    .orderBy('at', 'desc')
    .limit(10)
    .execute()
  // Routes are checked when they are taken in.
  return {
    percent,
    n,
    failed: sum((row) => row.failed),
    differing,
    share: interval && { value: (100 * differing) / n, low: 100 * interval.low, high: 100 * interval.high },
    compared: sum((row) => row.compared),
    sameOutput: sum((row) => row.same),
    pairs: pairs.map((row) => ({ live: row.live_route as Route, shadow: row.route as Route, n: row.n })),
    examples: examples.map((row) => ({
      runId: row.run_id,
      live: row.live_route as Route,
      shadow: row.route as Route,
      reason: row.reason_message,
      at: row.at.toISOString(),
    })),
    sentence:
      interval === null
        ? `Not enough yet: ${n} of ${MINIMUM_SAMPLE} units have met it as a shadow.`
        : `Of ${n} units that met it as a shadow, ${differing} would have taken another route: ${oneDigit((100 * differing) / n)} %, between ${oneDigit(100 * interval.low)} % and ${oneDigit(100 * interval.high)} %.`,
  }
}

function oneDigit(value: number): string {
  return String(Number(value.toFixed(1)))
}
