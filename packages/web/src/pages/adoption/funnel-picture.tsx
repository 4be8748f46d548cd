import { STEPS, STEP_WORDS, wilson } from '@dayshift/core'
import type { Adoption, AdoptionFigures } from '../../api/adoption.ts'
import { formatNumber, formatShare, NBSP } from '../../words/format.ts'
import { intervalWords } from './adoption-words.ts'
import classes from './adoption.module.css'

interface FunnelProps {
  readonly figures: AdoptionFigures
  readonly mostLost: Adoption['mostLost']
}

/** How far units come, step by step; the step at which most is lost is amber. */
export function FunnelPicture({ figures, mostLost }: FunnelProps) {
  const { funnel, known } = figures
  const all = funnel.toInform
  return (
    <figure className={classes.figure}>
      <ol className={classes.funnel} aria-label="How far units come">
        {STEPS.map((step, place) => {
          const before = STEPS[place - 1]
          const n = funnel[step]
          const lost = before === undefined ? 0 : funnel[before] - n
          const isUnknown = step === 'right' && known === 0
          const interval = all === 0 ? '' : intervalWords({ k: n, n: all, interval: wilson(n, all) })
          return (
            <li key={step} className={classes.step} data-most-lost={mostLost?.to === step || undefined}>
              <span className={classes.stepName}>{capital(STEP_WORDS[step])}</span>
              <span className={classes.track}>
                {isUnknown ? (
                  <span className={classes.unknownBar} style={{ width: `${share(funnel.kept, all)}%` }} />
                ) : (
                  <>
                    <span className={classes.bar} style={{ width: `${share(n, all)}%` }} />
                    {lost > 0 && step !== 'right' && (
                      <span className={classes.lost} style={{ width: `${share(lost, all)}%` }} />
                    )}
                    {step === 'right' && lost > 0 && (
                      <span className={classes.unknownBar} style={{ width: `${share(funnel.kept - known, all)}%` }} />
                    )}
                  </>
                )}
              </span>
              <span className={classes.stepFigures}>
                {isUnknown ? (
                  <span className={`quiet ${classes.outcomeUnknown}`}>unknown: no outcome is told</span>
                ) : (
                  <>
                    <span className="num">{formatNumber(n)}</span>
                    {step === 'right' && <span className="quiet">of {formatNumber(known)} known</span>}
                    {before !== undefined && step !== 'right' && (
                      <span className={classes.stepShare}>
                        <span className="num">{formatShare(n, all)}</span> <span className="quiet">{interval}</span>
                      </span>
                    )}
                    {lost > 0 && step !== 'right' && (
                      <span className={classes.lostWords}>
                        −{NBSP}
                        {formatNumber(lost)}
                      </span>
                    )}
                  </>
                )}
              </span>
            </li>
          )
        })}
      </ol>
      <figcaption className={classes.caption}>
        Each bar is a part of all that it was to inform; hatched is what is lost from the step before, dashed what is
        not known.{' '}
        {figures.automatic > 0 &&
          `${formatNumber(figures.automatic)} took effect by themselves, by the rules of the workflow. `}
        {known > 0 &&
          `Of ${formatNumber(funnel.kept)} kept as is, ${formatNumber(known)} are known to be right or wrong.`}
      </figcaption>
    </figure>
  )
}

function share(n: number, all: number): number {
  return all === 0 ? 0 : (100 * n) / all
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
