import { amountInWords } from '@dayshift/core'
import { Bar, BarChart, CartesianGrid, Cell, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import type { WorkflowSpend } from '../../api/spend.ts'
import { useGo } from '../../components/use-go.ts'
import { paths } from '../../paths.ts'
import classes from './spend.module.css'

/** What each day of the month cost, with the line of the day's limit. A column leads to the runs behind it. */
export function DaysChart({ spend }: { readonly spend: WorkflowSpend }) {
  const go = useGo()
  const { days, currency, limits, workflow } = spend
  const limit = limits.find(({ period }) => period === 'day')?.limit ?? null
  const data = days.map((each) => ({ ...each, cost: Number(each.amount), label: String(Number(each.day.slice(8))) }))
  const most = Math.max(Number(limit?.amount ?? 0), ...data.map(({ cost }) => cost))
  const highest = data.toSorted((a, b) => b.cost - a.cost)[0]
  return (
    <figure className={classes['figure']}>
      <div aria-hidden>
        <ResponsiveContainer width="100%" height={220}>
          <BarChart
            data={data}
            margin={{ top: 8, right: limit === null ? 4 : 72, bottom: 0, left: 0 }}
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
              domain={[0, most * 1.1 || 1]}
              tickFormatter={short}
            />
            {limit !== null && (
              <ReferenceLine
                y={Number(limit.amount)}
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
          </BarChart>
        </ResponsiveContainer>
      </div>
      <figcaption className={classes['caption']}>
        {currency} a day (UTC), of runs that are priced.
        {highest !== undefined &&
          highest.cost > 0 &&
          ` The dearest day, ${highest.label}, cost ${amountInWords(highest.amount)} ${currency}.`}{' '}
        A column leads to its runs.
      </figcaption>
    </figure>
  )
}

const TICK = { fill: 'var(--ds-ink-3)', fontSize: 11 }

function short(value: number): string {
  return value === 0 ? '0' : amountInWords(value.toFixed(6)).replace(/\.00$/, '')
}
