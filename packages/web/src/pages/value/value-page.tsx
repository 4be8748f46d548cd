import { ARRIVALS, MILESTONES, monthInWords } from '@dayshift/core'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { costsAddress, valueQuery, type MoneyEntry, type Value } from '../../api/value.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { useSession } from '../../shell/use-session.ts'
import { formatCount, formatDate, formatNumber } from '../../words/format.ts'
import { dayWords } from '../adoption/adoption-words.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { workflowCrumbs } from '../workflows/workflow-crumbs.ts'
import { WorkflowTabs } from '../workflows/workflow-tabs.tsx'
import { BreakEvenPicture } from './break-even-picture.tsx'
import { AnswerCostDialog, AskCostDialog, RateDialog } from './cost-dialogs.tsx'
import { RunningCost } from './running-cost.tsx'
import { BookDialog, StrikeDialog, WorthDialog } from './value-dialogs.tsx'
import { ValueSigns } from './value-signs.tsx'
import { amountWords, PHASE_NAMES, rangeWords, valueSentence } from './value-words.ts'
import classes from './value.module.css'

const CAME_WORDS = { met: 'Yes', unmet: 'No', unknown: 'Unknown' } as const
const KIND_WORDS = { requested: 'asked for', committed: 'bound' } as const

const route = getRouteApi('/signed-in/workflows/$slug/value')

/** What a workflow costs and brings: from which share on it pays, what arrived of what was delivered, the money of its life. */
export function ValuePage() {
  const { slug } = route.useParams()
  const query = useQuery(valueQuery(slug))
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  const tabs = <WorkflowTabs slug={slug} />
  if (query.isPending) {
    return (
      <Page title="Value" crumbs={workflowCrumbs(slug, undefined)} tabs={tabs}>
        <LoadingPage />
      </Page>
    )
  }
  return <Shown value={query.data} tabs={tabs} />
}

type Asked =
  | { readonly kind: 'worth' | 'book' | 'rate' | 'ask' | 'answer' }
  | { readonly kind: 'strike'; readonly entry: MoneyEntry }

