import { describe, expect, test } from 'vitest'
import type { Baseline, BaselineStatistics } from './baseline.ts'
import { NOTHING_DECIDED } from './decided.ts'
import { isAskedModel, judgeAskedModel, judgeDistribution, judgeSpend, judgeVolume } from './judge-states.ts'
import { modelKey } from './tally-run.ts'
import { createTally, EMPTY_TALLY, type Tally } from './tally.ts'
import { valueBucket } from './value-buckets.ts'
import { sinceDay } from './volume.ts'

const DAY = 86_400_000
/** A Monday. */
const START = Date.parse('2026-09-07T00:00:00Z')
const dayAt = (i: number) => new Date(START + i * DAY)
const dayName = (i: number) => dayAt(i).toISOString().slice(0, 10)
const isWeekend = (i: number) => i % 7 >= 5

/** Four weeks of 100 ± 5 runs and 10 ± .5 USD on working days, a tenth of it at weekends. */
function baselineOf(tally: Tally = EMPTY_TALLY): Baseline {
  const days = Array.from({ length: 28 }, (_, i) => i)
  const around = (i: number) => (isWeekend(i) ? 0.1 : 1) * (1 + ((i % 3) - 1) * 0.05)
  const statistics: BaselineStatistics = {
    tally,
    decided: NOTHING_DECIDED,
    week: { runs: [], hours: [] },
    days: days.map((i) => ({ day: dayName(i), runs: Math.round(100 * around(i)) })),
    slices: [],
    spend: { currency: 'USD', days: days.map((i) => 10 * around(i)) },
  }
  return { id: 'b', name: 'Four weeks', source: 'hand', from: dayAt(0), to: dayAt(28), statistics }
}

describe('what is normal on such a weekday', () => {
  const spent = (amounts: readonly number[]) =>
    amounts.map((amount, i) => ({ day: dayName(28 + i), amount, currency: 'USD' }))
  const usual = (i: number) => (isWeekend(i) ? 1 : 10)

  test('S323 S324 the cost of a working day is no normal Sunday’s, and a Sunday’s is judged by Sundays', () => {
    const week = [0, 1, 2, 3, 4, 5, 6].map(usual)
    // It is Monday; yesterday was a Sunday.
    expect(judgeSpend(baselineOf(), spent(week), dayAt(35))).toMatchObject({ verdict: 'same' })
    const dear = judgeSpend(baselineOf(), spent([...week.slice(0, 6), 10]), dayAt(35))
    expect(dear).toMatchObject({ verdict: 'moved', since: dayAt(34) })
    expect(dear.sentence).toMatch(/is normal on such a weekday\.$/)
  })

  test('S255 S323 since when a day costs more is the step of the days against their weekdays', () => {
    const amounts = Array.from({ length: 21 }, (_, i) => usual(i) * (i < 14 ? 1 : 1.8) * (1 + (i % 3) * 0.01))
    const judged = judgeSpend(baselineOf(), spent(amounts), dayAt(28 + 19))
    expect(judged).toMatchObject({ verdict: 'moved', since: dayAt(28 + 14) })
    expect(judged.verdict === 'moved' && judged.between).toBeTruthy()
    expect(sinceDay(amounts.map((_, i) => ({ day: dayName(i), ratio: 1 })))).toBeNull()
  })

  test('S296 a wider threshold that was accepted widens what is normal on a day', () => {
    const amounts = [10, 10, 10, 10, 10, 1, 1, 14]
    expect(judgeSpend(baselineOf(), spent(amounts), dayAt(36))).toMatchObject({ verdict: 'moved' })
    expect(judgeSpend(baselineOf(), spent(amounts), dayAt(36), 2)).toMatchObject({ verdict: 'same' })
  })

  test('S253 a Sunday with the runs of a working day departs, one with a Sunday’s does not', () => {
    const hours = (runs: number) => {
      const tally = createTally()
      tally.count('runs', runs)
      return [{ hour: dayAt(34), tally: tally.tally(), decided: NOTHING_DECIDED }]
    }
    expect(judgeVolume(baselineOf(), hours(10), dayAt(35))).toMatchObject({ verdict: 'same' })
    expect(judgeVolume(baselineOf(), hours(100), dayAt(35))).toMatchObject({ verdict: 'moved' })
    expect(judgeVolume(baselineOf(), [], dayAt(35))).toMatchObject({ verdict: 'same' })
  })
})

describe('which model answers', () => {
  test('S246 a dated or numbered version is the model that was asked for; another size or name is not', () => {
    for (const [asked, answered] of [
      ['gpt-4o', 'gpt-4o-2024-08-06'],
      ['openai/gpt-4o', 'gpt-4o'],
      ['claude-sonnet-4-latest', 'claude-sonnet-4-20250514'],
      ['Mistral-Small', 'mistral-small-2503'],
      ['llama3', 'llama3:latest'],
    ] as const) {
      expect([asked, answered, isAskedModel(asked, answered)]).toEqual([asked, answered, true])
    }
    for (const [asked, answered] of [
      ['gpt-4o', 'gpt-4o-mini'],
      ['gpt-4o', 'gpt-4o-mini-2024-07-18'],
      ['gpt-4o-2024-08-06', 'gpt-4o-2024-11-20'],
      ['gpt-4', 'gpt-4o'],
    ] as const) {
      expect([asked, answered, isAskedModel(asked, answered)]).toEqual([asked, answered, false])
    }
  })

  test('S246 calls that tell no model can not be judged', () => {
    const tally = createTally()
    tally.put('model', modelKey(null, 'small-model'))
    const hours = [{ hour: dayAt(0), tally: tally.tally(), decided: NOTHING_DECIDED }]
    expect(judgeAskedModel(hours, dayAt(0))).toMatchObject({ verdict: 'unknown' })
  })
})

describe('distributions of the inputs', () => {
  const values = (n: number, every: number, other: number) => {
    const tally = createTally()
    for (let i = 0; i < n; i += 1) {
      const key = valueBucket(i % every === 0 ? other : 10)
      tally.put('num:/amount', key)
    }
    return tally.tally()
  }

  test('S253 the effect decides whether it is a move, and whether somebody is told', () => {
    const baseline = baselineOf(values(2_000, 1_000_000, 10))
    const judge = (every: number, n = 20_000, factor = 1) =>
      judgeDistribution(
        'num:/amount',
        baseline,
        [{ hour: dayAt(30), tally: values(n, every, 90), decided: NOTHING_DECIDED }],
        dayAt(31),
        factor,
      )
    // 1 of 14 is .07 away: no move with 20,000 values.
    expect(judge(14)).toMatchObject({ verdict: 'same' })
    expect(judge(6)).toMatchObject({ verdict: 'moved', isSmall: true })
    expect(judge(3)).toMatchObject({ verdict: 'moved', isSmall: false })
    expect(judge(3, 20_000, 2)).toMatchObject({ verdict: 'moved', isSmall: true })
    // As far away, and of so few values that it may be chance.
    expect(judge(3, 49)).toMatchObject({ verdict: 'unknown' })
  })
})
