import { actOfButton, type Actor, type Message, type MessageAct, permits, type Role } from '@dayshift/core'
import { z } from 'zod'
import { asSystem } from '../../platform/database/index.ts'
import type { App } from '../../platform/http/app.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import type { World } from '../../platform/world.ts'
import { type ChannelSecrets, openSecrets } from './secrets.ts'
import type { SendParts } from './send-parts.ts'
import { flagFromSlack, type OnFlag, readFlag } from './slack-flag.ts'
import { personOfSlackUser } from './slack-people.ts'
import { putReply } from './slack-reply.ts'
import { isSlackSignature } from './slack-signature.ts'

/** What acts on an alert, from where a person read of it, and announces it. */
export interface MessageActs {
  /** Throws a `ProblemError` that says why, and who may, where she can't. */
  readonly onMessageAct: (on: {
    readonly workspaceId: string
    readonly actor: Actor
    readonly alertId: string
    readonly act: MessageAct
  }) => Promise<void>
  /** What keeps a flag of an output that somebody saw in Slack. */
  readonly onFlag: OnFlag
  /** Names of those who can give a role. */
  readonly adminsOf: (workspaceId: string) => Promise<readonly string[]>
}

/** Of Slack's block actions, what is read here. */
const Payload = z.looseObject({
  type: z.literal('block_actions'),
  user: z.looseObject({ id: z.string().max(64) }),
  response_url: z.string().max(2000).optional(),
  actions: z.array(z.looseObject({ action_id: z.string().max(255), value: z.string().max(2000).optional() })).min(1),
})
type Payload = z.infer<typeof Payload>

const MOST_BYTES = 262_144

/**
 * `POST /api/v1/channels/slack/actions`: what a person pressed in Slack, done as that person: an act about an alert in our
 * own message, or a flag on an output that a host shows there. Slack's signature over the bytes as they came is checked
 * first, with the signing secret of the app.
 */
export function registerSlackActions(app: App, parts: SendParts, acts: MessageActs): void {
  const { world } = parts
  void app.register(async (slack) => {
    slack.removeAllContentTypeParsers()
    slack.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'buffer' },
      async (_request: unknown, body: Buffer) => body,
    )
    slack.post(
      '/api/v1/channels/slack/actions',
      { bodyLimit: MOST_BYTES, config: { api: { permission: 'public' } } },
      async (request, reply) => {
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const header = (name: string) => {
          const value = request.headers[name]
          return typeof value === 'string' ? value : undefined
        }
        const signed = {
          timestamp: header('x-slack-request-timestamp'),
          signature: header('x-slack-signature'),
          body,
        }
        const sent = payloadOf(body)
        const flag = readFlag(sent)
        if (flag !== null) {
          if (!(await flagFromSlack(parts, acts.onFlag, signed, flag))) throw notSigned()
          return reply.code(200).send('')
        }
        const payload = read(sent)
        const pressed = payload === null ? null : pressedOf(payload)
        const origin = pressed === null ? null : await originOf(world, pressed.deliveryId)
        // The same answer whatever was wrong: a stranger learns nothing of what there is.
        const secret = origin?.secrets.signingSecret ?? null
        if (payload === null || pressed === null || origin === null || secret === null) throw notSigned()
        if (!isSlackSignature(signed, secret, world.clock.now())) throw notSigned()
        await act(parts, acts, origin, payload, pressed)
        return reply.code(200).send('')
      },
    )
  })
}

interface Pressed {
  readonly deliveryId: string
  readonly act: MessageAct
}

/** Slack's JSON in its form field; null where there is none. */
function payloadOf(body: Buffer): unknown {
  const written = new URLSearchParams(body.toString('utf8')).get('payload')
  if (written === null) return null
  try {
    return JSON.parse(written)
  } catch {
    return null
  }
}

function read(sent: unknown): Payload | null {
  const read = Payload.safeParse(sent)
  return read.success ? read.data : null
}

function pressedOf({ actions }: Payload): Pressed | null {
  for (const { action_id: id, value } of actions) {
    const act = actOfButton(id)
    if (act !== null && z.uuid().safeParse(value).success) return { act, deliveryId: value ?? '' }
  }
  return null
}

interface Origin {
  readonly workspaceId: string
  readonly channelId: string
  readonly message: Message
  readonly secrets: Extract<ChannelSecrets, { kind: 'slack-app' }>
}

/** The message whose button it was; which workspace that is, is not known before. */
async function originOf(world: World, deliveryId: string): Promise<Origin | null> {
  const row = await asSystem(world.db, (trx) =>
    trx
      .selectFrom('deliveries')
      .innerJoin('channels', 'channels.id', 'deliveries.channel_id')
      .select(['deliveries.workspace_id', 'deliveries.channel_id', 'deliveries.content', 'channels.sealed'])
      .where('deliveries.id', '=', deliveryId)
      .where('deliveries.kind', '=', 'message')
      .where('channels.kind', '=', 'slack-app')
      .where('channels.state', '<>', 'removed')
      .executeTakeFirst(),
  )
  if (row === undefined) return null
  const secrets = openSecrets(world, row.channel_id, row.sealed)
  if (secrets?.kind !== 'slack-app') return null
  // As it was put in.
  const { message } = row.content as { message: Message }
  return { workspaceId: row.workspace_id, channelId: row.channel_id, message, secrets }
}

/**
 * Does the act as the person. That it was done stands in the messages for everybody, since it is announced; why it can't
 * be done is told to her alone.
 */
async function act(
  parts: SendParts,
  { onMessageAct, adminsOf }: MessageActs,
  origin: Origin,
  payload: Payload,
  { act }: Pressed,
): Promise<void> {
  const { workspaceId, channelId, message, secrets } = origin
  const alertId = message.alert?.id
  if (alertId === undefined) return
  const reply = (text: string) => putReply(parts.world, origin, payload.response_url, text)
  const { person, email } = await personOfSlackUser(
    parts,
    { workspaceId, channelId, token: secrets.token },
    payload.user.id,
  )
  const admins = (await adminsOf(workspaceId)).join(' or ')
  if (person === null) {
    return await reply(
      email === null
        ? 'Nothing was done: Slack does not tell Dayshift your e-mail address. Open the alert in Dayshift and answer it there.'
        : `Nothing was done: ${email} is no member of this workspace in Dayshift. ${admins} can add you.`,
    )
  }
  const actor: Actor = { kind: 'person', id: person.id, name: person.name, role: person.role as Role } // by the table's check
  if (!permits(actor, 'handover:write')) {
    return await reply(`Nothing was done: you may read alerts and not answer them. ${admins} can change your role.`)
  }
  try {
    await onMessageAct({ workspaceId, actor, alertId, act })
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    await reply(`${error.message} ${error.mend ?? ''}`.trim())
  }
}

function notSigned(): ProblemError {
  return new ProblemError({
    status: 401,
    code: 'not-signed',
    title: 'Not signed by Slack',
    detail:
      'The request is not signed by the Slack app of a message of ours, or its time is more than five minutes off.',
    mend: "Give the channel the app's signing secret, and check the clock of the server.",
  })
}
