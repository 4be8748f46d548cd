import type { JsonObject } from '../json/json.ts'
import type { Message, MessageAct } from './message.ts'

/** What a button says, and what it is called when it comes back. */
export const ACT_WORDS: { readonly [A in MessageAct]: string } = {
  acknowledge: 'Acknowledge',
  'resolve-useful': 'Resolve: useful',
  'resolve-noise': 'Resolve: noise',
}

/** What stands in a button's name in Slack before the act. */
const ACT_PREFIX = 'dayshift:'

export interface SlackWords {
  /** For notifications and screen readers. */
  readonly text: string
  readonly blocks: readonly JsonObject[]
}

export interface SlackParts {
  /** The whole address to go on at. */
  readonly link: string
  /** What the buttons carry back; null where Slack has no way back to us. */
  readonly value: string | null
  /** The acts that are left, where they differ from the message's own. */
  readonly acts?: readonly MessageAct[]
  /** What became of it since, in sentences; the last one counts. */
  readonly since?: readonly string[]
}

/** A message in Slack's Block Kit: what is, what was done since, what can be done from here. */
export function slackWords(message: Message, { link, value, acts, since = [] }: SlackParts): SlackWords {
  const { subject, lines, workflow, severity, alert } = message
  const urgent = severity === 'urgent' && alert?.state !== 'resolved' ? ':rotating_light: ' : ''
  const buttons = value === null ? [] : (acts ?? alert?.acts ?? [])
  const elements: JsonObject[] = [
    ...buttons.map((act): JsonObject => ({
      type: 'button',
      action_id: `${ACT_PREFIX}${act}`,
      text: plain(ACT_WORDS[act]),
      value: value ?? '',
      ...(act === 'acknowledge' ? { style: 'primary' } : {}),
    })),
    { type: 'button', action_id: `${ACT_PREFIX}open`, text: plain('Open in Dayshift'), url: link },
  ]
  const context = [workflow?.name, ...since].filter((part) => part !== undefined)
  return {
    text: clip(`${subject}${lines[0] === undefined ? '' : ` ${lines[0]}`}`, 3000),
    blocks: [
      section(`${urgent}*${escapeSlack(subject)}*`),
      ...lines.slice(0, 20).map((line) => section(escapeSlack(line))),
      ...(context.length === 0
        ? []
        : [
            {
              type: 'context',
              elements: context.slice(-10).map((part) => ({ type: 'mrkdwn', text: clip(escapeSlack(part), 2000) })),
            },
          ]),
      { type: 'actions', elements },
    ],
  }
}

/** The act that a button of ours stands for; null for any other. */
export function actOfButton(actionId: string): MessageAct | null {
  const name = actionId.startsWith(ACT_PREFIX) ? actionId.slice(ACT_PREFIX.length) : ''
  return name in ACT_WORDS ? (name as MessageAct) : null // a key of the table
}

/** Slack's own three; without it, words of others could mention people or make links. */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function section(text: string): JsonObject {
  return { type: 'section', text: { type: 'mrkdwn', text: clip(text, 3000) } }
}

function plain(text: string): JsonObject {
  return { type: 'plain_text', text, emoji: false }
}

function clip(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}
