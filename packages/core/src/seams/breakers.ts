import { ATTRIBUTE_KINDS, type CaseFold, startOfWeek, type WeekTally } from './fold-cases.ts'
import type { LogNames } from './log-reader.ts'

/** Something about the log that was one way and then another: what breaks a seam that was built on it. */
export type Breaker =
  | {
      readonly kind: 'new-pair' | 'vanished-pair'
      readonly from: string
      readonly to: string
      readonly at: string
      readonly count: number
      readonly expected: number
    }
  | {
      readonly kind: 'doubled-volume'
      readonly from: string
      readonly to: string
      readonly at: string
      readonly perWeekBefore: number
      readonly perWeekAfter: number
    }
  | { readonly kind: 'renamed-attribute'; readonly attribute: string; readonly newName: string; readonly at: string }
  | { readonly kind: 'new-attribute' | 'vanished-attribute'; readonly attribute: string; readonly at: string }
  | {
      readonly kind: 'retyped-attribute'
      readonly attribute: string
      readonly was: string
      readonly is: string
      readonly at: string
    }

/** Handovers that a silence leaves out by the pair's own rate: as many come by chance in 1 of 20,000 silences. */
const SILENCE = 10
const LEAST_WEEKS = 4

/** Compares weeks with weeks; weeks from Monday, in UTC. The first and the last week are mostly cut off and count for nothing. */
export function findBreakers(fold: CaseFold, names: LogNames): readonly Breaker[] {
  const weeks = [...fold.weeks].sort(([a], [b]) => a - b).slice(1, -1)
  if (weeks.length < 2 * LEAST_WEEKS) return []
  return [...pairBreakers(fold, names, weeks), ...attributeBreakers(names, weeks)].sort(
    (a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0) || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1),
  )
}

type Weeks = readonly (readonly [number, WeekTally])[]

function pairBreakers(fold: CaseFold, names: LogNames, weeks: Weeks): Breaker[] {
  const all = weeks.map(([, { handovers }]) => handovers)
  const total = all.reduce((sum, count) => sum + count, 0)
  const upTo: number[] = [0]
  for (const count of all) upTo.push((upTo.at(-1) ?? 0) + count)
  return fold.pairs.flatMap((pair): Breaker[] => {
    if (pair.count < SILENCE) return []
    const [from, to] = [names.actor(pair.from), names.actor(pair.to)]
    const own = weeks.map(([week]) => pair.weeks.get(week)?.handovers ?? 0)
    const first = own.findIndex((count) => count > 0)
    const last = own.findLastIndex((count) => count > 0)
    if (first === -1) return []
    const count = own.reduce((sum, value) => sum + value, 0)
    // What the pair would have had in the silence, by its share of all handovers while it was there.
    const present = (upTo[last + 1] ?? 0) - (upTo[first] ?? 0)
    const rate = count / Math.max(1, present)
    const [before, after] = [rate * (upTo[first] ?? 0), rate * (total - (upTo[last + 1] ?? 0))]
    const breakers: Breaker[] = []
    if (first >= LEAST_WEEKS && before >= SILENCE && count >= SILENCE)
      breakers.push({
        kind: 'new-pair',
        from,
        to,
        at: dayOf(weeks[first]?.[0] ?? 0),
        count,
        expected: Math.round(before),
      })
    if (weeks.length - 1 - last >= LEAST_WEEKS && after >= SILENCE && count >= SILENCE)
      breakers.push({
        kind: 'vanished-pair',
        from,
        to,
        at: dayOf((weeks[last]?.[0] ?? 0) + 1),
        count,
        expected: Math.round(after),
      })
    const doubled = breakers.length === 0 ? doubledFrom(own.slice(first, last + 1)) : null
    if (doubled !== null)
      breakers.push({
        kind: 'doubled-volume',
        from,
        to,
        at: dayOf(weeks[first + doubled.at]?.[0] ?? 0),
        perWeekBefore: Math.round(doubled.before * 10) / 10,
        perWeekAfter: Math.round(doubled.after * 10) / 10,
      })
    return breakers
  })
}

/** Twice the log of the likelihood ratio that one change of rate needs: one in a million by chance. */
const CLEAR = 24

/**
 * The week from which on there is at least twice as much as before, where two Poisson rates explain the weeks clearly better
 * than one and the later weeks hold it.
 */
function doubledFrom(counts: readonly number[]): { at: number; before: number; after: number } | null {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (counts.length < 2 * LEAST_WEEKS || total < 40) return null
  let best: { at: number; before: number; after: number; ratio: number } | null = null
  let left = 0
  const part = (count: number, weeks: number) => (count === 0 ? 0 : count * Math.log(count / weeks))
  for (let at = 1; at <= counts.length - LEAST_WEEKS; at += 1) {
    left += counts[at - 1] ?? 0
    if (at < LEAST_WEEKS) continue
    const [before, after] = [left / at, (total - left) / (counts.length - at)]
    const ratio = 2 * (part(left, at) + part(total - left, counts.length - at) - part(total, counts.length))
    if (ratio > CLEAR && (best === null || ratio > best.ratio)) best = { at, before, after, ratio }
  }
  if (best === null || left === 0 || best.before < 1 || best.after < 2 * best.before) return null
  // Most of the later weeks must be above what was usual: one flood is no doubled volume.
  const { at, before } = best
  const later = counts.slice(at)
  return later.filter((count) => count > 1.5 * before).length > 0.7 * later.length ? best : null
}

