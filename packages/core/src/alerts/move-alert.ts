import type { Alert, AlertOwner } from './alert.ts'
import { asked } from './raise-alert.ts'

/**
 * Duties moved: an alert goes with them to whoever answers for it from this instant on. Where the one who had it in
 * hand was the former owner, it waits for an answer again, by the new one. Null where nothing changes.
 */
export function moveAlert(
  alert: Alert,
  owner: AlertOwner | null,
  active: (person: string) => boolean,
  now: Date,
): Alert | null {
  if (alert.state === 'resolved') return null
  const before = alert.owner?.person ?? null
  const after = owner?.person ?? null
  const inHandOf = alert.acknowledgedBy
  const dropped = inHandOf !== null && (!active(inHandOf) || (inHandOf === before && before !== after))
  if (before === after && !dropped) {
    return alert.owner?.duty === owner?.duty && alert.owner?.orphaned === owner?.orphaned ? null : { ...alert, owner }
  }
  const moved = { ...alert, owner }
  if (alert.state === 'calm') return moved
  if (alert.state === 'snoozed' && !dropped) return moved
  if (alert.state === 'acknowledged' && !dropped) return moved
  if (!alert.pages) return { ...moved, state: 'open', acknowledgedBy: null, told: [] }
  // Whoever has been told already and stays on its path isn't told of the same thing twice.
  const again = asked(moved, now)
  return after !== null && alert.state === 'open' && alert.told.includes(after) ? { ...moved } : again
}
