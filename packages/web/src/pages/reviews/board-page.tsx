import { useQuery } from '@tanstack/react-query'
import { reviewBoardQuery } from '../../api/reviews.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import { formatDate } from '../../words/format.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { ActionsList } from './actions-list.tsx'
import { FeedSection } from './feed-section.tsx'
import { ReviewsTable } from './reviews-table.tsx'
import classes from './reviews.module.css'

/** Reviews over all workflows: what waits, what comes, what was missed. */
export function ReviewBoardPage() {
  const query = useQuery(reviewBoardQuery)
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  if (query.isPending) {
    return (
      <Page title="Reviews">
        <LoadingPage />
      </Page>
    )
  }
  const { sentence, reviews, next, without, actions } = query.data
  const open = reviews.filter(({ state }) => state === 'due' || state === 'overdue')
  const past = reviews.filter(({ state }) => state === 'held' || state === 'missed')
  return (
    <Page title="Reviews" sentence={[sentence]}>
      {reviews.length === 0 && next.length === 0 && (
        <Empty title="No review is planned yet">
          Open a workflow and set its date under Reviews, or launch it: its reviews are counted from there.
        </Empty>
      )}
      {open.length > 0 && (
        <Section title="Waits to be held">
          <ReviewsTable reviews={open} withWorkflow />
        </Section>
      )}
      {next.length > 0 && (
        <Section title="What comes next" note="the next of each workflow">
          <div className={table['scroll']}>
            <table className={`${table['table']} ${table['stacks']}`}>
              <thead>
                <tr>
                  <th scope="col">Workflow</th>
                  <th scope="col">Review</th>
                  <th scope="col">Day</th>
                  <th scope="col">Who attends</th>
                </tr>
              </thead>
              <tbody>
                {next.map(({ workflow, review }) => (
                  <tr key={workflow.slug}>
                    <td>
                      <To href={paths.reviews(workflow.slug)}>{workflow.name}</To>
                    </td>
                    <td data-label="Review">{review.name}</td>
                    <td data-label="Day" className={`${table['tight']} num`}>
                      {formatDate(new Date(review.day))}
                    </td>
                    <td data-label="Who attends">{review.attendedBy.join(', ')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Section>
      )}
      {without.length > 0 && (
        <Section title="Without a rhythm">
          <ul className={classes['items']}>
            {without.map(({ workflow, why }) => (
              <li key={workflow.slug}>
                <span>
                  <To href={paths.reviews(workflow.slug)}>{workflow.name}</To>
                  <span className={classes['note']}>{why}</span>
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {actions.length > 0 && (
        <Section title="Your open actions">
          <ActionsList actions={actions} withWorkflow />
        </Section>
      )}
      {past.length > 0 && (
        <Section title="Held and missed">
          <ReviewsTable reviews={past} withWorkflow />
        </Section>
      )}
      <FeedSection slug={null} />
    </Page>
  )
}
