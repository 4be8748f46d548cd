import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { IconPlayerStop } from '@tabler/icons-react'
import { useState } from 'react'
import { drillQuery, type DrillDetail } from '../../api/drills.ts'
import { LoadingPage } from '../../components/loading.tsx'
import { Page, Section } from '../../components/page.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { useMay } from '../../shell/use-session.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { workflowCrumbs } from '../workflows/workflow-crumbs.ts'
import { WorkflowTabs } from '../workflows/workflow-tabs.tsx'
import classes from './drill-page.module.css'
import { KIND_NAMES } from './drill-words.ts'
import { drillSentence, drillTitle } from './drill-sentence.ts'
import { CloseDialog, StopDialog } from './end-dialogs.tsx'
import { FailureView } from './failure-view.tsx'
import { OperatorDayView } from './operator-day-view.tsx'
import { PracticeView } from './practice-view.tsx'
import { TargetsView } from './targets-view.tsx'

const route = getRouteApi('/signed-in/workflows/$slug/drills/$id')

export function DrillPage() {
  const { slug, id } = route.useParams()
  const { task } = route.useSearch()
  const query = useQuery(drillQuery(id))
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  const crumbs = [...workflowCrumbs(slug, query.data?.workflowName), { label: 'Drills', href: paths.drills(slug) }]
  // A practice that is under way has the page for itself.
  const isPractising = query.data?.practice?.isMine === true && query.data.state === 'running'
  const tabs = isPractising ? undefined : <WorkflowTabs slug={slug} />
  if (query.isPending) {
    return (
      <Page title="Drill" crumbs={crumbs}>
        <LoadingPage />
      </Page>
    )
  }
  const drill = query.data
  const { practice, operatorDay, failure, targets } = drill
  return (
    <Page
      title={drillTitle(drill)}
      crumbs={crumbs}
      tabs={tabs}
      sentence={drillSentence(drill)}
      actions={<EndActs drill={drill} />}
    >
      {drill.findings.length > 0 && <Findings drill={drill} />}
      {practice !== null && <PracticeView drill={drill} practice={practice} task={task} />}
      {operatorDay !== null && <OperatorDayView drill={drill} day={operatorDay} />}
      {failure !== null && <FailureView drill={drill} failure={failure} />}
      {targets !== null && <TargetsView targets={targets} />}
      {drill.notes !== '' && (
        <Section title="Notes">
          <p className={classes.notes}>{drill.notes}</p>
        </Section>
      )}
      {practice === null && <History drill={drill} />}
    </Page>
  )
}

function Findings({ drill }: { readonly drill: DrillDetail }) {
  const title = drill.verdict === 'passed' || drill.isQuiz ? 'To go over once more' : 'To cut or to write first'
  return (
    <Section title={title}>
      <ul className={classes.findings} data-verdict={drill.verdict}>
        {drill.findings.map((finding) => (
          <li key={finding}>{finding}</li>
        ))}
      </ul>
    </Section>
  )
}

/** The acts that end a drill, where they are the reader's; else who may. */
function EndActs({ drill }: { readonly drill: DrillDetail }) {
  const may = useMay('handover:write')
  const [asking, setAsking] = useState<'stop' | 'close' | null>(null)
  const isOpen = drill.state === 'planned' || drill.state === 'running'
  if (!isOpen || !may) return null
  const { failure, operatorDay, practice } = drill
  const right = failure?.mayClose ?? operatorDay?.mayClose ?? null
  if (right !== null && !right.may) return <p className={classes.why}>{right.why}</p>
  const isRunning = failure !== null && drill.state === 'running' && failure.mayStop
  const mayClose = failure !== null ? !isRunning && drill.state === 'running' : operatorDay?.isOver === true
  return (
    <>
      {isRunning && (
        <Button color="rust" leftSection={<IconPlayerStop size={16} aria-hidden />} onClick={() => setAsking('stop')}>
          Stop the fault now
        </Button>
      )}
      {!isRunning && !mayClose && (practice === null || practice.isMine) && (
        <Button variant="default" onClick={() => setAsking('stop')}>
          Call it off
        </Button>
      )}
      {mayClose && <Button onClick={() => setAsking('close')}>Close the {KIND_NAMES[drill.kind].toLowerCase()}</Button>}
      {asking === 'stop' && <StopDialog drill={drill} isRunning={isRunning} onClose={() => setAsking(null)} />}
      {asking === 'close' && <CloseDialog drill={drill} onClose={() => setAsking(null)} />}
    </>
  )
}

const ACT_WORDS: { readonly [act: string]: string } = {
  planned: 'planned it',
  started: 'began it',
  noticed: 'said that something looks wrong',
  stopped: 'stopped the fault',
  ended: 'let the fault end at its time',
  listed: 'listed what is done by hand',
  closed: 'closed it',
  'called-off': 'called it off',
}

function History({ drill }: { readonly drill: DrillDetail }) {
  return (
    <Section title="History">
      <ol className={classes.history}>
        {drill.history.map(({ at, by, act, note }) => (
          <li key={`${at} ${act}`}>
            <span>
              <strong>{by}</strong> {ACT_WORDS[act] ?? act}
              {note !== null && note !== '' && <span className={classes.note}>: {note}</span>}
            </span>
            <span className="quiet">
              <When at={at} />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}
