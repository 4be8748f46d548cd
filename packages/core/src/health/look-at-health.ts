import type { JsonObject } from '../json/json.ts'
import { dateInWords } from '../workflows/in-words.ts'
import { dayOf } from '../spend/period.ts'
import { type Baseline, type HealthHour } from './baseline.ts'
import { fieldName } from './compare-windows.ts'
import type { InputField } from './input-fields.ts'
import {
  judgeAskedModel,
  judgeDistribution,
  judgeModel,
  judgeReports,
  judgeSeeds,
  judgeSilence,
  judgeSpend,
  judgeVolume,
} from './judge-states.ts'
import { type AlertAnswers, judgeInfluence, judgeUnanswered, judgeUnread, judgeUse } from './judge-people.ts'
import { type Share, SHARE_SIGNALS, hitsInWords, type ShareSignal, type SignalText, TAIL_SIGNALS } from './signals.ts'
import { countOf } from './tally.ts'
import { beyond, quantileBucket, sizeOf } from './value-buckets.ts'
import {
  hourInWords,
  type HourRuns,
  judgeSilentHours,
  ODD_HOUR,
  oddHours,
  type VolumeSeries,
  volumeSeries,
} from './volume.ts'
import { type Answer, type ShareMemory, type ShareStanding, watchShare } from './watch-share.ts'
import { type Judged, lookAtState, type StateMemory } from './watch-state.ts'

/** Everything that a look at a workflow's health is computed from. Pure: the server reads it in one transaction. */
export interface HealthFacts {
  readonly now: Date
  readonly paused: boolean
  readonly baseline: Baseline | null
  /** The fields of the declared release's inputs that are measured. */
  readonly fields: readonly InputField[]
  /** The workflow's hours, oldest first, those since the baseline among them. */
  readonly hours: readonly HealthHour[]
  readonly slices: readonly { readonly name: string; readonly label: string; readonly hours: readonly HealthHour[] }[]
  readonly lastRunAt: Date | null
  /** Runs of the hours of the last weeks that had any, oldest first; and the zone whose clocks they are compared by. */
  readonly volume: { readonly hours: readonly HourRuns[]; readonly zone: string }
  readonly spent: readonly { readonly day: string; readonly amount: number; readonly currency: string }[]
  readonly seeds: readonly { readonly decidedAt: Date; readonly passed: boolean }[]
  readonly reports: readonly { readonly at: Date; readonly by: string }[]
  /** Reports that wait past their promised time, and since when. */
  readonly unread: { readonly n: number; readonly since: Date | null }
  readonly alertAnswers: AlertAnswers
  /** What the last look remembered, by {@link lookKey}. */
  readonly memories: ReadonlyMap<string, unknown>
  /** How people last answered the alerts of each look, by {@link lookKey}. */
  readonly answers: ReadonlyMap<string, Answer>
  /** How much wider than by itself a signal is judged, as its owner accepted; 1 unless said. */
  readonly factors: ReadonlyMap<string, number>
}

/** How one signal of a workflow, or of one of its slices, stands. */
export interface Look {
  readonly signal: SignalText
  readonly slice: { readonly name: string; readonly label: string } | null
  readonly state: 'well' | 'departed' | 'unknown'
  /** While departed: since when by the data, and when it was found. */
  readonly since: Date | null
  /** The departure began within these instants with 95 % confidence; null where that can't be told. */
  readonly between: { readonly from: Date; readonly to: Date } | null
  readonly foundAt: Date | null
  /** When a person answered that it is so: from then on only what is worse is told. */
  readonly answeredAt: Date | null
  readonly sentence: string
  readonly memory: ShareMemory | StateMemory | null
  readonly change: 'raised' | 'calmed' | null
  /** What its e-detector says; null where it is judged otherwise. */
  readonly e: number | null
  readonly evidence: JsonObject
  /** True where it has departed by less than anybody is told of: it stands on the screen alone. */
  readonly isSmall: boolean
}

export function lookKey(signal: string, slice: Look['slice']): string {
  return JSON.stringify([signal, slice?.name ?? '', slice?.label ?? ''])
}

