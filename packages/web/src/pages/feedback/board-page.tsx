import { Button, NumberInput, Popover } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { MOST_TRIAGE_DAYS } from '@dayshift/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import {
  feedbackBoardQuery,
  setFeedbackTerms,
  type FailureCase,
  type FeedbackBoard,
  type RepeatedError,
} from '../../api/feedback.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { useMay, useSession } from '../../shell/use-session.ts'
import { formatCount, formatNumber } from '../../words/format.ts'
import { Mark } from '../changes/mark.tsx'
import { PageProblem } from '../errors/error-pages.tsx'
import { WorkflowTabs } from '../workflows/workflow-tabs.tsx'
import classes from './board-page.module.css'
import { NewCaseDialog } from './case-dialogs.tsx'
import { ReportTable } from './feedback-page.tsx'
import { boardSentence, CASE_STATE_NAMES, CASE_STATE_TONES, correctionWords, minutesOf } from './feedback-words.ts'
import { ReliabilityDialog } from './reliability-dialog.tsx'
import { TrustPicture } from './trust-picture.tsx'
import { WeekBars } from './week-bars.tsx'

const route = getRouteApi('/signed-in/workflows/$slug/feedback')

/** All feedback on one workflow: what waits, what keeps going wrong, how far people still count on it. */
export function FeedbackBoardPage() {
  const { slug } = route.useParams()
  const query = useQuery(feedbackBoardQuery(slug))
  const { person } = useSession()
  const [telling, dialog] = useDisclosure(false)
  const mayTell = useMay('runs:write')
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  const tabs = <WorkflowTabs slug={slug} />
  const workflows = { label: 'Workflows', href: paths.workflows }
  if (query.isPending) {
    return (
      <Page title="Feedback" crumbs={[workflows]} tabs={tabs}>
        <LoadingPage />
      </Page>
    )
  }
  const board = query.data
  return (
    <Page
      title="Feedback"
      crumbs={[workflows, { label: board.workflow.name, href: paths.workflow(slug) }]}
      tabs={tabs}
      sentence={boardSentence(board, person.id)}
      actions={
        mayTell && (
          <Button variant="default" onClick={dialog.open}>
            Not as reliable as it was
          </Button>
        )
      }
    >
      <Section title="How far people count on it" note="last 8 weeks">
        <TrustPicture weeks={board.trust} />
      </Section>
      <Section
        title="Waiting for an answer"
        note={`${formatCount(board.counts.waiting, 'report')}, promised within ${formatCount(board.triageDays, 'working day')}`}
        actions={<Terms board={board} />}
      >
        {board.waiting.length === 0 ? <NothingWaits board={board} /> : <ReportTable items={board.waiting} />}
      </Section>
      <Section title="Failure cases" note={formatCount(board.failureCases.length, 'failure case')}>
        {board.failureCases.length === 0 ? (
          <p className="quiet">
            None yet. A report that is answered “wrong output” becomes the first example of one; so do errors that
            repeat, below.
          </p>
        ) : (
          <CaseTable cases={board.failureCases} />
        )}
      </Section>
      <Repeated board={board} />
      {board.recent.length > 0 && (
        <Section title="Answered lately">
          <ReportTable items={board.recent} />
        </Section>
      )}
      {telling && <ReliabilityDialog slug={slug} name={board.workflow.name} onClose={dialog.close} />}
    </Page>
  )
}

function NothingWaits({ board: { recent } }: { readonly board: FeedbackBoard }) {
  if (recent.length > 0) return <p className="quiet">Nothing waits.</p>
  return (
    <Empty title="No report yet" commands={['npm install @dayshift/flag']}>
      Whoever sees an output can say that it looks wrong: with “Flag” on its run or case, or in the host’s own page with
      this component, with one click or one key.
    </Empty>
  )
}

