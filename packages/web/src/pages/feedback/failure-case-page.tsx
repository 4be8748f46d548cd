import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { failureCaseQuery, type FailureCaseDetail, type FailureExample } from '../../api/feedback.ts'
import { LoadingPage } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { When } from '../../components/when.tsx'
import { WordDiff } from '../../components/word-diff.tsx'
import { paths } from '../../paths.ts'
import { useMay } from '../../shell/use-session.ts'
import { isObject, labelOf, propertiesOf } from '../../words/fields.ts'
import { formatCount } from '../../words/format.ts'
import { diffWords } from '../../words/word-diff.ts'
import { Mark } from '../changes/mark.tsx'
import { PageProblem } from '../errors/error-pages.tsx'
import { EditCaseDialog, MendedDialog, useChange } from './case-dialogs.tsx'
import classes from './failure-case-page.module.css'
import {
  CASE_STATE_NAMES,
  CASE_STATE_TONES,
  correctionWords,
  failureCaseSentence,
  minutesOf,
} from './feedback-words.ts'
import { WeekBars } from './week-bars.tsx'

const route = getRouteApi('/signed-in/failure-cases/$id')

/** One failure case: what keeps going wrong, what to do then, real examples, and the release that mends it. */
export function FailureCasePage() {
  const { id } = route.useParams()
  const query = useQuery(failureCaseQuery(id))
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  if (query.isPending) {
    return (
      <Page title="Failure case" crumbs={[{ label: 'Workflows', href: paths.workflows }]}>
        <LoadingPage />
      </Page>
    )
  }
  const detail = query.data
  const { failureCase, examples, repeated } = detail
  return (
    <Page
      title={failureCase.name}
      crumbs={[
        { label: failureCase.workflowName, href: paths.workflow(failureCase.workflow) },
        { label: 'Feedback', href: paths.workflowFeedback(failureCase.workflow) },
      ]}
      sentence={failureCaseSentence(failureCase)}
      actions={<Acts detail={detail} />}
    >
      <div className={classes.columns}>
        <Section title="What to do when it comes">
          {failureCase.guidance === '' ? (
            <p className="quiet">Nobody has written it yet.</p>
          ) : (
            <p className={classes.prose}>{failureCase.guidance}</p>
          )}
        </Section>
        <Section title="Figures" note="last 8 weeks">
          <dl className={classes.figures}>
            <dt>State</dt>
            <dd>
              <Mark tone={CASE_STATE_TONES[failureCase.state]}>{CASE_STATE_NAMES[failureCase.state]}</Mark>
            </dd>
            <dt>Whose job</dt>
            <dd>
              {failureCase.owner === null ? <span className={classes.nobody}>nobody</span> : failureCase.owner.name}
            </dd>
            <dt>First seen</dt>
            <dd>{failureCase.firstSeen === null ? 'never' : <When at={failureCase.firstSeen} />}</dd>
            <dt>Last seen</dt>
            <dd>{failureCase.lastSeen === null ? 'never' : <When at={failureCase.lastSeen} />}</dd>
            <dt>By week</dt>
            <dd>
              <WeekBars weeks={failureCase.weeks} what="Seen" />
            </dd>
            <dt>People’s time</dt>
            <dd>{failureCase.rework.n === 0 ? 'none' : minutesOf(failureCase.rework)}</dd>
          </dl>
        </Section>
      </div>
      {repeated.length > 0 && (
        <Section title="How it is put right" note="last 8 weeks">
          <ul className={classes.repeated}>
            {repeated.map((each) => (
              <li key={each.digest}>
                {correctionWords(each.fields)} <span className="quiet num">{formatCount(each.n, 'time')}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="Examples" note={formatCount(failureCase.flags + failureCase.corrections, 'example')}>
        {examples.length === 0 ? (
          <p className="quiet">None yet: answer a report “wrong output” with this failure case.</p>
        ) : (
          <ul className={classes.examples}>
            {examples.map((example) => (
              <Example
                key={example.id}
                example={example}
                schema={detail.outputSchema}
                workflow={failureCase.workflow}
              />
            ))}
          </ul>
        )}
      </Section>
    </Page>
  )
}

function Acts({ detail }: { readonly detail: FailureCaseDetail }) {
  const may = useMay('handover:write')
  const [asking, setAsking] = useState<'edit' | 'mended' | null>(null)
  const { failureCase, releases } = detail
  const change = useChange(failureCase.id)
  if (!may) return null
  return (
    <>
      <Button variant="default" onClick={() => setAsking('edit')}>
        Change the words
      </Button>
      {failureCase.state === 'open' ? (
        releases.length > 0 && <Button onClick={() => setAsking('mended')}>Name the release that mends it</Button>
      ) : (
        <Button variant="default" loading={change.isPending} onClick={() => change.mutate({ fixedIn: null })}>
          Open it again
        </Button>
      )}
      {change.isError && <ProblemNotice error={change.error} />}
      {asking === 'edit' && <EditCaseDialog detail={detail} onClose={() => setAsking(null)} />}
      {asking === 'mended' && <MendedDialog detail={detail} onClose={() => setAsking(null)} />}
    </>
  )
}

interface ExampleProps {
  readonly example: FailureExample
  readonly schema: unknown
  readonly workflow: string
}

function Example({ example, schema, workflow }: ExampleProps) {
  const changes = changedFields(example.output, example.final)
  return (
    <li className={classes.example}>
      <div className={classes.head}>
        <span>
          {example.runId === null ? (
            'No run'
          ) : (
            <To href={example.kind === 'flag' ? paths.report(example.id) : paths.run(example.runId)}>
              Unit {example.unitKey ?? 'unknown'}
            </To>
          )}{' '}
          <span className="quiet">
            {example.kind === 'flag' ? 'flagged' : 'corrected'} by {example.by.name}
          </span>
        </span>
        <span className={classes.when}>
          {example.afterFix && <Mark tone="alarm">After the mending release</Mark>}
          {example.release !== null && (
            <To href={paths.release(workflow, example.release.hash)}>{example.release.name}</To>
          )}
          <When at={example.at} />
        </span>
      </div>
      {example.note !== '' && <p className={classes.quote}>{example.note}</p>}
      {example.right !== null && <p className={classes.quote}>Right would be: {example.right}</p>}
      {changes.map(({ key, before, after }) => (
        <div key={key} className={classes.change}>
          <div className={classes.field}>{labelOf(key, propertiesOf(schema)[key])}</div>
          <WordDiff parts={diffWords(before, after)} />
        </div>
      ))}
      {example.kind === 'correction' && changes.length === 0 && (
        <p className="quiet">What was corrected is not kept any more.</p>
      )}
    </li>
  )
}

/** Field by field what a person changed, as text. */
function changedFields(output: unknown, final: unknown): readonly { key: string; before: string; after: string }[] {
  if (!isObject(output) || !isObject(final)) return []
  return [...new Set([...Object.keys(output), ...Object.keys(final)])].flatMap((key) => {
    const [before, after] = [textOf(output[key]), textOf(final[key])]
    return before === after ? [] : [{ key, before, after }]
  })
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)
}
