import { Button, SegmentedControl } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { lazy, Suspense, type ReactNode } from 'react'
import { problemOf } from '../../api/problem.ts'
import { figuresQuery, resumeWorkflow, workflowQuery, type Figures, type WorkflowDetail } from '../../api/workflows.ts'
import { CopyText } from '../../components/copy-text.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage, LoadingRows } from '../../components/loading.tsx'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { useGo } from '../../components/use-go.ts'
import { useNow } from '../../components/use-now.ts'
import { When } from '../../components/when.tsx'
import { paths, WINDOWS } from '../../paths.ts'
import { useMay } from '../../shell/use-session.ts'
import { instantsOf, WINDOW_WORDS } from '../../words/figures.ts'
import {
  formatCount,
  formatDuration,
  formatMoney,
  formatNumber,
  formatRelative,
  formatShare,
  NBSP,
  shortHash,
} from '../../words/format.ts'
import { partsOf } from '../../words/manifest-parts.ts'
import { totalOf } from '../../words/routes.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { FailuresTable } from './failures-table.tsx'
import { PauseDialog } from './pause-dialog.tsx'
import { ReasonsTable } from './reasons-table.tsx'
import { RolloutNow } from './rollout-now.tsx'
import classes from './workflow-page.module.css'
import { WhoMay } from './who-may.tsx'
import { workflowSentence } from './workflow-sentence.ts'
import { WorkflowTabs } from './workflow-tabs.tsx'

// The chart's library is loaded where a chart is.
const RoutesChart = lazy(() => import('./routes-chart.tsx').then((module) => ({ default: module.RoutesChart })))
const route = getRouteApi('/signed-in/workflows/$slug')

export function WorkflowPage() {
  const { slug } = route.useParams()
  const { window = '24h' } = route.useSearch()
  const go = useGo()
  const workflow = useQuery(workflowQuery(slug))
  const figures = useQuery(figuresQuery(slug, window, () => instantsOf(window, new Date())))
  const now = useNow()
  if (workflow.isLoadingError) return <PageProblem error={workflow.error} again={() => void workflow.refetch()} />
  const crumbs = [{ label: 'Workflows', href: paths.workflows }]
  if (workflow.isPending) {
    return (
      <Page title={slug} crumbs={crumbs}>
        <LoadingPage />
      </Page>
    )
  }
  const detail = workflow.data
  const words = WINDOW_WORDS[window]
  return (
    <Page
      title={detail.name}
      crumbs={crumbs}
      tabs={<WorkflowTabs slug={slug} />}
      sentence={workflowSentence(detail, now)}
      actions={<PauseOrResume workflow={detail} />}
    >
      {detail.paused !== null && <PausedNotice workflow={detail} />}
      <Section
        title="Routes"
        note={
          figures.data && (
            <>
              {words}, n{NBSP}
              {formatNumber(figures.data.n)}
            </>
          )
        }
        actions={
          <SegmentedControl
            size="xs"
            aria-label="Window"
            value={window}
            onChange={(value) => go(paths.workflow(slug, { window: value }), { replace: true })}
            data={WINDOWS.map((each) => ({ value: each, label: WINDOW_WORDS[each].replace('last ', '') }))}
          />
        }
      >
        {figures.isError && <ProblemNotice error={figures.error} again={() => void figures.refetch()} />}
        {figures.isPending && <LoadingRows rows={5} />}
        {figures.data && <OverTime detail={detail} figures={figures.data} words={words} />}
      </Section>
      {figures.data && figures.data.n > 0 && (
        <Section
          title="Reasons"
          note={
            <>
              {words}, n{NBSP}
              {formatNumber(figures.data.n)}
            </>
          }
        >
          <ReasonsTable slug={slug} figures={figures.data} because={partsOf(detail.manifest).because} />
        </Section>
      )}
      {figures.data && figures.data.failed > 0 && (
        <Section
          title="Failures"
          note={
            <>
              {words}, {formatNumber(figures.data.failed)} of {formatCount(figures.data.n, 'run')}
            </>
          }
        >
          <FailuresTable slug={slug} figures={figures.data} />
        </Section>
      )}
      <div className={classes.columns}>
        <Section title="What it is">
          <CardLines workflow={detail} />
        </Section>
        <div>
          <Section title="Rollout" actions={<To href={paths.changes(slug)}>Changes</To>}>
            <RolloutNow workflow={detail} />
          </Section>
          <Section title="Releases">
            <Releases workflow={detail} />
          </Section>
          <Section title="People" note="who may decide its cases">
            <p>
              {detail.people.length === 0 ? (
                <span className={classes.nobody}>nobody</span>
              ) : (
                detail.people.map(({ name }) => name).join(', ')
              )}
            </p>
          </Section>
        </div>
      </div>
    </Page>
  )
}

