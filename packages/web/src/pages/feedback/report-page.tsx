import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { reportQuery, type FeedbackDetail } from '../../api/feedback.ts'
import { Due } from '../../components/due.tsx'
import { Fields } from '../../components/fields.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Page, Section } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { useMay, useSession } from '../../shell/use-session.ts'
import { listOf } from '../../words/format.ts'
import { CONTENT_STATES } from '../../words/names.ts'
import { Mark } from '../changes/mark.tsx'
import { PageProblem } from '../errors/error-pages.tsx'
import { AnswerForm } from './answer-form.tsx'
import { titleOf } from './feedback-page.tsx'
import { reportSentence, stateOf, VERDICT_NAMES, VIA_NAMES } from './feedback-words.ts'
import { OwnWords } from './own-words.tsx'
import classes from './report-page.module.css'

const route = getRouteApi('/signed-in/feedback/$id')

/** One report: what was said of which output, and the answer. */
export function ReportPage() {
  const { id } = route.useParams()
  const query = useQuery(reportQuery(id))
  const { person } = useSession()
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  const crumbs = [{ label: 'Feedback', href: paths.feedback() }]
  if (query.isPending) {
    return (
      <Page title="Report" crumbs={crumbs}>
        <LoadingPage />
      </Page>
    )
  }
  const detail = query.data
  const { feedback } = detail
  return (
    <Page
      title={titleOf(feedback)}
      crumbs={[...crumbs, { label: feedback.workflowName, href: paths.workflowFeedback(feedback.workflow) }]}
      sentence={reportSentence(detail, person.id)}
    >
      <div className={classes.columns}>
        <div>
          <Section
            title="What was said"
            note={
              <>
                {VIA_NAMES[feedback.via]}, <When at={feedback.at} />
              </>
            }
          >
            <Said detail={detail} />
          </Section>
          <Unit detail={detail} />
        </div>
        <div>
          <Answer detail={detail} />
          <History detail={detail} />
        </div>
      </div>
    </Page>
  )
}

function Said({ detail: { feedback } }: { readonly detail: FeedbackDetail }) {
  return (
    <>
      {feedback.note === '' ? (
        <p className="quiet">{feedback.by.name} flagged it without words.</p>
      ) : (
        <blockquote className={classes.quote}>{feedback.note}</blockquote>
      )}
      {feedback.right !== null && (
        <>
          <h3 className={classes.sub}>What would have been right</h3>
          <blockquote className={classes.quote}>{feedback.right}</blockquote>
        </>
      )}
    </>
  )
}

/** The run that it speaks of, as it is kept. */
function Unit({ detail: { feedback, run } }: { readonly detail: FeedbackDetail }) {
  if (feedback.runId === null) return null
  if (run === null) {
    return (
      <Section title="The run">
        <p className="quiet">The record of the run is gone.</p>
      </Section>
    )
  }
  const { contents } = run
  return (
    <>
      <Section
        title="What the AI answered"
        note={
          run.release === null ? (
            'no release'
          ) : (
            <To href={paths.release(feedback.workflow, run.release.hash)}>{run.release.name}</To>
          )
        }
      >
        {contents.state !== 'kept' ? (
          <p className="quiet">{CONTENT_STATES[contents.state]}</p>
        ) : contents.output === undefined ? (
          <p className="quiet">No answer came that could be kept.</p>
        ) : (
          <Fields value={contents.output} schema={run.outputSchema} />
        )}
      </Section>
      <Section title="What came in" note={<To href={paths.run(run.id)}>Open the run</To>}>
        {contents.state === 'kept' ? (
          <Fields value={contents.input} schema={run.inputSchema} />
        ) : (
          <p className="quiet">{CONTENT_STATES[contents.state]}</p>
        )}
      </Section>
    </>
  )
}

function Answer({ detail }: { readonly detail: FeedbackDetail }) {
  const may = useMay('handover:write')
  const maySay = useMay('cases:write')
  const { person } = useSession()
  const { feedback, mayTriage, whoMayTriage } = detail
  const mark = stateOf(feedback)
  return (
    <Section title="Answer" note={feedback.state === 'waiting' ? <Due at={feedback.dueAt} /> : undefined}>
      {feedback.state !== 'waiting' && (
        <div className={classes.given}>
          <Mark tone={mark.tone}>{mark.word}</Mark>
          {feedback.failureCase !== null && (
            <span>
              example of <To href={paths.failureCase(feedback.failureCase.id)}>{feedback.failureCase.name}</To>
            </span>
          )}
          {feedback.answer !== null && <blockquote className={classes.quote}>{feedback.answer}</blockquote>}
        </div>
      )}
      {may && mayTriage ? (
        <AnswerForm key={`${feedback.id} ${feedback.state}`} detail={detail} />
      ) : (
        feedback.state === 'waiting' && (
          <p className="quiet">
            {whoMayTriage.length === 0
              ? 'Nobody can answer it.'
              : `${listOf(whoMayTriage.map(({ name }) => name))} can answer it.`}
          </p>
        )
      )}
      {maySay && feedback.by.id === person.id && feedback.state !== 'answered' && (
        <div className={classes.own}>
          <OwnWords key={feedback.state} detail={detail} />
        </div>
      )}
      <p className={classes.receipt}>
        <span className={classes.receiptLabel}>{feedback.by.name} reads now:</span> {detail.receipt}
        {!feedback.isMember && ' Shown where it was flagged.'}
      </p>
    </Section>
  )
}

function History({ detail: { events } }: { readonly detail: FeedbackDetail }) {
  return (
    <Section title="All that was said">
      <ul className={classes.events}>
        {events.map((event) => (
          <li key={`${event.at} ${event.act} ${event.by.id}`}>
            <span>
              <strong>{event.by.name}</strong>{' '}
              {event.act === 'flagged'
                ? 'flagged it'
                : event.act === 'words'
                  ? 'added words'
                  : verdictWords(event.verdict)}
              {event.note !== '' && <>: “{event.note}”</>}
            </span>
            <span className={classes.when}>
              <When at={event.at} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function verdictWords(verdict: FeedbackDetail['events'][number]['verdict']): string {
  return verdict === null
    ? 'answered'
    : `answered ${VERDICT_NAMES[verdict].charAt(0).toLowerCase()}${VERDICT_NAMES[verdict].slice(1)}`
}
