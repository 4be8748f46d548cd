import type { TargetReport } from '../../api/drills.ts'
import { Empty } from '../../components/empty.tsx'
import { Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { formatDuration, formatMoney, formatNumber, NBSP } from '../../words/format.ts'
import { VerdictMark } from '../../components/verdict-mark.tsx'

/** Each written bound beside what was measured, with n and interval (S329). */
export function TargetsView({ targets }: { readonly targets: TargetReport }) {
  return (
    <Section title="Against what is written" note={`last ${targets.windowDays} d`}>
      {targets.lines.length === 0 ? (
        <Empty title="Nothing is written yet">
          Set targets on the Handover tab, and limits for latency and cost in the manifest.
        </Empty>
      ) : (
        <div className={table['scroll']}>
          <table className={table['table']}>
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col">Measured as</th>
                <th scope="col" className={table['number']}>
                  Written
                </th>
                <th scope="col" className={table['number']}>
                  Measured
                </th>
                <th scope="col">95{NBSP}% interval, n</th>
                <th scope="col">Verdict</th>
              </tr>
            </thead>
            <tbody>
              {targets.lines.map((line) => (
                <tr key={`${line.source} ${line.measure}`}>
                  <td className={table['tight']}>{ASPECTS[line.aspect]}</td>
                  <td>
                    {line.name} <span className="quiet">{line.source === 'manifest' ? 'manifest' : 'target'}</span>
                  </td>
                  <td className={table['number']}>
                    {line.bound === 'at-most' ? '≤' : '≥'} {figure(line.target, line)}
                  </td>
                  <td className={table['number']}>
                    {line.value === null ? <span className="quiet">–</span> : figure(line.value, line)}
                  </td>
                  <td className="quiet num">
                    {line.needed !== null
                      ? `not enough yet: ${formatNumber(line.n)} of ${formatNumber(line.needed)}`
                      : `${line.low === null || line.high === null ? '' : `${figure(line.low, line)} to ${figure(line.high, line)}, `}n ${formatNumber(line.n)}`}
                  </td>
                  <td className={table['tight']}>
                    <VerdictMark verdict={line.verdict} word size={16} />
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

const ASPECTS = { output: 'Output', speed: 'Speed', cost: 'Cost' } as const

function figure(value: number, { unit, currency }: TargetReport['lines'][number]): string {
  if (unit === 'ms') return formatDuration(value)
  if (unit === '%') return `${Number(value.toFixed(1))}${NBSP}%`
  const digits = Number(value.toPrecision(3))
  return currency === null ? formatNumber(digits) : formatMoney(digits.toFixed(9), currency)
}
