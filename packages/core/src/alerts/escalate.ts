import type { Alert } from './alert.ts'
import { AGAIN_MS, type AlertPolicy, CALM_KEPT_MS, LATE_MS } from './alert-policy.ts'
import { type QuietHours, quietUntil } from './quiet-hours.ts'
import type { AlertPath } from './whom-to-tell.ts'

export type TellRole = 'owner' | 'next' | 'admin'

/** One person who is told now, and as what. */
export interface Tell {
  readonly person: string
  readonly duty: string
  readonly role: TellRole
}

/** What the clock does to an alert when its time has come. */
export interface Escalation {
  readonly alert: Alert
  readonly kind: 'told' | 'waits' | 'unanswered' | 'closed' | 'nothing'
  readonly tells: readonly Tell[]
  /** Why it waits, where it does. */
  readonly because: 'maintenance' | 'quiet-hours' | null
  /** True where a snooze ended with this. */
  readonly woke: boolean
  /** How much later than it was due, where that is worth saying; null otherwise. */
  readonly lateMs: number | null
}

export interface EscalationFacts {
  readonly path: AlertPath
  readonly policy: AlertPolicy
  /** The hours of one person; her own, else the workspace's. */
  readonly quietOf: (person: string) => QuietHours | null
  /** When the maintenance window that is open now ends; null where none is. */
  readonly maintenanceUntil: Date | null
}

/**
 * Looks at one alert: tells the next person of its path who hasn't been told, and says when to look again. Nobody is
 * told in a maintenance window, and nobody in quiet hours but of the urgent. Looking twice tells nobody twice.
 */
export function escalate(
  alert: Alert,
  { path, policy, quietOf, maintenanceUntil }: EscalationFacts,
  now: Date,
): Escalation {
  const nothing: Escalation = { alert, kind: 'nothing', tells: [], because: null, woke: false, lateMs: null }
  if (alert.nextAt === null || alert.nextAt.getTime() > now.getTime()) return nothing
  if (alert.state === 'calm') {
    const ends = (alert.calmAt ?? now).getTime() + CALM_KEPT_MS
    if (ends > now.getTime()) return { ...nothing, alert: { ...alert, nextAt: new Date(ends) } }
    return { ...nothing, kind: 'closed', alert: { ...alert, state: 'resolved', nextAt: null } }
  }
  const woke = alert.state === 'snoozed'
  if ((alert.state !== 'open' && !woke) || alert.severity === 'note') {
    return { ...nothing, alert: { ...alert, nextAt: null } }
  }
  // Where another of its group is the page, that one tells.
  if (!alert.pages) return { ...nothing, alert: { ...alert, state: 'open', acknowledgedBy: null, nextAt: null }, woke }
  const waiting: Alert = woke ? { ...alert, state: 'open', told: [], acknowledgedBy: null } : alert
  const wait = (until: Date, because: Escalation['because']): Escalation => ({
    ...nothing,
    kind: 'waits',
    alert: { ...waiting, nextAt: until },
    because,
    woke,
  })
  if (maintenanceUntil !== null && maintenanceUntil.getTime() > now.getTime()) {
    return wait(maintenanceUntil, 'maintenance')
  }
  const next = path.people.find(({ person }) => !waiting.told.includes(person))
  const ackMs = policy.acknowledgeMs[alert.severity]
  if (next === undefined) {
    const first = { ...waiting, unansweredAt: waiting.unansweredAt ?? now }
    const again = alert.severity === 'urgent' && path.people.length > 0
    // Told again from the beginning: what stands still and is urgent isn't forgotten.
    const alertNow = again ? { ...first, told: [], nextAt: new Date(now.getTime() + AGAIN_MS - ackMs) } : first
    return { ...nothing, kind: 'unanswered', alert: again ? alertNow : { ...first, nextAt: null }, woke }
  }
  const quiet = alert.severity === 'urgent' ? null : quietUntil(quietOf(next.person), now)
  if (quiet !== null) return wait(quiet, 'quiet-hours')
  const isFirst = waiting.told.length === 0
  const tells: Tell[] = [{ ...next, role: isFirst ? 'owner' : 'next' }]
  if (isFirst && path.admin !== null) tells.push({ person: path.admin, duty: 'admin', role: 'admin' })
  const late = now.getTime() - alert.nextAt.getTime()
  return {
    kind: 'told',
    alert: {
      ...waiting,
      told: [...waiting.told, ...tells.map(({ person }) => person)],
      lastToldAt: now,
      nextAt: new Date(now.getTime() + ackMs),
    },
    tells,
    because: null,
    woke,
    lateMs: late > LATE_MS ? late : null,
  }
}
