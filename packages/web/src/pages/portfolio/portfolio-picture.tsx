import { PORTFOLIO_STAGES } from '@dayshift/core'
import type { PortfolioItem } from '../../api/portfolio.ts'
import { useGo } from '../../components/use-go.ts'
import { paths } from '../../paths.ts'
import { formatCount, formatNumber } from '../../words/format.ts'
import { shareWords } from '../adoption/adoption-words.ts'
import { costWords, STAGE_NAMES } from './portfolio-words.ts'
import classes from './portfolio.module.css'

const STAGES = PORTFOLIO_STAGES.slice(0, 6)
/** Of the drawing, in its own units. */
const [WIDTH, HEIGHT, LEFT, TOP, BOTTOM, LANE] = [960, 300, 44, 14, 28, 44]
const COLUMN = (WIDTH - LEFT) / STAGES.length
const [LEAST, MOST] = [5, 22]

interface Dot {
  readonly item: PortfolioItem
  readonly x: number
  readonly y: number
  readonly r: number
}

/** Stage against the share of decisions that each informs, size by cost; what isn't measured stands in a lane of its own. */
export function PortfolioPicture({ items }: { readonly items: readonly PortfolioItem[] }) {
  const go = useGo()
  const drawn = items.filter(({ slug, stage }) => slug !== null && STAGES.includes(stage))
  const dots = place(drawn)
  const measured = drawn.filter(({ influence }) => influence !== null)
  const floor = HEIGHT - BOTTOM - LANE
  const y = (share: number) => TOP + (1 - share) * (floor - TOP)
  return (
    <figure className={classes.figure}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className={classes.picture}
        role="group"
        aria-label="Stage against adoption"
      >
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line x1={LEFT} x2={WIDTH} y1={y(share)} y2={y(share)} className={classes.grid} />
            <text x={LEFT - 8} y={y(share) + 4} textAnchor="end" className={classes.axis}>
              {share * 100} %
            </text>
          </g>
        ))}
        <rect x={LEFT} y={floor + 6} width={WIDTH - LEFT} height={LANE - 12} className={classes.lane} />
        <text x={LEFT + 6} y={floor + 17} className={classes.axis}>
          not measured
        </text>
        {STAGES.map((stage, index) => (
          <text
            key={stage}
            x={LEFT + (index + 0.5) * COLUMN}
            y={HEIGHT - 8}
            textAnchor="middle"
            className={classes.axis}
          >
            {STAGE_NAMES[stage]}
          </text>
        ))}
        {dots.map(({ item, x, y: top, r }) => (
          <a
            key={item.id}
            href={paths.workflow(item.slug ?? '')}
            onClick={(event) => {
              event.preventDefault()
              go(paths.workflow(item.slug ?? ''))
            }}
          >
            <circle cx={x} cy={top} r={r} className={classes.dot} data-adopted={item.adopted}>
              <title>{dotWords(item)}</title>
            </circle>
            {drawn.length <= 12 && (
              <text
                x={x > 0.8 * WIDTH ? x - r - 4 : x + r + 4}
                y={top + 4}
                textAnchor={x > 0.8 * WIDTH ? 'end' : 'start'}
                className={classes.dotName}
              >
                {item.name}
              </text>
            )}
          </a>
        ))}
      </svg>
      <figcaption className={classes.caption}>
        {measured.length === 0
          ? `None of the ${formatCount(drawn.length, 'initiative')} that run here has its adoption measured.`
          : `${formatNumber(measured.length)} of ${formatCount(drawn.length, 'initiative')} ${measured.length === 1 ? 'has its' : 'have their'} adoption measured.`}{' '}
        Each dot is one: the further right the nearer to operation, the higher the more of its decisions it informs; its
        area is what its runs cost. Green is adopted, rust is not, dashed is unknown.{' '}
        {items.length > drawn.length &&
          `${formatCount(items.length - drawn.length, 'initiative')} on hold, retired, or only in a list ${items.length - drawn.length === 1 ? 'is' : 'are'} not drawn.`}
      </figcaption>
    </figure>
  )
}

function dotWords(item: PortfolioItem): string {
  const { name, stageName, influence } = item
  const share =
    influence === null ? 'adoption not measured' : `informs ${shareWords(influence)} of ${formatNumber(influence.n)}`
  return `${name}: ${stageName}, ${share}, ${costWords(item)} in 30 d`
}

/** Where each stands: those of a stage and a height side by side, from the middle outwards. */
function place(items: readonly PortfolioItem[]): readonly Dot[] {
  const costOf = ({ costs }: PortfolioItem) => costs.reduce((sum, { amount }) => sum + Number(amount), 0)
  const most = Math.max(...items.map(costOf), 0)
  const floor = HEIGHT - BOTTOM - LANE
  const rows = new Map<string, number>()
  return items
    .toSorted((a, b) => costOf(b) - costOf(a) || (a.id < b.id ? -1 : 1))
    .map((item) => {
      const share = item.influence === null || item.influence.n === 0 ? null : item.influence.k / item.influence.n
      const stage = STAGES.indexOf(item.stage)
      const row = `${stage} ${share === null ? 'none' : Math.round(share * 12)}`
      const nth = rows.get(row) ?? 0
      rows.set(row, nth + 1)
      const r = most === 0 ? LEAST : LEAST + Math.sqrt(costOf(item) / most) * (MOST - LEAST)
      const small = share === null ? Math.min(r, LANE / 2 - 8) : r
      const step = Math.ceil(nth / 2) * (nth % 2 === 0 ? 1 : -1)
      const spread = Math.min(COLUMN / 2 - 10, Math.abs(step) * 18) * Math.sign(step)
      return {
        item,
        r: small,
        x: LEFT + (stage + 0.3) * COLUMN + spread,
        y: share === null ? floor + LANE / 2 + 4 : TOP + (1 - share) * (floor - TOP),
      }
    })
}
