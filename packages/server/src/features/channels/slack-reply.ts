import { inWorkspace } from '../../platform/database/index.ts'
import type { World } from '../../platform/world.ts'
import { putDeliveries } from './put-deliveries.ts'

/** Says something to whoever acted in Slack, seen by her alone, at the address that came with her act. */
export async function putReply(
  world: World,
  { workspaceId, channelId }: { readonly workspaceId: string; readonly channelId: string },
  address: string | undefined,
  text: string,
): Promise<void> {
  if (address === undefined) return
  await inWorkspace(world.db, workspaceId, (trx) =>
    putDeliveries(trx, world, workspaceId, [
      {
        channelId,
        personId: null,
        key: `reply:${world.newId()}`,
        thread: null,
        subject: text,
        content: { kind: 'reply', text },
        address,
      },
    ]),
  )
}
