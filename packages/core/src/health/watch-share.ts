import type { AlertVerdict } from '../alerts/alert.ts'
import { highestRate, type RateBaseline } from '../detection/stream/rate-bound.ts'
import { evidenceOfRate, observeRate, type RateState, startRate } from '../detection/stream/rate-detector.ts'
import { sinceRate } from '../detection/stream/since.ts'
import { wilson } from '../runs/wilson.ts'
import type { Share } from './signals.ts'
import { DAY_MS } from '../time.ts'

/** One hour of a share. */
export interface SharePoint extends Share {
  readonly at: Date
}

/** What a watch remembers from one look to the next; plain JSON. */
export interface ShareMemory {
  /** The baseline that it is held against. */
  readonly baseline: string
  /** How much wider than by itself it is judged. */
  readonly factor: number
  /** Milliseconds since the epoch: hours before it don't count (a baseline's own, or those before the last calm or answer). */
  readonly from: number
  /** The hours up to here (not included) are in `state`; later ones are looked at afresh each time. */
  readonly through: number
  /** Of the hours in `state`; a late record changes it, and then all are taken in again. */
  readonly digest: number
  /** Null where a detector begins anew with the next hour. */
  readonly state: RateState | null
  /** What a person called normal by answering "noise"; it is held against this instead of the baseline. */
  readonly normal: Share | null
  /** How it stood when a person answered "useful": what is no worse than that is not told again. */
  readonly known: Share | null
  /** While it is departed: since when by the data, and when that was found. */
  readonly departed: SharesDeparture | null
}

interface SharesDeparture {
  readonly since: number
  /** The departure began within these hours with 95 % confidence; null where that can't be told. */
  readonly between: readonly [from: number, to: number] | null
  readonly foundAt: number
  /** When a person answered that it is so; null while nobody has. */
  readonly answeredAt: number | null
}

/** What a person said of an alert when she resolved it. */
export interface Answer {
  readonly verdict: AlertVerdict
  readonly at: Date
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
      readonly between: { readonly from: Date; readonly to: Date } | null
      readonly foundAt: Date
      /** When a person answered that it is so: from then on only what is worse is told. */
      readonly answeredAt: Date | null
      /** What it is since then. */
      readonly departedShare: Share
      readonly e: number
      /** True where this look found it. */
      readonly raised: boolean
    }

export interface ShareWatch {
  readonly baseline: { readonly id: string; readonly to: Date; readonly reference: RateBaseline }
  /** The hours since the baseline, oldest first. */
  readonly points: readonly SharePoint[]
  readonly memory: ShareMemory | null
  /** The last answer to an alert of it. */
  readonly answer?: Answer | null
  /** How much wider than by itself it is judged, as its owner accepted: the distance to the bound times this. */
  readonly factor?: number
  readonly now: Date
}

/** Days to the first false alarm of one share, on average at least. */
export const SHARE_ARL_DAYS = 3_650
/** A baseline of fewer says nothing. */
export const LEAST_BASELINE = 30
/** What a look back needs to say that it is well again. */
const CALM_DAYS = 3
const LEAST_CALM = 30
const RECENT_DAYS = 7
/** Hours older than this are settled: they are kept in the detector's state. Late records are still taken in. */
const SETTLED_MS = 6 * 3_600_000
const HOUR_MS = 3_600_000

/**
 * Looks once at a share. The same hours give the same answer, however often and in how many steps one looked before:
 * `memory` only saves work, and where a record came late into hours that it has taken in, all are taken in again.
 *
 * An answer to its alert ends the detector: what it had gathered never alarms again. The new one begins with the hour
 * after the answer, held against how it stood since the departure, with that figure's own uncertainty: "noise" says that
 * this is normal, "useful" that it is known, so that only what is worse is told. Another baseline is a new detector as well.
 */
