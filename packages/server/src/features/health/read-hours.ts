import { createTally, type Tally } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'

/** What was counted in one hour, of the runs of one release, in the whole workflow or in a slice. */
export interface TalliedHour {
  readonly hour: Date
  /** Null for runs of no registered release. */
  readonly releaseId: string | null
  /** Null for the whole workflow. */
  readonly slice: { readonly name: string; readonly label: string } | null
  readonly tally: Tally
}

export interface HoursWanted {
  readonly workspaceId: string
  readonly workflowId: string
  readonly from: Date
  /** Not included. */
  readonly to: Date
}

const NO_RELEASE = '00000000-0000-0000-0000-000000000000'

/** The hours of a window, oldest first, from what is folded and what isn't yet, so that they are exact at once. */
export async function readHours(
  trx: Trx,
  { workspaceId, workflowId, from, to }: HoursWanted,
): Promise<readonly TalliedHour[]> {
  const { rows } = await sql<{
    hour: Date
    release_id: string
    slice: string
    label: string
    counts: Tally['counts']
    sketches: Tally['sketches']
  }>`
    select hour, release_id, slice, label, counts, sketches from health_hours
    where workspace_id = ${workspaceId} and workflow_id = ${workflowId} and hour >= ${from} and hour < ${to}
    union all
    select to_timestamp((d ->> 1)::bigint), (d ->> 2)::uuid, d ->> 3, d ->> 4, d -> 5, d -> 6
    from health_deltas, jsonb_array_elements(deltas) as d
    where workspace_id = ${workspaceId} and (d ->> 0)::uuid = ${workflowId}
      and to_timestamp((d ->> 1)::bigint) >= ${from} and to_timestamp((d ->> 1)::bigint) < ${to}`.execute(trx)
  const hours = new Map<string, Omit<TalliedHour, 'tally'> & { readonly parts: Tally[] }>()
  for (const { hour, release_id, slice, label, counts, sketches } of rows) {
    const key = JSON.stringify([hour.getTime(), release_id, slice, label])
    const known = hours.get(key)
    if (known !== undefined) {
      known.parts.push({ counts, sketches })
      continue
    }
    hours.set(key, {
      hour,
      releaseId: release_id === NO_RELEASE ? null : release_id,
      slice: slice === '' ? null : { name: slice, label },
      parts: [{ counts, sketches }],
    })
  }
  return [...hours.values()]
    .map(({ parts, ...place }) => ({ ...place, tally: whole(parts) }))
    .toSorted((a, b) => a.hour.getTime() - b.hour.getTime())
}

function whole(parts: readonly Tally[]): Tally {
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return only
  const sum = createTally()
  for (const part of parts) sum.add(part)
  return sum.tally()
}
