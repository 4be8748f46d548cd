import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, type ReactNode } from 'react'
import { healthQuery, type Health, type HealthSignal } from '../../api/health.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Page, Section } from '../../components/page.tsx'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { When } from '../../components/when.tsx'
import { useMay } from '../../shell/use-session.ts'
import { formatCount, formatDate } from '../../words/format.ts'
import type { Sentence } from '../../words/sentence.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { WhoMay } from '../workflows/who-may.tsx'
import { paths } from '../../paths.ts'
import { WorkflowTabs } from '../workflows/workflow-tabs.tsx'
import { BaselineDialog } from './baseline-dialog.tsx'
import { Baselines } from './baselines.tsx'
import { CompareSection } from './compare-section.tsx'
import { FirstDays } from './first-days.tsx'
import classes from './health-page.module.css'
import { dayInWords, GROUP_NAMES } from './health-words.ts'
import { PurposeTable } from './purpose-table.tsx'
import { SignalCards, SignalGroup } from './signal-cards.tsx'

const route = getRouteApi('/signed-in/workflows/$slug/health')

/** Whether a workflow is well: its purpose numbers, then every signal over time against its baseline. */
const WORKFLOWS = { label: 'Workflows', href: paths.workflows }

export function HealthPage() {
  const { slug } = route.useParams()
  const { signal } = route.useSearch()
  const query = useQuery(healthQuery(slug))
  const ready = query.data !== undefined
  // A link of an alert leads to its signal.
  useEffect(() => {
    if (ready && signal !== undefined) document.getElementById(`signal-${signal}`)?.scrollIntoView({ block: 'start' })
  }, [ready, signal])
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  const tabs = <WorkflowTabs slug={slug} />
  if (query.isPending) {
    return (
      <Page title="Health" crumbs={[WORKFLOWS]} tabs={tabs}>
        <LoadingPage />
      </Page>
    )
  }
  return <Shown health={query.data} slug={slug} tabs={tabs} />
}

interface ShownProps {
  readonly health: Health
  readonly slug: string
  readonly tabs: ReactNode
}

