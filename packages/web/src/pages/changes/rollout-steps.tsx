import type { ChangeDetail } from '../../api/changes.ts'
import { When } from '../../components/when.tsx'
import { formatCount, formatNumber, NBSP } from '../../words/format.ts'
import { VERDICT_NAMES } from './change-words.ts'
import { Mark } from './mark.tsx'
import classes from './rollout-steps.module.css'

/** The rollout as a path: what is behind, where it stands, what is ahead; below it what must hold. */
export function RolloutSteps({ change }: { readonly change: ChangeDetail }) {
  const { steps, conditions, pace, met, state, kind, base } = change
  const whole = kind === 'share' || base.release === null ? 'of all units' : 'of the units that the AI serves'
  const running = state === 'rolling-out'
  return (
    <div>
      <ol className={classes.path} aria-label="Steps of the rollout">
        {steps.map((step) => (
          <li
            key={step.percent}
            className={`${classes.step} ${classes[step.state]}`}
            aria-current={step.state === 'now' ? 'step' : undefined}
          >
            <span className={classes.dot} aria-hidden />
            <span className={`${classes.percent} num`}>
              {formatNumber(step.percent)}
              {NBSP}%
            </span>
            <span className={classes.when}>
              {step.state === 'ahead' && 'ahead'}
              {step.state === 'now' && step.since !== null && (
                <>
                  since <When at={step.since} />
                </>
              )}
              {step.state === 'done' && step.since !== null && <When at={step.since} />}
            </span>
          </li>
        ))}
      </ol>
      <p className={classes.pace}>
        Shares {whole}; a unit that meets it keeps meeting it. Each step lasts at least{' '}
        {pace.hours > 0 && `${formatCount(pace.hours, 'hour')} and `}
        {formatCount(pace.units, 'unit')}
        {met !== null && running && <>: {formatCount(met, 'unit')} so far</>}.
      </p>
      {conditions.length > 0 && (
        <ul
          className={classes.conditions}
          aria-label={running ? 'What this step must show' : 'What each step must show'}
        >
          {conditions.map((condition) => (
            <li key={condition.measure} className={classes.condition}>
              <Mark tone={TONES[condition.verdict]}>{VERDICT_NAMES[condition.verdict]}</Mark>
              <span>
                {condition.sentence} <span className="quiet">{SOURCES[condition.source]}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const TONES = { met: 'good', unmet: 'alarm', unknown: 'unknown' } as const
const SOURCES = {
  target: 'Written target.',
  manifest: 'Limit of the manifest.',
  product: 'No target speaks of failures, so this bound holds.',
} as const
