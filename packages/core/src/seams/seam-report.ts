import { DAY_MS } from '../time.ts'
import { counted } from '../workflows/in-words.ts'
import { type Breaker, findBreakers } from './breakers.ts'
import type { DiscoverySettings, LogFormat } from './discovery-settings.ts'
import type { CaseFold, PairTally } from './fold-cases.ts'
import type { LogReader } from './log-reader.ts'
import { type OutcomeEffect, outcomeEffect } from './outcome-effect.ts'
import { type Durations, exactDurations, sketchedDurations } from './quantiles.ts'
import { type DeclaredWorkaround, type RankedSeam, rankDiscovered, type Rates } from './rank-discovered.ts'
import type { Rejection } from './rejections.ts'
import { type SpecialActor, specialActor } from './special-actors.ts'

export interface SeamPair {
  readonly from: string
  readonly to: string
  readonly count: number
  readonly cases: number
  /** Of all cases. */
  readonly shareOfCases: number
  /** From the giver's last event to the taker's first, by the calendar. */
  readonly wait: Durations
  /** The same in working time; null without a business calendar. */
  readonly workingWait: Durations | null
  /** How often the case came straight back. */
  readonly pingPong: number
  readonly rework: { readonly count: number; readonly ms: number }
  /** Handovers taken up in batches: three or more with at most a minute between one and the next. Null where it can't be known. */
  readonly batched: { readonly count: number; readonly batches: number } | null
  /** Handovers between whose two events others name no actor. */
  readonly viaUnknown: number
  /** Attributes that were filled before and empty after, more often than between events of one actor. */
  readonly missingContext: readonly {
    readonly attribute: string
    readonly lost: number
    readonly of: number
    readonly shareElsewhere: number
  }[]
  /** Cases with the longest waits. */
  readonly examples: readonly { readonly case: string; readonly waitMs: number }[]
  /** Cases that came straight back most often. */
  readonly pingPongExamples: readonly { readonly case: string; readonly times: number }[]
}

export interface UnknowableFigure {
  /** Which figure, by its place in the report. */
  readonly figure: string
  readonly why: string
  /** Where in the log that shows. */
  readonly where?: unknown
}

export interface SeamReport {
  readonly log: {
    readonly cases: number
    readonly events: number
    readonly variants: number
    readonly from: string | null
    readonly to: string | null
    readonly rejected: number
  }
  readonly handovers: {
    readonly total: number | null
    readonly casesWith: number | null
    readonly pairs: readonly SeamPair[] | null
  }
  readonly returns: { readonly count: number | null; readonly cases: number | null }
  /** Returns after two or more others. */
  readonly loops: {
    readonly count: number | null
    readonly cases: number | null
    readonly bySteps: readonly { readonly steps: number; readonly count: number }[]
    readonly examples: readonly string[]
  }
  readonly rework: {
    readonly events: number
    readonly cases: number
    readonly activities: readonly { readonly activity: string; readonly events: number; readonly cases: number }[]
  }
  /** Actors that hand over to several in one case. */
  readonly fanOut:
    | readonly { readonly actor: string; readonly receivers: number; readonly casesWithSeveral: number }[]
    | null
  readonly nobody: {
    readonly eventsWithoutActor: number
    readonly handoversToNobody: number
    readonly special: readonly (SpecialActor & { readonly handoversTo: number; readonly handoversFrom: number })[]
  } | null
  readonly outcome: OutcomeEffect | null
  readonly unknowable: readonly UnknowableFigure[]
  readonly breakers: readonly Breaker[]
  readonly ranking: readonly RankedSeam[] | null
  /** How the log was read. */
  readonly read: {
    readonly format: LogFormat
    readonly encoding: string
    readonly delimiter: string | null
    readonly columns: DiscoverySettings['columns']
    readonly dateFormat: string
    readonly zone: string | null
    readonly objectType: string | null
    readonly rejected: readonly Rejection[]
    readonly notes: readonly string[]
  }
}

export interface Declared {
  readonly workarounds: readonly DeclaredWorkaround[]
  readonly rates: Rates | null
}

