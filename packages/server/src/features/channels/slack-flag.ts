import { type Actor, type Role, runOfSlackMessage, SLACK_FLAG } from '@dayshift/core'
import { z } from 'zod'
import { asSystem } from '../../platform/database/index.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import { type ChannelSecrets, openSecrets } from './secrets.ts'
import { type SendParts, wholeLink } from './send-parts.ts'
import { personOfSlackUser } from './slack-people.ts'
import { putReply } from './slack-reply.ts'
import { isSlackSignature, type SlackSigned } from './slack-signature.ts'

/** Files a flag for whoever saw an output in Slack. Throws a `ProblemError` that says why, where that can't be. */
export type OnFlag = (on: {
  readonly workspaceId: string
  readonly runId: string
  /** Whose e-mail address Slack confirms. */
  readonly reporter: { readonly email: string; readonly name: string }
  /** The member of that address; null where it is no member's. */
  readonly actor: Actor | null
}) => Promise<{ readonly sentence: string; readonly link: string }>

const User = z.looseObject({ id: z.string().max(64), name: z.string().max(200).optional() })
const address = z.string().max(2000).optional()
const Flag = z.union([
  z.looseObject({
    type: z.literal('block_actions'),
    user: User,
    response_url: address,
    actions: z.tuple([z.looseObject({ action_id: z.literal(SLACK_FLAG), value: z.string().max(2000).optional() })]),
  }),
  z.looseObject({
    type: z.literal('message_action'),
    callback_id: z.literal(SLACK_FLAG),
    user: User,
    response_url: address,
    message: z.looseObject({
      text: z.string().max(40_000).optional(),
      metadata: z
        .looseObject({
          event_type: z.string().max(255).optional(),
          event_payload: z.record(z.string(), z.unknown()).optional(),
        })
        .optional(),
    }),
  }),
])

/** "Flag this output", by a button of a host's message or by the message shortcut. */
export interface SlackFlag {
  readonly user: { readonly id: string; readonly name: string | null }
  readonly address: string | undefined
  /** Null where the message shows none. */
  readonly runId: string | null
}

export function readFlag(payload: unknown): SlackFlag | null {
  const read = Flag.safeParse(payload)
  if (!read.success) return null
  const { data } = read
  const shown = data.type === 'message_action' ? data.message : { text: `/runs/${data.actions[0].value ?? ''}` }
  const user = { id: data.user.id, name: data.user.name ?? null }
  return { user, address: data.response_url, runId: runOfSlackMessage(shown) }
}

/**
 * Flags the run that the message shows, as whoever did it, and answers her with the receipt, seen by her alone. Which
 * workspace it is says the signature: the app's own secret. False where no app of ours signed.
 */
export async function flagFromSlack(
  parts: SendParts,
  onFlag: OnFlag,
  signed: SlackSigned,
  { user, address, runId }: SlackFlag,
): Promise<boolean> {
  const app = await appThatSigned(parts, signed)
  if (app === null) return false
  const reply = (text: string) => putReply(parts.world, app, address, text)
  if (runId === null) {
    await reply('Nothing was flagged: this message names no run of Dayshift. Flag one that links to the output’s run.')
    return true
  }
  const { person, email } = await personOfSlackUser(parts, app, user.id)
  if (email === null) {
    await reply('Nothing was flagged: Slack does not tell Dayshift your e-mail address. Flag the output in Dayshift.')
    return true
  }
  const actor: Actor | null =
    person === null ? null : { kind: 'person', id: person.id, name: person.name, role: person.role as Role } // by the table's check
  const reporter = { email, name: user.name ?? email }
  try {
    const { sentence, link } = await onFlag({ workspaceId: app.workspaceId, runId, reporter, actor })
    // Her report's page is open to members alone.
    await reply(person === null ? sentence : `${sentence} Add words: ${wholeLink(parts, link)}`)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    await reply(`Nothing was flagged: ${error.message} ${error.mend ?? ''}`.trim())
  }
  return true
}

/** Slack apps that are looked through for the one that signed. */
const MOST_APPS = 50

async function appThatSigned({ world }: SendParts, signed: SlackSigned) {
  const rows = await asSystem(world.db, (trx) =>
    trx
      .selectFrom('channels')
      .select(['id', 'workspace_id', 'sealed'])
      .where('kind', '=', 'slack-app')
      .where('state', '<>', 'removed')
      .orderBy('created_at')
      .limit(MOST_APPS)
      .execute(),
  )
  for (const { id, workspace_id: workspaceId, sealed } of rows) {
    const secrets: ChannelSecrets | null = openSecrets(world, id, sealed)
    if (secrets?.kind !== 'slack-app' || secrets.signingSecret === null) continue
    if (isSlackSignature(signed, secrets.signingSecret, world.clock.now())) {
      return { workspaceId, channelId: id, token: secrets.token }
    }
  }
  return null
}
