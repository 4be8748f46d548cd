import { highestRate } from '../detection/stream/rate-bound.ts'
import { evidenceOfRate, observeRate, type RateState, startRate } from '../detection/stream/rate-detector.ts'
import { wilson } from '../runs/wilson.ts'
import type { Share } from './signals.ts'

/** One hour of a share. */
export interface SharePoint extends Share {
  readonly at: Date
}

/** What a watch remembers from one look to the next; plain JSON. */
export interface ShareMemory {
  /** The baseline that it is held against. */
  readonly baseline: string
  /** Milliseconds since the epoch: hours before it don't count (a baseline's own, or those before the last calm). */
  readonly from: number
  /** The hours up to here (not included) are in `state`; later ones are looked at afresh each time. */
  readonly through: number
  /** Of the hours in `state`; a late record changes it, and then all are taken in again. */
  readonly digest: number
  readonly state: RateState
  /** While it is departed: since when by the data, and when that was found. */
  readonly departed: { readonly since: number; readonly foundAt: number } | null
}

export type ShareStanding =
  | { readonly kind: 'unknown'; readonly why: string; readonly memory: ShareMemory | null; readonly calmed: boolean }
  | {
      readonly kind: 'well'
      readonly memory: ShareMemory
      readonly recent: Share
      readonly e: number
      /** True where this look ended a departure. */
      readonly calmed: boolean
    }
  | {
      readonly kind: 'departed'
      readonly memory: ShareMemory
      readonly since: Date
      readonly foundAt: Date
      /** What it is since then. */
      readonly departedShare: Share
      readonly e: number
      /** True where this look found it. */
      readonly raised: boolean
    }

export interface ShareWatch {
  readonly baseline: { readonly id: string; readonly to: Date; readonly share: Share }
  /** The hours since the baseline, oldest first. */
  readonly points: readonly SharePoint[]
  readonly memory: ShareMemory | null
  readonly now: Date
}

/** Days to the first false alarm of one share, on average at least. */
export const SHARE_ARL_DAYS = 3_650
/** A baseline of fewer says nothing. */
export const LEAST_BASELINE = 30
/** What a look back needs to say that it is well again. */
const CALM_DAYS = 3
const LEAST_CALM = 30
/** Hours older than this are settled: they are kept in the detector's state. Late records are still taken in. */
const SETTLED_MS = 6 * 3_600_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/**
 * Looks once at a share. The same hours give the same answer, however often and in how many steps one looked before:
 * `memory` only saves work, and where a record came late into hours that it has taken in, all are taken in again.
 */
export function watchShare({ baseline, points, memory, now }: ShareWatch): ShareStanding {
  const { share } = baseline
  if (share.n < LEAST_BASELINE) {
    return {
      kind: 'unknown',
      why: `The baseline says nothing about it: ${String(share.n)} of ${String(LEAST_BASELINE)} are needed.`,
      memory: null,
      calmed: memory?.departed != null,
    }
  }
  const known = memory !== null && memory.baseline === baseline.id ? memory : null
  const from = known?.from ?? baseline.to.getTime()
  const told = points.filter(({ at }) => at.getTime() >= from && at <= now)
  const all = points.filter(({ at }) => at >= baseline.to && at <= now)
  const settled = now.getTime() - SETTLED_MS
  const start = known !== null && known.digest === digestOf(told, known.through) ? known : null
  const state = start?.state ?? startRate({ kind: 'counted', n: share.n, hits: share.hits }, SETTINGS)
  const [kept, whole] = takeIn(state, told, start?.through ?? from, settled)
  const through = Math.max(start?.through ?? from, Math.floor(settled / HOUR_MS) * HOUR_MS)
  const next: ShareMemory = {
    baseline: baseline.id,
    from,
    through,
    digest: digestOf(told, through),
    state: kept,
    departed: known?.departed ?? null,
  }
  const { e, alarmed } = evidenceOfRate(whole)
  if (next.departed === null && !alarmed) {
    if (sum(all).n === 0) {
      return { kind: 'unknown', why: 'Nothing has come since the baseline.', memory: next, calmed: false }
    }
    return { kind: 'well', memory: next, recent: sum(lastDays(all, now, 7)), e, calmed: false }
  }
  if (next.departed !== null && isWellAgain(told, share, now)) {
    const fresh = startRate({ kind: 'counted', n: share.n, hits: share.hits }, SETTINGS)
    const at = Math.ceil(now.getTime() / HOUR_MS) * HOUR_MS
    const calm = { ...next, from: at, through: at, digest: digestOf([], at), state: fresh, departed: null }
    return { kind: 'well', memory: calm, recent: sum(lastDays(told, now, CALM_DAYS)), e: 0, calmed: true }
  }
  const departed = next.departed ?? { since: beganAt(told, share)?.getTime() ?? now.getTime(), foundAt: now.getTime() }
  return {
    kind: 'departed',
    memory: { ...next, departed },
    since: new Date(departed.since),
    foundAt: new Date(departed.foundAt),
    departedShare: sum(told.filter(({ at }) => at.getTime() >= departed.since)),
    e,
    raised: next.departed === null,
  }
}