/** Says what was counted, and of what wasn't why it can't be known. */
export function seamReport(
  fold: CaseFold,
  reader: LogReader,
  settings: DiscoverySettings,
  declared: Declared,
): SeamReport {
  const hasActor = settings.columns.actor !== null && fold.actors.length > 0
  const pairs = hasActor ? pairsOf(fold, reader, settings) : null
  const { names, found } = reader
  return {
    log: {
      cases: fold.cases,
      events: fold.events,
      variants: fold.variants,
      from: fold.events === 0 ? null : new Date(fold.from).toISOString(),
      to: fold.events === 0 ? null : new Date(fold.to).toISOString(),
      rejected: reader.rejected.count,
    },
    handovers: {
      total: hasActor ? fold.handovers : null,
      casesWith: hasActor ? fold.casesWithHandover : null,
      pairs,
    },
    returns: { count: hasActor ? fold.returns : null, cases: hasActor ? fold.casesWithReturn : null },
    loops: {
      count: hasActor ? [...fold.loops.values()].reduce((sum, count) => sum + count, 0) : null,
      cases: hasActor ? fold.casesWithLoop : null,
      bySteps: [...fold.loops].map(([steps, count]) => ({ steps, count })).sort((a, b) => a.steps - b.steps),
      examples: fold.loopExamples.map(({ caseId }) => names.case(caseId)),
    },
    rework: {
      events: fold.reworkEvents,
      cases: fold.casesWithRework,
      activities: [...fold.reworkOf]
        .map(([activity, { events, cases }]) => ({ activity: names.activity(activity), events, cases }))
        .sort((a, b) => b.events - a.events || (a.activity < b.activity ? -1 : 1)),
    },
    fanOut: hasActor ? fanOutOf(fold, reader) : null,
    nobody: hasActor ? nobodyOf(fold, reader) : null,
    outcome: outcomeEffect(fold.outcomes, settings.columns.counter !== null),
    unknowable: unknowableOf(fold, reader, settings, hasActor, declared),
    breakers: findBreakers(fold, names),
    ranking:
      pairs === null
        ? null
        : rankDiscovered(
            pairs.map(({ from, to, count, wait, workingWait, rework }) => ({
              from,
              to,
              count,
              delayMs: Math.round((workingWait ?? wait).meanMs * count),
              reworkMs: rework.ms,
            })),
            fold.to - fold.from,
            declared.workarounds,
            declared.rates,
          ),
    read: {
      format: settings.format,
      encoding: found.encoding,
      delimiter: found.delimiter,
      columns: settings.columns,
      dateFormat: settings.dateFormat,
      zone: settings.zone,
      objectType: settings.objectType,
      rejected: reader.rejected.first,
      notes: found.notes,
    },
  }
}

/** Most handovers first. */
function pairsOf(fold: CaseFold, { names }: LogReader, settings: DiscoverySettings): readonly SeamPair[] {
  const values = fold.kept === null ? null : byPair(fold, fold.kept)
  const actors = fold.actors.map((_, actor) => names.actor(actor))
  return fold.pairs
    .map((pair, at): SeamPair => {
      const sums = { count: pair.count, sum: pair.waitSum, squares: pair.waitSquares }
      const work = { count: pair.count, sum: pair.workSum, squares: pair.workSquares }
      const own = values?.[at]
      return {
        from: actors[pair.from] ?? '',
        to: actors[pair.to] ?? '',
        count: pair.count,
        cases: pair.cases,
        shareOfCases: pair.cases / fold.cases,
        wait: own === undefined ? sketchedDurations(pair.sketch ?? new Map(), sums) : exactDurations(own.waits, sums),
        workingWait:
          settings.calendar === null
            ? null
            : own === undefined
              ? sketchedDurations(pair.workSketch ?? new Map(), work)
              : exactDurations(own.works, work),
        pingPong: pair.pingPong,
        rework: { count: pair.rework, ms: Math.round(pair.reworkMs) },
        batched: own === undefined ? null : batchesOf(own.times),
        viaUnknown: pair.viaUnknown,
        missingContext: missingContextOf(fold, pair, (place) => names.attribute(place)),
        examples: pair.longest.map(({ value, caseId }) => ({ case: names.case(caseId), waitMs: value })),
        pingPongExamples: pair.returned.map(({ value, caseId }) => ({ case: names.case(caseId), times: value })),
      }
    })
    .sort((a, b) => b.count - a.count || (a.from < b.from ? -1 : a.from > b.from ? 1 : a.to < b.to ? -1 : 1))
}

