import type { Message } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { announce, notify } from './notify.ts'

/** What admins are told about a channel. */
export interface ChannelTrouble {
  readonly kind: 'failing' | 'switched-off' | 'message-dead'
  readonly channel: { readonly id: string; readonly name: string; readonly failing_since: Date | null }
  readonly error: string
}

/**
 * Tells the admins of a channel's trouble by another channel: each on her own ways, and where none of these is left, the
 * workspace's other channels. Once for each spell of failures; of given-up messages once a day.
 */
export async function tellAdmins(trx: Trx, world: World, workspaceId: string, trouble: ChannelTrouble): Promise<void> {
  const message = wordsOf(trouble, world.clock.now())
  const exceptChannel = trouble.channel.id
  const admins = await trx
    .selectFrom('members')
    .select('person_id')
    .where('workspace_id', '=', workspaceId)
    .where('role', '=', 'admin')
    .where('active', '=', true)
    .orderBy('person_id')
    .execute()
  let told = 0
  for (const { person_id: personId } of admins) {
    told += await notify(trx, world, workspaceId, personId, message, { exceptChannel })
  }
  if (told === 0) await announce(trx, world, workspaceId, message, { exceptChannel })
}

function wordsOf({ kind, channel, error }: ChannelTrouble, now: Date): Message {
  const { id, name, failing_since: since } = channel
  const base = { severity: 'today', link: '/settings/channels', workflow: null, alert: null } as const
  switch (kind) {
    case 'failing':
      return {
        ...base,
        key: `channel-failing:${id}:${(since ?? now).toISOString()}`,
        subject: `The channel "${name}" fails`,
        lines: [
          `Since ${inWords(since ?? now)} nothing arrives by the channel "${name}". ${error}`,
          'What is to be told waits and goes out when it works again. Look at its settings, and send a test.',
        ],
      }
    case 'switched-off':
      return {
        ...base,
        key: `channel-off:${id}:${now.toISOString()}`,
        subject: `The channel "${name}" was switched off`,
        lines: [
          `Since ${inWords(since ?? now)} nothing arrived by the channel "${name}", so it was switched off. ${error}`,
          'Mend its settings and switch it on again; what was given up can be sent again from its log.',
        ],
      }
    case 'message-dead':
      return {
        ...base,
        key: `channel-dead:${id}:${now.toISOString().slice(0, 10)}`,
        subject: `The channel "${name}" gave a message up`,
        lines: [
          `A message did not arrive by the channel "${name}". ${error}`,
          'Its log shows which, and sends it again.',
        ],
      }
    default:
      return kind satisfies never
  }
}

/** `20 Nov 2026, 14:05 UTC` */
function inWords(at: Date): string {
  return `${at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })}, ${at.toISOString().slice(11, 16)} UTC`
}
