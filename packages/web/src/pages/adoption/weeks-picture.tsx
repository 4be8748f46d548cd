import type { Adoption } from '../../api/adoption.ts'
import table from '../../components/table.module.css'
import { formatNumber } from '../../words/format.ts'
import { intervalWords, shareWords, shortDay } from './adoption-words.ts'
import classes from './adoption.module.css'

type Span = Adoption['spans'][number]

/** Influence by week, or by declared period, with its interval; a dashed line is a change. */
export function WeeksPicture({ adoption }: { readonly adoption: Adoption }) {
  const { spans, marks } = adoption
  const isDeclared = adoption.denominator.kind === 'declared'
  const width = 100 / spans.length
  return (
    <figure className={classes.figure}>
      <div className={classes.weeks} aria-hidden>
        <span className={classes.half} />
        <span className={classes.halfWord}>half</span>
        {spans.map((span, place) => (
          <WeekColumn
            key={span.from}
            span={span}
            left={place * width}
            width={width}
            isBefore={span.from < adoption.from}
          />
        ))}
        {marks.map(({ at, label }) => {
          const left = placeOf(spans, at)
          return left === null ? null : (
            <span key={`${at} ${label}`} className={classes.mark} style={{ left: `${left}%` }} title={label} />
          )
        })}
      </div>
      <div className={classes.weekDays} aria-hidden>
        {spans.map(({ from }, place) => (
          <span key={from} data-shown={(spans.length - 1 - place) % 3 === 0 || undefined}>
            {shortDay(from)}
          </span>
        ))}
      </div>
      <figcaption className={classes.caption}>
        The share of decisions that it informed, by {isDeclared ? 'declared period' : 'week from Monday (UTC)'}; the
        thin line is its 95 % interval{marks.length > 0 && ', a dashed line is a change that went live or ended'}.
        Dashed where nothing is known{isDeclared ? '' : '; pale are the weeks before the window of the other figures'}.
      </figcaption>
      <details className={classes.details}>
        <summary>The same as a table</summary>
        <div className={table.scroll} role="region" aria-label="Influence over time, table" tabIndex={0}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{isDeclared ? 'Period from' : 'Week from'}</th>
                <th scope="col" className={table.number}>
                  To inform
                </th>
                <th scope="col" className={table.number}>
                  Informed
                </th>
                <th scope="col">Share</th>
                <th scope="col" className={table.number}>
                  Edited
                </th>
                <th scope="col" className={table.number}>
                  Unchecked
                </th>
                <th scope="col">Changes</th>
              </tr>
            </thead>
            <tbody>
              {spans.toReversed().map((span) => (
                <WeekRow key={span.from} span={span} marks={marks} />
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  )
}

interface WeekColumnProps {
  readonly span: Span
  /** Percent of the width. */
  readonly left: number
  readonly width: number
  /** It lies before the window of the other figures. */
  readonly isBefore: boolean
}

function WeekColumn({ span, left, width, isBefore }: WeekColumnProps) {
  const influence = span.figures?.influence
  const style = { left: `${left}%`, width: `${width}%` }
  if (influence === undefined || influence.interval === null) {
    return (
      <span className={classes.week} style={style}>
        <span className={classes.weekUnknown} />
      </span>
    )
  }
  const { k, n, interval } = influence
  return (
    <span className={classes.week} style={style}>
      <span className={classes.weekBar} data-before={isBefore || undefined} style={{ height: `${(100 * k) / n}%` }} />
      <span
        className={classes.whisker}
        style={{ bottom: `${100 * interval.low}%`, height: `${100 * (interval.high - interval.low)}%` }}
      />
    </span>
  )
}

function WeekRow({ span, marks }: { readonly span: Span; readonly marks: Adoption['marks'] }) {
  const { figures, declared, seenUnits } = span
  const own = marks.filter(({ at }) => at >= span.from && at < span.to)
  return (
    <tr>
      <td>{shortDay(span.from)}</td>
      <td className={table.number}>{formatNumber(figures?.funnel.toInform ?? declared ?? 0)}</td>
      <td className={table.number}>{figures === null ? '–' : formatNumber(figures.influence.k)}</td>
      <td>
        {figures === null ? (
          `unknown: ${formatNumber(declared ?? 0)} declared, and ${formatNumber(seenUnits)} came to the gate`
        ) : (
          <>
            {shareWords(figures.influence)} <span className="quiet">{intervalWords(figures.influence)}</span>
          </>
        )}
      </td>
      <td className={table.number}>
        {figures === null ? '–' : formatNumber(figures.funnel.actedOn - figures.funnel.kept)}
      </td>
      <td className={table.number}>{figures === null ? '–' : formatNumber(figures.unchecked)}</td>
      <td>{own.map(({ label }) => label).join('; ')}</td>
    </tr>
  )
}

function placeOf(spans: readonly Span[], at: string): number | null {
  const place = spans.findIndex(({ from, to }) => at >= from && at < to)
  const span = spans[place]
  if (span === undefined) return null
  const [from, to] = [Date.parse(span.from), Date.parse(span.to)]
  return ((place + (Date.parse(at) - from) / (to - from)) / spans.length) * 100
}
