import type { HealthMark, HealthSignal } from '../../api/health.ts'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { SignalCard } from './signal-card.tsx'
import classes from './signal-cards.module.css'

interface SignalCardsProps {
  readonly slug: string
  readonly signals: readonly HealthSignal[]
  readonly marks: readonly HealthMark[]
}

/** Signals as small multiples. */
export function SignalCards({ slug, signals, marks }: SignalCardsProps) {
  return (
    <div className={classes['cards']}>
      {signals.map((signal) => (
        <SignalCard
          key={`${signal.signal} ${signal.slice?.name ?? ''} ${signal.slice?.label ?? ''}`}
          slug={slug}
          signal={signal}
          marks={marks}
        />
      ))}
    </div>
  )
}

const RANK = { departed: 0, well: 1, unknown: 2 } as const

/** Signals that belong together: those with something to be seen as small multiples, the others in a line each. */
export function SignalGroup({ label, signals, ...of }: SignalCardsProps & { readonly label: string }) {
  // What never was anything else than nothing needs no picture, and what can't be read has none.
  const still = signals.filter(isStill)
  const silent = signals.filter(
    ({ points, state }) => state === 'unknown' && points.every(({ value }) => value === null),
  )
  const drawn = signals.filter((signal) => !still.includes(signal) && !silent.includes(signal))
  return (
    <>
      <SignalCards signals={drawn.toSorted((a, b) => RANK[a.state] - RANK[b.state])} {...of} />
      <Lines label={`${label}: nothing, as in the baseline`} signals={still} verdict="met" />
      <Lines label={`${label}: can’t be read`} signals={silent} verdict="unknown" />
    </>
  )
}

/** As in the baseline, and 0 on every day that says anything. */
function isStill({ state, points, baseline }: HealthSignal): boolean {
  return state === 'well' && points.every(({ value }) => value === null || value === 0) && (baseline?.value ?? 0) === 0
}

interface LinesProps {
  readonly label: string
  readonly signals: readonly HealthSignal[]
  readonly verdict: 'met' | 'unknown'
}

function Lines({ label, signals, verdict }: LinesProps) {
  if (signals.length === 0) return null
  return (
    <ul className={classes['lines']} aria-label={label}>
      {signals.map(({ signal, name, sentence }) => (
        <li key={signal} id={`signal-${signal}`}>
          <VerdictMark verdict={verdict} size={16} /> <span className={classes['lineName']}>{name}</span>{' '}
          <span className="quiet">{sentence}</span>
        </li>
      ))}
    </ul>
  )
}
