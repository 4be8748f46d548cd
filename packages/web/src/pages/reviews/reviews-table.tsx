import type { ReviewSummary } from '../../api/reviews.ts'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { paths } from '../../paths.ts'
import { formatDate } from '../../words/format.ts'
import { stateOf } from './review-words.ts'
import classes from './reviews.module.css'

/** Reviews that have come due, with how they stand. */
export function ReviewsTable({
  reviews,
  withWorkflow = false,
}: {
  readonly reviews: readonly ReviewSummary[]
  readonly withWorkflow?: boolean
}) {
  return (
    <div className={table['scroll']}>
      <table className={`${table['table']} ${table['stacks']}`}>
        <thead>
          <tr>
            <th scope="col">Review</th>
            {withWorkflow && <th scope="col">Workflow</th>}
            <th scope="col">Day</th>
            <th scope="col">State</th>
            <th scope="col">Signed by</th>
          </tr>
        </thead>
        <tbody>
          {reviews.map((review) => (
            <tr key={review.id}>
              <td>
                <To href={paths.review(review.workflow.slug, review.id)}>{review.name}</To>
                <span className={classes['note']}>{review.sentence}</span>
              </td>
              {withWorkflow && (
                <td data-label="Workflow">
                  <To href={paths.reviews(review.workflow.slug)}>{review.workflow.name}</To>
                </td>
              )}
              <td data-label="Day" className={`${table['tight']} num`}>
                {formatDate(new Date(review.day))}
              </td>
              <td data-label="State" className={table['tight']}>
                <VerdictMark {...stateOf(review)} />
              </td>
              <td data-label="Signed by">
                <span className={classes['whole']}>{signedBy(review)}</span>
                {review.gap !== null && <span className={classes['note']}>{review.gap}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function signedBy({ by, state, holdBy }: ReviewSummary): string {
  if (by !== null) return by.name
  return state === 'missed' ? 'nobody' : `until ${formatDate(new Date(holdBy))}`
}
