import type { Figures } from '../../api/workflows.ts'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import { formatNumber } from '../../words/format.ts'
import { FAILURE_NAMES } from '../../words/names.ts'

/** Identical failures as one line each, with the retries that they cost. */
export function FailuresTable({ slug, figures }: { readonly slug: string; readonly figures: Figures }) {
  return (
    <div className={table['scroll']}>
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">Failure</th>
            <th scope="col">Message</th>
            <th scope="col" className={table['number']}>
              Runs
            </th>
            <th scope="col" className={table['number']}>
              Retries
            </th>
          </tr>
        </thead>
        <tbody>
          {figures.failures.map(({ failureClass, message, n, retries }) => (
            <tr key={`${failureClass} ${message}`}>
              <td className={table['tight']}>
                <To
                  href={paths.runs({ workflow: slug, status: 'failed', from: figures.from, to: figures.to })}
                  className={table['rowLink']}
                >
                  {FAILURE_NAMES[failureClass as keyof typeof FAILURE_NAMES] ?? failureClass}
                </To>
              </td>
              <td>{message}</td>
              <td className={table['number']}>{formatNumber(n)}</td>
              <td className={table['number']}>{formatNumber(retries)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
