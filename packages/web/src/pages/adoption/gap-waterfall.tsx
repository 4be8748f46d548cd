import type { Adoption } from '../../api/adoption.ts'
import { formatNumber } from '../../words/format.ts'
import { reasonName } from '../../words/names.ts'
import { intervalWords, shareWords } from './adoption-words.ts'
import classes from './adoption.module.css'

const GAPS = ['handoff', 'model', 'unknown', 'none'] as const
const GAP_NAMES = {
  handoff: 'Handoff gap',
  model: 'Model gap',
  unknown: 'Not yet known',
  none: 'Informed, and right as far as is known',
} as const

/** From all that it was to inform down to what it informed: one cause for each, one below the other. */
export function GapWaterfall({ adoption }: { readonly adoption: Adoption }) {
  const { gaps, causes, figures } = adoption
  if (gaps === null || figures === null) return null
  const all = figures.funnel.toInform
  let passed = 0
  const rows = GAPS.flatMap((gap) => {
    const of = causes.filter((cause) => cause.gap === gap).toSorted((a, b) => b.share.k - a.share.k)
    if (of.length === 0) return []
    return [
      {
        gap,
        causes: of.map((cause) => {
          const from = passed
          passed += cause.share.k
          return { ...cause, from }
        }),
      },
    ]
  })
  return (
    <figure className={classes.figure}>
      <div className={classes.waterfall}>
        {rows.map(({ gap, causes: of }) => (
          <section key={gap} aria-label={GAP_NAMES[gap]}>
            <h3 className={classes.gapHead}>
              <span className={classes.gapMark} data-gap={gap} aria-hidden />
              {GAP_NAMES[gap]}{' '}
              <span className={classes.gapShare}>
                <span className="num">{shareWords(gaps[gap])}</span>{' '}
                <span className="quiet">
                  {intervalWords(gaps[gap])}, n {formatNumber(gaps[gap].k)}
                </span>
              </span>
            </h3>
            <ul>
              {of.map(({ outcome, name, share, from }) => (
                <li key={outcome} className={classes.cause}>
                  <span className={classes.causeName}>{name}</span>
                  <span className={classes.track} aria-hidden>
                    <span
                      className={classes.fall}
                      data-gap={gap}
                      style={{ left: `${(100 * from) / all}%`, width: `${Math.max(0.4, (100 * share.k) / all)}%` }}
                    />
                  </span>
                  <span className={classes.stepFigures}>
                    <span className="num">{formatNumber(share.k)}</span>
                    <span className={classes.stepShare}>
                      <span className="num">{shareWords(share)}</span>{' '}
                      <span className="quiet">{intervalWords(share)}</span>
                    </span>
                  </span>
                </li>
              ))}
            </ul>
            {gap === 'handoff' && <WhyNotOffered notOffered={adoption.notOffered} />}
          </section>
        ))}
      </div>
      <figcaption className={classes.caption}>
        Each of the {formatNumber(all)} decisions stands in one line; the lines add up to all of them. What turns out
        later moves lines out of “not yet known” alone.
      </figcaption>
    </figure>
  )
}

function WhyNotOffered({ notOffered }: Pick<Adoption, 'notOffered'>) {
  if (notOffered.length === 0) return null
  const parts = notOffered.map(
    ({ reason, n }) =>
      `${reason === null ? 'never came to the gate' : reasonName(reason, null).toLowerCase()} ${formatNumber(n)}`,
  )
  return <p className={classes.why}>Without an answer, by the gate’s reason: {parts.join(', ')}.</p>
}
