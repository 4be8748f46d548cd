import type { Channel, ChannelKind, Delivery, Told } from '@dayshift/contract'
import { DAY_MS, type ChosenWays, SEVERITIES, type Severity, type Way, WAYS, waysFor } from '@dayshift/core'
import { sql } from 'kysely'
import { notFound } from '../../platform/http/problem.ts'
import type { MailServer } from '../../platform/outbound/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { emailChannel } from './email-channel.ts'
import { chosenWays } from './notify.ts'
import { type ChannelShown, openSecrets } from './secrets.ts'

const WEEK_MS = 7 * DAY_MS
/** Tries shown of one delivery. */
const MOST_TRIES = 10

interface ChannelRow {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly shown: unknown
  readonly sealed: Buffer | null
  readonly severities: readonly string[]
  readonly tells_changes: boolean
  readonly state: string
  readonly created_at: Date
  readonly created_by_name: string
  readonly last_success_at: Date | null
  readonly failing_since: Date | null
  readonly failures: number
  readonly retry_at: Date | null
  readonly last_failure_at: Date | null
  readonly last_failure: string | null
  readonly waiting: number
  readonly dead: number
  readonly delivered: number
}

/** The channels that there are, e-mail first; one alone where its id is given. One query. */
export async function channelsOf(
  trx: Trx,
  world: World,
  workspaceId: string,
  mail: MailServer | null,
  id: string | null = null,
): Promise<Channel[]> {
  if (id === null) await emailChannel(trx, world, workspaceId)
  const since = new Date(world.clock.now().getTime() - WEEK_MS)
  const { rows } = await sql<ChannelRow>`
    select c.*, coalesce(d.waiting, 0) as waiting, coalesce(d.dead, 0) as dead, coalesce(d.delivered, 0) as delivered
    from channels c left join lateral (
      select count(*) filter (where state = 'waiting') as waiting,
        count(*) filter (where state = 'dead' and created_at >= ${since}) as dead,
        count(*) filter (where state = 'delivered' and created_at >= ${since}) as delivered
      from deliveries where channel_id = c.id and kind in ('message', 'change')
    ) d on true
    where c.workspace_id = ${workspaceId} and c.state <> 'removed' and (${id}::uuid is null or c.id = ${id}::uuid)
    order by c.kind <> 'email', c.created_at, c.id`.execute(trx)
  return rows.map((row) => wireOf(world, row, mail))
}

export async function channelOrMissing(
  trx: Trx,
  world: World,
  workspaceId: string,
  mail: MailServer | null,
  id: string,
): Promise<Channel> {
  const [channel] = await channelsOf(trx, world, workspaceId, mail, id)
  if (channel === undefined) throw notFound('channel', id)
  return channel
}

function wireOf(world: World, row: ChannelRow, mail: MailServer | null): Channel {
  const secrets = openSecrets(world, row.id, row.sealed)
  const until = secrets?.kind === 'webhook' ? (secrets.previous?.until ?? null) : null
  return {
    id: row.id,
    // The table's own checks let nothing else in.
    kind: row.kind as ChannelKind,
    name: row.name,
    place: row.kind === 'email' ? (mail?.from ?? '') : (row.shown as ChannelShown).place,
    severities: row.severities as Severity[],
    tellsChanges: row.tells_changes,
    state: row.state as Channel['state'],
    buttons: secrets?.kind === 'slack-app' && secrets.signingSecret !== null,
    previousSecretUntil: until !== null && new Date(until) > world.clock.now() ? until : null,
    health: {
      lastSuccessAt: row.last_success_at?.toISOString() ?? null,
      failingSince: row.failing_since?.toISOString() ?? null,
      failures: row.failures,
      retryAt: row.retry_at?.toISOString() ?? null,
      lastFailureAt: row.last_failure_at?.toISOString() ?? null,
      lastFailure: row.last_failure,
      waiting: row.waiting,
      dead: row.dead,
      delivered: row.delivered,
    },
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by_name,
  }
}

interface DeliveryQuery {
  readonly channelId: string
  readonly limit: number
  readonly cursor?: string | undefined
  readonly state?: string | undefined
  /** One delivery alone. */
  readonly id?: string
}

/** What was sent on a channel, newest first, each with its last tries. */
export async function deliveriesOf(
  trx: Trx,
  { channelId, limit, cursor, state, id }: DeliveryQuery,
): Promise<{ items: Delivery[]; next: string | null }> {
  const rows = await trx
    .selectFrom('deliveries as d')
    .leftJoin('people', 'people.id', 'd.person_id')
    .select([
      'd.id',
      'd.kind',
      'd.person_id',
      'people.name as person_name',
      'd.subject',
      'd.state',
      'd.created_at',
      'd.ended_at',
      'd.next_at',
      'd.attempts',
      'd.last_status',
      'd.last_error',
      'd.last_ms',
    ])
    .select(
      sql<{ at: string; ms: number; status: number | null; error: string | null }[]>`coalesce((
        select jsonb_agg(to_jsonb(t) order by t.at desc) from (
          select at, ms, status, error from delivery_attempts a where a.delivery_id = d.id order by a.at desc limit ${MOST_TRIES}
        ) t), '[]'::jsonb)`.as('tries'),
    )
    .where('d.channel_id', '=', channelId)
    .$if(id !== undefined, (query) => query.where('d.id', '=', id ?? ''))
    .$if(cursor !== undefined, (query) => query.where('d.id', '<', cursor ?? ''))
    .$if(state !== undefined, (query) => query.where('d.state', '=', state ?? ''))
    .orderBy('d.id', 'desc')
    .limit(limit + 1)
    .execute()
  const items = rows.slice(0, limit).map((row): Delivery => ({
    id: row.id,
    // The table's own checks let nothing else in.
    kind: row.kind as Delivery['kind'],
    to: row.person_id === null ? null : { id: row.person_id, name: row.person_name ?? '' },
    subject: row.subject,
    state: row.state as Delivery['state'],
    at: row.created_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    nextAt: row.state === 'waiting' ? row.next_at.toISOString() : null,
    attempts: row.attempts,
    lastStatus: row.last_status,
    lastError: row.last_error,
    lastMs: row.last_ms,
    tries: row.tries.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
  }))
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** How a person is told, and on which ways she could be. */
export async function toldOf(
  trx: Trx,
  workspaceId: string,
  person: { readonly id: string; readonly email: string },
  mail: MailServer | null,
): Promise<Told> {
  const chosen: ChosenWays = await chosenWays(trx, workspaceId, person.id)
  const slack = await trx
    .selectFrom('channels')
    .select('name')
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', 'slack-app')
    .where('state', 'in', ['active', 'paused'])
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()
  const whyNot: { readonly [W in Way]: string | null } = {
    email: mail === null ? 'The installation has no e-mail server yet.' : null,
    slack: slack === undefined ? 'No Slack app is connected yet.' : null,
  }
  return {
    ways: WAYS.map((way) => ({
      way,
      available: whyNot[way] === null,
      address: person.email,
      why: whyNot[way],
    })),
    choices: SEVERITIES.map((severity) => ({
      severity,
      ways: [...waysFor(chosen, severity)],
      chosen: chosen[severity] !== undefined,
    })),
  }
}
