import type { ChangeEffect } from '../../api/changes.ts'
import table from '../../components/table.module.css'
import { formatDuration, formatMoney, formatNumber, NBSP } from '../../words/format.ts'
import { EFFECT_NAMES } from './change-words.ts'
import { Mark, type MarkTone } from './mark.tsx'

type Row = ChangeEffect['measures'][number]
type Figure = Row['before']

/** Each measure before a change and since it, with its interval; attributed only where the intervals lie apart. */
export function EffectTable({ effect }: { readonly effect: ChangeEffect }) {
  return (
    <div className={table['scroll']}>
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">Measure</th>
            <th scope="col">Before{effect.before.release !== null && `, ${effect.before.release}`}</th>
            <th scope="col">Since{effect.after.release !== null && `, ${effect.after.release}`}</th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {effect.measures.map((row) => (
            <tr key={row.measure}>
              <td>{row.name}</td>
              <td>
                <Value figure={row.before} row={row} currency={effect.currency} />
              </td>
              <td>
                <Value figure={row.after} row={row} currency={effect.currency} />
              </td>
              <td className={table['tight']}>
                <Mark tone={TONES[row.verdict]}>{EFFECT_NAMES[row.verdict]}</Mark>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const TONES: { readonly [V in Row['verdict']]: MarkTone } = {
  better: 'good',
  worse: 'alarm',
  'no-clear-difference': 'quiet',
  unknown: 'unknown',
}

interface ValueProps {
  readonly figure: Figure
  readonly row: Row
  readonly currency: string | null
}

function Value({ figure, row: { unit }, currency }: ValueProps) {
  if (figure.kind === 'insufficient') {
    return (
      <span className="quiet">
        not enough yet: {formatNumber(figure.n)} of {formatNumber(figure.needed)}
      </span>
    )
  }
  const { value, interval, n } = figure
  return (
    <>
      {inUnit(value, unit, currency)}{' '}
      <span className="quiet">
        {interval !== null && `${bare(interval.low, unit)} to ${bare(interval.high, unit)}, `}n{NBSP}
        {formatNumber(n)}
      </span>
    </>
  )
}

function inUnit(value: number, unit: Row['unit'], currency: string | null): string {
  if (unit === 'ms') return formatDuration(value)
  if (unit === 'money' && currency !== null) return formatMoney(decimal(value), currency)
  return `${bare(value, unit)}${unit === '%' ? `${NBSP}%` : ''}`
}

function bare(value: number, unit: Row['unit']): string {
  if (unit === 'money') return decimal(value)
  return formatNumber(Number(value.toFixed(unit === '%' ? 1 : 0)))
}

function decimal(value: number): string {
  return value === 0 ? '0' : value.toFixed(Math.max(2, 3 - Math.floor(Math.log10(Math.abs(value)))))
}
