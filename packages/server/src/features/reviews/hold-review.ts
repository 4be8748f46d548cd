import type { HoldReviewRequest, ReviewDetail } from '@dayshift/contract'
import {
  attendanceGap,
  dateInWords,
  dayIn,
  refuseReview,
  REVIEW_VERDICT_WORDS,
  reviewState,
  signedHash,
  type ReviewTold,
} from '@dayshift/core'
import type { z } from 'zod'
import type { Caller } from '../../platform/http/caller.ts'
import { notFound } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { keepAct, nameBy, orRefuse } from '../handover/index.ts'
import { calmOverdue } from './follow-calendar.ts'
import { type OnReview, onReview, tell } from './on-review.ts'
import { describeReview } from './read-reviews.ts'
import { findReviews, insertActions, insertHeld, saveReviewState, startsOf, type StoredReview } from './store.ts'

/** Keeps a review that was held, as told by one of those who attended: signed over the pack that they looked at. */
export async function holdReview(
  world: World,
  caller: Caller,
  id: string,
  request: z.output<typeof HoldReviewRequest>,
): Promise<z.output<typeof ReviewDetail>> {
  return await onReview(
    world,
    caller,
    (trx) => knownReview(trx, caller.workspaceId, id),
    async (on) => {
      // Read again: another may have held it while this one waited for the workflow.
      const review = await knownReview(on.trx, caller.workspaceId, id)
      const told: ReviewTold = { ...request, words: request.words.trim() }
      const name = nameBy(on.people)
      const holder = (duty: string) => on.duties.find((each) => each.duty === duty)?.person ?? null
      const attendedBy = review.attendedBy.map((each) => ({ ...each, person: holder(each.duty) }))
      const [start] = (await startsOf(on.trx, on.place)).toReversed()
      const state = reviewState(review, review.held?.at ?? null, on.now)
      orRefuse(
        refuseReview({ ...review, state, packHash: review.pack.hash, attendedBy }, told, {
          person: on.actor,
          isAdmin: on.actor.role === 'admin',
          people: on.people.filter(({ active }) => active).map((person) => person.id),
          today: dayIn(start?.zone ?? 'UTC', on.now),
        }),
      )
      const attendance = attendedBy.map(({ duty, name: dutyName, person }) => ({
        duty,
        name: dutyName,
        person: person === null ? null : name(person),
        attendance: told.attendance.find((each) => each.duty === duty)?.attendance ?? ('absent' as const),
      }))
      await insertHeld(on.trx, caller.workspaceId, id, {
        at: on.now,
        by: { id: on.actor.id, name: on.actor.name },
        verdict: told.verdict,
        words: told.words,
        attendance,
        answers: review.asks.map(({ id: ask, question }) => ({ question, answer: (told.answers[ask] ?? '').trim() })),
        deviations: told.deviations,
        closed: told.closed,
        signedHash: signedHash(told),
      })
      await saveReviewState(on.trx, id, 'held')
      await insertActions(
        on.trx,
        on.place,
        on.now,
        told.actions.map(({ what, person, due }) => ({
          id: world.newId(),
          what: what.trim(),
          person: name(person),
          due,
          plan: null,
          reviewId: id,
        })),
      )
      await tellHandover(world, on, review, told, attendance)
      await calmOverdue(on.trx, world, on.place)
      const gap = attendanceGap(
        attendance.map((each) => ({ ...each, person: each.person === null ? null : each.person.id })),
      )
      const detail = await describeReview(on.trx, world, caller.workspaceId, on.actor, id)
      await tell(world, on, {
        act: 'review-held',
        sentence: `held “${review.name}” of ${dateInWords(review.day)}: ${REVIEW_VERDICT_WORDS[told.verdict]}.${gap === null ? '' : ` ${gap}`}`,
        details: { review: id, packHash: review.pack.hash, signedHash: signedHash(told), verdict: told.verdict },
      })
      return detail
    },
  )
}

/** What the review is evidence of, so that nobody tells it a second time: that it was held, what departed, what is closed. */
async function tellHandover(
  world: World,
  { trx, place, workflow, actor, now }: OnReview,
  { id, countsAs }: StoredReview,
  told: ReviewTold,
  attendance: readonly { readonly person: { readonly id: string } | null; readonly attendance: string }[],
): Promise<void> {
  const present = attendance.flatMap(({ person, attendance: was }) =>
    person !== null && was === 'present' ? [person.id] : [],
  )
  const acts = [
    ...(countsAs === null ? [] : [{ kind: countsAs, people: [...new Set(present)], details: {} }]),
    ...told.deviations.map((what) => ({ kind: 'deviation-noted' as const, people: [actor.id], details: { what } })),
    ...told.closed.map((what) => ({ kind: 'concern-closed' as const, people: [actor.id], details: { what } })),
  ]
  for (const { kind, people, details } of acts) {
    await keepAct(trx, place, {
      id: world.newId(),
      kind,
      at: now,
      toldAt: now,
      by: actor.id,
      people,
      details: { ...details, review: id },
    })
  }
  if (acts.length > 0)
    await publish(trx, place.workspaceId, { topic: 'handover', workflow: workflow.slug, id: workflow.id })
}

async function knownReview(trx: Trx, workspaceId: string, id: string): Promise<StoredReview> {
  const [review] = await findReviews(trx, workspaceId, { id, most: 1 })
  if (review === undefined) throw notFound('review', id)
  return review
}
