import { amountInWords } from '@dayshift/core'
import {
  Area,
  Bar,
  CartesianGrid,
  Cell,
  ComposedChart,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts'
import type { Health } from '../../api/health.ts'
import type { WorkflowSpend } from '../../api/spend.ts'
import { useGo } from '../../components/use-go.ts'
import { paths } from '../../paths.ts'
import classes from './spend.module.css'

interface DaysChartProps {
  readonly spend: WorkflowSpend
  /** Says what is normal to spend on each day. */
  readonly health: Health | undefined
}

/**
 * What each day of the month cost, with what is normal by the baseline as a band, and the day's limit as a line where it
 * is near enough to be seen. A column leads to the runs behind it.
 */
export function DaysChart({ spend, health }: DaysChartProps) {
  const go = useGo()
  const { days, currency, limits, workflow } = spend
  const limit = limits.find(({ period }) => period === 'day')?.limit ?? null
  const normal = normalDays(health, currency)
  const data = days.map((each) => ({
    ...each,
    cost: Number(each.amount),
    label: String(Number(each.day.slice(8))),
    normal: normal.get(each.day),
  }))
  const dearest = Math.max(...data.map(({ cost, normal: band }) => Math.max(cost, band?.[1] ?? 0)))
  const isNear = limit !== null && Number(limit.amount) <= NEAR * dearest
  const highest = data.toSorted((a, b) => b.cost - a.cost)[0]
  return (
    <figure className={classes['figure']}>
      <div aria-hidden>
        <ResponsiveContainer width="100%" height={220}>
          <ComposedChart
            data={data}
            margin={{ top: 8, right: isNear ? 72 : 4, bottom: 0, left: 0 }}
            barCategoryGap={3}
            accessibilityLayer={false}
          >
            <CartesianGrid vertical={false} stroke="var(--ds-line)" />
            <XAxis dataKey="label" tick={TICK} tickLine={false} axisLine={{ stroke: 'var(--ds-line-strong)' }} />
            <YAxis
              width={48}
              tick={TICK}
              tickLine={false}
              axisLine={false}
              domain={[0, 'auto']}
              tickFormatter={short}
            />
            <Area
              dataKey="normal"
              type="step"
              fill="var(--ds-accent)"
              fillOpacity={0.14}
              stroke="none"
              activeDot={false}
              isAnimationActive={false}
              connectNulls={false}
            />
            {isNear && (
              <ReferenceLine
                y={Number(limit.amount)}
                ifOverflow="extendDomain"
                stroke="var(--ds-alarm)"
                strokeDasharray="4 3"
                label={{
                  value: `limit ${amountInWords(limit.amount)}`,
                  position: 'right',
                  fill: 'var(--ds-alarm-ink)',
                  fontSize: 11,
                }}
              />
            )}
            <Bar
              dataKey="cost"
              isAnimationActive={false}
              cursor="pointer"
              onClick={(bar) => {
                const day: unknown = bar.payload?.day
                if (typeof day !== 'string') return
                go(paths.runs({ workflow: workflow.slug, from: `${day}T00:00:00.000Z`, to: `${day}T23:59:59.999Z` }))
              }}
            >
              {data.map((each) => (
                <Cell
                  key={each.day}
                  fill={limit !== null && each.cost >= Number(limit.amount) ? 'var(--ds-person)' : 'var(--ds-accent)'}
                />
              ))}
            </Bar>
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <figcaption className={classes['caption']}>
        {currency} a day (UTC), of runs that are priced{normal.size > 0 && '; the band is normal by the baseline'}.
        {highest !== undefined &&
          highest.cost > 0 &&
          ` The dearest day, ${highest.label}, cost ${amountInWords(highest.amount)} ${currency}.`}
        {limit !== null && !isNear && ` The limit of a day, ${limit.amount} ${currency}, lies far above.`} A column
        leads to its runs.
      </figcaption>
    </figure>
  )
}

/** A limit more than so many times the dearest day would press the days flat. */
const NEAR = 3

/** What is normal to spend by day, from the baseline; empty without one, or in another currency. */
function normalDays(health: Health | undefined, currency: string | null): ReadonlyMap<string, readonly number[]> {
  const signal = health?.signals.find(({ signal: id }) => id === 'cost-day')
  if (signal === undefined || signal.currency !== currency) return new Map()
  return new Map(
    signal.points.flatMap(({ day, normalLow: low, normalHigh: high }) =>
      low === null || high === null ? [] : [[day, [low, high]] as const],
    ),
  )
}

const TICK = { fill: 'var(--ds-ink-3)', fontSize: 11 }

function short(value: number): string {
  return value === 0 ? '0' : amountInWords(value.toFixed(6)).replace(/\.00$/, '')
}
