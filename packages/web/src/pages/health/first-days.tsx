import type { FirstDaysNumber } from '../../api/health.ts'
import { formatNumber, NBSP } from '../../words/format.ts'
import classes from './first-days.module.css'
import { intervalIn, inUnit } from './health-words.ts'

/** The five numbers that the first 90 days are looked at by. */
export function FirstDays({ numbers }: { readonly numbers: readonly FirstDaysNumber[] }) {
  return (
    <dl className={classes.list}>
      {numbers.map(({ id, name, unit, value, low, high, n, sentence }) => (
        <div key={id} className={classes.item}>
          <dt className={classes.name}>{name}</dt>
          <dd className={classes.body}>
            <span className={`${classes.value} num`} data-empty={value === null || undefined}>
              {value === null ? 'not yet' : inUnit(value, unit)}
            </span>
            <span className="quiet num">
              {value !== null && low !== null && `${intervalIn(low, high, unit)}, `}
              {value !== null && unit !== 'people' && `n${NBSP}${formatNumber(n)}`}
            </span>
            <span className={classes.says}>{sentence}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