/** Looks at every signal once. The same facts give the same answer; memories only save work and keep what was told. */
export function lookAtHealth(facts: HealthFacts): readonly Look[] {
  const looks: Look[] = []
  for (const signal of SHARE_SIGNALS) {
    looks.push(shareLook(facts, signal, null))
    if (!signal.sliced) continue
    for (const slice of facts.slices) looks.push(shareLook(facts, signal, slice))
  }
  for (const field of facts.fields) {
    for (const signal of fieldSignals(field)) looks.push(shareLook(facts, signal, null))
  }
  for (const { signal, share } of tailShares(facts)) {
    const look = shareLook(facts, { ...signal, kind: 'share', sliced: false, of: share }, null)
    looks.push({ ...look, signal, sentence: look.state === 'unknown' ? look.sentence : `${BEYOND} ${look.sentence}` })
  }
  for (const { signal, sketch } of distributionSignals(facts)) {
    const { baseline } = facts
    if (baseline === null) {
      looks.push(stateLook(facts, signal, NO_BASELINE, {}))
      continue
    }
    const { distance, isSmall, ...judged } = judgeDistribution(
      sketch,
      baseline,
      facts.hours,
      facts.now,
      factorOf(facts, signal),
    )
    const evidence: JsonObject =
      distance === null ? {} : { method: distance.method, distance: distance.distance, pValue: distance.pValue }
    looks.push({ ...stateLook(facts, signal, judged, evidence), isSmall })
  }
  const { baseline, hours, now } = facts
  const volume = volumeSeries(facts.volume.hours, facts.volume.zone, now)
  for (const side of ['low', 'high'] as const) looks.push(oddHoursLook(facts, volume, side))
  const since = baseline === null ? hours : hours.filter(({ hour }) => hour >= baseline.from)
  looks.push(
    stateLook(
      facts,
      VOLUME,
      baseline === null ? NO_BASELINE : judgeVolume(baseline, hours, now, factorOf(facts, VOLUME)),
      {},
    ),
  )
  looks.push(
    stateLook(
      facts,
      SPEND,
      baseline === null ? NO_BASELINE : judgeSpend(baseline, facts.spent, now, factorOf(facts, SPEND)),
      {},
    ),
  )
  looks.push(stateLook(facts, SILENCE, baseline === null ? NO_BASELINE : silenceOf(facts, baseline, volume), {}))
  looks.push(stateLook(facts, MODEL, judgeModel(baseline, since, now), {}))
  looks.push(stateLook(facts, ASKED_MODEL, judgeAskedModel(hours, now), {}, null))
  looks.push(stateLook(facts, USE, baseline === null ? NO_BASELINE : judgeUse(baseline, hours, now), {}))
  looks.push(stateLook(facts, INFLUENCE, judgeInfluence(hours, now), {}, null))
  looks.push(stateLook(facts, SEEDS, judgeSeeds(facts.seeds, now), {}, null))
  looks.push(stateLook(facts, REPORTS, judgeReports(facts.reports, now), {}, null))
  looks.push(stateLook(facts, UNREAD, judgeUnread(facts.unread), {}, null))
  looks.push(stateLook(facts, UNANSWERED, judgeUnanswered(facts.alertAnswers), {}, null))
  return looks
}

/** By the same hours of the weeks before; where too few are known, by those of the baseline. */
function silenceOf({ lastRunAt, now, paused }: HealthFacts, baseline: Baseline, volume: VolumeSeries): Judged {
  return (paused ? null : judgeSilentHours(volume, lastRunAt)) ?? judgeSilence(baseline, lastRunAt, now, paused)
}

function factorOf({ factors }: Pick<HealthFacts, 'factors'>, { id }: SignalText): number {
  return factors.get(id) ?? 1
}

const HOUR_SIGNALS = { low: 'volume-hour-low', high: 'volume-hour-high' } as const