function OverTime({
  detail,
  figures,
  words,
}: {
  readonly detail: WorkflowDetail
  readonly figures: Figures
  readonly words: string
}) {
  if (figures.n === 0) {
    return (
      <Empty title={`No run in the ${words}`}>
        A host with the SDK delivers runs as they happen. It needs an API key with the scopes <code>runs:write</code>{' '}
        and <code>gate:read</code>: <To href={paths.people({ tab: 'keys' })}>make one</To>.
      </Empty>
    )
  }
  const active = detail.activeRelease
  const mark =
    active !== null && active.activatedAt >= figures.from && active.activatedAt <= figures.to
      ? { at: active.activatedAt, name: active.name }
      : null
  const { latencyMs, cost, failed, n } = figures
  return (
    <>
      <Suspense fallback={<LoadingRows rows={6} />}>
        <RoutesChart slug={detail.slug} figures={figures} mark={mark} />
      </Suspense>
      <dl className={classes.facts}>
        <Fact
          label="AI calls that failed"
          value={
            <To href={paths.runs({ workflow: detail.slug, status: 'failed', from: figures.from, to: figures.to })}>
              {formatNumber(failed)}
            </To>
          }
          note={
            <>
              {formatShare(failed, n)} of n{NBSP}
              {formatNumber(n)}
            </>
          }
        />
        <Fact
          label="Time to an answer"
          value={latencyMs === null ? 'unknown' : formatDuration(latencyMs.p50)}
          note={
            latencyMs === null ? (
              'no AI call'
            ) : (
              <>
                half of them; 95{NBSP}% within {formatDuration(latencyMs.p95)}, n{NBSP}
                {formatNumber(latencyMs.n)}
              </>
            )
          }
        />
        {cost.length === 0 ? (
          <Fact label="Cost" value="unpriced" note="no run named its cost" />
        ) : (
          cost.map(({ amount, currency, priced, unpriced }) => (
            <Fact
              key={currency}
              label="Cost"
              value={formatMoney(amount, currency)}
              note={
                <>
                  {formatCount(priced, 'priced run')}
                  {unpriced > 0 && <>, {formatNumber(unpriced)} unpriced</>}
                </>
              }
            />
          ))
        )}
      </dl>
    </>
  )
}

function Fact({ label, value, note }: { readonly label: string; readonly value: ReactNode; readonly note: ReactNode }) {
  return (
    <div>
      <dt className={classes.factLabel}>{label}</dt>
      <dd>
        <span className={`${classes.factValue} num`}>{value}</span>
        <span className={`${classes.factNote} num`}>{note}</span>
      </dd>
    </div>
  )
}

function CardLines({ workflow }: { readonly workflow: WorkflowDetail }) {
  if (workflow.card === null) return <p className="quiet">Its card appears when a release is active.</p>
  return (
    <dl className={classes.card}>
      {workflow.card.lines.map(({ label, text }) => (
        <div key={`${label} ${text}`}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}

function Releases({ workflow }: { readonly workflow: WorkflowDetail }) {
  if (workflow.releases.length === 0) return <p className="quiet">None yet.</p>
  return (
    <div className={table['scroll']}>
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Hash</th>
            <th scope="col">Taken in</th>
            <th scope="col">
              <span className="visually-hidden">State</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {workflow.releases.map((release) => (
            <tr key={release.id}>
              <td className={table['tight']}>
                <To href={paths.release(workflow.slug, release.hash)} className={table['rowLink']}>
                  {release.name}
                </To>
              </td>
              <td className={table['tight']}>
                <CopyText
                  text={release.hash}
                  shown={shortHash(release.hash)}
                  label={`the hash of release ${release.name}`}
                />
              </td>
              <td>
                <When at={release.createdAt} /> <span className="quiet">by {release.createdBy.name}</span>
              </td>
              <td className={table['number']}>
                {release.active && <span className={classes.active}>Active</span>}
                {workflow.candidate?.hash === release.hash && <span className={classes.active}>Rolling out</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function PauseOrResume({ workflow }: { readonly workflow: WorkflowDetail }) {
  const may = useMay('cases:write')
  const [asking, dialog] = useDisclosure(false)
  if (workflow.paused !== null) return null
  if (!may) return <WhoMay act="pause it" roles={['admin', 'member']} />
  return (
    <>
      <Button variant="default" leftSection={<IconPlayerPause size={16} />} onClick={dialog.open}>
        Pause
      </Button>
      <PauseDialog workflow={workflow} opened={asking} onClose={dialog.close} />
    </>
  )
}

function PausedNotice({ workflow }: { readonly workflow: WorkflowDetail }) {
  const may = useMay('cases:write')
  const queries = useQueryClient()
  const now = useNow()
  const resume = useMutation({
    mutationFn: () => resumeWorkflow(workflow.slug),
    onSuccess: (next) => {
      queries.setQueryData(workflowQuery(workflow.slug).queryKey, next)
      notifications.show({ message: `${workflow.name} runs again. Hosts hear it within 5 s.` })
    },
  })
  if (workflow.paused === null) return null
  const { fallbackSentence } = partsOf(workflow.manifest)
  const { by, at, reason } = workflow.paused
  return (
    <div className={classes.notice}>
      <Notice
        tone="alarm"
        title={`Paused by ${by.name}, ${formatRelative(new Date(at), now)}`}
        action={
          may && (
            <Button
              leftSection={<IconPlayerPlay size={16} />}
              onClick={() => resume.mutate()}
              loading={resume.isPending}
            >
              Resume {workflow.name}
            </Button>
          )
        }
      >
        <p>“{reason}”</p>
        <p>
          Until it is resumed every unit takes the fallback{fallbackSentence !== null && `: ${fallbackSentence}`}
          {totalOf(workflow.last24h) > 0 && ` About ${formatCount(totalOf(workflow.last24h), 'unit')} a day.`}
        </p>
        {resume.isError && <p>{problemOf(resume.error).message}</p>}
      </Notice>
    </div>
  )
}
