import { type Alert, type AlertVerdict } from './alert.ts'
import { FLAP_MS } from './alert-policy.ts'
import { DAY_MS } from '../time.ts'

export type Answered =
  | { readonly kind: 'done'; readonly alert: Alert }
  /** It is so already, by the same person: nothing changes. */
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'refused'
      readonly code: 'resolved' | 'acknowledged' | 'calm' | 'snooze-end'
      readonly why: string
    }

/** Takes an alert into one person's hands; where somebody was faster, she has it. */
export function acknowledge(alert: Alert, person: string, now: Date): Answered {
  if (alert.state === 'resolved') return { kind: 'refused', code: 'resolved', why: 'it is resolved' }
  if (alert.state === 'acknowledged') {
    return alert.acknowledgedBy === person
      ? { kind: 'unchanged' }
      : { kind: 'refused', code: 'acknowledged', why: 'somebody else has it in hand' }
  }
  if (alert.state === 'calm') return { kind: 'refused', code: 'calm', why: 'it is well again and waits for a verdict' }
  return {
    kind: 'done',
    alert: { ...answered(alert, now), state: 'acknowledged', acknowledgedBy: person, nextAt: null },
  }
}

const LONGEST_SNOOZE_MS = 30 * DAY_MS

/** Lets it rest until an instant at which it waits for an answer again. */
export function snooze(alert: Alert, person: string, until: Date, now: Date): Answered {
  if (alert.state === 'resolved') return { kind: 'refused', code: 'resolved', why: 'it is resolved' }
  if (alert.state === 'calm') return { kind: 'refused', code: 'calm', why: 'it is well again and waits for a verdict' }
  const ms = until.getTime() - now.getTime()
  if (!(ms > 0)) return { kind: 'refused', code: 'snooze-end', why: 'its end has passed' }
  if (ms > LONGEST_SNOOZE_MS) return { kind: 'refused', code: 'snooze-end', why: 'its end is more than 30 days away' }
  return {
    kind: 'done',
    alert: { ...answered(alert, now), state: 'snoozed', acknowledgedBy: person, told: [], nextAt: until },
  }
}

/** Ends it with what it was worth. */
export function resolve(alert: Alert, verdict: AlertVerdict, before: AlertVerdict | null, now: Date): Answered {
  if (alert.state === 'resolved') {
    return before === verdict
      ? { kind: 'unchanged' }
      : {
          kind: 'refused',
          code: 'resolved',
          why: before === null ? 'it closed itself' : `it was resolved as ${before}`,
        }
  }
  return { kind: 'done', alert: { ...answered(alert, now), state: 'resolved', nextAt: null } }
}

/** Changing the workflow is what helps: the builder has it from here on, and is told. */
export function giveToBuilder(alert: Alert, now: Date): Answered {
  if (alert.state === 'resolved') return { kind: 'refused', code: 'resolved', why: 'it is resolved' }
  if (alert.withBuilder) return { kind: 'unchanged' }
  return {
    kind: 'done',
    alert: { ...answered(alert, now), state: 'open', withBuilder: true, told: [], acknowledgedBy: null, nextAt: now },
  }
}

/**
 * The signal is well again. What nobody was told of and nobody touched closes itself; the rest says so and waits for
 * its verdict, for without it nobody would know whether the alert was worth it.
 */
export function calm(alert: Alert, now: Date): Alert | null {
  if (alert.state === 'resolved' || alert.state === 'calm') return null
  if (alert.lastToldAt === null && alert.answeredAt === null) {
    return { ...alert, state: 'resolved', calmAt: now, nextAt: null }
  }
  // Looked at once more when it can't be taken for a flicker any longer, and then at the end of its time.
  return { ...alert, state: 'calm', calmAt: now, nextAt: new Date(now.getTime() + FLAP_MS) }
}

function answered(alert: Alert, now: Date): Alert {
  return { ...alert, answeredAt: alert.answeredAt ?? now, unansweredAt: null }
}