/** Each hour that is over against the same weekday and hour: a rate that is .05 by construction. */
export function oddHourShares({ volume, now }: Pick<HealthFacts, 'volume' | 'now'>) {
  const series = volumeSeries(volume.hours, volume.zone, now)
  return [
    { signal: hourSignal('low'), points: series.low },
    { signal: hourSignal('high'), points: series.high },
  ]
}

function oddHoursLook(facts: HealthFacts, series: VolumeSeries, side: 'low' | 'high'): Look {
  const signal = hourSignal(side)
  const base = { signal, slice: null, ...NOT_DEPARTED, change: null, e: null, isSmall: false } as const
  const { baseline, now } = facts
  if (baseline === null)
    return { ...base, state: 'unknown', sentence: NO_BASELINE.sentence, memory: null, evidence: {} }
  const key = lookKey(signal.id, null)
  const standing = watchShare({
    baseline: { id: baseline.id, to: baseline.to, reference: { kind: 'known', rate: ODD_HOUR } },
    points: series[side],
    memory: (facts.memories.get(key) ?? null) as ShareMemory | null, // written by the last look alone
    answer: facts.answers.get(key) ?? null,
    factor: factorOf(facts, signal),
    now,
  })
  const look = { ...base, ...said(standing, { hits: 0, n: 0 }) }
  if (standing.kind === 'unknown') return { ...look, sentence: 'Not enough yet: 3 weeks of the same hours are needed.' }
  const window = standing.kind === 'well' ? 'in the last 7 days' : `since ${dateInWords(dayOf(standing.since))}`
  const share = standing.kind === 'well' ? standing.recent : standing.departedShare
  const most = String(100 * ODD_HOUR)
  return {
    ...look,
    sentence: `${oddHours(share, side)} ${window}; chance makes at most ${most} of 100 so.${hourInWords(series)}`,
  }
}

function hourSignal(side: 'low' | 'high'): SignalText {
  return {
    id: HOUR_SIGNALS[side],
    name: side === 'low' ? 'Hours with few runs' : 'Hours with many runs',
    group: 'inputs',
    unit: '%',
    worse: 'up',
    class: 'bad-output',
    says: `Hours with unusually ${side === 'low' ? 'few' : 'many'} runs, against the same weekday and hour of the eight weeks before.`,
    next: VOLUME.next,
    section: VOLUME.section,
    behind: {},
  }
}

/** A value is watched by how many calls lie in the tail in which the baseline has one in twenty. */
const BEYOND = 'Beyond what 19 of 20 stayed within:'

const NO_BASELINE: Judged = { verdict: 'unknown', sentence: 'There is no baseline yet.' }

function shareLook(facts: HealthFacts, signal: ShareSignal, slice: HealthFacts['slices'][number] | null): Look {
  const place = slice === null ? null : { name: slice.name, label: slice.label }
  const base = { signal, slice: place, ...NOT_DEPARTED, change: null, e: null, isSmall: false } as const
  const { baseline, now } = facts
  if (baseline === null) {
    return { ...base, state: 'unknown', sentence: NO_BASELINE.sentence, memory: null, evidence: {} }
  }
  const was =
    slice === null
      ? baseline.statistics
      : baseline.statistics.slices.find(({ name, label }) => name === slice.name && label === slice.label)
  const before = was === undefined ? { hits: 0, n: 0 } : signal.of(was.tally, was.decided)
  const hours = (slice ?? facts).hours
  const points = hours.map(({ hour, tally, decided }) => ({ at: hour, ...safe(signal.of(tally, decided)) }))
  const memory = (facts.memories.get(lookKey(signal.id, place)) ?? null) as ShareMemory | null // written by the last look alone
  const standing = watchShare({
    baseline: {
      id: baseline.id,
      to: baseline.to,
      reference:
        signal.summed === true
          ? { kind: 'summed', n: before.n, sum: before.hits }
          : { kind: 'counted', n: before.n, hits: before.hits },
    },
    points,
    memory,
    answer: facts.answers.get(lookKey(signal.id, place)) ?? null,
    factor: facts.factors.get(signal.id) ?? 1,
    now,
  })
  return { ...base, ...said(standing, before) }
}

