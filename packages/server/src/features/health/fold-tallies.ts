import { createTally, type Tally, type TallyBuilder } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'

/** Delta rows that one transaction folds. */
const CHUNK = 300

/**
 * Moves waiting deltas into the hours: rows are deleted and added in one transaction, so that each counts once, however
 * many processes fold and wherever one of them dies. Says of which workflows something came. Needs a transaction across
 * workspaces.
 */
export async function foldTallies(trx: Trx): Promise<{ readonly more: boolean }> {
  const lock = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('dayshift fold-tallies')) as mine`.execute(trx)
  if (lock.rows[0]?.mine !== true) return { more: false }
  const { rows: taken } = await sql<{ workspace_id: string; deltas: HourDelta[] }>`
    delete from health_deltas where id in (select id from health_deltas order by id limit ${CHUNK} for update)
    returning workspace_id, deltas`.execute(trx)
  if (taken.length === 0) return { more: false }
  const places = new Map<string, Place>()
  for (const { workspace_id, deltas } of taken) {
    for (const [workflow_id, hour, release_id, slice, label, counts, sketches] of deltas) {
      const key = JSON.stringify([workflow_id, hour, release_id, slice, label])
      const place = places.get(key) ?? {
        key: { workspace_id, workflow_id, hour, release_id, slice, label },
        tally: createTally(),
      }
      place.tally.add({ counts, sketches })
      places.set(key, place)
    }
  }
  await addKnown(trx, places)
  const rows = Array.from(places.values(), ({ key, tally }) => ({ ...key, ...tally.tally() }))
  await sql`
    insert into health_hours (workspace_id, workflow_id, hour, release_id, slice, label, counts, sketches)
    select workspace_id, workflow_id, to_timestamp(hour), release_id, slice, label, counts, sketches
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (workspace_id uuid, workflow_id uuid, hour bigint,
      release_id uuid, slice text, label text, counts jsonb, sketches jsonb)
    on conflict (workspace_id, workflow_id, slice, label, hour, release_id)
      do update set counts = excluded.counts, sketches = excluded.sketches`.execute(trx)
  await sql`
    insert into health_watches (workflow_id, workspace_id)
    select distinct w.id, w.workspace_id from workflows w
    where w.id in (select (r ->> 'workflow_id')::uuid from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as r)
    on conflict (workflow_id) do update set touched = health_watches.touched + 1`.execute(trx)
  return { more: taken.length === CHUNK }
}

type HourDelta = readonly [string, number, string, string, string, Tally['counts'], Tally['sketches']]

interface Place {
  readonly key: {
    readonly workspace_id: string
    readonly workflow_id: string
    readonly hour: number
    readonly release_id: string
    readonly slice: string
    readonly label: string
  }
  readonly tally: TallyBuilder
}

/** Adds what the hours hold already; nobody else writes them meanwhile. */
async function addKnown(trx: Trx, places: ReadonlyMap<string, Place>): Promise<void> {
  const keys = JSON.stringify(Array.from(places.values(), ({ key }) => key))
  const { rows } = await sql<{
    workflow_id: string
    at: number
    release_id: string
    slice: string
    label: string
    counts: Tally['counts']
    sketches: Tally['sketches']
  }>`
    select h.workflow_id, k.hour as at, h.release_id, h.slice, h.label, h.counts, h.sketches
    from jsonb_to_recordset(${keys}::jsonb) as k (workspace_id uuid, workflow_id uuid, hour bigint, release_id uuid,
      slice text, label text)
    join health_hours h on h.workspace_id = k.workspace_id and h.workflow_id = k.workflow_id and h.slice = k.slice
      and h.label = k.label and h.hour = to_timestamp(k.hour) and h.release_id = k.release_id`.execute(trx)
  for (const { workflow_id, at, release_id, slice, label, counts, sketches } of rows) {
    places.get(JSON.stringify([workflow_id, at, release_id, slice, label]))?.tally.add({ counts, sketches })
  }
}