export function watchShare({ baseline, points, memory, answer = null, factor = 1, now }: ShareWatch): ShareStanding {
  const { id, reference } = baseline
  const kept = memory !== null && memory.baseline === id ? memory : null
  // What had departed from another baseline is over with it.
  const dropped = kept === null && memory?.departed != null
  if (reference.kind !== 'known' && reference.n < LEAST_BASELINE) {
    return {
      kind: 'unknown',
      why: `The baseline says nothing about it: ${String(reference.n)} of ${String(LEAST_BASELINE)} are needed.`,
      memory: null,
      calmed: memory?.departed != null,
    }
  }
  const known = kept === null || answer === null ? kept : afterAnswer(kept, answer, reference, points)
  const calmedByAnswer = kept?.departed != null && known?.departed === null
  const normal = known?.normal == null ? reference : like(reference, known.normal)
  const against = known?.known == null ? normal : like(reference, known.known)
  const begin = () => startRate(widened(against, factor), SETTINGS)
  const from = known?.from ?? baseline.to.getTime()
  const told = points.filter(({ at }) => at.getTime() >= from && at <= now)
  const all = points.filter(({ at }) => at >= baseline.to && at <= now)
  const settled = now.getTime() - SETTLED_MS
  const start =
    known !== null && known.state !== null && known.factor === factor && known.digest === digestOf(told, known.through)
      ? { state: known.state, through: known.through }
      : null
  const [settledState, whole] = takeIn(start?.state ?? begin(), told, start?.through ?? from, settled)
  const through = Math.max(start?.through ?? from, Math.floor(settled / HOUR_MS) * HOUR_MS)
  const next: ShareMemory = {
    baseline: id,
    factor,
    from,
    through,
    digest: digestOf(told, through),
    state: settledState,
    normal: known?.normal ?? null,
    known: known?.known ?? null,
    departed: known?.departed ?? null,
  }
  const { e, alarmed } = evidenceOfRate(whole)
  const calmed = dropped || calmedByAnswer
  if (next.departed === null && !alarmed) {
    const recent = sum(lastDays(all, now, RECENT_DAYS))
    if (recent.n > 0) return { kind: 'well', memory: next, recent, e, calmed }
    const why = sum(all).n === 0 ? 'Nothing has come since the baseline.' : 'Nothing has come in the last 7 days.'
    return { kind: 'unknown', why, memory: next, calmed }
  }
  if (next.departed !== null && isWellAgain(told, normal, now)) {
    const at = Math.ceil(now.getTime() / HOUR_MS) * HOUR_MS
    const calm = { ...next, from: at, through: at, digest: NO_HOURS, state: null, known: null, departed: null }
    return { kind: 'well', memory: calm, recent: sum(lastDays(told, now, CALM_DAYS)), e: 0, calmed: true }
  }
  // A departure that was answered, and is now worse than it was then, is found anew.
  const raised = next.departed === null || (next.departed.answeredAt !== null && alarmed)
  const departed = raised || next.departed === null ? departureOf(told, against, now) : next.departed
  const { since, between, foundAt, answeredAt } = departed
  return {
    kind: 'departed',
    memory: { ...next, departed },
    since: new Date(since),
    between: between === null ? null : { from: new Date(between[0]), to: new Date(between[1]) },
    foundAt: new Date(foundAt),
    answeredAt: answeredAt === null ? null : new Date(answeredAt),
    departedShare: sum(points.filter(({ at }) => at.getTime() >= since && at <= now)),
    e,
    raised,
  }
}

/** The memory after a person answered the alert of its departure; as it was where the answer speaks of an earlier one. */
function afterAnswer(
  memory: ShareMemory,
  { verdict, at }: Answer,
  reference: RateBaseline,
  points: readonly SharePoint[],
): ShareMemory {
  const { departed } = memory
  if (departed === null || at.getTime() < Math.max(departed.foundAt, (departed.answeredAt ?? -1) + 1)) return memory
  const stood = sum(points.filter((point) => point.at.getTime() >= departed.since && point.at <= at))
  const from = Math.floor(at.getTime() / HOUR_MS) * HOUR_MS + HOUR_MS
  const anew = { ...memory, from, through: from, digest: NO_HOURS, state: null }
  switch (verdict) {
    case 'noise': {
      // Too few to be a baseline of their own are added to what was normal before.
      const before = memory.normal ?? shareOf(reference)
      const normal = stood.n >= LEAST_BASELINE || before === null ? stood : sum([stood, before])
      return { ...anew, normal, known: null, departed: null }
    }
    case 'useful':
      return { ...anew, known: stood, departed: { ...departed, answeredAt: at.getTime() } }
    default:
      return verdict satisfies never
  }
}

/** A share as a baseline of the same kind as another: counts, or the sum of values in 0..1. */
function like(reference: RateBaseline, { hits, n }: Share): RateBaseline {
  return reference.kind === 'summed' ? { kind: 'summed', n, sum: hits } : { kind: 'counted', n, hits }
}