const NOT_DEPARTED = { since: null, between: null, foundAt: null, answeredAt: null } as const

function said(
  standing: ShareStanding,
  before: Share,
): Pick<
  Look,
  'state' | 'since' | 'between' | 'foundAt' | 'answeredAt' | 'sentence' | 'memory' | 'change' | 'e' | 'evidence'
> {
  const normal = standing.memory?.normal ?? null
  const was =
    normal === null
      ? `${hitsInWords(before)} in the baseline (n ${String(before.n)})`
      : `${hitsInWords(normal)} is normal by an answer (n ${String(normal.n)})`
  switch (standing.kind) {
    case 'unknown':
      return {
        ...NOT_DEPARTED,
        state: 'unknown',
        sentence: standing.why,
        memory: standing.memory,
        change: standing.calmed ? 'calmed' : null,
        e: null,
        evidence: {},
      }
    case 'well': {
      const { recent, e, calmed } = standing
      return {
        ...NOT_DEPARTED,
        state: 'well',
        sentence: `${hitsInWords(recent)} of ${String(recent.n)} in the last ${calmed && normal === null ? '3' : '7'} days; ${was}.`,
        memory: standing.memory,
        change: calmed ? 'calmed' : null,
        e,
        evidence: { e },
      }
    }
    case 'departed': {
      const { departedShare: share, since, between, foundAt, answeredAt, e, raised } = standing
      return {
        state: 'departed',
        since,
        between,
        foundAt,
        answeredAt,
        sentence: `${hitsInWords(share)} of ${String(share.n)} since ${dateInWords(dayOf(since))}${withinWords(since, between)}; ${was}.`,
        memory: standing.memory,
        change: raised ? 'raised' : null,
        e,
        evidence: {
          e: Math.min(e, 1e12),
          hits: share.hits,
          n: share.n,
          baselineHits: before.hits,
          baselineN: before.n,
          ...(between === null ? {} : { from: between.from.toISOString(), to: between.to.toISOString() }),
        },
      }
    }
    default:
      return standing satisfies never
  }
}

/** The days within which it began, where that is more than one. */
function withinWords(since: Date, between: Look['between']): string {
  if (between === null) return ''
  const [from, to] = [dayOf(between.from), dayOf(between.to)]
  return from === to && from === dayOf(since) ? '' : ` (between ${dateInWords(from)} and ${dateInWords(to)})`
}

/** `heldAgainst` null: it is judged by itself, and another baseline changes nothing. */
function stateLook(
  facts: HealthFacts,
  signal: SignalText,
  judged: Judged,
  evidence: JsonObject,
  heldAgainst: string | null = facts.baseline?.id ?? null,
): Look {
  const key = lookKey(signal.id, null)
  const memory = (facts.memories.get(key) ?? null) as StateMemory | null // written by the last look alone
  const answer = facts.answers.get(key) ?? null
  const look = lookAtState(judged, memory, { baseline: heldAgainst, answer, now: facts.now })
  const isAnswered = look.foundAt !== null && answer !== null && answer.at >= look.foundAt
  return { signal, slice: null, answeredAt: isAnswered ? answer.at : null, ...look, e: null, evidence, isSmall: false }
}

/** A decision is counted where it was made, its run where it ran: an hour may have more of one than of the other. */
function safe({ hits, n }: Share): Share {
  return { hits: Math.max(0, Math.min(hits, n)), n: Math.max(0, n) }
}

const INPUT_NEXT = 'Ask whoever owns the source what changed there, and open one of these runs.'

