import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { type PolicyChange, reviewCalendarQuery, type ReviewCalendar } from '../../api/reviews.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { useGo } from '../../components/use-go.ts'
import { useNow } from '../../components/use-now.ts'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { paths } from '../../paths.ts'
import { formatDate, listOf } from '../../words/format.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { workflowCrumbs } from '../workflows/workflow-crumbs.ts'
import { WorkflowTabs } from '../workflows/workflow-tabs.tsx'
import { ActionsList } from './actions-list.tsx'
import { FeedSection } from './feed-section.tsx'
import { AnswerPolicyDialog, PlanDialog, PolicyDialog, StartDialog } from './review-dialogs.tsx'
import { ReviewsTable } from './reviews-table.tsx'
import classes from './reviews.module.css'
import { YearPicture } from './year-picture.tsx'

const route = getRouteApi('/signed-in/workflows/$slug/reviews')

/** The rhythm of one workflow: what waits, what comes, what was said, what is to be done. */
export function ReviewsPage() {
  const { slug } = route.useParams()
  const query = useQuery(reviewCalendarQuery(slug))
  const now = useNow()
  const go = useGo()
  const [asked, setAsked] = useState<'start' | 'policy' | null>(null)
  const close = () => setAsked(null)
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  const crumbs = workflowCrumbs(slug, query.data?.workflow.name)
  const tabs = <WorkflowTabs slug={slug} />
  if (query.isPending) {
    return (
      <Page title="Reviews" crumbs={crumbs} tabs={tabs}>
        <LoadingPage />
      </Page>
    )
  }
  const calendar = query.data
  const waits = calendar.past.toReversed().find(({ state }) => state === 'overdue' || state === 'due')
  const isNone = calendar.start === null
  return (
    <Page
      title="Reviews"
      crumbs={crumbs}
      tabs={tabs}
      sentence={[calendar.sentence]}
      actions={
        <>
          {waits !== undefined && (
            <Button
              variant={waits.mine ? 'filled' : 'default'}
              onClick={() => go(paths.review(slug, waits.id))}
            >{`${waits.mine ? 'Hold' : 'Read'} “${waits.name}”`}</Button>
          )}
          {calendar.mayAct && (
            <Button variant={isNone ? 'filled' : 'default'} onClick={() => setAsked('start')}>
              {isNone ? 'Set the date' : 'Set another date'}
            </Button>
          )}
        </>
      }
    >
      <Signs calendar={calendar} />
      {isNone ? (
        <Empty title="No review is planned yet">
          Reviews are counted from one date. The launch sets it by itself; before that, or where it was long ago,
          somebody sets it.
        </Empty>
      ) : (
        <>
          <Section
            title="The year"
            note={
              calendar.start === null
                ? undefined
                : `counted from ${formatDate(new Date(calendar.start.day))}, ${calendar.start.time} ${calendar.start.zone}`
            }
          >
            <YearPicture calendar={calendar} now={now} />
          </Section>
          <NextTable calendar={calendar} />
          <Section title="What has come due">
            {calendar.past.length === 0 ? (
              <p className={classes['said']}>Nothing yet. A review appears with its pack when it is due.</p>
            ) : (
              <ReviewsTable reviews={calendar.past} />
            )}
          </Section>
        </>
      )}
      <Section title="Actions">
        {calendar.actions.length === 0 ? (
          <p className={classes['said']}>None: reviews and plans bring them.</p>
        ) : (
          <ActionsList actions={calendar.actions} />
        )}
      </Section>
      <Policies calendar={calendar} onTell={() => setAsked('policy')} />
      <Launch calendar={calendar} />
      <Plans calendar={calendar} />
      {!isNone && <FeedSection slug={slug} />}
      {asked === 'start' && <StartDialog calendar={calendar} onClose={close} />}
      {asked === 'policy' && <PolicyDialog calendar={calendar} onClose={close} />}
    </Page>
  )
}

function Signs({ calendar }: { readonly calendar: ReviewCalendar }) {
  const { cadenceSign, launch, policyChanges } = calendar
  const behind = policyChanges.filter((change) => change.behind)
  if (cadenceSign === null && launch?.launchOnly !== true && behind.length === 0) return null
  return (
    <div className={classes['notices']}>
      {cadenceSign !== null && (
        <Notice tone="alarm" title="Nobody looks at it any more">
          {cadenceSign}
        </Notice>
      )}
      {behind.length > 0 && (
        <Notice
          tone="person"
          title={`What runs is older than ${behind.length === 1 ? 'a policy change' : `${String(behind.length)} policy changes`}`}
        >
          {listOf(behind.map(({ words }) => `“${words.replace(/[.!?]+$/, '')}”`))}: answer by a release, or say why none
          is needed.
        </Notice>
      )}
      {launch?.launchOnly === true && (
        <Notice tone="person" title="Told at the launch alone">
          {launch.sentence}
        </Notice>
      )}
    </div>
  )
}

