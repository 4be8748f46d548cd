import { amountInWords, monthInWords } from '@dayshift/core'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { healthQuery } from '../../api/health.ts'
import { workflowSpendQuery, type SpendPeriod, type WorkflowSpend } from '../../api/spend.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { formatCount, formatDate, formatNumber } from '../../words/format.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { WorkflowTabs } from '../workflows/workflow-tabs.tsx'
import { DaysChart } from './days-chart.tsx'
import { GiveBackDialog } from './give-back-dialog.tsx'
import { LimitDialog } from './limit-dialog.tsx'
import { NormalRanges, outOfRange } from './normal-ranges.tsx'
import classes from './spend.module.css'
import { WarningsDialog } from './warnings-dialog.tsx'

const route = getRouteApi('/signed-in/workflows/$slug/spend')

export function WorkflowSpendPage() {
  const { slug } = route.useParams()
  const query = useQuery(workflowSpendQuery(slug))
  // The page stands without it: it says what is normal.
  const health = useQuery(healthQuery(slug)).data
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => setAsked(null)
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  const crumbs = [
    { label: 'Workflows', href: paths.workflows },
    { label: query.data?.workflow.name ?? slug, href: paths.workflow(slug) },
  ]
  const tabs = <WorkflowTabs slug={slug} />
  if (query.isPending) {
    return (
      <Page title="Spend" crumbs={crumbs} tabs={tabs}>
        <LoadingPage />
      </Page>
    )
  }
  const spend = query.data
  return (
    <Page title="Spend" crumbs={crumbs} tabs={tabs} sentence={[spend.sentence + outOfRange(health)]}>
      <Tiles spend={spend} />
      {spend.runs.called > 0 && (
        <Section title="Each day" note={monthInWords(spend.month)}>
          <DaysChart spend={spend} health={health} />
          <DaysTable spend={spend} />
          <Shadows spend={spend} />
        </Section>
      )}
      <NormalRanges slug={slug} health={health} />
      <Limits spend={spend} onAsk={setAsked} />
      <Unpriced spend={spend} />
      <Leases spend={spend} onAsk={setAsked} />
      <History spend={spend} />
      {asked?.kind === 'limit' && <LimitDialog spend={spend} period={asked.period} onClose={close} />}
      {asked?.kind === 'warnings' && <WarningsDialog spend={spend} onClose={close} />}
      {asked?.kind === 'give-back' && <GiveBackDialog spend={spend} lease={asked.lease} onClose={close} />}
    </Page>
  )
}

/** The dialog that is open. */
type Asked =
  | { readonly kind: 'limit'; readonly period: SpendPeriod }
  | { readonly kind: 'warnings' }
  | { readonly kind: 'give-back'; readonly lease: WorkflowSpend['leases'][number] }

interface AskingProps {
  readonly spend: WorkflowSpend
  readonly onAsk: (asked: Asked) => void
}

function Tiles({ spend }: { readonly spend: WorkflowSpend }) {
  const { runs, forecast, currency, day, limits } = spend
  if (currency === null) return null
  const money = (amount: string) => `${amountInWords(amount)} ${currency}`
  const dayLimit = limits.find(({ period }) => period === 'day')?.limit ?? null
  return (
    <dl className={classes['tiles']}>
      <Tile
        label="Today (UTC)"
        value={money(day.recorded)}
        under={
          dayLimit === null
            ? 'no limit of a day'
            : `of ${dayLimit.amount} ${currency}${day.counted === day.recorded ? '' : `; ${money(day.counted)} counts with what hosts hold`}`
        }
      />
      <Tile
        label="Month’s end"
        value={forecast.kind === 'forecast' ? money(forecast.amount) : 'not enough yet'}
        under={
          forecast.kind === 'forecast'
            ? `${amountInWords(forecast.low)} to ${amountInWords(forecast.high)} with 90 %, from ${formatCount(forecast.n, 'whole day')}`
            : `${forecast.n} of ${forecast.needed} whole days`
        }
      />
      <Tile
        label="A run"
        value={runs.costPerRun === null ? 'unknown' : money(runs.costPerRun)}
        under={`${formatNumber(runs.priced)} priced of ${formatCount(runs.called, 'run')} with a call`}
      />
      <Tile
        label="A kept output"
        value={runs.costPerKept === null ? 'unknown' : money(runs.costPerKept)}
        under={`${formatNumber(runs.kept)} took effect: automatic, accepted or edited${runs.unpriced === 0 ? '' : '; at least, with unpriced runs'}`}
      />
    </dl>
  )
}

