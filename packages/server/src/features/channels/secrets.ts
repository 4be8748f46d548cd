import type { World } from '../../platform/world.ts'
import { channelKey, open, seal } from '../contents/index.ts'

/** What must not be read of a channel; by kind. */
export type ChannelSecrets =
  | { readonly kind: 'slack-app'; readonly token: string; readonly signingSecret: string | null }
  | { readonly kind: 'slack-url'; readonly url: string }
  | {
      readonly kind: 'webhook'
      readonly url: string
      readonly secret: string
      /** The secret before; signatures of both are sent until then. */
      readonly previous: { readonly secret: string; readonly until: string } | null
    }
  | { readonly kind: 'pagerduty'; readonly routingKey: string }

/** What may be read of a channel: a channel in Slack, the host of an address, the end of a key. */
export interface ChannelShown {
  readonly place: string
}

export function sealSecrets({ secret }: Pick<World, 'secret'>, channelId: string, secrets: ChannelSecrets): Buffer {
  return seal(channelKey(secret), channelId, JSON.stringify(secrets))
}

export function openSecrets(
  { secret }: Pick<World, 'secret'>,
  channelId: string,
  sealed: Buffer | null,
): ChannelSecrets | null {
  // Sealed by sealSecrets alone.
  return sealed === null ? null : (JSON.parse(open(channelKey(secret), channelId, sealed)) as ChannelSecrets)
}

/** An address that a delivery goes to, where it isn't the channel's own. */
export function sealAddress({ secret }: Pick<World, 'secret'>, deliveryId: string, url: string): Buffer {
  return seal(channelKey(secret), `delivery ${deliveryId}`, url)
}

export function openAddress({ secret }: Pick<World, 'secret'>, deliveryId: string, sealed: Buffer): string {
  return open(channelKey(secret), `delivery ${deliveryId}`, sealed)
}
