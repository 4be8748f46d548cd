import type { Message } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { putDeliveries } from './put-deliveries.ts'
import { updateKey } from './ways-of.ts'

/**
 * Writes what became of an alert into the messages of it that stand in Slack, with the acts that are left: once at each
 * place, in its channels and to each person who was told directly. Says at how many places.
 */
export async function updateInSlack(trx: Trx, world: World, workspaceId: string, message: Message): Promise<number> {
  const { alert, key, subject } = message
  if (alert === null || alert.news === null) return 0
  const { id: alertId, news: line, acts } = alert
  const places = await trx
    .selectFrom('deliveries as d')
    .innerJoin('channels as c', 'c.id', 'd.channel_id')
    .select(['d.channel_id', 'd.person_id'])
    .distinct()
    .where('c.workspace_id', '=', workspaceId)
    .where('c.kind', '=', 'slack-app')
    .where('c.state', 'in', ['active', 'paused'])
    .where('d.thread', '=', alertId)
    .where('d.kind', '=', 'message')
    // What still waits stands there before its change is sent: what belongs together goes out in its order.
    .where('d.state', 'in', ['waiting', 'delivered'])
    .execute()
  return await putDeliveries(
    trx,
    world,
    workspaceId,
    places.map(({ channel_id: channelId, person_id: personId }) => ({
      channelId,
      personId,
      key: updateKey(key),
      thread: alertId,
      subject: `${subject}: ${line}`,
      content: { kind: 'update', update: { line, acts } },
    })),
  )
}
