import { nextOfEachKind, occurrenceName } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { playbookOf } from '../playbooks/index.ts'
import { findReviews, type Place, startsOf } from './store.ts'

/** The review that is to be held next, and by which day: one that is due, else the next of its calendar; null where there is none. */
export async function nextReview(
  trx: Trx,
  { clock }: Pick<World, 'clock'>,
  place: Place,
): Promise<{ readonly day: string; readonly name: string } | null> {
  const [due] = (
    await findReviews(trx, place.workspaceId, { workflowId: place.workflowId, open: true, most: 20 })
  ).toSorted((a, b) => a.holdBy.getTime() - b.holdBy.getTime())
  if (due !== undefined) return { day: due.holdBy.toISOString().slice(0, 10), name: due.name }
  const starts = await startsOf(trx, place)
  if (starts.length === 0) return null
  const { reviews } = await playbookOf(trx, place.workspaceId, place.workflowId)
  const [next] = nextOfEachKind(starts, reviews, clock.now())
  const review = reviews.find(({ id }) => id === next?.kind)
  return next === undefined || review === undefined
    ? null
    : { day: next.day, name: occurrenceName(review, next.number) }
}
