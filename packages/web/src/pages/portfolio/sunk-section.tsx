import type { Portfolio, PortfolioItem } from '../../api/portfolio.ts'
import { Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import { formatCount, formatNumber } from '../../words/format.ts'
import { shortMoney } from './portfolio-words.ts'
import classes from './portfolio.module.css'

/** What was spent on those that were given up, one by one and as a figure. */
export function SunkSection({ portfolio: { items, totals } }: { readonly portfolio: Portfolio }) {
  const { sunk } = totals
  if (sunk.n === 0 && sunk.listed === 0) return null
  const given = items
    .filter((item) => item.givenUp !== null)
    .toSorted((a, b) => spentOn(b) - spentOn(a) || a.name.localeCompare(b.name, 'en'))
  return (
    <Section title="Sunk cost" note="retired before they arrived, on hold, or in limbo and never handed over">
      <p className={classes.sunk}>
        {sunk.n > 0 && (
          <>
            <strong>
              {sunk.spent.length === 0
                ? 'Nobody told what was spent'
                : `${sunk.untold > 0 ? 'At least ' : ''}${sunk.spent.map(({ amount, currency }) => shortMoney(amount, currency)).join(', ')} spent`}
            </strong>{' '}
            on {formatCount(sunk.n, 'initiative')} that {sunk.n === 1 ? 'was' : 'were'} given up
            {sunk.untold > 0 &&
              sunk.spent.length > 0 &&
              (sunk.n === 1
                ? '; the whole nobody told'
                : `; of ${formatNumber(sunk.untold)} of them nobody told the whole`)}
            .{' '}
          </>
        )}
        {sunk.listed > 0 &&
          `Lists call ${formatNumber(sunk.listed)} more retired or on hold; what was spent on them is not known here.`}
      </p>
      {given.length > 0 && (
        <div className={table.scroll} role="region" aria-label="Given up, table" tabIndex={0}>
          <table className={`${table.table} ${table.stacks}`}>
            <thead>
              <tr>
                <th scope="col">Initiative</th>
                <th scope="col">Why</th>
                <th scope="col" className={table.number}>
                  Spent
                </th>
              </tr>
            </thead>
            <tbody>
              {given.map((item) => (
                <tr key={item.id}>
                  <td>
                    {item.slug === null ? (
                      item.name
                    ) : (
                      <To href={paths.value(item.slug)} className={table.rowLink}>
                        {item.name}
                      </To>
                    )}
                  </td>
                  <td data-label="Why">{item.givenUp?.sentence}</td>
                  <td className={table.number} data-label="Spent">
                    {item.givenUp?.spent == null ? (
                      <span className="quiet">not told</span>
                    ) : (
                      `${item.givenUp.spent.atLeast ? 'at least ' : ''}${shortMoney(item.givenUp.spent.amount, item.givenUp.spent.currency)}`
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}

function spentOn({ givenUp }: PortfolioItem): number {
  return Number(givenUp?.spent?.amount ?? -1)
}
