import { observeRate, type RateBaseline, seededRandom, startRate } from '@dayshift/core'
import { startAdwin } from './adwin.ts'
import { marginOf, meanOf } from './draw.ts'
import { startPageHinkley } from './page-hinkley.ts'

/** Takes whether a unit was correct; says whether it alarms. */
type Watch = (correct: boolean) => boolean

const BEFORE = 0.92
const AFTER = 0.82
const ARL = 1e4
const HISTORY = 1000
const MOST_DELAY = 20_000
/** Run lengths are cut here, so that the mean of a detector that never alarms is told as "at least". */
const MOST_RUN = 60_000

const WATCHES: Readonly<Record<string, () => Watch>> = {
  'Dayshift, 92 % known': () => dayshift({ kind: 'known', rate: BEFORE }),
  'oracle Shiryaev–Roberts, 92 % and 82 % known': oracle,
  'ADWIN, δ = .002': () => adwin(0.002),
  // Loosened by simulation until its run length is about that of the others.
  'ADWIN, δ = .3': () => adwin(0.3),
  'Page–Hinkley, λ = 50': () => {
    const observe = startPageHinkley()
    return (correct) => observe(correct ? 0 : 1)
  },
}

export interface Delay {
  readonly detector: string
  /** Observations from the change after 1,000 unchanged ones to the alarm, where none was earlier. */
  readonly delay: number
  readonly margin: number
  /** The same with a change at the very start. */
  readonly delayFromStart: number | null
  /** Share of the streams that alarmed within the 1,000 unchanged observations. */
  readonly early: number
  /** Measured mean run length without a change, cut at 60,000. */
  readonly runLength: number
}

/** How long a fall of correctness from 92 % to 82 % goes unnoticed. */
export function measureDelays(): readonly Delay[] {
  return Object.entries(WATCHES).map(([detector, start]) => {
    const random = seededRandom(`delay ${detector}`)
    const after = Array.from({ length: 3000 }, () => delayOf(start(), HISTORY, random))
    const found = after.filter((delay) => delay > 0)
    // Without a before, a detector that learns it has nothing to tell.
    const knowsBefore = detector.includes('known')
    const atOnce = Array.from({ length: knowsBefore ? 3000 : 0 }, () => delayOf(start(), 0, random))
    const runs = Array.from({ length: knowsBefore ? 400 : 100 }, () => runLengthOf(start(), random))
    return {
      detector,
      delay: meanOf(found),
      margin: marginOf(found),
      delayFromStart: knowsBefore ? meanOf(atOnce) : null,
      early: 1 - found.length / after.length,
      runLength: meanOf(runs),
    }
  })
}

export interface BaselineCase {
  readonly baseline: string
  /** Share of streams of 92 % that alarm within so many observations, though nothing changes. */
  readonly early: Readonly<Record<'within500' | 'within1000' | 'within2000' | 'within5000', number>>
  readonly delay: number
}

/** What a baseline of 500 observations costs: early alarms where it is taken as certain, delay where its bound is used. */
export function measureBaselines(): readonly BaselineCase[] {
  const cases: Readonly<Record<string, (hits: number) => RateBaseline>> = {
    'its rate taken as certain': (hits) => ({ kind: 'known', rate: hits / 500 }),
    'its 95 % bound': (hits) => ({ kind: 'counted', n: 500, hits }),
    'the true rate': () => ({ kind: 'known', rate: BEFORE }),
  }
  return Object.entries(cases).map(([baseline, asBaseline]) => {
    const random = seededRandom(`baseline ${baseline}`)
    const start = (): Watch => dayshift(asBaseline(hitsOf(500, BEFORE, random)))
    const runs = Array.from({ length: 1500 }, () => runLengthOf(start(), random, 5001))
    const share = (within: number): number => runs.filter((run) => run <= within).length / runs.length
    const delays = Array.from({ length: 1500 }, () => delayOf(start(), HISTORY, random)).filter((delay) => delay > 0)
    return {
      baseline,
      early: {
        within500: share(500),
        within1000: share(1000),
        within2000: share(2000),
        within5000: share(5000),
      },
      delay: meanOf(delays),
    }
  })
}

function dayshift(baseline: RateBaseline): Watch {
  let state = startRate(baseline, { direction: 'down', arl: ARL })
  return (correct) => {
    state = observeRate(state, { n: 1, hits: correct ? 1 : 0 })
    return state.alarmedAt !== null
  }
}

function adwin(delta: number): Watch {
  const observe = startAdwin(delta)
  return (correct) => observe(correct ? 1 : 0)
}

/** Knows both rates, which nobody does. */
function oracle(): Watch {
  let sum = 0
  return (correct) => {
    sum = (sum + 1) * (correct ? AFTER / BEFORE : (1 - AFTER) / (1 - BEFORE))
    return sum >= ARL
  }
}

/** 0 where it alarms before the change. */
function delayOf(watch: Watch, history: number, random: () => number): number {
  for (let i = 0; i < history; i++) if (watch(random() < BEFORE)) return 0
  for (let i = 1; i <= MOST_DELAY; i++) if (watch(random() < AFTER)) return i
  return MOST_DELAY
}

function runLengthOf(watch: Watch, random: () => number, most: number = MOST_RUN): number {
  for (let i = 1; i < most; i++) if (watch(random() < BEFORE)) return i
  return most
}

function hitsOf(n: number, rate: number, random: () => number): number {
  let hits = 0
  for (let i = 0; i < n; i++) if (random() < rate) hits++
  return hits
}
