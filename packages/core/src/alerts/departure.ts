import type { JsonObject } from '../json/json.ts'

/**
 * `outage`: it does not answer; `bad-output`: it answers, and wrongly; `unattended`: it answers, and the people around it
 * don't do their part (nobody uses, checks, reads or answers). The worst first.
 */
export const ALERT_CLASSES = ['outage', 'bad-output', 'unattended'] as const
export type AlertClass = (typeof ALERT_CLASSES)[number]

/** `urgent` reaches people at once, quiet hours or not; `today` within working hours; `note` is on the screen alone. */
export const SEVERITIES = ['urgent', 'today', 'note'] as const
export type Severity = (typeof SEVERITIES)[number]

/** Something that stood where a departure began; that it is the cause is nobody's claim. */
export interface Candidate {
  readonly kind: 'change' | 'release' | 'model' | 'upstream' | 'calendar'
  readonly id: string | null
  /** Plain words: "Release 2026-10 went live for 25 % of the units". */
  readonly label: string
  readonly at: Date
}

/** What an alert stands on: a workflow, or a seam, whether or not a workflow stands on that. */
export interface AlertGround {
  readonly kind: 'workflow' | 'seam'
  readonly id: string
}

/**
 * What departed from normal, as the part that saw it tells it; it becomes an alert that a named person must answer. The
 * same signal of the same slice of what it stands on is one alert for as long as it is open.
 */
export interface Departure {
  readonly on: AlertGround
  /** In kebab-case: `override-share`, `no-runs`, `spend-day`, `flags-unread`. */
  readonly signal: string
  /** What the slice is called and which one of it; null for the whole of it. */
  readonly slice: { readonly name: string; readonly label: string } | null
  readonly class: AlertClass
  readonly severity: Severity
  /** One sentence with figures, n and window: what is. */
  readonly sentence: string
  /** What to do next, in plain words. */
  readonly next: string
  /** Heading of the runbook's section that helps; null where none does. */
  readonly runbookSection: string | null
  /** When it began, as far as that can be told. */
  readonly since: Date | null
  readonly candidates: readonly Candidate[]
  readonly evidence: JsonObject
  /** Path of the page that shows what is behind it. */
  readonly link: string
  /** Id of the person whose act it is; she isn't told. Null where it is nobody's. */
  readonly causedBy: string | null
}
