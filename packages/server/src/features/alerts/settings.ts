import type { AlertSettings, AlertSettingsRequest, MyQuietHoursRequest } from '@dayshift/contract'
import { type Actor, calendarDay, permits, type QuietHours } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { hoursOf, policyOf } from './policy-store.ts'

const MINUTE_MS = 60_000

export interface OnSettings {
  readonly workspaceId: string
  readonly actor: Actor
}

export async function readSettings(trx: Trx, { workspaceId, actor }: OnSettings): Promise<AlertSettings> {
  const { policy, quietOf } = await policyOf(trx, workspaceId)
  const row = await trx
    .selectFrom('alert_settings')
    .select(['heartbeat_url', 'heartbeat_every_ms', 'heartbeat_sent_at', 'heartbeat_failure'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  const own = await trx
    .selectFrom('quiet_hours')
    .select('hours')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', actor.id)
    .executeTakeFirst()
  const { acknowledgeMs, quiet, noiseLimit } = policy
  const url = row?.heartbeat_url ?? null
  return {
    acknowledgeMinutes: { urgent: acknowledgeMs.urgent / MINUTE_MS, today: acknowledgeMs.today / MINUTE_MS },
    quiet: wire(quiet),
    noiseLimit,
    heartbeat:
      row === undefined || url === null
        ? null
        : {
            host: new URL(url).host,
            everyMinutes: row.heartbeat_every_ms / MINUTE_MS,
            sentAt: row.heartbeat_sent_at?.toISOString() ?? null,
            failure: row.heartbeat_failure,
          },
    mine: { own: own !== undefined, hours: wire(own === undefined ? quietOf(actor.id) : hoursOf(own.hours)) },
    mayChange: permits(actor, 'people:write'),
  }
}

/** Sets all of it at once; each change has its entry in the ledger, for it changes who is told when. */
export async function changeSettings(
  world: World,
  on: OnSettings,
  body: AlertSettingsRequest,
  checkUrl: (url: string) => string,
): Promise<AlertSettings> {
  const { workspaceId, actor } = on
  checkHours(body.quiet)
  const heartbeat = body.heartbeat === undefined || body.heartbeat === null ? null : body.heartbeat
  const url = heartbeat === null ? null : checkUrl(heartbeat.url)
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const now = world.clock.now()
    const values = {
      acknowledge_urgent_ms: body.acknowledgeMinutes.urgent * MINUTE_MS,
      acknowledge_today_ms: body.acknowledgeMinutes.today * MINUTE_MS,
      quiet: body.quiet === null ? null : JSON.stringify(body.quiet),
      noise_limit: body.noiseLimit,
    }
    const beat = {
      heartbeat_url: url,
      heartbeat_every_ms: (heartbeat?.everyMinutes ?? 5) * MINUTE_MS,
      heartbeat_next_at: url === null ? null : now,
      heartbeat_sent_at: null,
      heartbeat_failure: null,
    }
    await trx
      .insertInto('alert_settings')
      .values({ workspace_id: workspaceId, ...values, ...beat })
      .onConflict((conflict) =>
        conflict.column('workspace_id').doUpdateSet({ ...values, ...(body.heartbeat === undefined ? {} : beat) }),
      )
      .execute()
    await publish(trx, workspaceId, { topic: 'alerts', workflow: null, id: null })
    const answer = await readSettings(trx, on)
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'alert-settings-changed',
      subject: 'workspace:alerts',
      sentence: `set that alerts reach the next person after ${body.acknowledgeMinutes.urgent} minutes where urgent and ${body.acknowledgeMinutes.today} minutes otherwise${quietInWords(body.quiet)}.`,
      details: {
        acknowledgeMinutes: { ...body.acknowledgeMinutes },
        quiet: body.quiet === null ? null : { ...body.quiet, days: [...body.quiet.days] },
        noiseLimit: body.noiseLimit,
        // The address itself may carry a secret.
        heartbeat: answer.heartbeat === null ? null : answer.heartbeat.host,
      },
    })
    return answer
  })
}

/** The caller's own hours: they bind what isn't urgent, and say when she is told, so they are in the ledger too. */
export async function changeMyQuietHours(
  world: World,
  on: OnSettings,
  { own, hours }: z.output<typeof MyQuietHoursRequest>,
): Promise<AlertSettings> {
  const { workspaceId, actor } = on
  checkHours(hours)
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    if (own) {
      const kept = hours === null ? null : JSON.stringify(hours)
      await trx
        .insertInto('quiet_hours')
        .values({ workspace_id: workspaceId, person_id: actor.id, hours: kept })
        .onConflict((conflict) => conflict.columns(['workspace_id', 'person_id']).doUpdateSet({ hours: kept }))
        .execute()
    } else {
      await trx
        .deleteFrom('quiet_hours')
        .where('workspace_id', '=', workspaceId)
        .where('person_id', '=', actor.id)
        .execute()
    }
    await publish(trx, workspaceId, { topic: 'alerts', workflow: null, id: null })
    const answer = await readSettings(trx, on)
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'quiet-hours-changed',
      subject: `person:${actor.id}`,
      sentence: own
        ? `set the own quiet hours${quietInWords(hours)}.`
        : 'went back to the quiet hours of the workspace.',
      details: { hours: hours === null ? null : { ...hours, days: [...hours.days] } },
    })
    return answer
  })
}

function checkHours(hours: QuietHours | null): void {
  if (hours === null || calendarDay('2026-01-01', hours.zone) !== null) return
  throw new ProblemError({
    status: 422,
    code: 'zone-unknown',
    title: 'Unknown zone',
    detail: `Cannot set quiet hours: "${hours.zone}" is no zone.`,
    mend: 'Write it like "Europe/Berlin".',
  })
}

function wire(hours: QuietHours | null): AlertSettings['quiet'] {
  return hours === null ? null : { ...hours, days: [...hours.days] }
}

function quietInWords(hours: QuietHours | null): string {
  if (hours === null) return ', at any hour'
  const days = hours.days.length === 0 ? '' : ', and on whole days'
  return `, but for the urgent not from ${hours.from} to ${hours.to} (${hours.zone})${days}`
}
