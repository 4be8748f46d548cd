import { DAY_MS } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import type { SendParts } from './send-parts.ts'
import { callSlack, type SlackCalled } from './slack-api.ts'

/** Who somebody is on the other side; looked up anew after a week. */
const FRESH_MS = 7 * DAY_MS

export type SlackUserFound =
  | { readonly kind: 'found'; readonly user: string }
  | { readonly kind: 'nobody'; readonly error: string }
  | { readonly kind: 'failed'; readonly called: SlackCalled }

interface InSlack {
  readonly workspaceId: string
  readonly channelId: string
  readonly token: string
}

/** Whom Slack knows a person as, by her e-mail address. */
export async function slackUserOf(
  parts: SendParts,
  { workspaceId, channelId, token }: InSlack,
  personId: string,
): Promise<SlackUserFound> {
  const { world } = parts
  const known = await inWorkspace(world.db, workspaceId, (trx) =>
    trx
      .selectFrom('members')
      .innerJoin('people', 'people.id', 'members.person_id')
      .leftJoin('slack_people', (join) =>
        join.onRef('slack_people.person_id', '=', 'people.id').on('slack_people.channel_id', '=', channelId),
      )
      .select(['people.email', 'slack_people.slack_user', 'slack_people.looked_up_at'])
      .where('members.workspace_id', '=', workspaceId)
      .where('members.person_id', '=', personId)
      .where('members.active', '=', true)
      .executeTakeFirst(),
  )
  if (known === undefined) return { kind: 'nobody', error: 'She is no member of this workspace any more.' }
  const { email, slack_user: user, looked_up_at: at } = known
  if (user !== null && at !== null && world.clock.now().getTime() - at.getTime() < FRESH_MS)
    return { kind: 'found', user }
  const called = await callSlack(parts, token, 'users.lookupByEmail', { email })
  if (called.kind === 'refused' && called.error === 'users_not_found') {
    return { kind: 'nobody', error: `Slack knows nobody by the address ${email}.` }
  }
  if (called.kind !== 'ok') return { kind: 'failed', called }
  const { id } = (called.answer['user'] ?? {}) as { id?: unknown }
  if (typeof id !== 'string') return { kind: 'nobody', error: `Slack knows nobody by the address ${email}.` }
  await remember(parts, { workspaceId, channelId, token }, personId, id)
  return { kind: 'found', user: id }
}

export interface PersonInSlack {
  readonly id: string
  readonly name: string
  readonly role: string
}

/**
 * Which member acts in Slack under a user's id, by the e-mail address that Slack confirms for it; null where that is no
 * member's. Asked anew each time: an act must not be somebody's who gave the address up.
 */
export async function personOfSlackUser(
  parts: SendParts,
  { workspaceId, channelId, token }: InSlack,
  user: string,
): Promise<{ readonly person: PersonInSlack | null; readonly email: string | null }> {
  const called = await callSlack(parts, token, 'users.info', { user })
  if (called.kind !== 'ok') return { person: null, email: null }
  const {
    profile,
    deleted,
    is_bot: isBot,
  } = (called.answer['user'] ?? {}) as {
    profile?: { email?: unknown }
    deleted?: unknown
    is_bot?: unknown
  }
  const email = profile?.email
  if (typeof email !== 'string' || deleted === true || isBot === true) return { person: null, email: null }
  const row = await inWorkspace(parts.world.db, workspaceId, (trx) =>
    trx
      .selectFrom('members')
      .innerJoin('people', 'people.id', 'members.person_id')
      .select(['people.id', 'people.name', 'members.role'])
      .where('members.workspace_id', '=', workspaceId)
      .where('members.active', '=', true)
      .where((where) => where(where.fn<string>('lower', ['people.email']), '=', email.toLowerCase()))
      .executeTakeFirst(),
  )
  if (row === undefined) return { person: null, email }
  await remember(parts, { workspaceId, channelId, token }, row.id, user)
  return { person: row, email }
}

async function remember(
  { world }: SendParts,
  { workspaceId, channelId }: InSlack,
  personId: string,
  user: string,
): Promise<void> {
  const now = world.clock.now()
  await inWorkspace(world.db, workspaceId, (trx) =>
    trx
      .insertInto('slack_people')
      .values({
        workspace_id: workspaceId,
        channel_id: channelId,
        person_id: personId,
        slack_user: user,
        looked_up_at: now,
      })
      .onConflict((conflict) =>
        conflict.columns(['channel_id', 'person_id']).doUpdateSet({ slack_user: user, looked_up_at: now }),
      )
      .execute(),
  )
}
