import { BASELINE_SOURCES, DATA_KINDS, SIGNAL_GROUPS } from '@dayshift/core'
import { z } from 'zod'
import { hash, instant, PersonRef, slug, text, uuid } from '../common/primitives.ts'

const isoDate = z.iso.date()
const figure = z.number().nullable()

/** A frozen, named window of runs that everything later is held against; the newest counts. */
export const Baseline = z
  .object({
    id: uuid,
    name: z.string(),
    source: z.enum(BASELINE_SOURCES),
    /** What kind of data its runs were. */
    dataKind: z.enum(DATA_KINDS),
    release: z.object({ hash, name: z.string() }).nullable(),
    from: instant,
    to: instant,
    runs: z.number().int(),
    createdAt: instant,
    createdBy: PersonRef,
    /** True for the one that everything is held against now. */
    counts: z.boolean(),
  })
  .meta({ id: 'Baseline' })

export const CreateBaselineRequest = z
  .object({
    name: text(120).min(1),
    source: z.enum(['hand', 'pilot', 'readiness']),
    dataKind: z.enum(DATA_KINDS).default('live'),
    /** Content hash of the release whose runs count; left out, the runs of all releases do. */
    release: hash.nullish(),
    /** Widened to whole hours (UTC). */
    from: instant,
    to: instant,
  })
  .meta({ id: 'CreateBaselineRequest' })

/** A figure with its interval and n; null where nothing, or too little, was there. */
const Interval = z.object({ value: figure, low: figure, high: figure, n: z.number() })

/** One calendar day (UTC) of a signal, in its unit; `normalLow` to `normalHigh` is the baseline's band. */
export const HealthPoint = z
  .object({
    day: isoDate,
    n: z.number(),
    value: figure,
    low: figure,
    high: figure,
    normalLow: figure,
    normalHigh: figure,
  })
  .meta({ id: 'HealthPoint' })

const SliceRef = z.object({ name: z.string(), label: z.string() })

/** How one signal stands. `unknown` is "could not be read", never "well". */
export const HealthSignal = z
  .object({
    signal: z.string(),
    slice: SliceRef.nullable(),
    name: z.string(),
    group: z.enum(SIGNAL_GROUPS),
    unit: z.enum(['%', 'ms', 'money', 'tokens', 'runs', 'distance']),
    currency: z.string().nullable(),
    /** Which way is worse. */
    worse: z.enum(['up', 'down', 'both']),
    says: z.string(),
    state: z.enum(['well', 'departed', 'unknown']),
    /** Since when, by the data; and when it was found. */
    since: instant.nullable(),
    /** It began within these instants with 95 % confidence; null where that can't be told. */
    between: z.object({ from: instant, to: instant }).nullable(),
    foundAt: instant.nullable(),
    /** When a person answered that it is so: from then on only what is worse is told. */
    answeredAt: instant.nullable(),
    alertId: uuid.nullable(),
    sentence: z.string(),
    next: z.string(),
    /** Heading of the runbook's section that helps. */
    runbookSection: z.string(),
    baseline: Interval.nullable(),
    points: z.array(HealthPoint),
    /** How the list of runs is filtered to the runs behind it. */
    behind: z.object({ status: z.string().nullable(), route: z.string().nullable(), reason: z.string().nullable() }),
  })
  .meta({ id: 'HealthSignal' })

/** What stood on the time axis: a release, a change, another model. */
export const HealthMark = z
  .object({
    kind: z.enum(['change', 'release', 'model', 'upstream', 'calendar']),
    id: z.string().nullable(),
    label: z.string(),
    at: instant,
  })
  .meta({ id: 'HealthMark' })

/** A number by which the purpose is judged, against its written bound. */
export const PurposeNumber = z
  .object({
    name: z.string(),
    means: z.string(),
    threshold: z.string(),
    unit: z.enum(['%', 'ms', 'money']).nullable(),
    value: figure,
    low: figure,
    high: figure,
    n: z.number().int(),
    /** How many are needed before a number is given. */
    needed: z.number().int().nullable(),
    bound: z.object({ kind: z.enum(['at-least', 'at-most']), value: z.number() }).nullable(),
    verdict: z.enum(['met', 'unmet', 'unknown']),
    sentence: z.string(),
    source: z.enum(['target', 'manifest']),
  })
  .meta({ id: 'PurposeNumber' })

/** One of the five numbers of the first 90 days, with its window and n. */
export const FirstDaysNumber = z
  .object({
    id: z.enum(['completion', 'exceptions', 'data-quality', 'active-users', 'decision-latency']),
    name: z.string(),
    unit: z.enum(['%', 'ms', 'people']),
    value: figure,
    low: figure,
    high: figure,
    n: z.number().int(),
    sentence: z.string(),
  })
  .meta({ id: 'FirstDaysNumber' })

export const Health = z
  .object({
    workflow: z.object({ slug, name: z.string() }),
    state: z.enum(['well', 'departed', 'unknown']),
    sentence: z.string(),
    since: instant.nullable(),
    /** The one that everything is held against; null while there is none, and then why. */
    baseline: Baseline.nullable(),
    noBaseline: z.string().nullable(),
    /** Newest first. */
    baselines: z.array(Baseline),
    /** The releases whose runs a baseline can be taken of, newest first. */
    releases: z.array(z.object({ hash, name: z.string() })),
    /** When its signals were last looked at; null before the first look. */
    evaluatedAt: instant.nullable(),
    from: isoDate,
    to: isoDate,
    numbers: z.array(PurposeNumber),
    numberDays: z.number().int(),
    firstDays: z.array(FirstDaysNumber),
    signals: z.array(HealthSignal),
    marks: z.array(HealthMark),
    /** What isn't measured, and why. */
    unmeasured: z.array(z.object({ pointer: z.string(), why: z.string() })),
  })
  .meta({ id: 'Health' })

export const HealthQuery = z.object({ days: z.coerce.number().int().min(7).max(90).default(42) })

/** Two windows: the reference by a baseline's id or by its instants, the current one by its instants. */
export const CompareQuery = z.object({
  baseline: uuid.optional(),
  referenceFrom: instant.optional(),
  referenceTo: instant.optional(),
  referenceRelease: hash.optional(),
  currentFrom: instant,
  currentTo: instant,
  currentRelease: hash.optional(),
})

const ComparedWindow = z.object({
  name: z.string(),
  dataKind: z.enum(DATA_KINDS).nullable(),
  from: instant,
  to: instant,
  runs: z.number().int(),
})

export const WindowDifference = z
  .object({
    id: z.string(),
    name: z.string(),
    group: z.enum(SIGNAL_GROUPS),
    unit: z.enum(['%', 'ms', 'money', 'tokens', 'distance']),
    reference: Interval,
    current: Interval,
    /** 0 is the same, 1 has nothing in common; null for shares. */
    distance: z.number().nullable(),
    verdict: z.enum(['same', 'moved', 'unknown']),
    sentence: z.string(),
  })
  .meta({ id: 'WindowDifference' })

/** Two windows side by side, what has moved first. */
export const Comparison = z
  .object({
    sentence: z.string(),
    reference: ComparedWindow,
    current: ComparedWindow,
    differences: z.array(WindowDifference),
    unmeasured: z.array(z.object({ pointer: z.string(), why: z.string() })),
  })
  .meta({ id: 'Comparison' })
