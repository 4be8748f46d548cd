import type { ReactNode } from 'react'
import type { DrillDetail, FailureReport } from '../../api/drills.ts'
import { Empty } from '../../components/empty.tsx'
import { Section } from '../../components/page.tsx'
import { RouteMark } from '../../components/route-mark.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { useSeconds } from '../../components/use-now.ts'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { formatCount, formatDuration, formatNumber, formatRemaining, NBSP } from '../../words/format.ts'
import { DECISION_NAMES } from '../../words/names.ts'
import { FAULT_EFFECTS, FAULT_MEANINGS, NOTICED_WORDS } from './drill-words.ts'
import classes from './failure-view.module.css'

/** A forced failure: who noticed and who took over, on one line of time; then everything that happened. */
export function FailureView({ drill, failure }: { readonly drill: DrillDetail; readonly failure: FailureReport }) {
  const { fault } = failure
  const share =
    fault.unitKeys.length > 0
      ? formatCount(fault.unitKeys.length, 'named unit')
      : `${formatNumber(fault.percent)}${NBSP}% of units`
  return (
    <>
      <p className={classes.what}>
        {FAULT_MEANINGS[fault.kind]} {share}; each {FAULT_EFFECTS[fault.kind]}.
      </p>
      {drill.state !== 'planned' && <TimeLine drill={drill} failure={failure} />}
      <dl className={classes.facts}>
        <Fact label="Units touched" value={formatNumber(failure.units)} note={whereTo(failure)} />
        <Fact
          label="Noticed"
          value={failure.noticed === null ? 'nobody yet' : `after ${formatDuration(failure.noticed.afterMs)}`}
          note={
            failure.noticed === null
              ? `within ${formatDuration(failure.noticeWithinMs)} is fine`
              : `${failure.noticed.by.name}, ${NOTICED_WORDS[failure.noticed.how]}`
          }
          tone={failure.noticed === null ? 'open' : failure.noticed.isBuilder ? 'bad' : 'good'}
        />
        <Fact
          label="Taken over"
          value={failure.takenOver === null ? 'nobody yet' : `after ${formatDuration(failure.takenOver.afterMs)}`}
          note={failure.takenOver === null ? '' : `${failure.takenOver.by.name} ${failure.takenOver.how}`}
          tone={failure.takenOver === null ? 'open' : failure.takenOver.isBuilder ? 'bad' : 'good'}
        />
        <Fact
          label="Decided"
          value={`${formatNumber(failure.decided)} of ${formatNumber(failure.toPeople)}`}
          note={failure.letThrough > 0 ? `${formatNumber(failure.letThrough)} wrong let through` : ''}
          tone={failure.letThrough > 0 ? 'bad' : 'plain'}
        />
      </dl>
      <Section title="What happened" note={formatCount(failure.timeline.length, 'entry', 'entries')}>
        {failure.timeline.length === 0 ? (
          <Empty title="Nothing yet">The first unit that the fault touches stands here.</Empty>
        ) : (
          <ol className={classes.timeline} aria-live="polite">
            {failure.timeline.toReversed().map((item) => (
              <li key={`${item.at} ${item.by} ${item.text}`} data-tone={item.tone}>
                <span className={`${classes.at} num`}>
                  <When at={item.at} as="time" />
                </span>
                <span>
                  <strong>{item.by}</strong> {item.text}
                  {item.caseId !== null && (
                    <>
                      {' '}
                      <To href={paths.inbox({ case: item.caseId })} className={classes.link}>
                        case
                      </To>
                    </>
                  )}
                  {item.caseId === null && item.runId !== null && (
                    <>
                      {' '}
                      <To href={paths.run(item.runId)} className={classes.link}>
                        run
                      </To>
                    </>
                  )}
                </span>
              </li>
            ))}
          </ol>
        )}
      </Section>
      {failure.touched.length > 0 && <Touched failure={failure} />}
    </>
  )
}

