import { api } from '@dayshift/contract'
import { inWorkspace } from '../../platform/database/index.ts'
import { type App, register } from '../../platform/http/app.ts'
import {
  addChannel,
  changeChannel,
  type ChannelParts,
  chooseTold,
  removeChannel,
  rotateSecret,
  sendAgain,
  testChannel,
} from './channel-service.ts'
import type { SendParts } from './send-parts.ts'
import { type MessageActs, registerSlackActions } from './slack-actions.ts'
import { channelOrMissing, channelsOf, deliveriesOf, toldOf } from './read-model.ts'

export interface ChannelsSetup extends ChannelParts {
  readonly send: SendParts
  readonly acts: MessageActs
}

export function registerChannels(app: App, { send, acts, ...parts }: ChannelsSetup): void {
  const { world, mail } = parts
  registerSlackActions(app, send, acts)
  register(app, world, api.listChannels, async ({ caller: { workspaceId } }) => ({
    items: await inWorkspace(world.db, workspaceId, (trx) => channelsOf(trx, world, workspaceId, mail)),
    mail: mail === null ? null : { host: mail.host, from: mail.from },
    slackActionsUrl: new URL('/api/v1/channels/slack/actions', send.home()).href,
  }))
  register(app, world, api.addChannel, async ({ caller, body }) => addChannel(parts, caller, body))
  register(app, world, api.changeChannel, async ({ caller, params, body }) =>
    changeChannel(parts, caller, params.id, body),
  )
  register(app, world, api.removeChannel, async ({ caller, params }) => {
    await removeChannel(parts, caller, params.id)
    return { ok: true } as const
  })
  register(app, world, api.testChannel, async ({ caller: { workspaceId, person }, params }) =>
    testChannel(parts, { workspaceId, personId: person?.id ?? null }, params.id),
  )
  register(app, world, api.rotateSecret, async ({ caller, params, body }) =>
    rotateSecret(parts, caller, params.id, body.bothForHours),
  )
  register(app, world, api.listDeliveries, async ({ caller: { workspaceId }, params, query }) =>
    inWorkspace(world.db, workspaceId, async (trx) => {
      await channelOrMissing(trx, world, workspaceId, mail, params.id)
      return await deliveriesOf(trx, { channelId: params.id, ...query })
    }),
  )
  register(app, world, api.sendDelivery, async ({ caller: { workspaceId }, params }) =>
    sendAgain(parts, workspaceId, params.id, params.delivery),
  )
  register(app, world, api.told, async ({ caller: { workspaceId, person } }) => {
    if (person === null) throw new TypeError('A key passed for a signed-in person')
    return await inWorkspace(world.db, workspaceId, (trx) => toldOf(trx, workspaceId, person, mail))
  })
  register(app, world, api.chooseTold, async ({ caller: { workspaceId, person }, body }) => {
    if (person === null) throw new TypeError('A key passed for a signed-in person')
    return await chooseTold(parts, workspaceId, person, body.severity, body.ways)
  })
}
