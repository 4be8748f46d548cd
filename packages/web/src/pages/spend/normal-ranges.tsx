import type { Health, HealthSignal } from '../../api/health.ts'
import { Section } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import { formatDate } from '../../words/format.ts'
import { SignalGroup } from '../health/signal-cards.tsx'
import classes from './spend.module.css'

/** What is watched of cost and time, of a run and of a day, in the order in which it is shown. */
const WATCHED = ['cost-day', 'cost-per-run', 'latency', 'input-tokens', 'output-tokens', 'retry-share']

/** The signals of cost and time of the whole workflow; those of money are one for each currency. */
function costSignals({ signals }: Health): readonly HealthSignal[] {
  return WATCHED.flatMap((id) =>
    signals.filter((each) => each.slice === null && (each.signal === id || each.signal.startsWith(`${id}:`))),
  )
}

/** What of cost and time is out of its range, to follow the page's sentence; empty where nothing is. */
export function outOfRange(health: Health | undefined): string {
  const departed = health === undefined ? [] : costSignals(health).filter(({ state }) => state === 'departed')
  if (departed.length === 0) return ''
  return ` Out of the normal range: ${departed.map(({ name, sentence }) => `${name}: ${sentence}`).join(' ')}`
}

/** Cost and time of a run and of a day against what the baseline says is normal. */
export function NormalRanges({ slug, health }: { readonly slug: string; readonly health: Health | undefined }) {
  if (health === undefined) return null
  const signals = costSignals(health)
  const { baseline, marks } = health
  const departed = signals.filter(({ state }) => state === 'departed').length
  const well = signals.filter(({ state }) => state === 'well').length
  return (
    <Section
      title="Normal ranges"
      note={departed === 0 ? `${well} of ${signals.length} as in the baseline` : `${departed} out of range`}
    >
      <p className={classes['said']}>
        {baseline === null
          ? 'There is no baseline yet, so that nothing says what is normal. The first 200 runs of a release become one, or take one on the '
          : `The band is normal by “${baseline.name}”, from ${formatDate(new Date(baseline.from))} to ${formatDate(new Date(baseline.to))}. Whoever is on watch is told of what leaves it; all signals stand on the `}
        <To href={paths.health(slug)}>Health tab</To>.
      </p>
      <SignalGroup label="Normal ranges" slug={slug} signals={signals} marks={marks} />
    </Section>
  )
}
