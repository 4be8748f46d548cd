import type { LiveChange, Message, MessageAct } from '@dayshift/core'
import type { MailServer, Outbound } from '../../platform/outbound/index.ts'
import type { World } from '../../platform/world.ts'
import type { ChannelSecrets, ChannelShown } from './secrets.ts'

/** What sending needs besides the world. */
export interface SendParts {
  readonly world: World
  readonly outbound: Outbound
  /** Null where the installation has no e-mail server. */
  readonly mail: MailServer | null
  /** Where people reach the product. */
  readonly home: () => URL
  readonly slackApi: URL
  readonly pagerDuty: URL
}

/** Milliseconds that one try may take. */
export const TRY_MS = 15_000

/** One try: what goes where. */
export interface SendJob {
  readonly id: string
  readonly workspaceId: string
  readonly channelId: string
  readonly personId: string | null
  readonly thread: string | null
  readonly createdAt: Date
  readonly content: Content
  readonly shown: ChannelShown
  readonly secrets: ChannelSecrets | null
  readonly signal: AbortSignal
  /** The address of a reply. */
  readonly address: string | null
}

/** What is to be sent: a message, a test, a change that went live, an update of what stands in Slack, a reply there. */
export type Content =
  | { readonly kind: 'message' | 'test'; readonly message: Message }
  | { readonly kind: 'change'; readonly change: LiveChange }
  | { readonly kind: 'update'; readonly update: SlackUpdate }
  | { readonly kind: 'reply'; readonly text: string }

/** What became of an alert whose message stands in Slack. */
export interface SlackUpdate {
  readonly line: string
  readonly acts: readonly MessageAct[]
}

export function wholeLink({ home }: Pick<SendParts, 'home'>, path: string): string {
  return new URL(path, home()).href
}