/** Waits, working time and instants of each pair, all sorted. */
function byPair({ pairs }: CaseFold, kept: NonNullable<CaseFold['kept']>) {
  const count = kept.pair.length
  const waits = new Float64Array(count)
  const times = new Float64Array(count)
  const works = new Float64Array(kept.work.length)
  // One list for all pairs, in which each has its own stretch.
  const next = new Uint32Array(pairs.length)
  let start = 0
  for (const [at, pair] of pairs.entries()) {
    next[at] = start
    start += pair.count
  }
  for (let at = 0; at < count; at += 1) {
    const pair = kept.pair.at(at)
    const place = next[pair]! // each kept handover is one of a pair
    waits[place] = kept.wait.at(at)
    times[place] = kept.at.at(at)
    if (works.length > 0) works[place] = kept.work.at(at)
    next[pair] = place + 1
  }
  return pairs.map((pair, at) => {
    const end = next[at]!
    const stretch = (list: Float64Array) => list.subarray(end - pair.count, end).sort()
    return { waits: stretch(waits), times: stretch(times), works: works.length === 0 ? works : stretch(works) }
  })
}

const BATCH_GAP_MS = 60_000
const BATCH_SIZE = 3

function batchesOf(times: Float64Array): { count: number; batches: number } {
  let count = 0
  let batches = 0
  let run = 1
  for (let at = 1; at <= times.length; at += 1) {
    if (at < times.length && times[at]! - times[at - 1]! <= BATCH_GAP_MS) run += 1
    else {
      if (run >= BATCH_SIZE) {
        count += run
        batches += 1
      }
      run = 1
    }
  }
  return { count, batches }
}

const LEAST_LOST = 3

function missingContextOf(
  fold: CaseFold,
  { attributes }: PairTally,
  nameOf: (place: number) => string,
): SeamPair['missingContext'] {
  const missing: SeamPair['missingContext'][number][] = []
  for (let place = 0; 2 * place < attributes.length; place += 1) {
    const of = attributes[2 * place] ?? 0
    const lost = attributes[2 * place + 1] ?? 0
    if (lost < LEAST_LOST) continue
    const carried = fold.within[2 * place] ?? 0
    const lostElsewhere = fold.within[2 * place + 1] ?? 0
    const shareElsewhere = carried === 0 ? 0 : lostElsewhere / carried
    if (lost / of > 2 * shareElsewhere && lost / of > shareElsewhere + 0.05)
      missing.push({ attribute: nameOf(place), lost, of, shareElsewhere: Math.round(shareElsewhere * 1e4) / 1e4 })
  }
  return missing.sort((a, b) => b.lost - a.lost || (a.attribute < b.attribute ? -1 : 1))
}

function fanOutOf(fold: CaseFold, { names }: LogReader): NonNullable<SeamReport['fanOut']> {
  const receivers = new Map<number, number>()
  for (const { from } of fold.pairs) receivers.set(from, (receivers.get(from) ?? 0) + 1)
  return fold.actors
    .map(({ fanOut }, actor) => ({
      actor: names.actor(actor),
      receivers: receivers.get(actor) ?? 0,
      casesWithSeveral: fanOut,
    }))
    .filter(({ casesWithSeveral }) => casesWithSeveral > 0)
    .sort(
      (a, b) => b.casesWithSeveral - a.casesWithSeveral || b.receivers - a.receivers || (a.actor < b.actor ? -1 : 1),
    )
}

function nobodyOf(fold: CaseFold, { names }: LogReader): NonNullable<SeamReport['nobody']> {
  const [to, from] = [new Map<number, number>(), new Map<number, number>()]
  for (const pair of fold.pairs) {
    to.set(pair.to, (to.get(pair.to) ?? 0) + pair.count)
    from.set(pair.from, (from.get(pair.from) ?? 0) + pair.count)
  }
  return {
    eventsWithoutActor: fold.unknownActors,
    handoversToNobody: fold.actors.reduce((sum, { toUnknown }) => sum + toUnknown, 0),
    special: fold.actors
      .flatMap((tally, actor) => {
        const special = tally.events === 0 ? null : specialActor(names.actor(actor), tally)
        return special === null
          ? []
          : [{ ...special, handoversTo: to.get(actor) ?? 0, handoversFrom: from.get(actor) ?? 0 }]
      })
      .sort(
        (a, b) => b.handoversTo + b.handoversFrom - a.handoversTo - a.handoversFrom || (a.actor < b.actor ? -1 : 1),
      ),
  }
}