function CaseTable({ cases }: { readonly cases: readonly FailureCase[] }) {
  return (
    <div className={table['scroll']}>
      <table className={`${table['table']} ${classes.cases}`}>
        <thead>
          <tr>
            <th scope="col">Failure case</th>
            <th scope="col">State</th>
            <th scope="col" className={table['number']}>
              Flags
            </th>
            <th scope="col" className={table['number']}>
              Corrections
            </th>
            <th scope="col">People’s time, 8 weeks</th>
            <th scope="col">By week</th>
            <th scope="col">Last seen</th>
          </tr>
        </thead>
        <tbody>
          {cases.map((each) => (
            <tr key={each.id}>
              <td>
                <To href={paths.failureCase(each.id)} className={table['rowLink']}>
                  {each.name}
                </To>
                {each.fixedIn !== null && <div className={classes.below}>release {each.fixedIn.name}</div>}
              </td>
              <td className={table['tight']}>
                <Mark tone={CASE_STATE_TONES[each.state]}>{CASE_STATE_NAMES[each.state]}</Mark>
              </td>
              <td className={table['number']}>{formatNumber(each.flags)}</td>
              <td className={table['number']}>{formatNumber(each.corrections)}</td>
              <td className={table['tight']}>
                {each.rework.n === 0 ? <span className="quiet">none</span> : minutesOf(each.rework)}
              </td>
              <td className={table['tight']}>
                <WeekBars weeks={each.weeks} what={`“${each.name}” seen`} />
              </td>
              <td className={table['tight']}>
                {each.lastSeen === null ? <span className="quiet">never</span> : <When at={each.lastSeen} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The same correction again and again: an error without a name yet. */
function Repeated({ board: { repeated, compared, workflow } }: { readonly board: FeedbackBoard }) {
  const may = useMay('handover:write')
  const [naming, setNaming] = useState<RepeatedError | null>(null)
  const note =
    compared.unknown === 0
      ? `${formatCount(compared.n, 'correction')} compared, last 8 weeks`
      : `${formatCount(compared.n, 'correction')} compared, ${formatNumber(compared.unknown)} unknown: their contents aren’t kept`
  return (
    <Section title="The same correction again" note={note}>
      {repeated.length === 0 ? (
        <p className="quiet">
          {compared.n + compared.unknown === 0
            ? 'Nobody edited or overrode an output in the last 8 weeks.'
            : 'No correction was made twice.'}
        </p>
      ) : (
        <div className={table['scroll']}>
          <table className={`${table['table']} ${classes.cases}`}>
            <thead>
              <tr>
                <th scope="col">What people put right</th>
                <th scope="col" className={table['number']}>
                  How often
                </th>
                <th scope="col">People’s time</th>
                <th scope="col">By week</th>
                <th scope="col">Last</th>
                {may && (
                  <th scope="col">
                    <span className="visually-hidden">Next act</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {repeated.map((each) => (
                <tr key={each.digest}>
                  <td>{correctionWords(each.fields)}</td>
                  <td className={table['number']}>{formatNumber(each.n)}</td>
                  <td className={table['tight']}>{minutesOf(each.rework)}</td>
                  <td className={table['tight']}>
                    <WeekBars weeks={each.weeks} what="corrections" />
                  </td>
                  <td className={table['tight']}>
                    <When at={each.lastAt} />
                  </td>
                  {may && (
                    <td className={table['tight']}>
                      <Button size="compact-xs" variant="default" onClick={() => setNaming(each)}>
                        Make a failure case
                      </Button>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {naming !== null && <NewCaseDialog slug={workflow.slug} repeated={naming} onClose={() => setNaming(null)} />}
    </Section>
  )
}

/** In how many working days an answer is promised. */
function Terms({ board }: { readonly board: FeedbackBoard }) {
  const may = useMay('handover:write')
  const queries = useQueryClient()
  const [opened, popover] = useDisclosure(false)
  const [days, setDays] = useState(board.triageDays)
  const { slug } = board.workflow
  const set = useMutation({
    mutationFn: () => setFeedbackTerms(slug, days),
    onSuccess: (next) => {
      queries.setQueryData(feedbackBoardQuery(slug).queryKey, next)
      popover.close()
    },
  })
  if (!may) return null
  function submit(event: FormEvent): void {
    event.preventDefault()
    set.mutate()
  }
  return (
    <Popover
      opened={opened}
      onChange={(open) => (open ? popover.open() : popover.close())}
      position="bottom-end"
      width={280}
      trapFocus
      withRoles
    >
      <Popover.Target>
        <Button size="compact-xs" variant="subtle" onClick={popover.toggle}>
          Change the promise
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Time to answer">
        <form onSubmit={submit} className={classes.terms}>
          <NumberInput
            label="Working days to answer"
            description="For reports from now on"
            min={1}
            max={MOST_TRIAGE_DAYS}
            allowDecimal={false}
            value={days}
            onChange={(value) => setDays(Number(value) || 1)}
            data-autofocus
          />
          {set.isError && <ProblemNotice error={set.error} />}
          <Button type="submit" size="xs" loading={set.isPending}>
            Promise it
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
