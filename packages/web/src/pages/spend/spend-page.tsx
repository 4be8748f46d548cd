import { amountInWords, monthInWords } from '@dayshift/core'
import { useQuery } from '@tanstack/react-query'
import { workspaceSpendQuery, type WorkspaceSpend } from '../../api/spend.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import { formatDate, formatNumber, NBSP } from '../../words/format.ts'
import { PageProblem } from '../errors/error-pages.tsx'

/** This month's money of every workflow. */
export function SpendPage() {
  const query = useQuery(workspaceSpendQuery)
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  const crumbs = [{ label: 'Workflows', href: paths.workflows }]
  if (query.isPending) {
    return (
      <Page title="Spend" crumbs={crumbs}>
        <LoadingPage />
      </Page>
    )
  }
  const { items, sentence, prices, month } = query.data
  return (
    <Page title="Spend" crumbs={crumbs} sentence={[sentence]}>
      <Section title="Each workflow" note={monthInWords(month)}>
        {items.length === 0 ? (
          <Empty title="No workflow yet">Its costs stand here from its first run on.</Empty>
        ) : (
          <div className={table['scroll']}>
            <table className={table['table']}>
              <thead>
                <tr>
                  <th scope="col">Workflow</th>
                  <th scope="col" className={table['number']}>
                    Spent
                  </th>
                  <th scope="col" className={table['number']}>
                    Limit of the month
                  </th>
                  <th scope="col" className={table['number']}>
                    Month’s end
                  </th>
                  <th scope="col" className={table['number']}>
                    Unpriced runs
                  </th>
                  <th scope="col">Holds the spend</th>
                </tr>
              </thead>
              <tbody>
                {items.map((each) => (
                  <Row key={each.workflow.slug} item={each} />
                ))}
              </tbody>
            </table>
          </div>
        )}
        <p className="quiet">
          {prices === null
            ? 'The server has no price list: only hosts say what runs cost.'
            : `Prices of ${formatDate(new Date(prices.date))}, from ${prices.source}.`}{' '}
          Days and months count in UTC; currencies are never added up.
        </p>
      </Section>
    </Page>
  )
}

function Row({ item }: { readonly item: WorkspaceSpend['items'][number] }) {
  const { workflow, recorded, currency, limit, forecast, called, unpriced, holder } = item
  const share = limit === null || Number(limit.amount) === 0 ? null : (Number(recorded) / Number(limit.amount)) * 100
  return (
    <tr>
      <td>
        <To href={paths.spend(workflow.slug)} className={table['rowLink']}>
          {workflow.name}
        </To>
      </td>
      <td className={table['number']}>
        {currency === null ? (
          <span className="quiet">{called === 0 ? 'no run' : 'unknown'}</span>
        ) : (
          `${amountInWords(recorded)} ${currency}`
        )}
      </td>
      <td className={table['number']}>
        {limit === null ? (
          <span className="quiet">none</span>
        ) : (
          `${limit.amount} ${limit.currency}${share === null ? '' : `, ${shareInWords(share)} used`}`
        )}
      </td>
      <td className={table['number']}>
        {forecast.kind === 'forecast' ? (
          <>
            {amountInWords(forecast.amount)}{' '}
            <span className="quiet">
              {amountInWords(forecast.low)} to {amountInWords(forecast.high)}
            </span>
          </>
        ) : (
          <span className="quiet">
            not enough yet: {forecast.n} of {forecast.needed} days
          </span>
        )}
      </td>
      <td className={table['number']}>
        {formatNumber(unpriced)} <span className="quiet">of {formatNumber(called)}</span>
      </td>
      <td>{holder === null ? <strong>nobody</strong> : holder.name}</td>
    </tr>
  )
}

function shareInWords(percent: number): string {
  return percent > 0 && percent < 1 ? `under${NBSP}1${NBSP}%` : `${Math.round(percent)}${NBSP}%`
}
