import type { FeedbackBoard } from '../../api/feedback.ts'
import { formatDate, formatNumber, formatShare } from '../../words/format.ts'
import classes from './trust-picture.module.css'

type Week = FeedbackBoard['trust'][number]

/** Week by week: what people report, and how often they put the output aside. Two rows on one time axis. */
export function TrustPicture({ weeks }: { readonly weeks: readonly Week[] }) {
  const mostReports = Math.max(1, ...weeks.map(reportsOf))
  return (
    <figure className={classes.figure}>
      <div className={classes.plot} aria-hidden>
        <span className={classes.label}>Reports</span>
        {weeks.map((week) => (
          <span key={week.from} className={classes.cell}>
            <span className={classes.value}>{reportsOf(week) === 0 ? '' : formatNumber(reportsOf(week))}</span>
            <span className={classes.stack} style={{ height: `${(reportsOf(week) / mostReports) * 44}px` }}>
              <span className={classes.reliability} style={{ flexGrow: week.reliability }} />
              <span className={classes.flags} style={{ flexGrow: week.flags }} />
            </span>
          </span>
        ))}
        <span className={classes.label}>Put aside</span>
        {weeks.map((week) => (
          <span key={week.from} className={classes.cell}>
            <span className={classes.value}>
              {week.decisions === 0 ? '' : formatShare(asideOf(week), week.decisions)}
            </span>
            {week.decisions === 0 ? (
              <span className={classes.unknown} />
            ) : (
              <span
                className={classes.aside}
                style={{ height: `${Math.max(1, (asideOf(week) / week.decisions) * 44)}px` }}
              />
            )}
          </span>
        ))}
        <span />
        {weeks.map((week, index) => (
          <span key={week.from} className={classes.when}>
            {index === weeks.length - 1
              ? 'this week'
              : index % 2 === 0
                ? formatDate(new Date(week.from)).replace(/ \d{4}$/, '')
                : ''}
          </span>
        ))}
      </div>
      <figcaption className={classes.caption}>
        Reports: flags, and above them in amber those who say it is less reliable than it was. Put aside: the share of
        decisions in which the output was overridden or not used; dashed where nobody decided.
      </figcaption>
      <table className="visually-hidden">
        <caption>Reports and outputs put aside, by week</caption>
        <thead>
          <tr>
            <th scope="col">Week from</th>
            <th scope="col">Flags</th>
            <th scope="col">Less reliable</th>
            <th scope="col">Put aside</th>
            <th scope="col">Decisions</th>
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week.from}>
              <td>{formatDate(new Date(week.from))}</td>
              <td>{week.flags}</td>
              <td>{week.reliability}</td>
              <td>{asideOf(week)}</td>
              <td>{week.decisions}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}

function reportsOf({ flags, reliability }: Week): number {
  return flags + reliability
}

function asideOf({ overridden, bypassed }: Week): number {
  return overridden + bypassed
}
