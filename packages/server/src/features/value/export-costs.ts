import type { FocusQuery } from '@dayshift/contract'
import { DAY_MS, dayOf, FOCUS_HEADER, focusLine, focusOfBooking, focusOfCalls, monthOf } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { countUnpriced, readCharges } from '../runs/index.ts'
import { knownWorkflow } from '../workflows/index.ts'
import { bookingsBetween } from './store.ts'

export interface ExportedCosts {
  readonly month: string
  /** Runs whose cost nobody knows; in the lines only where they were asked for. */
  readonly unpriced: number
  readonly lines: AsyncIterable<string>
}

/**
 * What a month (UTC) cost in the shape of FOCUS, line by line: a day is read at a time, each in a transaction of its own,
 * so that neither a large month nor a slow reader holds anything.
 */
export async function exportCosts(
  world: World,
  workspaceId: string,
  slug: string | null,
  { month: asked, unpriced: how = 'apart' }: FocusQuery,
): Promise<ExportedCosts> {
  const month = asked ?? monthOf(dayOf(world.clock.now()))
  const days = daysOf(month)
  const { workspace, workflowId, unpriced } = await inWorkspace(world.db, workspaceId, async (trx) => {
    const id = slug === null ? null : (await knownWorkflow(trx, workspaceId, slug)).id
    const [first, last] = [days[0] ?? new Date(0), days.at(-1) ?? new Date(0)]
    return {
      workspace: await workspaceOf(trx, workspaceId),
      workflowId: id,
      unpriced: await countUnpriced(trx, workspaceId, id, first, new Date(last.getTime() + DAY_MS)),
    }
  })
  async function* lines(): AsyncGenerator<string> {
    yield FOCUS_HEADER
    for (const from of days) {
      const to = new Date(from.getTime() + DAY_MS)
      // oxlint-disable-next-line no-await-in-loop -- a day after the other, as the reader takes them
      const charges = await inWorkspace(world.db, workspaceId, (trx) =>
        readCharges(trx, workspaceId, workflowId, from, to),
      )
      const told = charges
        .filter(({ amount }) => amount !== null || how === 'rows')
        .map(({ slug: of, name, ...charge }) =>
          focusLine(
            focusOfCalls({
              ...charge,
              workspace,
              workflow: { slug: of, name },
              day: dayOf(from),
            }),
          ),
        )
      if (told.length > 0) yield told.join('')
    }
    const booked = await inWorkspace(world.db, workspaceId, (trx) =>
      bookingsBetween(trx, workspaceId, workflowId, days.map(dayOf)),
    )
    for (const { slug: of, name, ...booking } of booked) {
      const row = focusOfBooking({ ...booking, workspace, workflow: { slug: of, name } }, month)
      if (row !== null) yield focusLine(row)
    }
  }
  return { month, unpriced, lines: lines() }
}

function daysOf(month: string): readonly Date[] {
  const first = Date.parse(`${month}-01T00:00:00Z`)
  return Array.from({ length: 31 }, (_, day) => new Date(first + day * DAY_MS)).filter((day) =>
    day.toISOString().startsWith(month),
  )
}

async function workspaceOf(trx: Trx, workspaceId: string): Promise<{ readonly id: string; readonly name: string }> {
  return await trx
    .selectFrom('workspaces')
    .select(['id', 'name'])
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow()
}
