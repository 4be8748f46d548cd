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

/** Signals that belong together: those with a picture as small multiples, the others in a line each. */
export function SignalGroup({ label, signals, ...of }: SignalCardsProps & { readonly label: string }) {
  const drawn = signals.filter(({ points, state }) => state !== 'unknown' || points.some(({ value }) => value !== null))
  const silent = signals.filter((signal) => !drawn.includes(signal))
  return (
    <>
      <SignalCards signals={drawn.toSorted((a, b) => RANK[a.state] - RANK[b.state])} {...of} />
      {silent.length > 0 && (
        <ul className={classes['silent']} aria-label={`${label}: can’t be read`}>
          {silent.map(({ signal, name, sentence }) => (
            <li key={signal}>
              <VerdictMark verdict="unknown" size={16} /> <span className={classes['silentName']}>{name}</span>{' '}
              <span className="quiet">{sentence}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
