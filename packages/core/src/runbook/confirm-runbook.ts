import type { Actor } from '../people/roles.ts'
import { dateInWords } from '../workflows/in-words.ts'
import { DAY_MS } from '../time.ts'

/** That somebody who runs the workflow has read its runbook and stands by it. */
export interface RunbookConfirmation {
  readonly by: { readonly id: string; readonly name: string }
  readonly at: Date
  /** Content hash of the release that the page was about. */
  readonly release: string
  /** Hash of the page's text, without what moves by itself. */
  readonly contentHash: string
  /** ISO date; the last day on which it holds. */
  readonly reviewBy: string
}

/** What can be confirmed now. */
export interface RunbookNow {
  readonly release: { readonly hash: string; readonly name: string }
  readonly contentHash: string
}

/** What is asked: the page as its reader saw it, and the day by which it is to be looked at again. */
export interface ConfirmAsked {
  readonly release: string
  readonly contentHash: string
  readonly reviewBy: string
}

export interface ConfirmRefused {
  readonly kind: 'refused'
  readonly code: 'person-needed' | 'daily-care-needed' | 'runbook-moved' | 'review-date-passed' | 'review-date-far'
  readonly detail: string
  readonly mend: string
}

/** A page that nobody looks at for a year is not a promise. */
const MOST_DAYS = 366

/** Whoever runs the workflow by the page: the one with daily care, and the one who is to take it over. */
export const RUNBOOK_READERS: readonly string[] = ['daily-care', 'operational-owner']

/**
 * Only whoever runs it by this page says that the page is right, and only of the page as it is now. No waiting for a
 * perfect one (S342): holes in it are shown, they don't forbid the confirmation.
 */
export function confirmRunbook(
  actor: Actor,
  readers: readonly { readonly id: string; readonly name: string }[],
  runbook: RunbookNow,
  asked: ConfirmAsked,
  now: Date,
): { readonly kind: 'confirmed'; readonly confirmation: RunbookConfirmation } | ConfirmRefused {
  const who = whoMayConfirm(actor, readers)
  if (who !== null) return who
  if (asked.release !== runbook.release.hash || asked.contentHash !== runbook.contentHash) {
    return refused(
      'runbook-moved',
      `Cannot confirm the runbook: it has changed since it was shown. Now it is about release "${runbook.release.name}".`,
      'Load the page, read what changed, and confirm it then.',
    )
  }
  const today = now.toISOString().slice(0, 10)
  if (asked.reviewBy <= today) {
    return refused(
      'review-date-passed',
      `Cannot confirm the runbook until ${dateInWords(asked.reviewBy)}: today is ${dateInWords(today)}.`,
      'Give the day by which it is to be looked at again.',
    )
  }
  const last = new Date(now.getTime() + MOST_DAYS * DAY_MS).toISOString().slice(0, 10)
  if (asked.reviewBy > last) {
    return refused(
      'review-date-far',
      `Cannot confirm the runbook until ${dateInWords(asked.reviewBy)}: a year is the longest.`,
      `Give a day until ${dateInWords(last)}.`,
    )
  }
  const by = { id: actor.id, name: actor.name }
  const { release, contentHash, reviewBy } = asked
  return { kind: 'confirmed', confirmation: { by, at: now, release, contentHash, reviewBy } }
}

/** Why this actor may not confirm it; null where she may. */
function whoMayConfirm(
  actor: Actor,
  readers: readonly { readonly id: string; readonly name: string }[],
): ConfirmRefused | null {
  if (actor.kind !== 'person') {
    return refused(
      'person-needed',
      'Cannot confirm the runbook with an API key: a person stands by it.',
      'Sign in and confirm it.',
    )
  }
  if (readers.some(({ id }) => id === actor.id)) return null
  if (readers.length === 0) {
    return refused(
      'daily-care-needed',
      'Cannot confirm the runbook: nobody has the daily care of this workflow, and nobody is to take it over.',
      'Give the daily care to somebody first.',
    )
  }
  const names = readers.map(({ name }) => name).join(' or ')
  return refused(
    'daily-care-needed',
    `Cannot confirm the runbook as ${actor.name}: whoever runs the workflow by it stands by it.`,
    `Ask ${names} to confirm it.`,
  )
}

/** Whether a confirmation still holds; if not, why. */
export type RunbookState =
  | { readonly kind: 'unconfirmed' }
  | { readonly kind: 'current' }
  | { readonly kind: 'stale'; readonly reasons: readonly StaleReason[] }

export interface StaleReason {
  readonly code: 'release-moved' | 'review-date-passed' | 'content-changed'
  readonly sentence: string
}

export function runbookState(confirmation: RunbookConfirmation | null, runbook: RunbookNow, now: Date): RunbookState {
  if (confirmation === null) return { kind: 'unconfirmed' }
  const { by, at, reviewBy } = confirmation
  const confirmed = `${by.name} confirmed it on ${dateInWords(at.toISOString().slice(0, 10))}`
  const reasons: StaleReason[] = []
  if (confirmation.release !== runbook.release.hash) {
    const sentence = `Another release runs since ${confirmed}: "${runbook.release.name}".`
    reasons.push({ code: 'release-moved', sentence })
  } else if (confirmation.contentHash !== runbook.contentHash) {
    reasons.push({ code: 'content-changed', sentence: `What it says has changed since ${confirmed}.` })
  }
  if (now >= endOf(reviewBy)) {
    reasons.push({ code: 'review-date-passed', sentence: `It was to be looked at again by ${dateInWords(reviewBy)}.` })
  }
  return reasons.length === 0 ? { kind: 'current' } : { kind: 'stale', reasons }
}

/** The instant (UTC) at which an ISO date is over. */
export function endOf(isoDate: string): Date {
  return new Date(Date.parse(`${isoDate}T00:00:00Z`) + DAY_MS)
}

function refused(code: ConfirmRefused['code'], detail: string, mend: string): ConfirmRefused {
  return { kind: 'refused', code, detail, mend }
}
