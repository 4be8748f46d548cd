import { type AlertPolicy, DEFAULT_POLICY, type QuietHours } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'

/** How the workspace's alerts reach people, with the hours of those who wrote their own. */
export interface WorkspacePolicy {
  readonly policy: AlertPolicy
  readonly quietOf: (person: string) => QuietHours | null
}

export async function policyOf(trx: Trx, workspaceId: string): Promise<WorkspacePolicy> {
  const row = await trx
    .selectFrom('alert_settings')
    .select(['acknowledge_urgent_ms', 'acknowledge_today_ms', 'quiet', 'noise_limit'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  const own = await trx
    .selectFrom('quiet_hours')
    .select(['person_id', 'hours'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  const policy: AlertPolicy =
    row === undefined
      ? DEFAULT_POLICY
      : {
          acknowledgeMs: { urgent: row.acknowledge_urgent_ms, today: row.acknowledge_today_ms },
          quiet: hoursOf(row.quiet),
          noiseLimit: row.noise_limit,
        }
  const hours = new Map(own.map((each) => [each.person_id, hoursOf(each.hours)]))
  return {
    policy,
    quietOf: (person) => (hours.has(person) ? (hours.get(person) ?? null) : policy.quiet),
  }
}

/** The zone that the workspace keeps its hours by. */
export async function zoneOf(trx: Trx, workspaceId: string): Promise<string> {
  return (await policyOf(trx, workspaceId)).policy.quiet?.zone ?? 'UTC'
}

/** When the maintenance window of a workflow that is open now ends, and why; null where none is. */
export async function maintenanceOf(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  now: Date,
): Promise<{ readonly until: Date; readonly reason: string } | null> {
  const row = await trx
    .selectFrom('maintenance_windows')
    .select(['until_at', 'reason'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .where('from_at', '<=', now)
    .where('until_at', '>', now)
    .orderBy('until_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : { until: row.until_at, reason: row.reason }
}

/** What the settings' schema let in. */
export function hoursOf(kept: unknown): QuietHours | null {
  return (kept ?? null) as QuietHours | null
}
