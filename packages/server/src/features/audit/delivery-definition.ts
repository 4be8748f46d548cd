import type { DeliveryDefinition } from '@dayshift/contract'
import { type Actor, DELIVERY } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'

/** What delivery means in this organisation: its own words, or those that Dayshift comes with. */
export async function readDelivery(trx: Trx, workspaceId: string): Promise<DeliveryDefinition> {
  const row = await trx
    .selectFrom('delivery_definitions')
    .select(['text', 'at', 'by_id', 'by_name'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined || row.text === null) return { text: DELIVERY, written: null }
  return { text: row.text, written: { at: row.at.toISOString(), by: { id: row.by_id, name: row.by_name } } }
}

/** Writes it in the organisation's own words; null takes back those that Dayshift comes with. */
export async function writeDelivery(
  world: World,
  { workspaceId, actor }: { readonly workspaceId: string; readonly actor: Actor },
  text: string | null,
): Promise<DeliveryDefinition> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    await trx
      .insertInto('delivery_definitions')
      .values({ workspace_id: workspaceId, text, at: world.clock.now(), by_id: actor.id, by_name: actor.name })
      .execute()
    await publish(trx, workspaceId, { topic: 'portfolio', workflow: null, id: null })
    const written = await readDelivery(trx, workspaceId)
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'delivery-defined',
      subject: 'workspace',
      sentence:
        text === null
          ? 'took back the words that Dayshift comes with for what delivery means here.'
          : `wrote what delivery means here: “${text}”`,
      details: { text },
    })
    return written
  })
}
