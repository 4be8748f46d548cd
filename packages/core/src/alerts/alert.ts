import type { Departure, Severity } from './departure.ts'

/**
 * `open` waits for an answer; `acknowledged` is in somebody's hands; `snoozed` until an instant; `calm`: it is well
 * again and waits for its verdict; `resolved` is over.
 */
export const ALERT_STATES = ['open', 'acknowledged', 'snoozed', 'calm', 'resolved'] as const
export type AlertState = (typeof ALERT_STATES)[number]

/** What it was worth to whoever answered it. */
export const ALERT_VERDICTS = ['useful', 'noise'] as const
export type AlertVerdict = (typeof ALERT_VERDICTS)[number]

/** Who answers for an alert, and by which duty; `admin` where no duty names anybody. */
export interface AlertOwner {
  readonly person: string
  readonly duty: string
  /** True where the duty that should answer is nobody's, and somebody stands in. */
  readonly orphaned: boolean
}

/** What is done with an alert by the clock alone. */
export interface Alert {
  readonly id: string
  readonly signal: string
  readonly class: Departure['class']
  readonly severity: Severity
  readonly causedBy: string | null
  /** The alert that its group's page was made for: its own id, or another's of the same cause. */
  readonly group: string
  /** False where another alert of its group is the page. */
  readonly pages: boolean
  readonly state: AlertState
  readonly openedAt: Date
  readonly lastSeenAt: Date
  readonly seen: number
  readonly owner: AlertOwner | null
  /** Ids of the people who were told since it last waited for an answer, in that order. */
  readonly told: readonly string[]
  readonly lastToldAt: Date | null
  /** When the clock has to look at it again; null where nothing is to come. */
  readonly nextAt: Date | null
  /** Who acknowledged it last; null while nobody has. */
  readonly acknowledgedBy: string | null
  /** When a person first answered, in whatever way. */
  readonly answeredAt: Date | null
  /** Since when everybody who could answer has been told in vain. */
  readonly unansweredAt: Date | null
  readonly calmAt: Date | null
  /** The person who made changing the workflow her job has it now, with what was collected. */
  readonly withBuilder: boolean
}

export function isOver({ state }: Pick<Alert, 'state'>): boolean {
  return state === 'resolved'
}

/** Places in `SEVERITIES`, the most severe first. */
const RANK: { readonly [S in Severity]: number } = { urgent: 0, today: 1, note: 2 }

export function isMoreSevere(one: Severity, other: Severity): boolean {
  return RANK[one] < RANK[other]
}
