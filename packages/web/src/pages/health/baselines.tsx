import type { Baseline } from '../../api/health.ts'
import { Empty } from '../../components/empty.tsx'
import { Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { formatCount, formatDate, formatNumber } from '../../words/format.ts'
import { DATA_NAMES, SOURCE_NAMES } from './health-words.ts'

interface BaselinesProps {
  readonly baselines: readonly Baseline[]
  readonly why: string | null
}

/** Every window that was frozen, newest first: the first one counts. */
export function Baselines({ baselines, why }: BaselinesProps) {
  return (
    <Section title="Baselines" note={baselines.length === 0 ? undefined : formatCount(baselines.length, 'baseline')}>
      {baselines.length === 0 ? (
        <Empty title="Nothing to hold it against yet">{why === null ? null : `No baseline: ${why}`}</Empty>
      ) : (
        <div className={table['scroll']} tabIndex={0} role="region" aria-label="Table of the baselines">
          <table className={table['table']}>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">From</th>
                <th scope="col">Data</th>
                <th scope="col">Release</th>
                <th scope="col">Window (UTC hours)</th>
                <th scope="col" className={table['number']}>
                  Runs
                </th>
                <th scope="col">Taken</th>
              </tr>
            </thead>
            <tbody>
              {baselines.map((baseline) => (
                <tr key={baseline.id}>
                  <td>
                    {baseline.name}
                    {baseline.counts && <strong> · counts</strong>}
                  </td>
                  <td>{SOURCE_NAMES[baseline.source]}</td>
                  <td>{DATA_NAMES[baseline.dataKind]}</td>
                  <td>{baseline.release?.name ?? 'all'}</td>
                  <td>
                    {formatDate(new Date(baseline.from))} to {formatDate(new Date(baseline.to))}
                  </td>
                  <td className={table['number']}>{formatNumber(baseline.runs)}</td>
                  <td>
                    {formatDate(new Date(baseline.createdAt))} <span className="quiet">{baseline.createdBy.name}</span>
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
