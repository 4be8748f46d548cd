import { DAY_MS } from '@dayshift/core'
import type { HealthMark, HealthSignal } from '../../api/health.ts'
import { useGo } from '../../components/use-go.ts'
import { formatNumber, NBSP } from '../../words/format.ts'
import { dayInWords, intervalIn, inUnit, runsBehind } from './health-words.ts'
import classes from './signal-chart.module.css'

const WIDTH = 340
const HEIGHT = 104
const LEFT = 4
const RIGHT = 46
const TOP = 14
const BOTTOM = 16

interface SignalChartProps {
  readonly slug: string
  readonly signal: HealthSignal
  readonly marks: readonly HealthMark[]
}

/**
 * One signal over time: its days as a line, the baseline as a band, releases and changes as dashed lines, and what
 * departed as a tinted time with "since". A day leads to its runs; the figures stand as a table below.
 */
export function SignalChart({ slug, signal, marks }: SignalChartProps) {
  const go = useGo()
  const { points, unit, currency } = signal
  const top = topOf(signal)
  const step = (WIDTH - LEFT - RIGHT) / Math.max(1, points.length - 1)
  const x = (index: number) => LEFT + index * step
  const y = (value: number) => TOP + (1 - Math.min(1, value / top)) * (HEIGHT - TOP - BOTTOM)
  const days = points.map(({ day }) => day)
  const xOf = (instant: string): number | null => {
    const first = days[0]
    if (first === undefined) return null
    const at = (Date.parse(instant) - Date.parse(`${first}T12:00:00Z`)) / DAY_MS
    return at < -0.5 || at > points.length - 0.5 ? null : LEFT + Math.max(0, at) * step
  }
  const last = points.findLast(({ value }) => value !== null)
  const lastIndex = last === undefined ? -1 : points.indexOf(last)
  const since = signal.since === null ? null : (xOf(signal.since) ?? LEFT)
  const between =
    signal.between === null
      ? null
      : { from: xOf(signal.between.from) ?? LEFT, to: xOf(signal.between.to) ?? WIDTH - RIGHT }
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={classes.chart} aria-hidden>
      {since !== null && (
        <>
          <rect
            x={since}
            y={TOP}
            width={WIDTH - RIGHT - since}
            height={HEIGHT - TOP - BOTTOM}
            className={classes.departed}
          />
          {between !== null && (
            <line x1={between.from - 1} x2={between.to + 1} y1={TOP - 3} y2={TOP - 3} className={classes.between} />
          )}
          <line x1={since} x2={since} y1={TOP - 4} y2={HEIGHT - BOTTOM} className={classes.since} />
          <text
            x={since > WIDTH / 2 ? since - 3 : since + 3}
            y={9}
            className={classes.sinceText}
            textAnchor={since > WIDTH / 2 ? 'end' : 'start'}
          >
            since
          </text>
        </>
      )}
      <path d={bandOf(signal, x, y)} className={classes.band} />
      <line x1={LEFT} x2={WIDTH - RIGHT} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} className={classes.axis} />
      {marks.map((mark) => {
        const at = xOf(mark.at)
        return (
          at !== null && (
            <g key={`${mark.kind} ${mark.label} ${mark.at}`}>
              <line x1={at} x2={at} y1={TOP} y2={HEIGHT - BOTTOM} className={classes.mark} />
              <path d={`M${String(at - 3)} ${String(HEIGHT - BOTTOM)}h6l-3 -5z`} className={classes.markFoot} />
            </g>
          )
        )
      })}
      {points.map(
        ({ day, low, high, value }, index) =>
          value !== null &&
          low !== null &&
          high !== null && (
            <line key={day} x1={x(index)} x2={x(index)} y1={y(low)} y2={y(high)} className={classes.interval} />
          ),
      )}
      <path d={lineOf(points, x, y)} className={classes.line} />
      {points.map(
        ({ day, value }, index) =>
          value !== null &&
          (index === lastIndex || points[index - 1]?.value == null) &&
          (index === lastIndex || points[index + 1]?.value == null) && (
            <circle key={day} cx={x(index)} cy={y(value)} r={2} className={classes.dot} />
          ),
      )}
      {last?.value != null && (
        <text
          x={x(lastIndex) + 5}
          y={Math.min(HEIGHT - BOTTOM - 2, Math.max(TOP + 6, y(last.value) + 3.5))}
          className={classes.label}
        >
          {inUnit(last.value, unit)}
        </text>
      )}
      <text x={LEFT} y={HEIGHT - 4} className={classes.tick}>
        {short(days[0])}
      </text>
      <text x={WIDTH - RIGHT} y={HEIGHT - 4} className={classes.tick} textAnchor="end">
        {short(days.at(-1))}
      </text>
      {points.map((point, index) => (
        <rect
          key={point.day}
          x={x(index) - step / 2}
          y={0}
          width={step}
          height={HEIGHT}
          className={classes.day}
          onClick={() => go(runsBehind(slug, signal, point.day))}
        >
          <title>
            {`${dayInWords(point.day)}: ${inUnit(point.value, unit, currency)}${point.low === null ? '' : ` (${intervalIn(point.low, point.high, unit, currency)})`}, n${NBSP}${formatNumber(point.n)}`}
          </title>
        </rect>
      ))}
    </svg>
  )
}

type Scale = (value: number) => number
type Points = HealthSignal['points']

/** The highest thing to be shown, with some air; never 0. */
function topOf({ points, unit }: HealthSignal): number {
  const highest = Math.max(0, ...points.flatMap(({ value, normalHigh }) => [value ?? 0, normalHigh ?? 0]))
  if (unit === 'distance') return Math.max(0.4, Math.min(1, highest * 1.15))
  // A share of nothing, with a band of less than a percent, is no mountain.
  if (unit === '%') return Math.min(110, Math.max(5, highest * 1.3))
  return highest === 0 ? 1 : highest * 1.15
}

function lineOf(points: Points, x: Scale, y: Scale): string {
  let path = ''
  let gap = true
  for (const [index, { value }] of points.entries()) {
    if (value !== null) path += `${gap ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`
    gap = value === null
  }
  return path
}

function bandOf({ points }: HealthSignal, x: Scale, y: Scale): string {
  const told = points.flatMap(({ normalLow, normalHigh }, index) =>
    normalLow === null || normalHigh === null ? [] : [{ index, low: normalLow, high: normalHigh }],
  )
  if (told.length === 0) return ''
  const upper = told.map(({ index, high }) => `${x(index).toFixed(1)} ${y(high).toFixed(1)}`)
  // A band thinner than a hair can't be seen.
  const lower = told
    .toReversed()
    .map(({ index, low, high }) => `${x(index).toFixed(1)} ${Math.max(y(low), y(high) + 1.5).toFixed(1)}`)
  return `M${upper.join('L')}L${lower.join('L')}Z`
}

function short(day: string | undefined): string {
  return day === undefined ? '' : dayInWords(day).slice(0, -5)
}
