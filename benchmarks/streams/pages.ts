import {
  evidenceOfRate,
  observeRate,
  type PageBudget,
  type RateBaseline,
  type RateState,
  seededRandom,
  settingsWithin,
  startRate,
  whichPage,
} from '@dayshift/core'
import { drawHits, marginOf, meanOf } from './draw.ts'

const STREAMS = 600
const PER_DAY = 1000
const DAYS = 90
const BASELINE = 500

export interface PagesCase {
  readonly case: string
  readonly owners: number
  readonly streamsEach: number
  readonly quarters: number
  /** Per owner and quarter. */
  readonly falsePages: number
  readonly margin: number
  readonly worst: number
  /** Streams named on them; pages of one moment and owner are one. */
  readonly streamsNamed: number
}

interface Way {
  readonly name: string
  readonly owners: number
  readonly quarters: number
  readonly baseline: (hits: number, rate: number) => RateBaseline
  readonly page: 'budget' | 'each alone'
  /** Null: as the budget says. */
  readonly confidence: number | null
}

const counted = (hits: number): RateBaseline => ({ kind: 'counted', n: BASELINE, hits })
const certain = (hits: number): RateBaseline => ({ kind: 'known', rate: hits / BASELINE })

const known = (_: number, rate: number): RateBaseline => ({ kind: 'known', rate })

const WAYS: readonly Way[] = [
  { name: 'page budget', owners: 1, quarters: 10, baseline: counted, page: 'budget', confidence: null },
  { name: 'page budget', owners: 20, quarters: 10, baseline: counted, page: 'budget', confidence: null },
  // The hardest of unchanged streams: no bound of a baseline stands between them and the alarm.
  {
    name: 'page budget, true rates known',
    owners: 20,
    quarters: 10,
    baseline: known,
    page: 'budget',
    confidence: null,
  },
  { name: 'page budget, 95 % bounds', owners: 20, quarters: 3, baseline: counted, page: 'budget', confidence: 0.95 },
  {
    name: 'page budget, baselines taken as certain',
    owners: 20,
    quarters: 3,
    baseline: certain,
    page: 'budget',
    confidence: null,
  },
  {
    name: 'each stream for itself, ARL 10,000 observations, 95 % bounds',
    owners: 20,
    quarters: 3,
    baseline: counted,
    page: 'each alone',
    confidence: 0.95,
  },
]

/** 600 streams that never change, of rates between 2 % and 30 %, each with a baseline of 500: how many pages that makes. */
export function measurePages(): readonly PagesCase[] {
  return WAYS.map((way) => {
    const random = seededRandom(`pages ${way.name} ${way.owners}`)
    const streamsEach = STREAMS / way.owners
    const budget: PageBudget = { pages: 1, streams: streamsEach, ticks: DAYS }
    const counts: number[] = []
    let named = 0
    for (let quarter = 0; quarter < way.quarters; quarter++) {
      for (let owner = 0; owner < way.owners; owner++) {
        const quarterly = pagesOf(way, budget, random)
        counts.push(quarterly.pages)
        named += quarterly.named
      }
    }
    return {
      case: way.name,
      owners: way.owners,
      streamsEach,
      quarters: way.quarters,
      falsePages: meanOf(counts),
      margin: marginOf(counts),
      worst: Math.max(...counts),
      streamsNamed: named / counts.length,
    }
  })
}

function pagesOf(
  way: Way,
  budget: PageBudget,
  random: () => number,
): { readonly pages: number; readonly named: number } {
  const within = settingsWithin(budget)
  const confidence = way.confidence ?? within.confidence
  const arl = way.page === 'budget' ? within.arl : 10_000
  const settings = { direction: 'up', arl, confidence } as const
  const streams = Array.from({ length: budget.streams }, () => {
    const rate = 0.02 + 0.28 * random()
    return { rate, state: startRate(way.baseline(drawHits(random, BASELINE, rate), rate), settings) }
  })
  let [pages, named] = [0, 0]
  for (let day = 0; day < DAYS; day++) {
    for (const stream of streams) {
      const hits = drawHits(random, PER_DAY, stream.rate)
      stream.state = observeRate(stream.state, { n: PER_DAY, hits, ticks: way.page === 'budget' ? 1 : PER_DAY })
    }
    const paged = way.page === 'budget' ? whichPage(asStreams(streams), budget).page : alarmed(streams)
    // Pages of one moment and owner are one; for themselves, each is one.
    named += paged.length
    pages += way.page === 'budget' ? Math.min(1, paged.length) : paged.length
    for (const id of paged) {
      const stream = streams[Number(id)]
      // Answered "noise": a new baseline.
      if (stream === undefined) continue
      stream.state = startRate(way.baseline(drawHits(random, BASELINE, stream.rate), stream.rate), settings)
    }
  }
  return { pages, named }
}

export interface BudgetDelay {
  readonly streamsEach: number
  /** Runs from the change at the beginning of a day to the page at the end of a day. */
  readonly days: number
}

/** What the budget costs: one of an owner's streams falls from 92 % to 82 % correctness. */
export function measureBudgetDelays(): readonly BudgetDelay[] {
  return [30, 600].map((streamsEach) => {
    const random = seededRandom(`budget delay ${streamsEach}`)
    const budget: PageBudget = { pages: 1, streams: streamsEach, ticks: DAYS }
    const settings = { direction: 'up', ...settingsWithin(budget) } as const
    const days = Array.from({ length: 500 }, () => {
      let state = startRate(counted(drawHits(random, BASELINE, 0.08)), settings)
      for (let day = 0; day < 10; day++) state = oneDay(state, 0.08, random)
      for (let day = 1; day <= DAYS; day++) {
        state = oneDay(state, 0.18, random)
        if (whichPage([{ id: 'it', e: evidenceOfRate(state).e }], budget).page.length > 0) return day
      }
      return DAYS
    })
    return { streamsEach, days: meanOf(days) }
  })
}

function oneDay(state: RateState, rate: number, random: () => number): RateState {
  return observeRate(state, { n: PER_DAY, hits: drawHits(random, PER_DAY, rate), ticks: 1 })
}

function asStreams(streams: readonly { readonly state: RateState }[]): { readonly id: string; readonly e: number }[] {
  return streams.map(({ state }, i) => ({ id: String(i), e: evidenceOfRate(state).e }))
}

function alarmed(streams: readonly { readonly state: RateState }[]): readonly string[] {
  return streams.flatMap(({ state }, i) => (state.alarmedAt === null ? [] : [String(i)]))
}