function Tile({ label, value, under }: { readonly label: string; readonly value: string; readonly under: string }) {
  return (
    <div className={classes['tile']}>
      <dt>{label}</dt>
      <dd>{value}</dd>
      <dd className={classes['under']}>{under}</dd>
    </div>
  )
}

function DaysTable({ spend }: { readonly spend: WorkflowSpend }) {
  const spent = spend.days.filter(({ called, shadows }) => called > 0 || shadows !== '0').toReversed()
  const hasShadows = spend.shadows.n > 0
  return (
    <details>
      <summary>The same as a table</summary>
      <div className={table['scroll']}>
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">Day (UTC)</th>
              <th scope="col" className={table['number']}>
                {spend.currency}
              </th>
              <th scope="col" className={table['number']}>
                Runs with a call
              </th>
              {hasShadows && (
                <th scope="col" className={table['number']}>
                  Of it shadows
                </th>
              )}
              <th scope="col" className={table['number']}>
                Unpriced
              </th>
            </tr>
          </thead>
          <tbody>
            {spent.map((each) => (
              <tr key={each.day}>
                <td>{formatDate(new Date(`${each.day}T12:00:00Z`))}</td>
                <td className={table['number']}>{amountInWords(each.amount)}</td>
                <td className={table['number']}>{formatNumber(each.called)}</td>
                {hasShadows && <td className={table['number']}>{amountInWords(each.shadows)}</td>}
                <td className={table['number']}>{formatNumber(each.unpriced)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

/** Calls of a proposed release beside the live one. */
function Shadows({ spend: { shadows, currency } }: { readonly spend: WorkflowSpend }) {
  if (shadows.n === 0) return null
  const unknown = shadows.unpriced === 0 ? '' : ` ${formatNumber(shadows.unpriced)} of them told no cost.`
  return (
    <p className="quiet">
      {formatCount(shadows.n, 'call')} of shadows this month cost {amountInWords(shadows.recorded)} {currency}.{unknown}{' '}
      They stop while a tenth of each limit is left, before real units do.
    </p>
  )
}

const FROM = { manifest: 'the manifest', person: 'set by a person', nobody: 'nobody' } as const

function Limits({ spend, onAsk }: AskingProps) {
  const { limits, holder, mayChange, atLimit, warnAt } = spend
  return (
    <Section
      title="Limits"
      note={mayChange ? 'yours to set' : holder === null ? 'nobody holds the spend' : `${holder.name} may set them`}
    >
      <div className={table['scroll']}>
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col" className={table['tight']}>
                Of a
              </th>
              <th scope="col" className={`${table['number']} ${table['tight']}`}>
                Limit
              </th>
              <th scope="col" className={table['tight']}>
                From
              </th>
              <th scope="col">Why</th>
              {mayChange && <th scope="col">Change</th>}
            </tr>
          </thead>
          <tbody>
            {limits.map((each) => (
              <tr key={each.period}>
                <td>{each.period}</td>
                <td className={table['number']}>
                  {each.limit === null ? (
                    <span className="quiet">none</span>
                  ) : (
                    `${each.limit.amount} ${each.limit.currency}`
                  )}
                </td>
                <td className={table['tight']}>{FROM[each.from]}</td>
                <td>
                  {each.set === null ? (
                    <span className="quiet">–</span>
                  ) : (
                    <>
                      {each.set.by.name}, <When at={each.set.at} />: {each.set.reason}
                      {each.from === 'person' && each.manifest !== null && (
                        <span className="quiet">
                          {' '}
                          The manifest says {each.manifest.amount} {each.manifest.currency}.
                        </span>
                      )}
                      {each.passedOver !== null && <span className="quiet"> It doesn’t count: {each.passedOver}</span>}
                    </>
                  )}
                </td>
                {mayChange && (
                  <td className={table['tight']}>
                    <Button
                      size="compact-sm"
                      variant="default"
                      onClick={() => onAsk({ kind: 'limit', period: each.period })}
                    >
                      Set the limit of a {each.period}
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={classes['told']}>
        <p className="quiet">
          {atLimit.sentence} {holder === null ? 'Nobody' : holder.name} is told at{' '}
          {warnAt.map((percent) => `${percent} %`).join(', ')} of a limit.{' '}
          {holder === null && (
            <>
              Give the duty “Spend” to somebody on the <To href={paths.handover(spend.workflow.slug)}>Handover tab</To>.
            </>
          )}
        </p>
        {mayChange && (
          <Button size="compact-sm" variant="default" onClick={() => onAsk({ kind: 'warnings' })}>
            Set when to be told
          </Button>
        )}
      </div>
    </Section>
  )
}

function Unpriced({ spend }: { readonly spend: WorkflowSpend }) {
  const { unpriced, prices, runs } = spend
  const list =
    prices === null
      ? 'The server has no price list: start it with --prices FILE, and runs that tell tokens are priced.'
      : `Prices of ${formatDate(new Date(prices.date))} for ${formatCount(prices.models, 'model')}, from ${prices.source}.`
  return (
    <Section title="Unpriced runs" note={`${formatNumber(runs.unpriced)} of ${formatNumber(runs.called)} this month`}>
      {unpriced.length === 0 ? (
        <p className="quiet">
          {runs.called === 0 ? 'No run called a model yet.' : 'Every run with a call has a price.'} {list}
        </p>
      ) : (
        <>
          <ul>
            {unpriced.map((each) => (
              <li key={`${each.model} ${each.why}`}>
                {formatCount(each.n, 'run')}: {each.sentence}{' '}
                <span className="quiet">
                  The last <When at={each.lastAt} />.
                </span>
              </li>
            ))}
          </ul>
          <p className="quiet">{list}</p>
        </>
      )}
    </Section>
  )
}

function Leases({ spend, onAsk }: AskingProps) {
  const { leases, mayChange, holder } = spend
  if (leases.length === 0) return null
  const silent = leases.filter(({ state }) => state === 'lapsed').length
  return (
    <Section
      title="Held by hosts"
      note={`${formatCount(leases.length, 'lease')}${silent === 0 ? '' : `, ${silent} of a silent host`}`}
    >
      <div className={table['scroll']}>
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">Host</th>
              <th scope="col">Day (UTC)</th>
              <th scope="col" className={table['number']}>
                Leased
              </th>
              <th scope="col" className={table['number']}>
                Spent of it
              </th>
              <th scope="col" className={table['number']}>
                Runs recorded
              </th>
              <th scope="col">State</th>
              {mayChange && silent > 0 && <th scope="col">Act</th>}
            </tr>
          </thead>
          <tbody>
            {leases.map((each) => (
              <tr key={each.id}>
                <td>{each.holder}</td>
                <td>{formatDate(new Date(`${each.day}T12:00:00Z`))}</td>
                <td className={table['number']}>
                  {amountInWords(each.amount.amount)} {each.amount.currency}
                </td>
                <td className={table['number']}>{amountInWords(each.spent)}</td>
                <td className={table['number']}>
                  {formatNumber(each.runs)} <span className="quiet">({amountInWords(each.recorded)})</span>
                </td>
                <td>
                  {each.state === 'open' ? (
                    <>
                      open, heard <When at={each.heardAt} />
                    </>
                  ) : (
                    <>
                      silent since <When at={each.heardAt} />: counts whole until{' '}
                      {formatDate(new Date(each.reconciledAt))}
                    </>
                  )}
                </td>
                {mayChange && silent > 0 && (
                  <td className={table['tight']}>
                    {each.free !== null && (
                      <Button
                        size="compact-sm"
                        variant="default"
                        onClick={() => onAsk({ kind: 'give-back', lease: each })}
                      >
                        Give back {amountInWords(each.free)} {each.amount.currency}
                      </Button>
                    )}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {silent > 0 && (
        <p className="quiet">
          A host that fell silent gave no last word. The next one on its directory gives back what is left; else its
          runs are counted in its place a day after its day.{' '}
          {mayChange
            ? 'Give it back by hand where the money is needed before.'
            : `${holder === null ? 'Whoever holds the spend' : holder.name} may give it back before.`}
        </p>
      )}
    </Section>
  )
}

function History({ spend }: { readonly spend: WorkflowSpend }) {
  const { history } = spend
  return (
    <Section title="History of the limits">
      {history.length === 0 ? (
        <Empty title="No limit was set by a person yet">
          The manifest’s limits count. Each limit that is set stands here with its reason.
        </Empty>
      ) : (
        <ul>
          {history.map((each) => (
            <li key={`${each.at} ${each.period}`}>
              {each.by.name}{' '}
              {each.limit === null
                ? `took back the limit of a ${each.period}`
                : `set the limit of a ${each.period} to ${each.limit.amount} ${each.limit.currency}`}
              , <When at={each.at} />: {each.reason}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
