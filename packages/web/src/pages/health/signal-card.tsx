import { useState } from 'react'
import type { HealthMark, HealthSignal } from '../../api/health.ts'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { paths } from '../../paths.ts'
import { formatDate, formatNumber, NBSP } from '../../words/format.ts'
import { dayInWords, intervalIn, inUnit, runsBehind, STATE_VERDICTS, STATE_WORDS, titleOf } from './health-words.ts'
import classes from './signal-card.module.css'
import { SignalChart } from './signal-chart.tsx'

interface SignalCardProps {
  readonly slug: string
  readonly signal: HealthSignal
  readonly marks: readonly HealthMark[]
}

/** One signal: how it stands, its sentence, its picture, and the way to the runs behind. */
export function SignalCard({ slug, signal, marks }: SignalCardProps) {
  const [open, setOpen] = useState(false)
  const { state, alertId } = signal
  const title = titleOf(signal)
  return (
    <article className={classes.card} data-state={state} aria-label={title} id={`signal-${signal.signal}`}>
      <header className={classes.head}>
        <VerdictMark verdict={STATE_VERDICTS[state]} word={STATE_WORDS[state]} size={16} />
        <h3 className={classes.name}>{title}</h3>
      </header>
      <p className={classes.sentence}>{signal.sentence}</p>
      <SignalChart slug={slug} signal={signal} marks={marks} />
      {state === 'departed' && (
        <p className={classes.next}>
          {whenInWords(signal)} {signal.next}
        </p>
      )}
      <footer className={classes.foot}>
        <span className={classes.says}>{signal.says}</span>
        <span className={classes.links}>
          {alertId !== null && (
            <To href={paths.alert(alertId)} aria-label={`Alert of “${title}”`}>
              Alert
            </To>
          )}
          <To href={runsBehind(slug, signal)} aria-label={`Runs behind “${title}”`}>
            Runs
          </To>
          <button
            type="button"
            className={classes.toggle}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            aria-label={`Figures of “${title}”`}
          >
            Figures
          </button>
        </span>
      </footer>
      {open && <Figures signal={signal} />}
    </article>
  )
}

/** Since when it is so, within which days that lies, when it was found, and whether somebody has answered. */
function whenInWords({ since, between, foundAt, answeredAt }: HealthSignal): string {
  const day = (instant: string) => formatDate(new Date(instant))
  const parts: string[] = []
  if (since !== null) {
    const within = between !== null && day(between.from) !== day(between.to)
    parts.push(`Since ${day(since)}${within ? ` (between ${day(between.from)} and ${day(between.to)})` : ''}`)
  }
  if (foundAt !== null) parts.push(`found ${day(foundAt)}`)
  if (answeredAt !== null) parts.push(`answered ${day(answeredAt)}: only what is worse is told from then on`)
  return parts.length === 0 ? '' : `${parts.join(', ')}.`
}

function Figures({ signal }: { readonly signal: HealthSignal }) {
  const { unit, currency, points } = signal
  return (
    <div className={classes.figures} tabIndex={0} role="region" aria-label={`Figures of “${signal.name}” by day`}>
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">Day (UTC)</th>
            <th scope="col">Value</th>
            <th scope="col">Normal</th>
            <th scope="col">n</th>
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map((point) => (
            <tr key={point.day}>
              <th scope="row">{dayInWords(point.day)}</th>
              <td>
                {inUnit(point.value, unit, currency)}{' '}
                <span className="quiet">{intervalIn(point.low, point.high, unit, currency)}</span>
              </td>
              <td className="quiet">{intervalIn(point.normalLow, point.normalHigh, unit, currency) || '–'}</td>
              <td>
                {formatNumber(point.n)}
                {NBSP}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
