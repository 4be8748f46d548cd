import type { TrustPage } from '../../api/trust.ts'
import classes from './trust.module.css'
import { percent } from './trust-words.ts'

const SIZE = 320
const LEFT = 44
const BOTTOM = 36
const TOP = 10
const RIGHT = 12

/**
 * What was stated against what came true: the curve with its interval, and the diagonal on which both are the same. The
 * figures stand as a table below.
 */
export function ReliabilityChart({ diagram }: { readonly diagram: TrustPage['diagram'] }) {
  const x = (share: number) => LEFT + share * (SIZE - LEFT - RIGHT)
  const y = (share: number) => TOP + (1 - share) * (SIZE - TOP - BOTTOM)
  const at = (points: readonly (readonly [number, number])[]) =>
    points.map(([a, b]) => `${x(a).toFixed(1)} ${y(b).toFixed(1)}`).join('L')
  const band = [
    ...diagram.map(({ stated, high }) => [stated, high] as const),
    ...diagram.toReversed().map(({ stated, low }) => [stated, low] as const),
  ]
  return (
    <svg viewBox={`0 0 ${String(SIZE)} ${String(SIZE)}`} className={classes['chart']} aria-hidden>
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <g key={share}>
          <line x1={x(0)} x2={x(1)} y1={y(share)} y2={y(share)} className={classes['grid']} />
          <text x={LEFT - 6} y={y(share) + 3.5} textAnchor="end" className={classes['tick']}>
            {percent(share)}
          </text>
          <text
            x={x(share)}
            y={SIZE - BOTTOM + 14}
            textAnchor={share === 1 ? 'end' : 'middle'}
            className={classes['tick']}
          >
            {percent(share)}
          </text>
        </g>
      ))}
      <text x={x(0.5)} y={SIZE - 4} textAnchor="middle" className={classes['tick']}>
        how sure it said it was
      </text>
      <text x={-y(0.5)} y={11} transform="rotate(-90)" textAnchor="middle" className={classes['tick']}>
        how often it was right
      </text>
      <line x1={x(0)} x2={x(1)} y1={y(0)} y2={y(1)} className={classes['diagonal']} />
      {diagram.length > 1 && <path d={`M${at(band)}Z`} className={classes['band']} />}
      <path d={`M${at(diagram.map(({ stated, came }) => [stated, came]))}`} className={classes['curve']} />
      {diagram.map(({ stated, came, low, high }) => (
        <circle key={stated} cx={x(stated)} cy={y(came)} r={2.5} className={classes['dot']}>
          <title>{`Said ${percent(stated)}: right in ${percent(came)} (95 %: ${percent(low)} to ${percent(high)})`}</title>
        </circle>
      ))}
    </svg>
  )
}
