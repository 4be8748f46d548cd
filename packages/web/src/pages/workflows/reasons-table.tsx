import type { ReasonCode } from '@dayshift/core'
import type { Figures } from '../../api/workflows.ts'
import { RouteMark } from '../../components/route-mark.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import { formatNumber, formatShare } from '../../words/format.ts'
import { REASON_NAMES, reasonName } from '../../words/names.ts'
import classes from './reasons-table.module.css'

interface ReasonsTableProps {
  readonly slug: string
  readonly figures: Figures
  /** The sentence of each rule, by its name. */
  readonly because: { readonly [rule: string]: string }
}

/** Why units went where they went: most frequent first, each with the runs behind it. */
export function ReasonsTable({ slug, figures, because }: ReasonsTableProps) {
  const { reasons, n, from, to } = figures
  const rows = reasons.toSorted((a, b) => b.n - a.n)
  return (
    <div className={table['scroll']}>
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">Reason</th>
            <th scope="col" className={classes.roomy}>
              Route
            </th>
            <th scope="col" className={table['number']}>
              Units
            </th>
            <th scope="col" className={classes['barHead']}>
              Share
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ code, rule, route, n: count }) => (
            <tr key={`${code} ${rule} ${route}`}>
              <td>
                <To
                  href={paths.runs({
                    workflow: slug,
                    reason: code as ReasonCode,
                    rule: rule ?? undefined,
                    route,
                    from,
                    to,
                  })}
                  className={table['rowLink']}
                >
                  {reasonName(code, rule)}
                </To>
                <span className={classes.narrow}>
                  <RouteMark route={route} />
                </span>
                {rule !== null && (
                  <div className={classes['because']}>
                    {REASON_NAMES[code as ReasonCode] ?? code}
                    {because[rule] !== undefined && `: ${because[rule]}`}
                  </div>
                )}
              </td>
              <td className={classes.roomy}>
                <RouteMark route={route} />
              </td>
              <td className={table['number']}>{formatNumber(count)}</td>
              <td className={classes['barCell']}>
                <div className={classes['bar']}>
                  <span className={classes['track']} aria-hidden>
                    <span className={classes['fill']} style={{ width: `${(count / n) * 100}%` }} />
                  </span>
                  <span className={classes['share']}>{formatShare(count, n)}</span>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
