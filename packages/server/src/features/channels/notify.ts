import { type ChosenWays, type LiveChange, type Message, type Severity, type Way, waysFor } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx, World } from '../../platform/world.ts'
import { emailChannel } from './email-channel.ts'
import { updateInSlack } from './update-in-slack.ts'
import { type NewDelivery, putDeliveries } from './put-deliveries.ts'

/** A channel that the message is not to take: the one that it speaks of. */
export interface NotBy {
  readonly exceptChannel?: string
}

/**
 * Tells one person on her own ways, as she chose for the severity: by e-mail, by Slack directly. It is sent if and only
 * if the transaction commits. The same key reaches the same person once; a person who is here no longer isn't told.
 * Says on how many ways it goes out.
 */
export async function notify(
  trx: Trx,
  world: World,
  workspaceId: string,
  personId: string,
  message: Message,
  { exceptChannel }: NotBy = {},
): Promise<number> {
  if (!(await isHere(trx, workspaceId, personId))) return 0
  const ways = waysFor(await chosenWays(trx, workspaceId, personId), message.severity)
  const found = await Promise.all(ways.map((way) => channelOf(trx, world, workspaceId, way)))
  const channels = found.filter((id) => id !== null && id !== exceptChannel)
  return await putDeliveries(
    trx,
    world,
    workspaceId,
    channels.map((channelId): NewDelivery => told(channelId ?? '', personId, message)),
  )
}

/**
 * Tells the workspace: Slack channels, webhooks, PagerDuty. Something new goes to every channel that takes its severity;
 * what became of an alert goes to those that heard of it, whatever they take, and in Slack changes the messages that
 * stand there. It is sent if and only if the transaction commits; the same key reaches the same place once. Says how many
 * places that are.
 */
export async function announce(
  trx: Trx,
  world: World,
  workspaceId: string,
  message: Message,
  { exceptChannel }: NotBy = {},
): Promise<number> {
  const { alert } = message
  const isNews = alert !== null && alert.state !== 'open'
  const channels = await trx
    .selectFrom('channels')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('kind', '<>', 'email')
    .where('state', 'in', ['active', 'paused'])
    .$if(!isNews, (query) => query.where(sql<boolean>`${message.severity} = any (severities)`))
    .$if(isNews, (query) =>
      query.where((where) =>
        where.exists(
          where
            .selectFrom('deliveries as d')
            .select('d.id')
            .whereRef('d.channel_id', '=', 'channels.id')
            .where('d.thread', '=', alert?.id ?? '')
            .where('d.person_id', 'is', null)
            .where('d.kind', '=', 'message'),
        ),
      ),
    )
    // PagerDuty knows incidents alone.
    .$if(alert === null, (query) => query.where('kind', '<>', 'pagerduty'))
    // In Slack the message that stands there says so.
    .$if(alert?.state === 'acknowledged', (query) => query.where('kind', '<>', 'slack-app'))
    .orderBy('created_at')
    .execute()
  // Before what is answered below them.
  const changed = await updateInSlack(trx, world, workspaceId, message)
  const sent = await putDeliveries(
    trx,
    world,
    workspaceId,
    channels.filter(({ id }) => id !== exceptChannel).map(({ id }) => told(id, null, message)),
  )
  return changed + sent
}

/** What a person has chosen. */
export async function chosenWays(trx: Trx, workspaceId: string, personId: string): Promise<ChosenWays> {
  const rows = await trx
    .selectFrom('told_ways')
    .select(['severity', 'ways'])
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .execute()
  // The table's own check and the choice's schema let nothing else in.
  return Object.fromEntries(rows.map((row) => [row.severity as Severity, row.ways as Way[]]))
}

/** The channel of a way; for Slack the first that has a token, null where none has. */
async function channelOf(trx: Trx, world: World, workspaceId: string, way: Way): Promise<string | null> {
  switch (way) {
    case 'email':
      return await emailChannel(trx, world, workspaceId)
    case 'slack': {
      const row = await trx
        .selectFrom('channels')
        .select('id')
        .where('workspace_id', '=', workspaceId)
        .where('kind', '=', 'slack-app')
        .where('state', 'in', ['active', 'paused'])
        .orderBy('created_at')
        .limit(1)
        .executeTakeFirst()
      return row?.id ?? null
    }
    default:
      return way satisfies never
  }
}

async function isHere(trx: Trx, workspaceId: string, personId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('members')
    .select('person_id')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('active', '=', true)
    .executeTakeFirst()
  return row !== undefined
}

function told(channelId: string, personId: string | null, message: Message): NewDelivery {
  return {
    channelId,
    personId,
    key: message.key,
    thread: message.alert?.id ?? null,
    subject: message.subject,
    content: { kind: 'message', message },
  }
}

/** Tells the channels that want to hear of changes that one went live: webhooks and PagerDuty. */
export async function announceChange(trx: Trx, world: World, workspaceId: string, change: LiveChange): Promise<number> {
  const channels = await trx
    .selectFrom('channels')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('kind', 'in', ['webhook', 'pagerduty'])
    .where('tells_changes', '=', true)
    .where('state', 'in', ['active', 'paused'])
    .orderBy('created_at')
    .execute()
  return await putDeliveries(
    trx,
    world,
    workspaceId,
    channels.map(({ id }) => ({
      channelId: id,
      personId: null,
      key: `change:${change.id}:${change.at.toISOString()}`,
      thread: null,
      subject: change.sentence,
      content: { kind: 'change', change },
    })),
  )
}