/** What every field of the inputs is watched for by shares. */
export function fieldSignals(field: InputField): readonly ShareSignal[] {
  const name = fieldName(field.pointer)
  const share = (prefix: string, id: string, words: string, says: string): ShareSignal => ({
    kind: 'share',
    id: `${id}:${field.pointer}`,
    name: `${name} ${words}`,
    group: 'inputs',
    unit: '%',
    worse: 'up',
    class: 'bad-output',
    says,
    next: INPUT_NEXT,
    section: 'What breaks first',
    behind: {},
    sliced: false,
    of: (tally) => ({ hits: countOf(tally, `${prefix}${field.pointer}`), n: countOf(tally, `in:${field.pointer}`) }),
  })
  return [
    share('missing:', 'field-missing', 'missing', `Inputs without “${name}”, of all that were measured.`),
    ...(field.types.length > 0
      ? [share('type:', 'field-type', 'of another type', `Inputs in which “${name}” is of another type than declared.`)]
      : []),
    ...(field.categories === null
      ? []
      : [
          share(
            'unknown:',
            'field-new',
            'not in its list',
            `Inputs in which “${name}” has a value that its list lacks.`,
          ),
        ]),
  ]
}

/** Values by their tail: the share of runs beyond what 19 of 20 of the baseline stayed within. */
export function tailShares(facts: Pick<HealthFacts, 'baseline' | 'hours'>) {
  return TAIL_SIGNALS.flatMap((signal) =>
    tailSketches(facts, signal.sketch).map((sketch) => {
      const was = facts.baseline?.statistics.tally.sketches[sketch] ?? {}
      const edge = quantileBucket(was, signal.tail)
      const side = signal.worse === 'down' ? 'below' : 'above'
      const share: ShareSignal['of'] = (tally) => {
        const values = tally.sketches[sketch] ?? {}
        return edge === null ? { hits: 0, n: 0 } : { hits: beyond(values, edge, side), n: sizeOf(values) }
      }
      const currency = signal.sketch.endsWith(':') ? sketch.slice(signal.sketch.length) : null
      const named: SignalText =
        currency === null ? signal : { ...signal, id: `${signal.id}:${currency}`, name: `${signal.name}, ${currency}` }
      return { signal: named, of: signal, sketch, edge, share }
    }),
  )
}

function tailSketches({ baseline, hours }: Pick<HealthFacts, 'baseline' | 'hours'>, sketch: string): readonly string[] {
  if (!sketch.endsWith(':')) return [sketch]
  const names = new Set(Object.keys(baseline?.statistics.tally.sketches ?? {}))
  for (const { tally } of hours) for (const name of Object.keys(tally.sketches)) names.add(name)
  return [...names].filter((name) => name.startsWith(sketch)).toSorted()
}

/** The distributions that are watched: numbers, lengths and categories of the inputs. */
export function distributionSignals({ fields, baseline, hours }: Pick<HealthFacts, 'fields' | 'baseline' | 'hours'>) {
  const known = new Set(Object.keys(baseline?.statistics.tally.sketches ?? {}))
  for (const { tally } of hours) for (const name of Object.keys(tally.sketches)) known.add(name)
  return fields.flatMap(({ pointer }) =>
    DISTRIBUTIONS.flatMap(({ prefix, words }) => {
      const sketch = `${prefix}${pointer}`
      if (!known.has(sketch)) return []
      const name = fieldName(pointer)
      const signal: SignalText = {
        id: `field-values:${sketch}`,
        name: `${name}: ${words}`,
        group: 'inputs',
        unit: 'distance',
        worse: 'up',
        class: 'bad-output',
        says: `How far the ${words} of “${name}” are from the baseline: 0 is the same, 1 has nothing in common.`,
        next: INPUT_NEXT,
        section: 'What breaks first',
        behind: {},
      }
      return [{ signal, sketch }]
    }),
  )
}

const DISTRIBUTIONS = [
  { prefix: 'num:', words: 'values' },
  { prefix: 'len:', words: 'lengths' },
  { prefix: 'cat:', words: 'categories' },
] as const