function Shown({ health, slug, tabs }: ShownProps) {
  const [taking, dialog] = useDisclosure(false)
  const { signals, marks, numbers, unmeasured, baseline, evaluatedAt } = health
  const mayTake = useMay('handover:write')
  const hasRuns = signals.some(({ points }) => points.some(({ n }) => n > 0))
  const departed = signals.filter(({ state }) => state === 'departed')
  const whole = signals.filter(({ slice }) => slice === null)
  return (
    <Page
      title="Health"
      crumbs={[WORKFLOWS, { label: health.workflow.name, href: paths.workflow(slug) }]}
      tabs={tabs}
      sentence={sentenceOf(health)}
      actions={
        mayTake ? (
          <Button
            variant={baseline === null && hasRuns ? 'filled' : 'default'}
            onClick={dialog.open}
            disabled={!hasRuns}
          >
            Take a baseline
          </Button>
        ) : (
          <WhoMay act="take a baseline" roles={['admin', 'member']} />
        )
      }
    >
      <p className={classes.when}>
        {baseline === null ? null : (
          <>
            Held against “{baseline.name}”, {formatCount(baseline.runs, 'run')} from{' '}
            {formatDate(new Date(baseline.from))} to {formatDate(new Date(baseline.to))}.{' '}
          </>
        )}
        {evaluatedAt === null ? (
          'Not looked at yet.'
        ) : (
          <>
            Looked at <When at={evaluatedAt} />.
          </>
        )}
      </p>
      {departed.length > 0 && (
        <Section title="What departed" note={formatCount(departed.length, 'signal')}>
          <SignalCards slug={slug} signals={departed} marks={marks} />
        </Section>
      )}
      <Section title="Purpose numbers" note={`last ${health.numberDays} d`}>
        <PurposeTable numbers={numbers} slug={slug} />
      </Section>
      <Section title="First 90 days" note="last 90 d">
        <FirstDays numbers={health.firstDays} />
      </Section>
      {hasRuns ? (
        <Signals slug={slug} signals={whole} marks={marks} from={health.from} to={health.to} />
      ) : (
        <Empty title="Nothing has come in yet">
          As soon as a host sends runs, every signal is counted here by hour. The first 200 runs of a release become its
          baseline.
        </Empty>
      )}
      <Slices signals={signals} />
      {unmeasured.length > 0 && (
        <Section title="Not measured" note={formatCount(unmeasured.length, 'field')}>
          <ul className={classes.unmeasured}>
            {unmeasured.map(({ pointer, why }) => (
              <li key={pointer}>
                <VerdictMark verdict="unknown" size={16} />{' '}
                <code>{pointer === '' ? 'all inputs' : pointer.slice(1)}</code> {why}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {baseline !== null && <CompareSection slug={slug} baselines={health.baselines} />}
      <Baselines baselines={health.baselines} why={health.noBaseline} />
      {taking && <BaselineDialog slug={slug} releases={health.releases} onClose={dialog.close} />}
    </Page>
  )
}

function sentenceOf({ sentence, state, workflow }: Health): Sentence {
  const name = `“${workflow.name}”`
  const rest = sentence.startsWith(name) ? sentence.slice(name.length) : sentence
  const lead = sentence.startsWith(name) ? [{ text: workflow.name, strong: true }] : []
  const mark = /^( is not as it was| is well| is not watched yet)/.exec(rest)?.[0] ?? ''
  if (mark === '') return [...lead, rest]
  const tone = state === 'departed' ? 'alarm' : state === 'well' ? 'good' : 'person'
  return [...lead, { text: mark, tone }, rest.slice(mark.length)]
}

const GROUPS = ['inputs', 'quality', 'people', 'cost', 'silence'] as const

interface SignalsProps {
  readonly slug: string
  readonly signals: readonly HealthSignal[]
  readonly marks: Health['marks']
  readonly from: string
  readonly to: string
}

function Signals({ slug, signals, marks, from, to }: SignalsProps) {
  return (
    <>
      <p className={classes.legend}>
        Each picture runs from {dayInWords(from)} to {dayInWords(to)}: the line is the day’s value with its interval,
        the band is normal by the baseline, a dashed line is a release or a change. Choose a day to see its runs.
      </p>
      {GROUPS.map((group) => {
        const of = signals.filter((signal) => signal.group === group)
        // What departed stands above.
        const shown = of.filter(({ state }) => state !== 'departed')
        if (of.length === 0) return null
        const well = of.filter(({ state }) => state === 'well').length
        return (
          <Section key={group} title={GROUP_NAMES[group]} note={`${well} of ${of.length} as in the baseline`}>
            <SignalGroup slug={slug} signals={shown} marks={marks} label={GROUP_NAMES[group]} />
          </Section>
        )
      })}
    </>
  )
}

/** Each declared slice in one line: what departed in it, or that it is as the whole. */
function Slices({ signals }: { readonly signals: readonly HealthSignal[] }) {
  const slices = new Map<string, { readonly name: string; readonly label: string; readonly signals: HealthSignal[] }>()
  for (const signal of signals) {
    if (signal.slice === null) continue
    const key = `${signal.slice.name} ${signal.slice.label}`
    const known = slices.get(key) ?? { ...signal.slice, signals: [] }
    known.signals.push(signal)
    slices.set(key, known)
  }
  if (slices.size === 0) return null
  return (
    <Section title="Slices" note={formatCount(slices.size, 'slice')}>
      <ul className={classes.slices}>
        {[...slices].map(([key, { name, label, signals: of }]) => {
          const departed = of.filter(({ state }) => state === 'departed')
          const well = of.filter(({ state }) => state === 'well').length
          const verdict = departed.length > 0 ? 'unmet' : well > 0 ? 'met' : 'unknown'
          return (
            <li key={key} className={classes.slice}>
              <VerdictMark verdict={verdict} size={16} />
              <span className={classes.sliceName}>
                <span className="quiet">{name}</span> {label}
              </span>
              <span className="quiet">
                {departed.length > 0
                  ? departed.map((each) => each.name).join(', ')
                  : well > 0
                    ? `${well} of ${of.length} signals as in the baseline`
                    : (of[0]?.sentence ?? '')}
              </span>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
