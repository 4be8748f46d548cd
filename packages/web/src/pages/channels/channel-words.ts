import type { Severity, Way } from '@dayshift/core'
import type { Channel, Delivery } from '../../api/channels.ts'
import type { Shown } from '../../components/verdict-mark.tsx'
import { formatDuration, listOf } from '../../words/format.ts'

export const KIND_NAMES: { readonly [K in Channel['kind']]: string } = {
  email: 'E-mail',
  'slack-app': 'Slack',
  'slack-url': 'Slack, incoming webhook',
  webhook: 'Webhook',
  pagerduty: 'PagerDuty',
}

export const SEVERITY_NAMES: { readonly [S in Severity]: string } = {
  urgent: 'Urgent',
  today: 'Today',
  note: 'Notes',
}

export const SEVERITY_MEANINGS: { readonly [S in Severity]: string } = {
  urgent: 'It can’t wait: at any hour.',
  today: 'It waits for working hours.',
  note: 'Good to know; it is on the screens in any case.',
}

export const WAY_NAMES: { readonly [W in Way]: string } = { email: 'E-mail', slack: 'Slack, directly' }

export const DELIVERY_WORDS: { readonly [S in Delivery['state']]: readonly [Shown, string] } = {
  delivered: ['met', 'Arrived'],
  waiting: ['attention', 'Waits'],
  dead: ['unmet', 'Given up'],
  dropped: ['unknown', 'Not sent'],
}

/** How a channel does, in one word with its mark. */
export function stateOf({ kind, state, health }: Channel, hasMail: boolean): readonly [Shown, string] {
  if (kind === 'email' && !hasMail) return ['unknown', 'Not set up']
  if (state === 'off') return ['unmet', 'Switched off']
  if (state === 'paused') return ['attention', 'Paused']
  if (health.failures > 0) return ['unmet', 'Fails']
  return health.lastSuccessAt === null ? ['unknown', 'Not used yet'] : ['met', 'Works']
}

/** What is told on it: "urgent and today, and changes". */
export function toldOn({ kind, severities, tellsChanges }: Channel): string {
  if (kind === 'email') return 'people, as each one chose'
  const words = severities.map((severity) => SEVERITY_NAMES[severity].toLowerCase())
  if (words.length === 0) return tellsChanges ? 'changes that went live' : 'nothing'
  return `${listOf(words)}${tellsChanges ? '; changes that went live' : ''}`
}

/** What came back: "200 in 84 ms, at the 3rd try". */
export function answerOf({ lastStatus, lastMs, attempts }: Delivery): string | null {
  if (lastMs === null) return null
  const tries = attempts > 1 ? `, ${String(attempts)} tries` : ''
  return `${lastStatus === null ? 'no answer' : String(lastStatus)} in ${formatDuration(lastMs)}${tries}`
}
