import type { MessageAct } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx, World } from '../../platform/world.ts'
import type { Receipt } from './outcome.ts'
import { putDeliveries } from './put-deliveries.ts'

export interface NewsOfAlert {
  readonly alertId: string
  /** One for each thing that is told. */
  readonly key: string
  readonly line: string
  readonly acts: readonly MessageAct[]
  /** True where the channels themselves are told in another way. */
  readonly peopleAlone?: boolean
}

/** Writes what became of an alert into the messages of it that stand in Slack, with the acts that are left. */
export async function updateInSlack(
  trx: Trx,
  world: World,
  workspaceId: string,
  { alertId, key, line, acts, peopleAlone = false }: NewsOfAlert,
): Promise<void> {
  // The first message at each place has the buttons; later ones stand below it.
  const { rows } = await sql<{
    id: string
    channel_id: string
    person_id: string | null
    receipt: Receipt
    subject: string
  }>`
    select distinct on (d.channel_id, d.person_id) d.id, d.channel_id, d.person_id, d.receipt, d.subject
    from deliveries d join channels c on c.id = d.channel_id
    where d.workspace_id = ${workspaceId} and d.thread = ${alertId} and d.kind = 'message' and d.state = 'delivered'
      and d.receipt is not null and c.kind = 'slack-app' and c.state = 'active'
      and (not ${peopleAlone}::boolean or d.person_id is not null)
    order by d.channel_id, d.person_id, d.created_at, d.id`.execute(trx)
  await putDeliveries(
    trx,
    world,
    workspaceId,
    rows.map(({ id, channel_id: channelId, person_id: personId, receipt, subject }) => ({
      channelId,
      personId,
      key: `update:${alertId}:${key}`,
      thread: alertId,
      subject: `${subject}: ${line}`,
      content: { kind: 'update', update: { ...receipt, of: id, line, acts } },
    })),
  )
}