function Shown({ value, tabs }: { readonly value: Value; readonly tabs: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => setAsked(null)
  const { person } = useSession()
  const { workflow, perDecision, businessOwner } = value
  const isOwner = businessOwner?.id === person.id
  const window = `${formatDate(new Date(value.from))} to ${formatDate(new Date(value.to))}`
  const say = (
    <Button variant={perDecision === null ? 'filled' : 'default'} onClick={() => setAsked({ kind: 'worth' })}>
      Say what a decision is worth
    </Button>
  )
  return (
    <Page
      title="Value"
      crumbs={workflowCrumbs(workflow.slug, workflow.name)}
      tabs={tabs}
      sentence={valueSentence(value)}
      actions={isOwner ? say : undefined}
    >
      <ValueSigns value={value} />
      <Section title="Does it pay?" note={window}>
        {value.influence === null ? (
          <Empty title="Not measured yet">
            What share of its decisions it influences is said on <To href={paths.adoption(workflow.slug)}>Adoption</To>:
            choose there from which decisions it was to inform.
          </Empty>
        ) : (
          <BreakEvenPicture value={value} />
        )}
        <WorthLine value={value} isOwner={isOwner} />
        <TimeLine value={value} />
        <p className={classes.line}>{value.payback.sentence}</p>
      </Section>
      {value.promise.length > 0 && (
        <Section
          title="Committed to, and what came"
          note={
            value.committedValue === null ? undefined : `${amountWords(value.committedValue, value.currency)} a year`
          }
        >
          <Promised value={value} />
        </Section>
      )}
      <Section title="Delivered, and what came of it" note="the first is no substitute for the second">
        <div className={classes.beside}>
          <Lines title="Delivered" lines={value.delivered.map((line) => ({ ...line, name: MILESTONES[line.id] }))} />
          <Lines title="Arrived" lines={value.arrived.map((line) => ({ ...line, name: ARRIVALS[line.id] }))} />
        </div>
        {value.speed !== null && (
          <p className={classes.line}>
            {value.speed.sentence} <To href={paths.workflows}>All workflows</To>
          </p>
        )}
      </Section>
      <Section
        title="Money of the whole life"
        actions={
          value.mayBook && (
            <div className={classes.acts}>
              <Button size="xs" variant="default" onClick={() => setAsked({ kind: 'rate' })}>
                Say what an hour costs
              </Button>
              <Button size="xs" variant="default" onClick={() => setAsked({ kind: 'book' })}>
                Book money
              </Button>
            </div>
          )
        }
      >
        <Phases value={value} />
        <CostsLink slug={workflow.slug} month={value.to.slice(0, 7)} />
        <p className={classes.line}>
          {value.handoff.sentence} {value.handoff.owner !== null && `${value.handoff.owner} has it.`}{' '}
          {value.handoff.at !== null && `Its date: ${formatDate(new Date(value.handoff.at))}.`}
        </p>
        {!value.mayBook && (
          <p className={classes.line}>
            The business owner, whoever answers for the spend or for changes, or an admin may book money.
          </p>
        )}
      </Section>
      <RunningCost
        value={value}
        onAsk={value.mayBook ? () => setAsked({ kind: 'ask' }) : null}
        onAnswer={value.approval.mayAnswer ? () => setAsked({ kind: 'answer' }) : null}
      />
      {value.entries.length > 0 && (
        <Section title="Entries" note={formatCount(value.entries.length, 'entry', 'entries')}>
          <Entries value={value} onStrike={value.mayBook ? (entry) => setAsked({ kind: 'strike', entry }) : null} />
        </Section>
      )}
      {asked?.kind === 'worth' && <WorthDialog value={value} onClose={close} />}
      {asked?.kind === 'rate' && <RateDialog value={value} onClose={close} />}
      {asked?.kind === 'ask' && <AskCostDialog value={value} onClose={close} />}
      {asked?.kind === 'answer' && <AnswerCostDialog value={value} onClose={close} />}
      {asked?.kind === 'book' && <BookDialog value={value} onClose={close} />}
      {asked?.kind === 'strike' && <StrikeDialog value={value} entry={asked.entry} onClose={close} />}
    </Page>
  )
}

function WorthLine({ value, isOwner }: { readonly value: Value; readonly isOwner: boolean }) {
  const { perDecision, businessOwner, currency } = value
  if (perDecision !== null) {
    return (
      <p className={classes.line}>
        One decision that it influences is worth {rangeWords(perDecision, currency)}: “{perDecision.basis}”{' '}
        {perDecision.by.name}, <When at={perDecision.at} />.
      </p>
    )
  }
  if (isOwner) return null
  return (
    <p className={classes.line}>
      {businessOwner === null ? (
        <>
          Nobody may say what a decision is worth:{' '}
          <To href={`${paths.handover(value.workflow.slug)}#duties`}>name a business owner</To>.
        </>
      ) : (
        `${businessOwner.name} may say what a decision is worth.`
      )}
    </p>
  )
}

/** People's time over its outputs, and whether it is in the cost. */
function TimeLine({ value: { time, currency } }: { readonly value: Value }) {
  const { hours, known, unknown, cost, rate } = time
  if (known + unknown === 0) return null
  const over = `People spent ${formatNumber(hours)} h over ${formatCount(known, 'output')}`
  const besides = unknown === 0 ? '' : ` (of ${formatNumber(unknown)} more it is not known)`
  const priced =
    cost !== null && rate !== null
      ? `: ${amountWords(cost, currency)} at ${amountWords(rate.rate, rate.currency)} an hour, in the cost.`
      : rate !== null && rate.currency !== currency
        ? `; an hour is priced in ${rate.currency}, so it is in no figure.`
        : rate !== null
          ? '.'
          : '; what an hour costs nobody has said, so it is in no figure.'
  return <p className={classes.line}>{`${over}${besides}${priced}`}</p>
}

function Promised({ value: { promise, currency } }: { readonly value: Value }) {
  return (
    <div className={table.scroll} role="region" aria-label="Committed to and came, table" tabIndex={0}>
      <table className={`${table.table} ${table.stacks}`}>
        <thead>
          <tr>
            <th scope="col">Month</th>
            <th scope="col" className={table.number}>
              Committed to
            </th>
            <th scope="col" className={table.number}>
              Came
            </th>
            <th scope="col">It came</th>
            <th scope="col">In words</th>
          </tr>
        </thead>
        <tbody>
          {promise.map(({ month, days, promised, came, verdict, sentence }) => (
            <tr key={month}>
              <td>
                {monthInWords(month)} <span className="quiet">{formatCount(days, 'day')}</span>
              </td>
              <td className={table.number} data-label="Committed to">
                {rangeWords({ low: promised, high: promised }, currency)}
              </td>
              <td className={table.number} data-label="Came">
                {came === null ? <span className="quiet">unknown</span> : rangeWords(came, currency)}
              </td>
              <td data-label="It came">
                <VerdictMark verdict={verdict} word={CAME_WORDS[verdict]} />
              </td>
              <td data-label="In words">{sentence.slice(sentence.lastIndexOf(': ') + 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface Line {
  readonly id: string
  readonly name: string
  readonly verdict: 'met' | 'unmet' | 'unknown'
  readonly sentence: string
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }) {
  return (
    <div>
      <h3 className={classes.sub}>{title}</h3>
      <ul className={classes.lines} aria-label={title}>
        {lines.map(({ id, name, verdict, sentence }) => (
          <li key={id}>
            <VerdictMark verdict={verdict} />
            <div>
              <strong>{name}</strong>
              <span className={classes.said}>{sentence}</span>
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A month of its costs as a table that cost tools read. */
function CostsLink({ slug, month }: { readonly slug: string; readonly month: string }) {
  return (
    <p className={`${classes.line} no-print`}>
      <a href={costsAddress(slug, month)} download>
        Costs of {monthInWords(month)} as CSV
      </a>{' '}
      in the shape of FOCUS, for cost tools. Runs without a known cost are in no row.
    </p>
  )
}

function Phases({ value: { phases, currency } }: { readonly value: Value }) {
  return (
    <div className={table.scroll} role="region" aria-label="Money by phase, table" tabIndex={0}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Phase</th>
            <th scope="col" className={table.number}>
              Planned
            </th>
            <th scope="col" className={table.number}>
              Planned by now
            </th>
            <th scope="col" className={table.number}>
              Bound
            </th>
            <th scope="col" className={table.number}>
              Paid
            </th>
            <th scope="col" className={table.number}>
              Hours in it
            </th>
            <th scope="col">Within plan</th>
          </tr>
        </thead>
        <tbody>
          {phases.map(({ phase, planned, requested, plannedByNow, committed, actual, hours, withinPlan }) => (
            <tr key={phase}>
              <td>{PHASE_NAMES[phase]}</td>
              <td className={table.number}>
                <Told amount={planned} currency={currency} />
                {planned !== null && (phase === 'operation' || phase === 'maintenance') && ' a year'}
                {requested !== null && (
                  <span className={classes.said}>{amountWords(requested, currency)} of it asked for since</span>
                )}
              </td>
              <td className={table.number}>
                <Told amount={plannedByNow} currency={currency} />
              </td>
              <td className={table.number}>
                <Told amount={committed} currency={currency} />
              </td>
              <td className={table.number}>
                <Told amount={actual} currency={currency} />
              </td>
              <td className={table.number}>
                {hours === 0 ? <span className="quiet">none</span> : formatNumber(hours)}
              </td>
              <td>
                <VerdictMark verdict={withinPlan} word />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Told({ amount, currency }: { readonly amount: string | null; readonly currency: string | null }) {
  return amount === null ? <span className="quiet">not told</span> : amountWords(amount, currency)
}

interface EntriesProps {
  readonly value: Value
  /** Null where the reader may not. */
  readonly onStrike: ((entry: MoneyEntry) => void) | null
}

function Entries({ value: { entries }, onStrike }: EntriesProps) {
  return (
    <div className={table.scroll} role="region" aria-label="Entries, table" tabIndex={0}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Days</th>
            <th scope="col">Phase</th>
            <th scope="col">What for</th>
            <th scope="col" className={table.number}>
              Amount
            </th>
            <th scope="col">Booked</th>
            <th scope="col">
              <span className="visually-hidden">Acts</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id} data-struck={entry.struck !== null || undefined} className={classes.entry}>
              <td>
                {dayWords(entry.from)} to {dayWords(entry.to)}
              </td>
              <td>
                {PHASE_NAMES[entry.phase]}
                {entry.kind !== 'actual' && `, ${KIND_WORDS[entry.kind]}`}
              </td>
              <td>
                {entry.what}
                {entry.struck !== null && (
                  <span className={classes.said}>
                    Struck out by {entry.struck.by.name}, <When at={entry.struck.at} />: {entry.struck.reason}
                  </span>
                )}
              </td>
              <td className={table.number}>
                <span className={classes.amount}>{amountWords(entry.amount, entry.currency)}</span>
                {entry.hours !== null && entry.rate !== null && (
                  <span className={classes.said}>
                    {entry.hours} h at {entry.rate}
                  </span>
                )}
              </td>
              <td>
                {entry.by.name}, <When at={entry.at} />
              </td>
              <td>
                {onStrike !== null && entry.struck === null && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    onClick={() => onStrike(entry)}
                    aria-label={`Strike out ${entry.what}`}
                  >
                    Strike out
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
