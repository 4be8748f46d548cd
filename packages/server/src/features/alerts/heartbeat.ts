import { instantInZone } from '@dayshift/core'
import { sql } from 'kysely'
import { asSystem } from '../../platform/database/index.ts'
import type { Outbound } from '../../platform/outbound/index.ts'
import type { World } from '../../platform/world.ts'
import type { Escalations } from './escalations.ts'

const LOOK_MS = 5_000
/** Looks come every half second: a process that has not looked for this long is stuck. */
const LONGEST_BETWEEN_LOOKS_MS = 10_000
/** What is due and not done for this long is no longer in time. */
const ALERTS_LATE_MS = 60_000
const JOBS_LATE_MS = 300_000
const TIMEOUT_MS = 10_000

export interface Heartbeat {
  stop(): Promise<void>
}

/**
 * The dead-man's switch: while timers, jobs and database really work, an address outside is asked in its rhythm. Where
 * they don't, it is not asked, and whoever is behind it says that the watcher is dead.
 */
export function startHeartbeat(
  world: World,
  outbound: Outbound,
  escalations: Pick<Escalations, 'lastLookMs'>,
): Heartbeat {
  const log = world.log.child({ part: 'heartbeat' })
  let running = Promise.resolve()
  let isIdle = true
  const timer = setInterval(() => {
    if (!isIdle) return
    isIdle = false
    running = beatDue(world, outbound, escalations)
      .catch((error: unknown) => log.warn({ err: error }, 'the heartbeat could not be looked at'))
      .finally(() => {
        isIdle = true
      })
  }, LOOK_MS)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}

/** Asks every address whose time has come, of each workspace once however many processes there are. */
export async function beatDue(
  world: World,
  outbound: Outbound,
  escalations: Pick<Escalations, 'lastLookMs'>,
): Promise<void> {
  const now = world.clock.now()
  const due = await asSystem(world.db, (trx) =>
    trx
      .selectFrom('alert_settings')
      .select('workspace_id')
      .where('heartbeat_url', 'is not', null)
      .where('heartbeat_next_at', '<=', now)
      .execute(),
  )
  if (due.length === 0) return
  const trouble = await troubleNow(world, escalations)
  // Taking the turn is a write: it fails where the database takes none, and then nothing is sent.
  const { rows } = await asSystem(world.db, (trx) =>
    sql<{ workspace_id: string; heartbeat_url: string }>`
      update alert_settings set heartbeat_next_at = ${now}::timestamptz + heartbeat_every_ms * interval '1 ms'
      where heartbeat_url is not null and heartbeat_next_at <= ${now}
      returning workspace_id, heartbeat_url`.execute(trx),
  )
  for (const { workspace_id: workspaceId, heartbeat_url: url } of rows) {
    const failure = trouble ?? (await ask(outbound, url))
    const said = failure === null ? null : `Not sent on ${instantInZone(now, 'UTC')}: ${failure}`
    await asSystem(world.db, (trx) =>
      trx
        .updateTable('alert_settings')
        .set({ heartbeat_failure: said, ...(failure === null ? { heartbeat_sent_at: now } : {}) })
        .where('workspace_id', '=', workspaceId)
        // It may have been changed meanwhile; then this says nothing of it.
        .where('heartbeat_url', '=', url)
        .execute(),
    )
  }
}

/** Why the watch does not work now; null where it does. */
async function troubleNow(world: World, escalations: Pick<Escalations, 'lastLookMs'>): Promise<string | null> {
  if (world.clock.monotonicMs() - escalations.lastLookMs() > LONGEST_BETWEEN_LOOKS_MS) {
    return 'the timers of alerts stand still.'
  }
  const before = new Date(world.clock.now().getTime() - ALERTS_LATE_MS)
  const late = await asSystem(world.db, (trx) =>
    trx.selectFrom('alerts').select('id').where('next_at', '<', before).limit(1).executeTakeFirst(),
  )
  if (late !== undefined) return 'alerts that are due are not told.'
  const jobs = await sql`
    select 1 from graphile_worker.jobs
    where locked_at is null and attempts < max_attempts and run_at < now() - ${JOBS_LATE_MS} * interval '1 ms' limit 1`.execute(
    world.db,
  )
  return jobs.rows.length === 0 ? null : 'jobs that are due are not done: nothing is evaluated.'
}

/** Asks the address; says why that failed, without the address, which may carry a secret. */
async function ask(outbound: Outbound, url: string): Promise<string | null> {
  try {
    const { status } = await outbound.send({ method: 'GET', url, timeoutMs: TIMEOUT_MS })
    return status >= 200 && status < 300 ? null : `the address answered ${status}.`
  } catch (error) {
    return error instanceof Error ? error.message : 'the address could not be reached.'
  }
}