function NextTable({ calendar }: { readonly calendar: ReviewCalendar }) {
  return (
    <Section title="What comes next" note="the next of each kind">
      <div className={table['scroll']}>
        <table className={`${table['table']} ${table['stacks']}`}>
          <thead>
            <tr>
              <th scope="col">Review</th>
              <th scope="col">Day</th>
              <th scope="col">Signed by</th>
              <th scope="col">Who attends</th>
            </tr>
          </thead>
          <tbody>
            {calendar.next.map((review) => (
              <tr key={review.kind}>
                <td>
                  {review.name}
                  <span className={classes['note']}>{review.question}</span>
                </td>
                <td data-label="Day" className={`${table['tight']} num`}>
                  {formatDate(new Date(review.day))}
                </td>
                <td data-label="Signed by" className={`${table['tight']} num`}>
                  {formatDate(new Date(review.holdBy))}
                </td>
                <td data-label="Who attends">{review.attendedBy.join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

function Policies({ calendar, onTell }: { readonly calendar: ReviewCalendar; readonly onTell: () => void }) {
  const [answering, setAnswering] = useState<PolicyChange | null>(null)
  return (
    <Section
      title="Policy changes"
      actions={
        calendar.mayAct ? (
          <Button size="xs" variant="default" onClick={onTell}>
            Tell a policy change
          </Button>
        ) : undefined
      }
    >
      {calendar.policyChanges.length === 0 ? (
        <p className={classes['said']}>
          None was told. Whoever hears that a rule around this workflow changes tells it here; it stands in every weekly
          review until it is answered.
        </p>
      ) : (
        <ul className={classes['items']}>
          {calendar.policyChanges.map((change) => (
            <li key={change.id}>
              <span>
                {change.words}
                <span className={classes['note']}>
                  From {formatDate(new Date(change.holdsFrom))} · {change.source} · touches {change.touches} · told by{' '}
                  {change.by.name}
                </span>
                {change.answer !== null && (
                  <span className={classes['note']}>
                    {change.answer.by.name}, {formatDate(new Date(change.answer.at))}:{' '}
                    {change.answer.kind === 'release' ? `release ${change.answer.words}` : change.answer.words}
                  </span>
                )}
              </span>
              {change.answer === null ? (
                <VerdictMark
                  verdict={change.behind ? 'attention' : 'unknown'}
                  word={change.behind ? 'What runs is older' : 'Not answered'}
                />
              ) : (
                <VerdictMark
                  verdict="met"
                  word={change.answer.kind === 'release' ? 'Held by a release' : 'No change needed'}
                />
              )}
              {change.answer === null && calendar.mayAct && (
                <Button size="xs" variant="default" onClick={() => setAnswering(change)}>
                  Answer it
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {answering !== null && (
        <AnswerPolicyDialog calendar={calendar} change={answering} onClose={() => setAnswering(null)} />
      )}
    </Section>
  )
}

const PHASES = {
  planned: { verdict: 'unknown', word: 'Planned' },
  running: { verdict: 'attention', word: 'Its time is now' },
  done: { verdict: 'met', word: 'Done' },
  late: { verdict: 'unmet', word: 'Not told' },
} as const

function Launch({ calendar: { workflow, launch } }: { readonly calendar: ReviewCalendar }) {
  if (launch === null) return null
  return (
    <Section
      title="Launch communication"
      actions={<To href={paths.evidence(workflow.slug, { do: 'tell', kind: 'training' })}>Tell that one was done</To>}
    >
      <p className={classes['said']}>{launch.sentence}</p>
      <ul className={classes['items']}>
        {launch.phases.map((phase) => (
          <li key={phase.id}>
            <span>
              {phase.name}
              <span className={classes['note']}>{phase.does}</span>
            </span>
            <span className="num">
              {phase.doneAt === null
                ? `${formatDate(new Date(phase.from))} to ${formatDate(new Date(phase.by))}`
                : formatDate(new Date(phase.doneAt))}
            </span>
            <VerdictMark {...PHASES[phase.state]} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Plans({ calendar }: { readonly calendar: ReviewCalendar }) {
  const [laying, setLaying] = useState<ReviewCalendar['plans'][number] | null>(null)
  return (
    <Section title="Plans" note="laid in as actions with names and days">
      <ul className={classes['items']}>
        {calendar.plans.map((plan) => (
          <li key={plan.id}>
            <span>
              {plan.name}
              <span className={classes['note']}>{plan.purpose}</span>
            </span>
            <span className="num">{plan.steps} steps</span>
            {plan.laidIn ? (
              <VerdictMark verdict="met" word="Laid in" />
            ) : (
              calendar.mayAct && (
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => setLaying(plan)}
                  aria-label={`Lay it in: ${plan.name}`}
                >
                  Lay it in
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
      {laying !== null && <PlanDialog calendar={calendar} plan={laying} onClose={() => setLaying(null)} />}
    </Section>
  )
}