/** Days in which an owner expects one page without cause at most, over all her streams (see page-budget.ts). */
export const PAGE_BUDGET_DAYS = 91
/** So sure of the baseline's bound that 500 streams of one owner are within her budget (see `settingsWithin`). */
const CONFIDENCE = 0.999
const SETTINGS = { direction: 'up', arl: SHARE_ARL_DAYS, confidence: CONFIDENCE } as const

/** Takes the hours from `through` on in: the state with the settled ones, and that with all of them. */
function takeIn(
  state: RateState,
  points: readonly SharePoint[],
  through: number,
  settled: number,
): readonly [kept: RateState, whole: RateState] {
  const edge = Math.floor(settled / HOUR_MS) * HOUR_MS
  let [kept, whole] = [state, state]
  // The ARL counts days: a day passes with its first hour that has something.
  const days = new Set(points.filter(({ at, n }) => at.getTime() < through && n > 0).map(({ at }) => dayNumber(at)))
  for (const { at, n, hits } of points) {
    if (at.getTime() < through || n === 0) continue
    const day = dayNumber(at)
    whole = observeRate(whole, { n, hits, ticks: days.has(day) ? 0 : 1 })
    days.add(day)
    if (at.getTime() < edge) kept = whole
  }
  return [kept, whole]
}

/**
 * Since when a share is higher than its baseline: the hour from which on the likelihood ratio of the share there against
 * the baseline's is greatest, max over s of Σ k·ln(p₁/p₀) + (n−k)·ln((1−p₁)/(1−p₀)) with p₁ the share from s on (the
 * maximum likelihood estimate of a change point: Hinkley, Biometrika 57, 1970). Null where no hour on is higher.
 */
export function beganAt(points: readonly SharePoint[], baseline: Share): Date | null {
  const p0 = Math.min(1 - 1e-9, Math.max(1e-9, baseline.hits / Math.max(1, baseline.n)))
  let [n, hits, best] = [0, 0, 0]
  let since: Date | null = null
  for (const point of points.toReversed()) {
    n += point.n
    hits += point.hits
    if (n === 0 || hits / n <= p0) continue
    const ratio = likelihood(hits, n, hits / n) - likelihood(hits, n, p0)
    // An hour in which nothing came begins nothing.
    if (ratio > best && point.n > 0) {
      best = ratio
      since = point.at
    }
  }
  return since
}

function likelihood(hits: number, n: number, p: number): number {
  return (hits === 0 ? 0 : hits * Math.log(p)) + (n === hits ? 0 : (n - hits) * Math.log(1 - p))
}

/** The last days lie within what the baseline leaves plausible. */
function isWellAgain(points: readonly SharePoint[], baseline: Share, now: Date): boolean {
  const recent = sum(lastDays(points, now, CALM_DAYS))
  if (recent.n < LEAST_CALM) return false
  const bound = highestRate({ kind: 'counted', n: baseline.n, hits: baseline.hits }, 0.95)
  return recent.hits / recent.n <= bound && wilson(recent.hits, recent.n).low <= baseline.hits / baseline.n
}

function lastDays(points: readonly SharePoint[], now: Date, days: number): readonly SharePoint[] {
  const from = now.getTime() - days * DAY_MS
  return points.filter(({ at }) => at.getTime() >= from)
}

function sum(points: readonly Share[]): Share {
  return { hits: points.reduce((k, { hits }) => k + hits, 0), n: points.reduce((m, { n }) => m + n, 0) }
}

/** Says with all but certainty whether the hours before an instant are the same: modulo 2^31 − 1. */
function digestOf(points: readonly SharePoint[], through: number): number {
  let digest = 1
  for (const { at, n, hits } of points) {
    if (at.getTime() >= through || n === 0) continue
    for (const part of [Math.floor(at.getTime() / HOUR_MS), n, hits]) digest = (digest * 48_271 + part) % 2_147_483_647
  }
  return digest
}

function dayNumber(at: Date): number {
  return Math.floor(at.getTime() / DAY_MS)
}
