import { contentHash } from '../json/content-hash.ts'
import { refused, type Refused } from '../handover/refusal.ts'
import { dateInWords, listInWords } from '../workflows/in-words.ts'
import type { ReviewState } from './review-calendar.ts'

export const ATTENDANCE = ['present', 'excused', 'absent'] as const
export type Attendance = (typeof ATTENDANCE)[number]

/** `on-course`: go on; `act`: something must be done, by name and date; `stop`: it should not go on as it is. */
export const REVIEW_VERDICTS = ['on-course', 'act', 'stop'] as const
export type ReviewVerdict = (typeof REVIEW_VERDICTS)[number]
export const REVIEW_VERDICT_WORDS: { readonly [V in ReviewVerdict]: string } = {
  'on-course': 'it goes on as it is',
  act: 'something must be done',
  stop: 'it should not go on as it is',
}

export interface Attendee {
  readonly duty: string
  /** Who held the duty then; null where nobody did. */
  readonly person: string | null
  readonly attendance: Attendance
}

/** What whoever leads a review says of it. */
export interface ReviewTold {
  /** Hash of the pack that was looked at. */
  readonly packHash: string
  readonly attendance: readonly { readonly duty: string; readonly attendance: Attendance }[]
  readonly verdict: ReviewVerdict
  readonly words: string
  readonly answers: { readonly [question: string]: string }
  /** Departures from expected behaviour that were seen, however small. */
  readonly deviations: readonly string[]
  /** Departures that were dealt with. */
  readonly closed: readonly string[]
  readonly actions: readonly { readonly what: string; readonly person: string; readonly due: string }[]
}

export interface ReviewToHold {
  readonly name: string
  readonly day: string
  readonly state: ReviewState
  readonly packHash: string
  readonly attendedBy: readonly { readonly duty: string; readonly name: string; readonly person: string | null }[]
  readonly asks: readonly { readonly id: string; readonly question: string }[]
}

/** Null where the review can be signed as told by this person today; else what is in the way. */
export function refuseReview(
  review: ReviewToHold,
  told: ReviewTold,
  {
    person,
    isAdmin,
    people,
    today,
  }: {
    readonly person: { readonly id: string; readonly name: string }
    readonly isAdmin: boolean
    /** Ids of everybody who is here. */
    readonly people: readonly string[]
    readonly today: string
  },
): Refused | null {
  const what = `“${review.name}” of ${dateInWords(review.day)}`
  if (review.state === 'held') return refused('conflict', 'review-held', `${what} was held already.`)
  if (review.state === 'missed') {
    return refused('conflict', 'review-missed', `${what} was missed: its time is over.`, 'Hold the next one.')
  }
  const mine = review.attendedBy.filter((each) => each.person === person.id)
  if (mine.length === 0 && !isAdmin) {
    const who = listInWords(review.attendedBy.map(({ name }) => `“${name}”`))
    return refused(
      'not-yours',
      'not-your-duty',
      `${person.name} can't sign ${what}: that is for whoever holds ${who}.`,
      'Ask one of them.',
    )
  }
  if (told.packHash !== review.packHash) {
    return refused('conflict', 'pack-changed', `${what} has another pack than the one signed.`, 'Read it again.')
  }
  const of = (duty: string) => told.attendance.find((each) => each.duty === duty)?.attendance
  const untold = review.attendedBy.filter(({ duty }) => of(duty) === undefined)
  if (untold.length > 0) {
    const names = listInWords(untold.map(({ name }) => `“${name}”`))
    return refused('invalid', 'attendance-missing', `Whether ${names} attended is not said.`, 'Say it for each duty.')
  }
  const nobody = review.attendedBy.find(({ duty, person: holder }) => holder === null && of(duty) === 'present')
  if (nobody !== undefined) {
    return refused(
      'invalid',
      'attended-by-nobody',
      `“${nobody.name}” can't have been present: nobody holds it.`,
      'Name somebody under “Handover”, or mark it absent.',
    )
  }
  if (mine.length > 0 && !mine.some(({ duty }) => of(duty) === 'present')) {
    return refused('invalid', 'signer-absent', `${person.name} signs ${what} and is not said to have been present.`)
  }
  if (!review.attendedBy.some(({ duty }) => of(duty) === 'present')) {
    return refused('invalid', 'nobody-present', `Nobody was present: ${what} was not held.`)
  }
  const unanswered = review.asks.find(({ id }) => (told.answers[id] ?? '').trim() === '')
  if (unanswered !== undefined) {
    return refused('invalid', 'answer-missing', `“${unanswered.question}” is not answered.`, 'Answer it in words.')
  }
  if (told.verdict !== 'on-course' && told.words.trim() === '') {
    return refused('invalid', 'words-missing', 'Why it is not on course is not said.', 'Say it in a sentence.')
  }
  if (told.verdict === 'act' && told.actions.length === 0) {
    return refused(
      'invalid',
      'action-missing',
      'Something must be done, and no action says what, by whom, by when.',
      'Add at least one action.',
    )
  }
  const stranger = told.actions.find((action) => !people.includes(action.person))
  if (stranger !== undefined) {
    return refused('invalid', 'action-of-stranger', `“${stranger.what}” is given to somebody who isn't here.`)
  }
  const past = told.actions.find(({ due }) => due < today)
  if (past !== undefined) {
    return refused(
      'invalid',
      'action-past',
      `“${past.what}” would have been due on ${dateInWords(past.due)}.`,
      'Give it a day that is ahead.',
    )
  }
  return null
}

/** What the signature is bound to: the pack as it was filled, and everything that was said over it. */
export function signedHash(told: ReviewTold): string {
  return contentHash({
    packHash: told.packHash,
    attendance: told.attendance.map(({ duty, attendance }) => ({ duty, attendance })),
    verdict: told.verdict,
    words: told.words,
    answers: { ...told.answers },
    deviations: [...told.deviations],
    closed: [...told.closed],
    actions: told.actions.map(({ what, person, due }) => ({ what, person, due })),
  })
}

/**
 * Why a held review is no evidence for the criterion that asks who attends; null where it is. Somebody excused was not
 * there either.
 */
export function attendanceGap(attended: readonly (Attendee & { readonly name: string })[]): string | null {
  const missing = attended.filter(({ attendance }) => attendance !== 'present')
  if (missing.length === 0) return null
  return `Not there: ${listInWords(missing.map(({ name, attendance }) => `“${name}” (${attendance})`))}.`
}
