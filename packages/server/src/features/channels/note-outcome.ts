import { afterFailure, type ChannelHealth, nextTry } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import type { Outcome } from './outcome.ts'
import type { Taken } from './take-due.ts'
import { tellAdmins } from './tell-admins.ts'

/**
 * Writes down what became of one try: of the delivery, of its channel, and whom that concerns. A try that was taken over
 * by somebody else meanwhile (its number is another) is only noted.
 */
export async function noteOutcome(world: World, taken: Taken, outcome: Outcome, ms: number): Promise<void> {
  await inWorkspace(world.db, taken.workspace_id, async (trx) => {
    const now = world.clock.now()
    const status = outcome.kind === 'dropped' ? null : outcome.status
    const error = outcome.kind === 'delivered' ? null : outcome.error
    // One order for all who lock both: the channel first.
    const channel = await trx
      .selectFrom('channels')
      .select(['id', 'name', 'state', 'failing_since', 'failures', 'retry_at', 'told_at'])
      .where('id', '=', taken.channel_id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('delivery_attempts')
      .values({
        id: world.newId(),
        workspace_id: taken.workspace_id,
        delivery_id: taken.id,
        at: now,
        ms,
        status,
        error,
      })
      .execute()
    const end = endOf(taken, outcome, now)
    const noted = await trx
      .updateTable('deliveries')
      .set({
        ...end,
        taken_until: null,
        last_status: status,
        last_error: error,
        last_ms: ms,
        ...(outcome.kind === 'delivered' && outcome.receipt !== undefined
          ? { receipt: JSON.stringify(outcome.receipt) }
          : {}),
      })
      .where('id', '=', taken.id)
      .where('state', '=', 'waiting')
      .where('attempts', '=', taken.attempts)
      .returning('id')
      .executeTakeFirst()
    await publish(trx, taken.workspace_id, { topic: 'channels', workflow: null, id: taken.channel_id })
    // A test's answer is for whoever asked; that it arrived says that the channel works again.
    if (noted === undefined || (taken.kind === 'test' && outcome.kind !== 'delivered')) return
    if (end.state === 'dead') {
      await tellAdmins(trx, world, taken.workspace_id, { kind: 'message-dead', channel, error: error ?? '' })
    }
    await noteChannel(trx, world, taken, channel, outcome, end.state)
  })
}

interface End {
  readonly state: string
  readonly next_at: Date
  readonly ended_at: Date | null
}

function endOf(taken: Taken, outcome: Outcome, now: Date): End {
  const ended = (state: string): End => ({ state, next_at: now, ended_at: now })
  if (outcome.kind === 'delivered') return ended('delivered')
  if (outcome.kind === 'dropped') return ended('dropped')
  // Somebody waits for a test's answer, and nobody for a second one.
  if (taken.kind === 'test' || (outcome.kind === 'message-failed' && outcome.lasting)) return ended('dead')
  const next = nextTry({ id: taken.id, createdAt: taken.created_at, attempts: taken.attempts }, now)
  return next === null ? ended('dead') : { state: 'waiting', next_at: next, ended_at: null }
}

interface ChannelRow {
  readonly id: string
  readonly name: string
  readonly state: string
  readonly failing_since: Date | null
  readonly failures: number
  readonly retry_at: Date | null
  readonly told_at: Date | null
}

async function noteChannel(
  trx: Trx,
  world: World,
  taken: Taken,
  channel: ChannelRow,
  outcome: Outcome,
  ended: string,
): Promise<void> {
  const now = world.clock.now()
  const update = (values: Partial<ChannelRow> & Record<string, unknown>) =>
    trx.updateTable('channels').set(values).where('id', '=', channel.id).execute()
  switch (outcome.kind) {
    case 'delivered':
      await update({ last_success_at: now, failing_since: null, failures: 0, retry_at: null, told_at: null })
      if (channel.failures > 0) await sendNow(trx, channel.id, now)
      return
    case 'message-failed':
    case 'dropped':
      if (ended !== 'dropped') await update({ last_failure_at: now, last_failure: outcome.error })
      return
    case 'channel-failed': {
      const { lasting = false, askedToWaitMs = null, error } = outcome
      const before: ChannelHealth = {
        failingSince: channel.failing_since,
        failures: channel.failures,
        retryAt: channel.retry_at,
        toldAt: channel.told_at,
      }
      const { health, act } = afterFailure(before, now, { seed: channel.id, askedToWaitMs, lasting })
      await update({
        failing_since: health.failingSince,
        failures: health.failures,
        retry_at: health.retryAt,
        told_at: health.toldAt,
        last_failure_at: now,
        last_failure: error,
      })
      if (act === 'nothing' || channel.state === 'off' || channel.state === 'removed') return
      await tellAdmins(trx, world, taken.workspace_id, {
        kind: act === 'switch-off' ? 'switched-off' : 'failing',
        channel: { ...channel, failing_since: health.failingSince },
        error,
      })
      if (act === 'switch-off') await switchOff(trx, world, taken.workspace_id, channel, error)
      return
    }
    default:
      return outcome satisfies never
  }
}

/** The channel works again: what waited for it goes out, what is under way stays. */
async function sendNow(trx: Trx, channelId: string, now: Date): Promise<void> {
  await trx
    .updateTable('deliveries')
    .set({ next_at: now })
    .where('channel_id', '=', channelId)
    .where('state', '=', 'waiting')
    .where('taken_until', 'is', null)
    .where('next_at', '>', now)
    .execute()
}

/** Nothing has arrived for days, or the receiver is gone: what waits is given up, and stays to be sent again by hand. */
async function switchOff(
  trx: Trx,
  world: World,
  workspaceId: string,
  { id, name }: ChannelRow,
  error: string,
): Promise<void> {
  const now = world.clock.now()
  await trx.updateTable('channels').set({ state: 'off', retry_at: null }).where('id', '=', id).execute()
  await trx
    .updateTable('deliveries')
    .set({ state: 'dead', ended_at: now })
    .where('channel_id', '=', id)
    .where('state', '=', 'waiting')
    .execute()
  await recordAct(trx, world, {
    workspaceId,
    actor: { kind: 'rule', id: 'channel-failing', name: 'Dayshift' },
    act: 'channel-switched-off',
    subject: `channel:${id}`,
    sentence: `switched the channel "${name}" off: ${error}`,
  })
}
