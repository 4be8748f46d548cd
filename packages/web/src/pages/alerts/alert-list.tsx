import type { Alert } from '../../api/alerts.ts'
import { To } from '../../components/to.tsx'
import { useNow } from '../../components/use-now.ts'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { formatCount } from '../../words/format.ts'
import { Mark } from '../changes/mark.tsx'
import { AlertActs } from './alert-acts.tsx'
import classes from './alert-list.module.css'
import { CLASS_NAMES, SEVERITY_NAMES, SEVERITY_TONES, signalName, standing } from './alert-words.ts'

interface AlertListProps {
  readonly alerts: readonly Alert[]
  /** Whether the acts stand with each. */
  readonly acts: boolean
}

/** Alerts that aren't over: one card for each cause, the page of it first, what else is of it below. */
export function AlertList({ alerts, acts }: AlertListProps) {
  const pages = alerts.filter(
    (alert) => alert.pages || alerts.every(({ group, pages: page }) => !page || group !== alert.group),
  )
  return (
    <ul className={classes.list}>
      {pages.map((alert) => (
        <AlertCard
          key={alert.id}
          alert={alert}
          others={alerts.filter(({ id, group, pages: page }) => group === alert.group && id !== alert.id && !page)}
          acts={acts}
        />
      ))}
    </ul>
  )
}

function AlertCard({
  alert,
  others,
  acts,
}: {
  readonly alert: Alert
  readonly others: readonly Alert[]
  readonly acts: boolean
}) {
  const now = useNow()
  return (
    <li className={classes.card} data-severity={alert.state === 'open' ? alert.severity : 'quiet'}>
      <div className={classes.head}>
        <Mark tone={alert.state === 'calm' ? 'good' : SEVERITY_TONES[alert.severity]}>
          {alert.state === 'calm' ? 'Well again' : SEVERITY_NAMES[alert.severity]}
        </Mark>
        <span className={classes.what}>
          {alert.on.kind === 'seam' ? 'Seam' : CLASS_NAMES[alert.class]} · {signalName(alert.signal)}
          {alert.slice !== null && ` · ${alert.slice.name} “${alert.slice.label}”`}
        </span>
        <span className={classes.when}>
          <When at={alert.since ?? alert.openedAt} />
        </span>
      </div>
      <h3 className={classes.title}>
        <To href={paths.alert(alert.id)} className={classes.link}>
          {alert.on.name}: {alert.sentence}
        </To>
      </h3>
      {alert.state !== 'calm' && <p className={classes.next}>Next: {alert.next.replace(/\.$/, '')}.</p>}
      <p className={classes.stands} data-alarm={alert.unansweredSince !== null || alert.orphaned || undefined}>
        {alert.ownerSentence} {capital(standing(alert, now))}.{alert.seen > 1 && ` Seen ${alert.seen} times.`}
      </p>
      {others.length > 0 && (
        <details className={classes.others}>
          <summary>{formatCount(others.length, 'more alert')} of the same cause</summary>
          <ul>
            {others.map((other) => (
              <li key={other.id}>
                <To href={paths.alert(other.id)}>{other.sentence}</To>
              </li>
            ))}
          </ul>
        </details>
      )}
      {acts && <AlertActs alert={alert} size="row" />}
    </li>
  )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
