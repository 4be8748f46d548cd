import { publish } from '../../platform/live/index.ts'
import { sealAddress } from './secrets.ts'
import type { Content } from './send-parts.ts'
import type { Trx, World } from '../../platform/world.ts'

export interface NewDelivery {
  readonly channelId: string
  readonly personId: string | null
  readonly key: string
  readonly thread: string | null
  readonly subject: string
  readonly content: Content
  /** Where it goes, where that isn't the channel's own place; sealed. */
  readonly address?: string
}

/** Puts deliveries in, each once for its channel, person and key; gives how many are new. */
export async function putDeliveries(
  trx: Trx,
  world: World,
  workspaceId: string,
  deliveries: readonly NewDelivery[],
): Promise<number> {
  if (deliveries.length === 0) return 0
  const now = world.clock.now()
  const put = await trx
    .insertInto('deliveries')
    .values(
      deliveries.map(({ channelId, personId, key, thread, subject, content, address }) => {
        const id = world.newId()
        return {
          id,
          workspace_id: workspaceId,
          channel_id: channelId,
          person_id: personId,
          kind: content.kind,
          key,
          thread,
          subject,
          content: JSON.stringify(content),
          sealed: address === undefined ? null : sealAddress(world, id, address),
          state: 'waiting',
          created_at: now,
          next_at: now,
        }
      }),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  // Heard by the screens, and by whoever sends.
  if (put.length > 0) await publish(trx, workspaceId, { topic: 'channels', workflow: null, id: null })
  return put.length
}
