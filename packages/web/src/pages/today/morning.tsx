import { useQuery } from '@tanstack/react-query'
import { morningQuery, type Morning as MorningData } from '../../api/alerts.ts'
import { LoadingRows } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Section } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { formatCount, formatDate, formatNumber } from '../../words/format.ts'
import classes from './morning.module.css'

type Item = MorningData['items'][number]

const VERDICTS = {
  well: { verdict: 'met', word: 'Well' },
  attention: { verdict: 'attention', word: 'Attention' },
  unknown: { verdict: 'unknown', word: 'Not known' },
} as const

/** The operator's morning: is it well, what waits, what changed since yesterday. */
export function MorningSection() {
  const query = useQuery(morningQuery)
  if (query.data?.items.length === 0) return null
  return (
    <Section title="This morning" note="against the same weekday of four weeks; days are UTC">
      {query.isPending && <LoadingRows rows={3} />}
      {query.isError && <ProblemNotice error={query.error} again={() => void query.refetch()} />}
      <ul className={classes.list}>
        {query.data?.items.map((item) => (
          <MorningRow key={item.workflow.slug} item={item} />
        ))}
      </ul>
    </Section>
  )
}

function MorningRow({ item }: { readonly item: Item }) {
  const { workflow, verdict, sentence, runs, cases, alerts, changed, changedCount } = item
  const [latest] = changed
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <To href={paths.workflow(workflow.slug)} className={classes.name}>
          {workflow.name}
        </To>
        <VerdictMark {...VERDICTS[verdict]} size={16} />
      </div>
      <div className={classes.body}>
        <div className={classes.words}>
          <p>{sentence}</p>
          <p className={classes.waits}>
            {cases.open === 0 ? (
              'No case waits'
            ) : (
              <To href={paths.inbox({ workflow: workflow.slug })}>
                {formatCount(cases.open, 'case')} {cases.open === 1 ? 'waits' : 'wait'}
              </To>
            )}
            {' · '}
            {alerts.open === 0 ? (
              'no alert'
            ) : (
              <To href={paths.alerts()}>
                {formatCount(alerts.open, 'alert')}
                {alerts.urgent > 0 && `, ${alerts.urgent} urgent`}
              </To>
            )}
            {' · '}
            {latest === undefined ? (
              'nothing changed since yesterday'
            ) : (
              <To href={paths.ledger({ subject: `workflow:${workflow.slug}` })}>
                {formatCount(changedCount, 'act')} since yesterday
              </To>
            )}
          </p>
          {latest !== undefined && (
            <p className={classes.changed}>
              {latest.by} {latest.sentence} <When at={latest.at} />
            </p>
          )}
        </div>
        <RunsBars runs={runs} name={workflow.name} />
      </div>
    </li>
  )
}

const HEIGHT = 36
const BAR = 8
const GAP = 3

/** Runs a day of two weeks, the usual range of yesterday's weekday as a band, yesterday in full colour. */
function RunsBars({ runs, name }: { readonly runs: Item['runs']; readonly name: string }) {
  const { days, usual, yesterday } = runs
  const most = Math.max(1, usual?.high ?? 0, ...days.map(({ n }) => n))
  const y = (n: number): number => HEIGHT - (n / most) * HEIGHT
  const width = days.length * (BAR + GAP) - GAP
  const last = days.at(-1)
  return (
    <figure className={classes.figure}>
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={`Runs of ${name} a day: ${days.map(({ day, n }) => `${formatDate(new Date(day))} ${n}`).join(', ')}`}
      >
        {usual !== null && (
          <rect
            x={0}
            y={y(usual.high)}
            width={width}
            height={Math.max(1, y(usual.low) - y(usual.high))}
            className={classes.band}
          />
        )}
        {days.map(({ day, n }, index) => (
          <rect
            key={day}
            x={index * (BAR + GAP)}
            y={Math.min(HEIGHT - 1, y(n))}
            width={BAR}
            height={Math.max(1, HEIGHT - y(n))}
            className={day === last?.day ? classes.now : classes.bar}
          />
        ))}
      </svg>
      <figcaption className={`${classes.caption} num`}>{formatNumber(yesterday)} yesterday</figcaption>
    </figure>
  )
}
