import type { PurposeNumber } from '../../api/health.ts'
import { Empty } from '../../components/empty.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { paths } from '../../paths.ts'
import { formatNumber, NBSP } from '../../words/format.ts'
import { intervalIn, inUnit } from './health-words.ts'

interface PurposeTableProps {
  readonly slug: string
  readonly numbers: readonly PurposeNumber[]
}

/** The numbers by which the purpose is judged, each against its written bound. */
export function PurposeTable({ slug, numbers }: PurposeTableProps) {
  if (numbers.length === 0) {
    return (
      <Empty title="No number says yet what good is">
        Declare one to three metrics in the manifest, or{' '}
        <To href={paths.evidence(slug, { do: 'targets' })}>write a target</To>.
      </Empty>
    )
  }
  return (
    <div className={table['scroll']} tabIndex={0} role="region" aria-label="Table of the purpose numbers">
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">Verdict</th>
            <th scope="col">Number</th>
            <th scope="col">Now</th>
            <th scope="col">Threshold</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {numbers.map((number) => (
            <tr key={`${number.source} ${number.name}`}>
              <td className={table['tight']}>
                <VerdictMark verdict={number.verdict} word size={16} />
              </td>
              <td>
                <div>{number.name}</div>
                {number.means !== '' && <div className="quiet">{number.means}</div>}
              </td>
              <td>
                {number.value === null ? (
                  <span className="quiet">
                    {number.needed === null
                      ? 'not measured'
                      : `not enough yet: ${formatNumber(number.n)} of ${formatNumber(number.needed)}`}
                  </span>
                ) : (
                  <>
                    {inUnit(number.value, number.unit)}{' '}
                    <span className="quiet">
                      {number.low !== null && `${intervalIn(number.low, number.high, number.unit)}, `}n{NBSP}
                      {formatNumber(number.n)}
                    </span>
                  </>
                )}
              </td>
              <td>{number.threshold}</td>
              <td className="quiet">{number.sentence}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
