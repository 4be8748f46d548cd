import { measureBaselines, measureDelays } from './delays.ts'
import { measureLookingBack } from './looking-back.ts'
import { measureBudgetDelays, measurePages } from './pages.ts'

const GOALS = { ofOracle: 1.1, adwin: 5, early: 0.03, falsePages: 1 }

/**
 * Detection on streams, simulated and seeded, so that each run gives the same figures: delay, early alarms, false pages,
 * since when. How long it measures doesn't depend on `--seconds`.
 */
export async function bench(): Promise<unknown> {
  const delays = told('Observations to the alarm, correctness from 92 % to 82 %, ARL 10,000', measureDelays)
  const baselines = told('Streams of 92 % with a baseline of 500 that alarm early', measureBaselines)
  const pages = told('False pages per owner and quarter: 600 unchanged streams of 1,000 a day', measurePages)
  const budgetDelays = told('Days to the page within the budget, correctness from 92 % to 82 %', measureBudgetDelays)
  const lookingBack = told('Since when, by 60 days of history', measureLookingBack)

  const [own, oracle, adwin] = delays
  const measured = {
    ofOracle: (own?.delay ?? NaN) / (oracle?.delay ?? NaN),
    adwin: (adwin?.delay ?? NaN) / (own?.delay ?? NaN),
    early: baselines[1]?.early.within2000 ?? NaN,
    falsePages: Math.max(pages[0]?.falsePages ?? NaN, pages[1]?.falsePages ?? NaN),
  }
  const goals = [
    {
      goal: `delay ≤ ${GOALS.ofOracle} × oracle`,
      measured: measured.ofOracle,
      reached: measured.ofOracle <= GOALS.ofOracle,
    },
    { goal: `≥ ${GOALS.adwin} × shorter than ADWIN`, measured: measured.adwin, reached: measured.adwin >= GOALS.adwin },
    { goal: `early alarms ≤ ${GOALS.early}`, measured: measured.early, reached: measured.early <= GOALS.early },
    {
      goal: `false pages ≤ ${GOALS.falsePages}`,
      measured: measured.falsePages,
      reached: measured.falsePages <= GOALS.falsePages,
    },
  ]
  console.error('\nGoals')
  for (const goal of goals) console.error(`  ${lineOf(goal)}`)
  return { goals, delays, baselines, pages, budgetDelays, lookingBack }
}

function told<T extends object>(title: string, measure: () => readonly T[]): readonly T[] {
  const from = performance.now()
  const rows = measure()
  console.error(`\n${title} (${((performance.now() - from) / 1000).toFixed(0)} s)`)
  for (const row of rows) console.error(`  ${lineOf(row)}`)
  return rows
}

function lineOf(row: object): string {
  return Object.entries(row)
    .map(([key, value]) => `${key}: ${wordOf(value)}`)
    .join(', ')
}

function wordOf(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toPrecision(3)
  return typeof value === 'object' && value !== null ? `{ ${lineOf(value)} }` : String(value)
}
