import { DELIVERY_STATES, SEVERITIES, WAYS } from '@dayshift/core'
import { z } from 'zod'
import { instant, pageOf, PersonRef, text, uuid } from '../common/primitives.ts'

/** By the bot of a Slack app (channel, direct, buttons), by the address of an incoming webhook of Slack, … */
export const CHANNEL_KINDS = ['email', 'slack-app', 'slack-url', 'webhook', 'pagerduty'] as const
export const ChannelKind = z.enum(CHANNEL_KINDS).meta({ id: 'ChannelKind' })
export type ChannelKind = z.infer<typeof ChannelKind>

const severity = z.enum(SEVERITIES)
const severities = z.array(severity).max(3)
const name = text(100).min(1)
const url = z.string().min(1).max(2000)
const token = z.string().regex(/^xox[a-z]-[\w-]{10,250}$/, 'a bot token of Slack, like "xoxb-…"')
const signingSecret = z.string().regex(/^[0-9a-f]{32}$/i, 'a signing secret of Slack: 32 hexadecimal digits')
const slackChannel = z
  .string()
  .regex(/^(#[\p{L}\p{N}_-]{1,79}|[CGD][A-Z0-9]{6,20})$/u, 'a channel in Slack, like "#billing-alerts" or its id')
const routingKey = z.string().regex(/^[0-9a-zA-Z]{32}$/, 'an integration key of PagerDuty: 32 letters and digits')

export const ChannelHealth = z
  .object({
    lastSuccessAt: instant.nullable(),
    /** When the present spell of failures began. */
    failingSince: instant.nullable(),
    /** Failures in a row. */
    failures: z.number().int(),
    retryAt: instant.nullable(),
    lastFailureAt: instant.nullable(),
    lastFailure: z.string().nullable(),
    /** Messages that are still to be sent. */
    waiting: z.number().int(),
    /** Messages of the last seven days that did not arrive and are not tried any more. */
    dead: z.number().int(),
    /** Messages of the last seven days that arrived. */
    delivered: z.number().int(),
  })
  .meta({ id: 'ChannelHealth' })

/** A channel as people see it; what it must not show (tokens, whole addresses, secrets) never leaves the server. */
export const Channel = z
  .object({
    id: uuid,
    kind: ChannelKind,
    name: z.string(),
    /** Where it leads: a channel in Slack, a host, the end of a key. */
    place: z.string(),
    /** What the workspace tells on it; e-mail is told to people alone, as each one chose. */
    severities,
    tellsChanges: z.boolean(),
    /** `off`: switched off by itself, after days in which nothing arrived. */
    state: z.enum(['active', 'paused', 'off']),
    /** Slack: whether its messages carry buttons. */
    buttons: z.boolean(),
    /** Webhooks: until when signatures of the secret before are sent too. */
    previousSecretUntil: instant.nullable(),
    health: ChannelHealth,
    createdAt: instant,
    createdBy: z.string(),
  })
  .meta({ id: 'Channel' })
export type Channel = z.infer<typeof Channel>

export const ChannelList = z
  .object({
    items: z.array(Channel),
    /** The e-mail server of the installation; null where none is set. */
    mail: z.object({ host: z.string(), from: z.string() }).nullable(),
    /** What a Slack app is to call when a button is pressed. */
    slackActionsUrl: z.string(),
  })
  .meta({ id: 'ChannelList' })

const told = { name, severities, tellsChanges: z.boolean().optional() }
export const AddChannelRequest = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('slack-app'),
      token,
      signingSecret: signingSecret.optional(),
      channel: slackChannel,
      ...told,
    }),
    z.object({ kind: z.literal('slack-url'), url, ...told }),
    z.object({ kind: z.literal('webhook'), url, ...told }),
    z.object({ kind: z.literal('pagerduty'), routingKey, ...told }),
  ])
  .meta({ id: 'AddChannelRequest' })
export type AddChannelRequest = z.infer<typeof AddChannelRequest>

/** The channel, and a webhook's signing secret, shown this once. */
export const ChannelAdded = z.object({ channel: Channel, secret: z.string().nullable() }).meta({ id: 'ChannelAdded' })

export const ChangeChannelRequest = z
  .object({
    name: name.optional(),
    severities: severities.optional(),
    tellsChanges: z.boolean().optional(),
    state: z.enum(['active', 'paused']).optional(),
    token: token.optional(),
    signingSecret: signingSecret.optional(),
    channel: slackChannel.optional(),
    url: url.optional(),
    routingKey: routingKey.optional(),
  })
  .meta({ id: 'ChangeChannelRequest' })
export type ChangeChannelRequest = z.infer<typeof ChangeChannelRequest>

export const RotateSecretRequest = z
  .object({
    /** Hours for which signatures of both secrets are sent. */
    bothForHours: z.number().int().min(0).max(168).default(24),
  })
  .meta({ id: 'RotateSecretRequest' })

export const DeliveryAttempt = z
  .object({
    at: instant,
    /** Milliseconds from the begin of the try to the answer. */
    ms: z.number().int(),
    status: z.number().int().nullable(),
    error: z.string().nullable(),
  })
  .meta({ id: 'DeliveryAttempt' })

/** `dropped`: there was nowhere to send it; `dead`: it did not arrive in its time. */
export const Delivery = z
  .object({
    id: uuid,
    kind: z.enum(['message', 'change', 'test', 'update', 'reply']),
    to: PersonRef.nullable(),
    subject: z.string(),
    state: z.enum(DELIVERY_STATES),
    at: instant,
    endedAt: instant.nullable(),
    nextAt: instant.nullable(),
    attempts: z.number().int(),
    lastStatus: z.number().int().nullable(),
    lastError: z.string().nullable(),
    lastMs: z.number().int().nullable(),
    /** The last tries, newest first. */
    tries: z.array(DeliveryAttempt),
  })
  .meta({ id: 'Delivery' })
export type Delivery = z.infer<typeof Delivery>

export const DeliveryPage = pageOf(Delivery).meta({ id: 'DeliveryPage' })

const way = z.enum(WAYS)
/** How I am told: the ways that there are, and which I chose for each severity. */
export const Told = z
  .object({
    ways: z.array(z.object({ way, available: z.boolean(), address: z.string(), why: z.string().nullable() })),
    choices: z.array(z.object({ severity, ways: z.array(way), chosen: z.boolean() })),
  })
  .meta({ id: 'Told' })
export type Told = z.infer<typeof Told>

export const ChooseTold = z.object({ severity, ways: z.array(way).max(2) }).meta({ id: 'ChooseTold' })
