import type { JsonObject } from '../json/json.ts'
import type { Message } from './message.ts'

/** A change that went live, as other systems are told of it. */
export interface LiveChange {
  readonly id: string
  readonly workflow: { readonly slug: string; readonly name: string }
  /** "Release 2026-10 went live for 25 % of the units." */
  readonly sentence: string
  readonly at: Date
  /** Path of the page that shows it. */
  readonly link: string
}

/** What webhooks are told of. */
export const EVENT_TYPES = [
  'alert.opened',
  'alert.acknowledged',
  'alert.resolved',
  'message.told',
  'change.live',
  'test.sent',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** A webhook's body, after the Standard Webhooks specification: `type`, `timestamp`, `data`. */
export interface WebhookEvent {
  readonly type: EventType
  readonly timestamp: string
  readonly data: JsonObject
}

/** What a message is to a webhook; `at` is when it was told, the same at every try. */
export function webhookOfMessage(message: Message, at: Date, link: string, test = false): WebhookEvent {
  return {
    type: test ? 'test.sent' : typeOf(message),
    timestamp: at.toISOString(),
    data: {
      severity: message.severity,
      subject: message.subject,
      lines: [...message.lines],
      link,
      workflow: message.workflow === null ? null : { ...message.workflow },
      alert: message.alert === null ? null : { id: message.alert.id, state: message.alert.state },
    },
  }
}

export function webhookOfChange(change: LiveChange, link: string): WebhookEvent {
  return {
    type: 'change.live',
    timestamp: change.at.toISOString(),
    data: { id: change.id, sentence: change.sentence, link, workflow: { ...change.workflow } },
  }
}

function typeOf({ alert }: Message): EventType {
  if (alert === null) return 'message.told'
  switch (alert.state) {
    case 'open':
      return 'alert.opened'
    case 'acknowledged':
      return 'alert.acknowledged'
    case 'resolved':
      return 'alert.resolved'
    default:
      return alert.state satisfies never
  }
}

const ACTIONS = { open: 'trigger', acknowledged: 'acknowledge', resolved: 'resolve' } as const
const PAGERDUTY_SEVERITIES = { urgent: 'critical', today: 'warning', note: 'info' } as const

/** PagerDuty Events API v2; the incident has the alert's id for its key, so that what is told twice is one incident. */
export function pagerDutyOfMessage(message: Message, at: Date, link: string, routingKey: string): JsonObject {
  const { alert, subject, severity, workflow, lines, key } = message
  return {
    routing_key: routingKey,
    event_action: ACTIONS[alert?.state ?? 'open'],
    dedup_key: alert?.id ?? key,
    client: 'Dayshift',
    client_url: link,
    links: [{ href: link, text: 'Open in Dayshift' }],
    payload: {
      summary: subject.slice(0, 1024),
      source: workflow?.slug ?? 'dayshift',
      severity: PAGERDUTY_SEVERITIES[severity],
      timestamp: at.toISOString(),
      component: workflow?.name ?? 'Dayshift',
      custom_details: { lines: [...lines] },
    },
  }
}

/** PagerDuty's change event: shown beside incidents, pages nobody. */
export function pagerDutyOfChange(change: LiveChange, link: string, routingKey: string): JsonObject {
  return {
    routing_key: routingKey,
    links: [{ href: link, text: 'Open in Dayshift' }],
    payload: {
      summary: `${change.workflow.name}: ${change.sentence}`.slice(0, 1024),
      source: change.workflow.slug,
      timestamp: change.at.toISOString(),
      custom_details: { change: change.id },
    },
  }
}
