import type { Route } from '@dayshift/core'
import { Bar, BarChart, CartesianGrid, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { Figures } from '../../api/workflows.ts'
import { RouteIcon } from '../../components/route-mark.tsx'
import { To } from '../../components/to.tsx'
import { useGo } from '../../components/use-go.ts'
import { paths } from '../../paths.ts'
import { endOf } from '../../words/figures.ts'
import { formatDate, formatNumber, formatShare, formatTime, NBSP } from '../../words/format.ts'
import { ROUTE_NAMES } from '../../words/names.ts'
import { ROUTE_KEYS, totalOf } from '../../words/routes.ts'
import classes from './routes-chart.module.css'

interface RoutesChartProps {
  readonly slug: string
  readonly figures: Figures
  /** When a release became active inside the window, with its name. */
  readonly mark: { readonly at: string; readonly name: string } | null
}

/** Routes over time. The labels stand beside the picture in its order; a column, or a label, leads to the runs behind. */
export function RoutesChart({ slug, figures, mark }: RoutesChartProps) {
  const go = useGo()
  const { series, step, n } = figures
  const data = series.map((point) => ({ ...point, total: totalOf(point), label: labelOf(point.at, step) }))
  const sums = Object.fromEntries(
    ROUTE_KEYS.map(({ key }) => [key, series.reduce((sum, point) => sum + point[key], 0)]),
  )
  const shown = ROUTE_KEYS.filter(({ key }) => (sums[key] ?? 0) > 0)
  const markedAt = mark === null ? null : data.findLast(({ at }) => at <= mark.at)
  const open = (route: Route, at: string): void =>
    go(paths.runs({ workflow: slug, route, from: at, to: endOf(at, step) }))
  return (
    <figure className={classes.figure}>
      <div className={classes.picture} aria-hidden>
        <ResponsiveContainer width="100%" height={240}>
          <BarChart
            data={data}
            margin={{ top: 20, right: 4, bottom: 0, left: 0 }}
            barCategoryGap={2}
            accessibilityLayer={false}
          >
            <defs>
              <pattern
                id="existing-process"
                width="5"
                height="5"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
              >
                <rect width="5" height="5" fill="var(--route-existing-process)" opacity="0.4" />
                <rect width="2" height="5" fill="var(--route-existing-process)" />
              </pattern>
            </defs>
            <CartesianGrid vertical={false} stroke="var(--ds-line)" />
            <XAxis
              dataKey="at"
              tickFormatter={(at: string) => labelOf(at, step)}
              tick={TICK}
              tickLine={false}
              axisLine={{ stroke: 'var(--ds-line-strong)' }}
              interval="preserveStartEnd"
              ticks={ticksOf(
                data.map(({ at }) => at),
                step,
              )}
            />
            <YAxis width={36} tick={TICK} tickLine={false} axisLine={false} allowDecimals={false} />
            <Tooltip
              cursor={{ fill: 'var(--ds-hover)' }}
              isAnimationActive={false}
              content={<ColumnTip step={step} />}
            />
            {markedAt && mark && (
              <ReferenceLine
                x={markedAt.at}
                stroke="var(--ds-ink-3)"
                strokeDasharray="3 3"
                label={{
                  value: mark.name,
                  position: 'top',
                  fill: 'var(--ds-ink-2)',
                  fontSize: 11,
                  textAnchor: data.indexOf(markedAt) > data.length / 2 ? 'end' : 'start',
                }}
              />
            )}
            {shown.map(({ route, key }) => (
              <Bar
                key={key}
                dataKey={key}
                stackId="routes"
                fill={route === 'existing-process' ? 'url(#existing-process)' : `var(--route-${route})`}
                stroke="var(--ds-surface)"
                strokeWidth={1}
                isAnimationActive={false}
                cursor="pointer"
                onClick={(bar) => {
                  const at: unknown = bar.payload?.at
                  if (typeof at === 'string') open(route, at)
                }}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
      <ul className={classes.labels} aria-label="Routes in this window">
        {shown.toReversed().map(({ route, key }) => (
          <li key={key}>
            <To
              href={paths.runs({ workflow: slug, route, from: figures.from, to: figures.to })}
              className={classes.label}
            >
              <RouteIcon route={route} size={15} />
              <span className={classes.word}>{ROUTE_NAMES[route]}</span>
              <span className={`${classes.share} num`}>{formatShare(sums[key] ?? 0, n)}</span>
              <span className={`${classes.count} num`}>{formatNumber(sums[key] ?? 0)}</span>
            </To>
          </li>
        ))}
      </ul>
      <figcaption className={classes.caption}>
        Each column is {step === 'hour' ? 'an hour' : 'a day (UTC)'}, split by where its units went. Choose a part to
        see its runs.
      </figcaption>
      <table className="visually-hidden">
        <caption>Routes per {step}</caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            {ROUTE_KEYS.map(({ key, route }) => (
              <th key={key} scope="col">
                {ROUTE_NAMES[route]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.map((point) => (
            <tr key={point.at}>
              <th scope="row">{`${formatDate(new Date(point.at))} ${formatTime(new Date(point.at))}`}</th>
              {ROUTE_KEYS.map(({ key }) => (
                <td key={key}>{point[key]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}

/** Ticks at even distances that people expect: every third hour, every day of a week, every fifth day of a month. */
function ticksOf(instants: readonly string[], step: 'hour' | 'day'): string[] {
  if (step === 'hour') return instants.filter((at) => new Date(at).getHours() % 3 === 0)
  const every = instants.length > 10 ? 5 : 1
  return instants.filter((_, index) => (instants.length - 1 - index) % every === 0)
}

const TICK = { fontSize: 11, fill: 'var(--ds-ink-3)' } as const

interface TipProps {
  readonly step: 'hour' | 'day'
  readonly active?: boolean
  readonly payload?: readonly { readonly payload?: Figures['series'][number] }[]
}

function ColumnTip({ step, active = false, payload = [] }: TipProps) {
  const point = payload[0]?.payload
  if (!active || point === undefined) return null
  const total = totalOf(point)
  const from = new Date(point.at)
  return (
    <div className={classes.tip}>
      <div className={classes.tipTitle}>
        {step === 'hour' ? `${formatTime(from)}–${formatTime(new Date(endOf(point.at, step)))}` : formatDate(from)}
        <span className="num quiet">
          n{NBSP}
          {formatNumber(total)}
        </span>
      </div>
      {ROUTE_KEYS.filter(({ key }) => point[key] > 0)
        .toReversed()
        .map(({ key, route }) => (
          <div key={key} className={classes.tipRow}>
            <RouteIcon route={route} size={13} />
            <span>{ROUTE_NAMES[route]}</span>
            <span className="num">{formatNumber(point[key])}</span>
          </div>
        ))}
    </div>
  )
}

function labelOf(at: string, step: 'hour' | 'day'): string {
  const instant = new Date(at)
  return step === 'hour' ? formatTime(instant) : formatDate(instant).slice(0, -5)
}
