import { LONGEST_PAUSE_MS } from '@dayshift/core'
import { sql } from 'kysely'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import type { World } from '../../platform/world.ts'

/** How many messages of one channel are under way at once; a channel that fails gets one try at a time. */
const AT_ONCE = 4
/** After this time whoever took a delivery is taken for dead, and another one sends it. Longer than any try. */
const TAKEN_MS = 90_000

export interface Taken {
  readonly id: string
  readonly workspace_id: string
  readonly channel_id: string
  readonly channel_kind: string
  readonly kind: string
  readonly person_id: string | null
  readonly key: string
  readonly thread: string | null
  readonly content: unknown
  readonly sealed: Buffer | null
  readonly attempts: number
  readonly created_at: Date
  readonly shown: unknown
  readonly secrets: Buffer | null
}

/**
 * Takes what is due, of each channel that works as many as have room; others that send at the same time take others.
 * What belongs together goes out in its order: nothing is taken while something before it in its thread still waits.
 * `busy` says how many of each channel are under way here.
 */
export async function takeDue(world: World, busy: ReadonlyMap<string, number>): Promise<readonly Taken[]> {
  const now = world.clock.now()
  const takenUntil = new Date(now.getTime() + TAKEN_MS)
  // Nothing waits for longer: what is later was written under a clock that has been set back since.
  const beyond = new Date(now.getTime() + LONGEST_PAUSE_MS)
  const { rows } = await asSystem(world.db, (trx) =>
    sql<Taken>`
      with ready as (
        select distinct channel_id from deliveries
        where state = 'waiting' and (next_at <= ${now} or next_at > ${beyond}) and (taken_until is null or taken_until <= ${now})
      ), open as (
        select c.id, case when c.failures > 0 then 1 else ${AT_ONCE}::integer end
          - coalesce((${JSON.stringify(Object.fromEntries(busy))}::jsonb ->> c.id::text)::integer, 0) as room
        from channels c join ready on ready.channel_id = c.id
        where c.state = 'active' and (c.retry_at is null or c.retry_at <= ${now} or c.retry_at > ${beyond})
      ), due as (
        select next.id from open cross join lateral (
          select d.id from deliveries d
          where d.channel_id = open.id and d.state = 'waiting' and (d.next_at <= ${now} or d.next_at > ${beyond})
            and (d.taken_until is null or d.taken_until <= ${now})
            and (d.thread is null or not exists (
              select 1 from deliveries before
              where before.channel_id = d.channel_id and before.thread = d.thread and before.state = 'waiting'
                and before.person_id is not distinct from d.person_id
                and (before.created_at, before.id) < (d.created_at, d.id)
            ))
          order by d.next_at, d.id
          limit greatest(open.room, 0)
          for update of d skip locked
        ) next
      )
      update deliveries d set attempts = d.attempts + 1, taken_until = ${takenUntil}
      from due, channels c
      where d.id = due.id and c.id = d.channel_id
      returning ${sql.raw(COLUMNS)}`.execute(trx),
  )
  return rows
}

/** Takes one delivery whatever holds its channel up; null where it isn't waiting, or somebody sends it. */
export async function takeOne(world: World, workspaceId: string, id: string): Promise<Taken | null> {
  const now = world.clock.now()
  const takenUntil = new Date(now.getTime() + TAKEN_MS)
  const { rows } = await inWorkspace(world.db, workspaceId, (trx) =>
    sql<Taken>`
      update deliveries d set attempts = d.attempts + 1, taken_until = ${takenUntil}
      from channels c
      where d.id = ${id} and d.workspace_id = ${workspaceId} and c.id = d.channel_id and d.state = 'waiting'
        and (d.taken_until is null or d.taken_until <= ${now})
      returning ${sql.raw(COLUMNS)}`.execute(trx),
  )
  return rows[0] ?? null
}

/** Gives back what was broken off before its end, to be sent at once by somebody else. */
export async function giveBack(world: World, { workspace_id, id, attempts }: Taken): Promise<void> {
  await inWorkspace(world.db, workspace_id, (trx) =>
    trx
      .updateTable('deliveries')
      .set({ taken_until: null })
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .where('attempts', '=', attempts)
      .execute(),
  )
}

const COLUMNS = `d.id, d.workspace_id, d.channel_id, c.kind as channel_kind, d.kind, d.person_id, d.key, d.thread,
  d.content, d.sealed, d.attempts, d.created_at, c.shown, c.sealed as secrets`