function unknowableOf(
  fold: CaseFold,
  reader: LogReader,
  settings: DiscoverySettings,
  hasActor: boolean,
  declared: Declared,
): UnknowableFigure[] {
  const { columns } = settings
  const { times } = reader.found
  const list: UnknowableFigure[] = []
  if (fold.events === 0) list.push({ figure: 'log', why: `${emptyLog(reader)}: nothing can be seen in it` })
  else if (!hasActor)
    list.push({
      figure: 'handovers',
      why:
        columns.actor === null
          ? 'no resources: no handovers can be seen, as no column or key says who did what'
          : `no resources: no handovers can be seen, as no event has "${columns.actor}" filled`,
    })
  if (hasActor && fold.unknownActors > 0)
    list.push({
      figure: 'handovers',
      why: `${number(fold.unknownActors)} of ${number(fold.events)} events name no actor; a handover to whoever worked there can't be seen, and the wait goes on to the next one who is named`,
    })
  if (hasActor && columns.counter !== null) list.push(...counterOf(fold, reader))
  if (hasActor && fold.undecidedOrder > 0)
    list.push({
      figure: 'handovers.pairs',
      why: `the two events of ${counted(fold.undecidedOrder, 'handover')} carry the same time; which came first is taken from the order in which the log has them`,
    })
  if (hasActor && !fold.hasStarts)
    list.push({
      figure: 'handovers.pairs.wait',
      why: 'no beginnings of steps are read: waiting holds the time that the taker worked on her first step',
    })
  if (times.withoutOffset > 0 && settings.zone === null)
    list.push({
      figure: 'handovers.pairs.wait',
      why: `${number(times.withoutOffset)} times carry no offset and no zone is given; they were read as UTC, so that a wait across a change of clocks is an hour off`,
    })
  if (settings.calendar === null)
    list.push({
      figure: 'handovers.pairs.workingWait',
      why: 'no business calendar is given: nights, weekends and holidays count as waiting',
    })
  if (fold.kept === null)
    list.push({
      figure: 'handovers.pairs.batched',
      why: `there are more than ${number(settings.exactHandovers)} handovers: medians and 90 % quantiles are within 1 %, and batches are not counted`,
    })
  if (columns.outcome === null || fold.outcomes.good.length === 0)
    list.push({
      figure: 'outcome',
      why:
        columns.outcome === null
          ? 'no column or key says how a case turned out'
          : `no value of "${columns.outcome}" says whether a case turned out well; name the good one`,
    })
  else if (fold.outcomes.good.length < fold.cases)
    list.push({
      figure: 'outcome',
      why: `${number(fold.cases - fold.outcomes.good.length)} of ${number(fold.cases)} cases say no outcome`,
    })
  if (hasActor && fold.events > 0 && fold.to - fold.from < SHORT_MS)
    list.push({
      figure: 'ranking.hoursPerYear',
      why: `the log spans ${counted(Math.max(1, Math.round((fold.to - fold.from) / DAY_MS)), 'day')}; what it would be in a year is reckoned up from that and may be far off`,
    })
  if (declared.rates === null)
    list.push({
      figure: 'ranking.costPerYear',
      why: 'no rate for an hour of waiting or of work is given: seams are ranked by hours',
    })
  if (declared.workarounds.length === 0)
    list.push({
      figure: 'ranking.workaroundHoursPerYear',
      why: 'a log does not say what people do beside it: workarounds are declared',
    })
  if (reader.names.attributes > 64)
    list.push({
      figure: 'breakers',
      why: `only the first 64 of ${number(reader.names.attributes)} attributes are followed`,
    })
  return list
}

function emptyLog({ rejected }: LogReader): string {
  return rejected.count === 0
    ? 'the log has no events'
    : `none of the ${number(rejected.count)} rows could be taken as an event`
}

/** How far the log falls behind the system's own counter, and where. */
function counterOf(fold: CaseFold, { names }: LogReader): UnknowableFigure[] {
  const { system, shortCases, worst, byActivity, beforeFirst, several, actorUnknown, sameActor, uncounted } =
    fold.counter
  if (system <= fold.handovers && shortCases === 0) return []
  return [
    {
      figure: 'handovers.total',
      why: `the log records ${number(fold.handovers)} of the ${number(system)} handovers that the system itself counted`,
      where: {
        cases: shortCases,
        beforeFirstEvent: beforeFirst,
        severalBetweenTwoEvents: several,
        actorUnknown,
        sameActorBeforeAndAfter: sameActor,
        notCountedByTheSystem: uncounted,
        activities: [...byActivity]
          .map(([activity, missing]) => ({ activity: names.activity(activity), missing }))
          .sort((a, b) => b.missing - a.missing || (a.activity < b.activity ? -1 : 1))
          .slice(0, 10),
        examples: worst.map(({ value, caseId }) => ({ case: names.case(caseId), missing: value })),
      },
    },
  ]
}

/** A quarter: what comes by seasons is not in less. */
const SHORT_MS = 90 * DAY_MS

function number(count: number): string {
  return count.toLocaleString('en')
}