/** An attribute is there where at least this share of a week's events have it. */
const PRESENT = 0.02
const LEAST_EVENTS = 20

function attributeBreakers(names: LogNames, weeks: Weeks): Breaker[] {
  const kinds = ATTRIBUTE_KINDS.length
  const dense = weeks.filter(([, { events }]) => events >= LEAST_EVENTS)
  if (dense.length < 2 * LEAST_WEEKS) return []
  const breakers: Breaker[] = []
  const gone: { place: number; at: number; share: number; kind: number }[] = []
  const come: typeof gone = []
  for (let place = 0; place < Math.min(names.attributes, 64); place += 1) {
    const rows = dense.map(([week, tally]) => {
      const counts = Array.from({ length: kinds }, (_, kind) => tally.kinds[place * kinds + kind] ?? 0)
      const filled = counts.reduce((sum, count) => sum + count, 0)
      return { week, filled, share: filled / tally.events, kind: counts.indexOf(Math.max(...counts)), counts }
    })
    const isThere = rows.map(({ share }) => share >= PRESENT)
    const first = isThere.indexOf(true)
    const last = isThere.lastIndexOf(true)
    if (first === -1) continue
    const inside = rows.slice(first, last + 1)
    const share = inside.reduce((sum, row) => sum + row.share, 0) / inside.length
    const kind = dominant(inside)
    // Rare attributes come and go; one that was on half of the events does not.
    if (share >= 0.5 && isThere.slice(first, last + 1).every(Boolean)) {
      if (first >= LEAST_WEEKS && rows.slice(0, first).every(({ filled }) => filled === 0))
        come.push({ place, at: rows[first]?.week ?? 0, share, kind })
      if (last < rows.length - LEAST_WEEKS && rows.slice(last + 1).every(({ filled }) => filled === 0))
        gone.push({ place, at: (rows[last]?.week ?? 0) + 1, share, kind })
    }
    const retyped = retypedFrom(inside)
    if (retyped !== null)
      breakers.push({
        kind: 'retyped-attribute',
        attribute: names.attribute(place),
        was: ATTRIBUTE_KINDS[retyped.was] ?? '',
        is: ATTRIBUTE_KINDS[retyped.is] ?? '',
        at: dayOf(retyped.week),
      })
  }
  const renamed = new Set<number>()
  for (const old of gone) {
    const next = come.find(
      (one) =>
        Math.abs(one.at - old.at) <= 1 &&
        one.kind === old.kind &&
        Math.abs(one.share - old.share) < 0.2 &&
        !renamed.has(one.place),
    )
    if (next === undefined) {
      breakers.push({ kind: 'vanished-attribute', attribute: names.attribute(old.place), at: dayOf(old.at) })
      continue
    }
    renamed.add(next.place)
    breakers.push({
      kind: 'renamed-attribute',
      attribute: names.attribute(old.place),
      newName: names.attribute(next.place),
      at: dayOf(next.at),
    })
  }
  for (const one of come)
    if (!renamed.has(one.place))
      breakers.push({ kind: 'new-attribute', attribute: names.attribute(one.place), at: dayOf(one.at) })
  return breakers
}

function dominant(rows: readonly { counts: readonly number[] }[]): number {
  const sums = ATTRIBUTE_KINDS.map((_, kind) => rows.reduce((sum, { counts }) => sum + (counts[kind] ?? 0), 0))
  return sums.indexOf(Math.max(...sums))
}

/** The week from which on nearly all values are of another kind than nearly all before. */
function retypedFrom(
  rows: readonly { week: number; filled: number; counts: readonly number[] }[],
): { week: number; was: number; is: number } | null {
  if (rows.length < 4) return null
  for (let at = 2; at <= rows.length - 2; at += 1) {
    const [before, after] = [rows.slice(0, at), rows.slice(at)]
    const [was, is] = [dominant(before), dominant(after)]
    if (was === is || !isPure(before, was) || !isPure(after, is)) continue
    return { week: rows[at]?.week ?? 0, was, is }
  }
  return null
}

function isPure(rows: readonly { filled: number; counts: readonly number[] }[], kind: number): boolean {
  const [own, all] = rows.reduce(([a, b], { filled, counts }) => [a + (counts[kind] ?? 0), b + filled], [0, 0])
  return all >= LEAST_EVENTS && own >= 0.95 * all
}

function dayOf(week: number): string {
  return new Date(startOfWeek(week)).toISOString().slice(0, 10)
}