function shareOf(reference: RateBaseline): Share | null {
  switch (reference.kind) {
    case 'counted':
      return { hits: reference.hits, n: reference.n }
    case 'summed':
      return { hits: reference.sum, n: reference.n }
    case 'known':
      return null
    default:
      return reference satisfies never
  }
}

function meanOf(reference: RateBaseline): number {
  const share = shareOf(reference)
  if (share !== null) return share.hits / Math.max(1, share.n)
  return reference.kind === 'known' ? reference.rate : 0
}

/** The baseline whose bound lies `factor` times as far away. */
function widened(reference: RateBaseline, factor: number): RateBaseline {
  if (factor === 1) return reference
  const mean = meanOf(reference)
  const bound = highestRate(reference, CONFIDENCE)
  // What is certain has no distance to its bound: its odds are multiplied.
  const rate = bound > mean ? mean + factor * (bound - mean) : (factor * mean) / (1 + (factor - 1) * mean)
  return { kind: 'known', rate: Math.min(1, rate) }
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

/** Hours that the segmentation looks back over; its work grows with their square. */
const MOST_HOURS = 500

/**
 * Since when it departed: the retrospective segmentation of its hours (see since.ts), back over all segments that lie
 * beyond what the reference leaves plausible. Where it finds no step (a departure from the first hour on), the likeliest one.
 */
function departureOf(points: readonly SharePoint[], reference: RateBaseline, now: Date): SharesDeparture {
  const hours = points.filter(({ n }) => n > 0).slice(-MOST_HOURS)
  const at = (index: number) => hours[index]?.at.getTime() ?? now.getTime()
  const found = sinceRate(hours)
  const departure = { foundAt: now.getTime(), answeredAt: null }
  const bound = highestRate(reference, 0.95)
  if (found.kind === 'since' && found.after > bound) {
    const { changes, index, low, high } = found
    let first = changes.length - 1
    for (; first >= 0; first -= 1) {
      const before = sum(hours.slice(changes[first - 1] ?? 0, changes[first]))
      if (before.hits <= bound * before.n) break
    }
    const since = changes[first]
    if (since === index) return { ...departure, since: at(index), between: [at(low), at(high)] }
    // Where every hour that was looked at is beyond it, it began earlier than they do.
    if (since !== undefined) return { ...departure, since: at(since), between: null }
  }
  return { ...departure, since: beganAt(points, meanOf(reference))?.getTime() ?? now.getTime(), between: null }
}

/**
 * Since when a share is higher than normal: the hour from which on the likelihood ratio of the share there against the
 * normal one is greatest, max over s of Σ k·ln(p₁/p₀) + (n−k)·ln((1−p₁)/(1−p₀)) with p₁ the share from s on (the maximum
 * likelihood estimate of a change point: Hinkley, Biometrika 57, 1970). Null where no hour on is higher.
 */
export function beganAt(points: readonly SharePoint[], normal: number): Date | null {
  const p0 = Math.min(1 - 1e-9, Math.max(1e-9, normal))
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

/** The last days lie within what is normal. */
function isWellAgain(points: readonly SharePoint[], normal: RateBaseline, now: Date): boolean {
  const recent = sum(lastDays(points, now, CALM_DAYS))
  if (recent.n < LEAST_CALM) return false
  const bound = highestRate(normal, 0.95)
  return recent.hits / recent.n <= bound && wilson(recent.hits, recent.n).low <= meanOf(normal)
}

function lastDays(points: readonly SharePoint[], now: Date, days: number): readonly SharePoint[] {
  const from = now.getTime() - days * DAY_MS
  return points.filter(({ at }) => at.getTime() >= from)
}

function sum(points: readonly Share[]): Share {
  return { hits: points.reduce((k, { hits }) => k + hits, 0), n: points.reduce((m, { n }) => m + n, 0) }
}

const NO_HOURS = 1

/** Says with all but certainty whether the hours before an instant are the same: modulo 2^31 − 1. */
function digestOf(points: readonly SharePoint[], through: number): number {
  let digest = NO_HOURS
  for (const { at, n, hits } of points) {
    if (at.getTime() >= through || n === 0) continue
    for (const part of [Math.floor(at.getTime() / HOUR_MS), n, hits]) digest = (digest * 48_271 + part) % 2_147_483_647
  }
  return digest
}

function dayNumber(at: Date): number {
  return Math.floor(at.getTime() / DAY_MS)
}
