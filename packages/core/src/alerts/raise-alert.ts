import { type Alert, type AlertOwner, isMoreSevere } from './alert.ts'
import { FLAP_MS } from './alert-policy.ts'
import { ALERT_CLASSES, type Departure } from './departure.ts'

/** What happens to an alert's clock and state when its departure is seen. */
export type Raised =
  | { readonly kind: 'new'; readonly alert: Alert }
  | { readonly kind: 'seen-again'; readonly alert: Alert }
  /** It asks for an answer anew: it is back after it was well, or worse than what was answered. */
  | { readonly kind: 'back' | 'worse'; readonly alert: Alert }

/**
 * One alert for each signal of a slice for as long as it isn't resolved: seen again, it counts. The first of its cause
 * is the page of its group; another of the group stays quiet unless it is more severe or of a worse class (an outage
 * where the page is none). A note is on the screen alone.
 */
export function raise(
  departure: Pick<Departure, 'signal' | 'class' | 'severity' | 'causedBy'>,
  present: Alert | null,
  group: { readonly id: string; readonly members: readonly Alert[] } | null,
  { id, owner }: { readonly id: string; readonly owner: AlertOwner | null },
  now: Date,
): Raised {
  if (present !== null) return raiseAgain(departure, present, now)
  const pages = group?.members.filter((member) => member.pages && member.state !== 'resolved') ?? []
  const page = pages.find(
    (one) =>
      !isMoreSevere(departure.severity, one.severity) &&
      ALERT_CLASSES.indexOf(departure.class) >= ALERT_CLASSES.indexOf(one.class),
  )
  const alert: Alert = {
    ...departure,
    id,
    group: group?.id ?? id,
    pages: page === undefined,
    // A page that is well again has nobody at work on it any more.
    state: page === undefined || page.state === 'calm' || page.state === 'resolved' ? 'open' : page.state,
    openedAt: now,
    lastSeenAt: now,
    seen: 1,
    owner,
    told: [],
    lastToldAt: null,
    nextAt: null,
    acknowledgedBy: page?.acknowledgedBy ?? null,
    answeredAt: page?.state === 'acknowledged' ? now : null,
    unansweredAt: null,
    calmAt: null,
    withBuilder: false,
  }
  const asksForItself = page === undefined || page.state === 'calm'
  return { kind: 'new', alert: asksForItself ? { ...alert, pages: true, nextAt: firstLook(alert, now) } : alert }
}

function raiseAgain(
  { severity, class: of, causedBy }: Pick<Departure, 'severity' | 'class' | 'causedBy'>,
  present: Alert,
  now: Date,
): Raised {
  const seen: Alert = { ...present, class: of, causedBy, lastSeenAt: now, seen: present.seen + 1 }
  if (isMoreSevere(severity, present.severity)) {
    return { kind: 'worse', alert: asked({ ...seen, severity }, now) }
  }
  if (present.state === 'calm') {
    const wellFor = now.getTime() - (present.calmAt ?? now).getTime()
    if (wellFor > FLAP_MS) return { kind: 'back', alert: asked(seen, now) }
    const inHand = present.acknowledgedBy !== null
    const state = inHand ? 'acknowledged' : 'open'
    return { kind: 'seen-again', alert: { ...seen, state, calmAt: null, nextAt: inHand ? null : firstLook(seen, now) } }
  }
  return { kind: 'seen-again', alert: seen }
}

/** The alert as one that waits for an answer from the beginning. */
export function asked(alert: Alert, now: Date): Alert {
  return {
    ...alert,
    state: 'open',
    pages: true,
    told: [],
    acknowledgedBy: null,
    unansweredAt: null,
    calmAt: null,
    nextAt: firstLook(alert, now),
  }
}

function firstLook({ severity }: Pick<Alert, 'severity'>, now: Date): Date | null {
  return severity === 'note' ? null : now
}
