import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'

/** What is to be sent: a message, a change that went live, a test, an update of what was sent, a reply to an act. */
export type DeliveryKind = 'message' | 'change' | 'test' | 'update' | 'reply'

export interface NewDelivery {
  readonly channelId: string
  readonly personId: string | null
  readonly kind: DeliveryKind
  readonly key: string
  readonly thread: string | null
  readonly subject: string
  readonly content: unknown
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
      deliveries.map(({ channelId, personId, kind, key, thread, subject, content }) => ({
        id: world.newId(),
        workspace_id: workspaceId,
        channel_id: channelId,
        person_id: personId,
        kind,
        key,
        thread,
        subject,
        content: JSON.stringify(content),
        sealed: null,
        state: 'waiting',
        created_at: now,
        next_at: now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  // Heard by the screens, and by whoever sends.
  if (put.length > 0) await publish(trx, workspaceId, { topic: 'channels', workflow: null, id: null })
  return put.length
}
