import { type DeliveryState, deliveryInWords } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'

/** What became of what was told, on one channel. */
export interface ToldWay {
  readonly channel: { readonly id: string; readonly name: string }
  /** To whom directly; null for the channel itself. */
  readonly person: string | null
  readonly state: DeliveryState
  /** Without its subject: "arrived 12 minutes later." */
  readonly sentence: string
}

/** What became of all that was told under each of the keys; of what was let go of with its time, nothing. */
export async function waysOf(
  trx: Trx,
  workspaceId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly ToldWay[]>> {
  const ways = new Map<string, ToldWay[]>()
  if (keys.length === 0) return ways
  const rows = await trx
    .selectFrom('deliveries as d')
    .innerJoin('channels as c', 'c.id', 'd.channel_id')
    .select(['d.key', 'd.person_id', 'd.state', 'd.created_at', 'd.ended_at', 'd.attempts', 'd.last_error'])
    .select(['c.id as channel_id', 'c.name', 'c.state as channel_state', 'c.failures', 'c.last_failure'])
    .where('d.workspace_id', '=', workspaceId)
    .where('d.key', 'in', [...keys, ...keys.map(updateKey)])
    .where('d.kind', 'in', ['message', 'update'])
    .orderBy('c.created_at')
    .orderBy('c.id')
    .orderBy('d.person_id', (order) => order.asc().nullsFirst())
    .orderBy('d.id')
    .execute()
  for (const row of rows) {
    // The tables' own checks let nothing else in.
    const state = row.state as DeliveryState
    const channelState = row.channel_state as 'active' | 'paused' | 'off' | 'removed'
    const key = keys.find((one) => row.key === one || row.key === updateKey(one)) ?? row.key
    const sentence = deliveryInWords({
      state,
      toldAt: row.created_at,
      endedAt: row.ended_at,
      attempts: row.attempts,
      lastError: row.last_error,
      channel: { state: channelState, failures: row.failures, lastFailure: row.last_failure },
    })
    const of = ways.get(key) ?? []
    of.push({ channel: { id: row.channel_id, name: row.name }, person: row.person_id, state, sentence })
    ways.set(key, of)
  }
  return ways
}

/** Under which key the change of a message in Slack is put in, beside the message that it goes with. */
export function updateKey(key: string): string {
  return `update:${key}`
}
