import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { feedbackQuery, type Feedback } from '../../api/feedback.ts'
import { Due } from '../../components/due.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { useGo } from '../../components/use-go.ts'
import { When } from '../../components/when.tsx'
import { type FeedbackSearch, paths } from '../../paths.ts'
import { Mark } from '../changes/mark.tsx'
import { PageProblem } from '../errors/error-pages.tsx'
import classes from './feedback-page.module.css'
import { feedbackSentence, stateOf, VIA_NAMES } from './feedback-words.ts'

const route = getRouteApi('/signed-in/feedback')

/** What people report, over all workflows: what waits, mine first. */
export function FeedbackPage() {
  const search = route.useSearch()
  const go = useGo()
  const query = useQuery(feedbackQuery(search))
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  if (query.isPending) {
    return (
      <Page title="Feedback">
        <LoadingPage />
      </Page>
    )
  }
  const state = search.state ?? 'waiting'
  const { items, next } = query.data
  return (
    <Page
      title="Feedback"
      sentence={feedbackSentence(query.data, state, items.length)}
      actions={
        <SegmentedControl
          aria-label="Which reports"
          size="xs"
          value={state}
          onChange={(value) =>
            go(
              paths.feedback({
                ...search,
                cursor: undefined,
                state: STATES.find((each) => each.value === value)?.value,
              }),
            )
          }
          data={STATES.map(({ value, label }) => ({ value, label }))}
        />
      }
    >
      <Section title={SECTION_TITLES[state]}>
        {items.length === 0 ? <NoReports state={state} /> : <ReportTable items={items} withWorkflow />}
        {(next !== null || search.cursor !== undefined) && (
          <div className={classes.pager}>
            {search.cursor !== undefined && (
              <Button variant="default" size="xs" onClick={() => go(paths.feedback({ ...search, cursor: undefined }))}>
                To the first
              </Button>
            )}
            {next !== null && (
              <Button variant="default" size="xs" onClick={() => go(paths.feedback({ ...search, cursor: next }))}>
                More
              </Button>
            )}
          </div>
        )}
      </Section>
    </Page>
  )
}

const STATES: readonly { readonly value: NonNullable<FeedbackSearch['state']>; readonly label: string }[] = [
  { value: 'waiting', label: 'Waiting' },
  { value: 'asked', label: 'Asked back' },
  { value: 'answered', label: 'Answered' },
]

const SECTION_TITLES = {
  waiting: 'Waiting for an answer',
  asked: 'Asked back',
  answered: 'Answered',
  all: 'All reports',
} as const

function NoReports({ state }: { readonly state: NonNullable<FeedbackSearch['state']> }) {
  if (state !== 'waiting') return <p className="quiet">None.</p>
  return (
    <Empty title="Nothing waits" commands={['npm install @dayshift/flag']}>
      Whoever sees an output can say that it looks wrong: on its run or case here with “Flag”, or right in the host’s
      page with this component. It comes here with the time by which an answer is promised.
    </Empty>
  )
}

interface ReportTableProps {
  readonly items: readonly Feedback[]
  readonly withWorkflow?: boolean
}

export function ReportTable({ items, withWorkflow = false }: ReportTableProps) {
  return (
    <div className={table['scroll']}>
      <table className={`${table['table']} ${classes.reports}`}>
        <thead>
          <tr>
            <th scope="col">Report</th>
            {withWorkflow && <th scope="col">Workflow</th>}
            <th scope="col">From</th>
            <th scope="col">State</th>
            <th scope="col">Answer</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <td className={classes.report}>
                <To href={paths.report(item.id)} className={table['rowLink']}>
                  {titleOf(item)}
                </To>
                <div className={classes.note}>
                  {item.note === '' ? <span className="quiet">without words</span> : item.note}
                </div>
              </td>
              {withWorkflow && (
                <td className={table['tight']}>
                  <To href={paths.workflowFeedback(item.workflow)}>{item.workflowName}</To>
                </td>
              )}
              <td className={table['tight']}>
                {item.by.name}
                <div className={classes.below}>
                  {VIA_NAMES[item.via]}, <When at={item.at} />
                </div>
              </td>
              <td className={table['tight']}>
                <Mark tone={stateOf(item).tone}>{stateOf(item).word}</Mark>
                {item.failureCase !== null && (
                  <div className={classes.below}>
                    <To href={paths.failureCase(item.failureCase.id)}>{item.failureCase.name}</To>
                  </div>
                )}
              </td>
              <td className={table['tight']}>
                {item.state === 'waiting' ? (
                  <>
                    <Due at={item.dueAt} />
                    <div className={item.mine ? classes.mine : classes.below}>
                      {item.mine ? 'yours' : item.triager === null ? 'nobody’s' : item.triager.name}
                    </div>
                  </>
                ) : (
                  <>
                    {item.answeredAt !== null && <When at={item.answeredAt} />}
                    <div className={classes.below}>{item.answeredBy?.name}</div>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function titleOf({ kind, unitKey }: Feedback): string {
  return kind === 'reliability' ? 'Not as reliable as it used to be' : `Unit ${unitKey ?? 'unknown'}`
}