const VOLUME: SignalText = {
  id: 'volume',
  name: 'Runs on a day',
  group: 'inputs',
  unit: 'runs',
  worse: 'both',
  class: 'bad-output',
  says: 'All runs of a day, against the same weekday of the baseline.',
  next: 'Ask the source whether units were held back, sent twice or come from somewhere new.',
  section: 'What breaks first',
  behind: {},
}
const SPEND: SignalText = {
  id: 'cost-day',
  name: 'Cost of a day',
  group: 'cost',
  unit: 'money',
  worse: 'up',
  class: 'bad-output',
  says: 'What all calls of a day cost, against the days of the baseline.',
  next: 'See whether there were more runs or dearer ones: compare the volume, the tokens and the retries.',
  section: 'What breaks first',
  behind: {},
}
const SILENCE: SignalText = {
  id: 'no-runs',
  name: 'Time without a run',
  group: 'silence',
  unit: 'runs',
  worse: 'up',
  class: 'outage',
  says: 'Runs that would have come since the last one, by the same hours of the week.',
  next: 'See whether the host runs and reaches this server, and whether units come in at all.',
  section: 'What breaks first',
  behind: {},
}
const MODEL: SignalText = {
  id: 'model-moved',
  name: 'The model that answers',
  group: 'quality',
  unit: 'runs',
  worse: 'up',
  class: 'bad-output',
  says: 'Calls of the day that another model answered than before.',
  next: 'Ask the builder whether this was meant; until then check a sample of its outputs by hand.',
  section: 'When to call the builder',
  behind: {},
}
const ASKED_MODEL: SignalText = {
  id: 'model-not-asked',
  name: 'Another model than was asked for',
  group: 'quality',
  unit: '%',
  worse: 'up',
  class: 'bad-output',
  says: 'Calls of the last day that another model answered than was asked for; a dated version of it is the same.',
  next: 'Ask the builder and the vendor whether this was meant; until then check a sample of its outputs by hand.',
  section: 'When to call the builder',
  behind: {},
}
const USE: SignalText = {
  id: 'use-declining',
  name: 'Outputs that people decide on',
  group: 'people',
  unit: '%',
  worse: 'down',
  class: 'unattended',
  says: 'Decisions on an output, of all outputs that people had time for, against the baseline.',
  next: 'Ask the people who got them what they do instead: an output that nobody looks at helps nobody.',
  section: 'Daily and weekly checks',
  behind: { status: 'ok' },
}
const INFLUENCE: SignalText = {
  id: 'influence-none',
  name: 'Decisions that take the output',
  group: 'people',
  unit: '%',
  worse: 'down',
  class: 'unattended',
  says: 'Decisions that took the output, as it was or edited, of all decisions, those made without it among them.',
  next: 'Tell the builder: it is used and decides nothing. Ask three people why they do it in another way.',
  section: 'When to call the builder',
  behind: {},
}
const UNREAD: SignalText = {
  id: 'feedback-unread',
  name: 'Reports that nobody reads',
  group: 'silence',
  unit: 'runs',
  worse: 'up',
  class: 'unattended',
  says: 'Reports on its outputs that wait past the promised time.',
  next: 'Read what people report and answer it.',
  section: 'Daily and weekly checks',
  behind: {},
  toldAs: 'flags-unread',
}
const UNANSWERED: SignalText = {
  id: 'alerts-unanswered',
  name: 'Alerts that nobody answers',
  group: 'silence',
  unit: '%',
  worse: 'up',
  class: 'unattended',
  says: 'Alerts of the last 28 days without an answer within a day, of all whose day is over.',
  next: 'Say which of these alerts are noise, and whether the right person is told: what nobody answers watches nothing.',
  section: 'Daily and weekly checks',
  behind: {},
}
const SEEDS: SignalText = {
  id: 'seeds-passed',
  name: 'Known-wrong outputs let through',
  group: 'people',
  unit: '%',
  worse: 'up',
  class: 'unattended',
  says: 'Seeded outputs that were known to be wrong and that a person accepted.',
  next: 'Talk to whoever checks: what makes the check a click? Give it time, or fewer units.',
  section: 'Daily and weekly checks',
  behind: {},
}
const REPORTS: SignalText = {
  id: 'less-reliable-reports',
  name: '“Not as reliable as it used to be”',
  group: 'people',
  unit: 'runs',
  worse: 'up',
  class: 'bad-output',
  says: 'People who said so.',
  next: 'Ask each of them for one example, and compare it with the same kind of unit from the baseline.',
  section: 'When to call the builder',
  behind: {},
}
