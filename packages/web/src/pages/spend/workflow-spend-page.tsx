import { amountInWords } from '@dayshift/core'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
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
import { LimitDialog } from './limit-dialog.tsx'
import classes from './spend.module.css'

const route = getRouteApi('/signed-in/workflows/$slug/spend')

export function WorkflowSpendPage() {
  const { slug } = route.useParams()
  const query = useQuery(workflowSpendQuery(slug))
  const [setting, setSetting] = useState<SpendPeriod | null>(null)
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
    <Page title="Spend" crumbs={crumbs} tabs={tabs} sentence={[spend.sentence]}>
      <Tiles spend={spend} />
      {spend.runs.called > 0 && (
        <Section title="Each day" note={spend.month}>
          <DaysChart spend={spend} />
          <DaysTable spend={spend} />
        </Section>
      )}
      <Limits spend={spend} onSet={setSetting} />
      <Unpriced spend={spend} />
      <Leases spend={spend} />
      <History spend={spend} />
      {setting !== null && <LimitDialog spend={spend} period={setting} onClose={() => setSetting(null)} />}
    </Page>
  )
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
            : `of ${money(dayLimit.amount)}; ${money(day.counted)} counts with what hosts hold`
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
  const spent = spend.days.filter(({ called }) => called > 0).toReversed()
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
                <td className={table['number']}>{formatNumber(each.unpriced)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

const FROM = { manifest: 'the manifest', person: 'set by a person', nobody: 'nobody' } as const

function Limits({ spend, onSet }: { readonly spend: WorkflowSpend; readonly onSet: (period: SpendPeriod) => void }) {
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
              <th scope="col">Of a</th>
              <th scope="col" className={table['number']}>
                Limit
              </th>
              <th scope="col">From</th>
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
                <td>{FROM[each.from]}</td>
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
                    <Button size="compact-sm" variant="default" onClick={() => onSet(each.period)}>
                      Set the limit of a {each.period}
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet">
        {atLimit.sentence} {holder === null ? 'Nobody' : holder.name} is told at{' '}
        {warnAt.map((percent) => `${percent} %`).join(', ')} of a limit.{' '}
        {holder === null && (
          <>
            Give the duty “Spend” to somebody on the <To href={paths.handover(spend.workflow.slug)}>Handover tab</To>.
          </>
        )}
      </p>
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

function Leases({ spend }: { readonly spend: WorkflowSpend }) {
  if (spend.leases.length === 0) return null
  return (
    <Section title="Held by hosts" note={formatCount(spend.leases.length, 'lease')}>
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
            </tr>
          </thead>
          <tbody>
            {spend.leases.map((each) => (
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
                      silent since <When at={each.heardAt} />: counts whole
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
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
