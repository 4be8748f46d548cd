import { shareRange } from '@dayshift/core'
import type { Value } from '../../api/value.ts'
import { formatNumber } from '../../words/format.ts'
import { intervalWords, shareWords } from '../adoption/adoption-words.ts'
import classes from './value.module.css'
import { amountWords, rangeWords } from './value-words.ts'

/** From which share of its decisions on it pays, and which share it has: on one line of all its decisions. */
export function BreakEvenPicture({ value }: { readonly value: Value }) {
  const { breakEven, influence, cost, currency, perInfluenced } = value
  return (
    <figure className={classes.figure}>
      {breakEven !== null && influence?.interval != null && (
        <div className={classes.line100} aria-hidden>
          {breakEven.low <= 1 && (
            <>
              <span
                className={classes.pays}
                style={{ left: at(breakEven.low), right: at(1 - Math.min(1, breakEven.high ?? 1)) }}
              />
              <Label share={breakEven.low} above>{`pays from ${shareRange(breakEven)} on`}</Label>
            </>
          )}
          <span className={classes.axis} />
          <span
            className={classes.interval}
            style={{ left: at(influence.interval.low), right: at(1 - influence.interval.high) }}
          />
          <span className={classes.dot} style={{ left: at(influence.k / influence.n) }} />
          <Label share={influence.k / influence.n}>{`influences ${shareWords(influence)}`}</Label>
          <span className={classes.ends}>
            <span>none of its decisions</span>
            <span>all</span>
          </span>
        </div>
      )}
      <dl className={classes.terms}>
        <Term
          name="Cost"
          note="used or not: its calls, people’s time where an hour has a price, and what was booked of operation and maintenance"
        >
          {amountWords(cost, currency)}
        </Term>
        <Term
          name="Influenced"
          note={influence === null ? 'not measured' : `of the decisions it was to inform, ${intervalWords(influence)}`}
        >
          {influence === null ? 'unknown' : `${formatNumber(influence.k)} of ${formatNumber(influence.n)}`}
        </Term>
        <Term
          name="Cost of each"
          note={
            perInfluenced === null ? 'of a decision that it influenced' : `95 % ${rangeWords(perInfluenced, currency)}`
          }
        >
          {perInfluenced === null
            ? 'unknown'
            : rangeWords({ low: perInfluenced.value, high: perInfluenced.value }, currency)}
        </Term>
        <Term name="They were worth" note="as the business owner says what one is worth">
          {value.value === null ? 'unknown' : rangeWords(value.value, currency)}
        </Term>
        {value.shortfall !== null && (
          <Term
            name={value.shortfall.missing.low > 0 ? 'Did not come' : 'Of what was promised'}
            note={`${rangeWords({ low: value.shortfall.projected, high: value.shortfall.projected }, currency)} were promised for the last ${String(value.shortfall.days)} days`}
          >
            {value.shortfall.missing.low > 0
              ? rangeWords(value.shortfall.missing, currency)
              : 'all of it may have come'}
          </Term>
        )}
        {value.lostAtHandoff !== null && value.lostAtHandoff.high > 0 && (
          <Term name="Lost at the handoff" note="what those decisions would have been worth">
            {rangeWords(value.lostAtHandoff, currency)}
          </Term>
        )}
      </dl>
      {value.otherCosts.length > 0 && (
        <figcaption className={classes.caption}>
          Calls in other currencies are in none of these figures:{' '}
          {value.otherCosts.map((other) => amountWords(other.amount, other.currency)).join(', ')}.
        </figcaption>
      )}
    </figure>
  )
}

/** Stands at its share, and within the picture. */
function Label({
  share,
  above = false,
  children,
}: {
  readonly share: number
  readonly above?: boolean
  readonly children: string
}) {
  const side = share > 0.6 ? { right: at(1 - Math.min(1, share)) } : { left: at(share) }
  return (
    <span className={above ? classes.labelAbove : classes.labelBelow} style={side}>
      {children}
    </span>
  )
}

function at(share: number): string {
  return `${String(Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10)}%`
}

function Term({ name, note, children }: { readonly name: string; readonly note: string; readonly children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{children}</strong>
        <span>{note}</span>
      </dd>
    </div>
  )
}
