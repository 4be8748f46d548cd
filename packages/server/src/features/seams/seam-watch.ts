import { DAY_MS, silenceBreak, volumeBreak } from '@dayshift/core'
import { sql } from 'kysely'
import { z } from 'zod'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { defineTask } from '../../platform/jobs/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { lockSeam } from './act-on-seam.ts'
import { calmWorkflows, overNow, tellBreaks } from './tell-break.ts'

const EVERY_MS = 15 * 60_000
const WINDOW_DAYS = 28

/** Looks at each seam over which something crossed lately: whether its volume jumped, or it fell silent (S210). */
export const seamWatch = defineTask({
  name: 'watch-seams',
  payload: z.object({}),
  everyMs: EVERY_MS,
  run: async (world, _payload, { signal }) => {
    const now = world.clock.now()
    const seams = await asSystem(world.db, (trx) => crossedLately(trx, now))
    for (const { id, workspace_id: workspaceId } of seams) {
      if (signal.aborted) return
      await inWorkspace(world.db, workspaceId, (trx) => lookAt(trx, world, workspaceId, id))
    }
  },
})

function crossedLately(trx: Trx, now: Date): Promise<{ readonly id: string; readonly workspace_id: string }[]> {
  return trx
    .selectFrom('seams')
    .select(['id', 'workspace_id'])
    .where('closed_at', 'is', null)
    .where((where) =>
      where.exists(
        where
          .selectFrom('seam_crossings')
          .select('seam_crossings.id')
          .whereRef('seam_crossings.seam_id', '=', 'seams.id')
          .where('at', '>=', new Date(now.getTime() - WINDOW_DAYS * DAY_MS)),
      ),
    )
    .orderBy('id')
    .execute()
}

async function lookAt(trx: Trx, world: World, workspaceId: string, id: string): Promise<void> {
  const now = world.clock.now()
  const seam = await lockSeam(trx, workspaceId, id, now)
  const since = new Date(now.getTime() - WINDOW_DAYS * DAY_MS)
  const { days, rhythm } = await readRhythm(trx, id, since, now)
  const today = Math.floor(now.getTime() / DAY_MS)
  const countOf = (day: number) => days.get(day) ?? 0
  // Whole days in UTC: yesterday against those before it.
  const before = Array.from({ length: WINDOW_DAYS - 2 }, (_, back) => countOf(today - 2 - back))
  const volume = volumeBreak(before, countOf(today - 1))
  const silence = silenceBreak(rhythm, now)
  let ended = false
  if (volume === null) ended = (await overNow(trx, world, workspaceId, seam, 'volume')) || ended
  if (silence === null) ended = (await overNow(trx, world, workspaceId, seam, 'silence')) || ended
  const isOpen = new Set(seam.openSignals.map(({ signal }) => signal))
  // What is open already is the same break still: it is told once, not every quarter of an hour.
  const fresh = [volume, silence].flatMap((each) => (each === null || isOpen.has(each.signal) ? [] : [each]))
  await tellBreaks(trx, world, workspaceId, seam, fresh)
  if (ended && fresh.length === 0) {
    const open = await trx
      .selectFrom('seam_signals')
      .select('id')
      .where('seam_id', '=', id)
      .where('resolved_at', 'is', null)
      .limit(1)
      .executeTakeFirst()
    if (open === undefined) await calmWorkflows(trx, world, workspaceId, seam)
  }
}

interface Rhythm {
  readonly n: number
  readonly lastAt: Date | null
  readonly longestGapMs: number | null
}

async function readRhythm(
  trx: Trx,
  seamId: string,
  since: Date,
  now: Date,
): Promise<{ readonly days: ReadonlyMap<number, number>; readonly rhythm: Rhythm }> {
  const { rows: days } = await sql<{ day: number; n: number }>`
    select floor(extract(epoch from at) / 86400)::bigint as day, count(*)::bigint as n from seam_crossings
    where seam_id = ${seamId} and at >= ${since} and at <= ${now} group by 1`.execute(trx)
  const { rows } = await sql<{ n: number; last_at: Date | null; gap: number | null }>`
    with gaps as (
      select at, extract(epoch from at - lag(at) over (order by at)) * 1000 as gap from seam_crossings
      where seam_id = ${seamId} and at >= ${since} and at <= ${now}
    )
    select count(*)::bigint as n, max(at) as last_at, max(gap)::double precision as gap from gaps`.execute(trx)
  const [row] = rows
  return {
    days: new Map(days.map(({ day, n }) => [day, n])),
    rhythm: { n: row?.n ?? 0, lastAt: row?.last_at ?? null, longestGapMs: row?.gap ?? null },
  }
}