function whereTo({ toPeople, toExistingProcess, automatic }: FailureReport): string {
  return [
    toPeople > 0 ? `${formatNumber(toPeople)} to people` : '',
    toExistingProcess > 0 ? `${formatNumber(toExistingProcess)} to the existing process` : '',
    automatic > 0 ? `${formatNumber(automatic)} with the real answer` : '',
  ]
    .filter((part) => part !== '')
    .join(', ')
}

function Fact({
  label,
  value,
  note,
  tone = 'plain',
}: {
  readonly label: string
  readonly value: ReactNode
  readonly note: ReactNode
  readonly tone?: 'plain' | 'good' | 'bad' | 'open'
}) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <span className={`${classes.value} num`} data-tone={tone}>
          {value}
        </span>
        <span className={`${classes.factNote} num`}>{note}</span>
      </dd>
    </div>
  )
}

/** From the fault's beginning to its end: each unit a tick, noticing and taking over with their names. */
function TimeLine({ drill, failure }: { readonly drill: DrillDetail; readonly failure: FailureReport }) {
  const now = useSeconds()
  const from = Date.parse(drill.startsAt)
  const until = Date.parse(drill.endsAt)
  const last = Math.max(
    until,
    ...[failure.noticed?.at, failure.takenOver?.at].flatMap((at) => (at === undefined ? [] : [Date.parse(at)])),
  )
  const place = (at: string | number): string => {
    const ms = typeof at === 'number' ? at : Date.parse(at)
    return `${(100 * Math.min(1, Math.max(0, (ms - from) / Math.max(1, last - from)))).toFixed(2)}%`
  }
  const isRunning = drill.state === 'running' && now.getTime() < until
  const noticed = failure.noticed === null ? 'nobody has noticed' : `noticed by ${failure.noticed.by.name}`
  return (
    <figure className={classes.figure}>
      <div
        className={classes.track}
        role="img"
        aria-label={`${formatCount(failure.units, 'unit')} touched, ${noticed}`}
      >
        <div className={classes.span} style={{ width: place(isRunning ? now.getTime() : until) }} />
        {failure.touched.map(({ runId, at }) => (
          <span key={runId} className={classes.tick} style={{ left: place(at) }} />
        ))}
        {failure.noticed !== null && (
          <span className={classes.flag} data-row="above" style={{ left: place(failure.noticed.at) }}>
            <span className={classes.flagText}>noticed, {failure.noticed.by.name}</span>
          </span>
        )}
        {failure.takenOver !== null && (
          <span className={classes.flag} data-row="below" style={{ left: place(failure.takenOver.at) }}>
            <span className={classes.flagText}>taken over, {failure.takenOver.by.name}</span>
          </span>
        )}
      </div>
      <figcaption className={classes.caption}>
        <span>
          <When at={drill.startsAt} as="time" /> fault begins
        </span>
        <span>
          {isRunning ? (
            <strong className="num">ends in {formatRemaining(until - now.getTime())}</strong>
          ) : (
            <>
              <When at={drill.endsAt} as="time" /> fault ended
            </>
          )}
        </span>
      </figcaption>
    </figure>
  )
}

function Touched({ failure }: { readonly failure: FailureReport }) {
  return (
    <Section title="Units" note={formatCount(failure.touched.length, 'unit')}>
      <div className={table['scroll']}>
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">Unit</th>
              <th scope="col">Route</th>
              <th scope="col">First decision</th>
              <th scope="col">When</th>
            </tr>
          </thead>
          <tbody>
            {failure.touched.map(({ runId, caseId, unitKey, at, route, decision, by }) => (
              <tr key={runId}>
                <td>
                  <To
                    href={caseId === null ? paths.run(runId) : paths.inbox({ case: caseId })}
                    className={table['rowLink']}
                  >
                    {unitKey}
                  </To>
                </td>
                <td className={table['tight']}>
                  <RouteMark route={route} />
                </td>
                <td>
                  {decision === null ? (
                    <span className="quiet">{caseId === null ? 'none needed' : 'waits'}</span>
                  ) : (
                    <>
                      {DECISION_NAMES[decision as keyof typeof DECISION_NAMES] ?? decision}{' '}
                      <span className="quiet">by {by}</span>
                    </>
                  )}
                </td>
                <td className={table['tight']}>
                  <When at={at} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}
