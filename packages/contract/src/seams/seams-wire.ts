import {
  BEARERS,
  FIX_STEPS,
  NODE_KINDS,
  PRESSURES,
  SEAM_KINDS,
  SEAM_SIGNALS,
  SEAM_STATES,
  STAKES,
  UNWRITTEN,
  VERDICTS,
  WORKAROUNDS,
  WAIT_BOUNDS,
} from '@dayshift/core'
import { z } from 'zod'
import {
  currency,
  decimal,
  instant,
  json,
  pageOf,
  pageQuery,
  PersonRef,
  slug,
  text,
  unitKey,
  uuid,
} from '../common/primitives.ts'

const keysOf = <const T extends object>(table: T) => Object.keys(table) as [keyof T & string, ...(keyof T & string)[]] // none is empty
const words = text(2000).trim().min(1)
const name = text(120).trim().min(1)
const money = decimal.refine((amount) => !amount.startsWith('-'), 'nothing or more, as decimal text like "85.50"')
const date = z.iso.date()
const figure = (most: number) => z.number().min(0).max(most)

export const SeamNode = z
  .object({
    id: uuid,
    kind: z.enum(keysOf(NODE_KINDS)),
    name: z.string(),
    /** Other names that logs and people have for it. */
    aliases: z.array(z.string()),
    /** Who answers for this side; `active` is false where she is here no longer. */
    owner: PersonRef.extend({ active: z.boolean() }).nullable(),
  })
  .meta({ id: 'SeamNode' })
export type SeamNode = z.infer<typeof SeamNode>

const Lives = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('system'), system: name, field: name }),
  z.object({ kind: z.literal('head'), whose: name }),
  z.object({ kind: z.literal('nowhere') }),
])

/** What is told of a seam; each kind has its own words. */
export const SeamPartBody = z
  .discriminatedUnion('part', [
    z.object({
      part: z.literal('context'),
      name,
      why: words,
      lives: Lives,
      unwritten: z.enum(keysOf(UNWRITTEN)).nullable().default(null),
    }),
    z.object({
      part: z.literal('workaround'),
      side: z.enum(['from', 'to']),
      kind: z.enum(keysOf(WORKAROUNDS)),
      words,
      /** Of each of the people. */
      hoursPerWeek: figure(168),
      people: z.number().int().min(1).max(100_000),
      rate: money,
    }),
    z.object({ part: z.literal('covering'), who: name, words, capturedAs: name.nullable().default(null) }),
    z.object({
      part: z.literal('connection'),
      name,
      builtBy: name,
      why: words,
      builtOn: date.nullable().default(null),
      still: z.enum(['runs', 'gone', 'unknown']),
      builderHere: z.enum(['yes', 'no', 'unknown']).default('unknown'),
    }),
    z.object({ part: z.literal('assessment'), fits: z.boolean(), words }),
    z.object({ part: z.literal('check'), words, by: name }),
    z.object({ part: z.literal('rule'), when: words, to: z.enum(['person', 'ai']), stake: z.enum(keysOf(STAKES)) }),
    z.object({ part: z.literal('answer'), automate: z.boolean(), reason: words }),
    z.object({ part: z.literal('pressure'), from: z.enum(keysOf(PRESSURES)), words }),
    z.object({
      part: z.literal('consequence'),
      bearer: z.enum(keysOf(BEARERS)),
      words,
      amount: money.nullable().default(null),
    }),
    z.object({
      part: z.literal('complaint'),
      kind: name,
      at: instant,
      hoursToSurface: figure(100_000),
      cleanUpHours: figure(100_000),
    }),
    z.object({ part: z.literal('automation'), at: instant, words }),
  ])
  .meta({ id: 'SeamPartBody' })
export type SeamPartBody = z.infer<typeof SeamPartBody>

export const SeamPart = z
  .object({ id: uuid, toldAt: instant, toldBy: PersonRef, body: SeamPartBody })
  .meta({ id: 'SeamPart' })
export type SeamPart = z.infer<typeof SeamPart>

const verdict = z.enum(VERDICTS)
export const FixStep = z
  .object({
    step: z.enum(FIX_STEPS),
    verdict,
    conditions: z.array(z.object({ id: z.string(), verdict, sentence: z.string() })),
  })
  .meta({ id: 'FixStep' })
export type FixStep = z.infer<typeof FixStep>

export const SeamCost = z
  .object({
    hoursPerWeek: z.number(),
    /** Hours a week × 52 × rate; null where no workaround was told. */
    yearly: decimal.nullable(),
    bySide: z.object({ from: decimal.nullable(), to: decimal.nullable() }),
    fixCost: decimal.nullable(),
    fixPaysAfterWeeks: z.number().int().nullable(),
  })
  .meta({ id: 'SeamCost' })

const SeamOwner = PersonRef.extend({ active: z.boolean(), authority: z.string(), since: instant })
const state = z.enum(keysOf(SEAM_STATES))

export const Seam = z
  .object({
    id: uuid,
    kind: z.enum(keysOf(SEAM_KINDS)),
    from: SeamNode,
    to: SeamNode,
    what: z.string(),
    owner: SeamOwner.nullable(),
    state,
    /** What is wrong whatever the state; empty where nothing is. */
    errors: z.array(z.string()),
    /** The first condition that holds it back, in words; null where it is ready. */
    next: z.string().nullable(),
    currency,
    cost: SeamCost,
    volumePerWeek: z.number().nullable(),
    openSignals: z.number().int(),
    source: z.enum(['told', 'discovered']),
    workflows: z.array(z.object({ slug, name: z.string() })),
  })
  .meta({ id: 'Seam' })
export type Seam = z.infer<typeof Seam>

/** A pair of actors as it was found in a log. */
export const FoundPair = z
  .object({
    from: text(200),
    to: text(200),
    count: z.number().int().min(0),
    cases: z.number().int().min(0),
    medianWaitMs: z.number().nullable(),
    p90WaitMs: z.number().nullable(),
    pingPong: z.number().int().min(0),
    /** Handovers by how long they waited: up to each of `WAIT_BOUNDS`, the last beyond all; null where nobody kept it. */
    spread: z
      .array(z.number().int().min(0))
      .length(WAIT_BOUNDS.length + 1)
      .nullable()
      .default(null),
    /** Cases that waited longest here. */
    examples: z
      .array(z.object({ case: text(200), waitMs: z.number() }))
      .max(5)
      .default([]),
    /** Cases that came straight back most often. */
    pingPongExamples: z
      .array(z.object({ case: text(200), times: z.number().int() }))
      .max(5)
      .default([]),
  })
  .meta({ id: 'FoundPair' })
const FindingsFigures = z.object({
  cases: z.number().int().min(0),
  events: z.number().int().min(0),
  from: instant.nullable(),
  to: instant.nullable(),
  rejected: z.number().int().min(0),
  /** What the log can't tell, in words. */
  unknowable: z.array(text(500)).max(50),
  /** Whether its actors are teams or tools. */
  actors: z.enum(keysOf(NODE_KINDS)),
  /** The most frequent first. */
  pairs: z.array(FoundPair).max(500),
})
export const KeepFindingsRequest = z
  .object({ name: text(200).trim().min(1), figures: FindingsFigures })
  .meta({ id: 'KeepFindingsRequest' })

/** What was found in a log, held against what people told. */
export const SeamFindings = z
  .object({
    id: uuid,
    name: z.string(),
    at: instant,
    by: PersonRef,
    figures: FindingsFigures,
    /** Pairs of the log that no seam stands for, the most frequent first. */
    notTold: z.array(FoundPair),
    /** Seams that the log doesn't show, though both sides act in it. */
    notSeen: z.array(z.object({ id: uuid, from: z.string(), to: z.string() })),
    matched: z.number().int(),
    /** Of those, the ones whose names aren't the same letter by letter, with how they were matched. */
    matchedOtherwise: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        seam: z.object({ id: uuid, from: z.string(), to: z.string() }),
        by: z.enum(['spelling', 'alias']),
      }),
    ),
  })
  .meta({ id: 'SeamFindings' })
export type SeamFindings = z.infer<typeof SeamFindings>

export const SeamList = z
  .object({
    /** The dearest first; those of which no workaround is told last. */
    seams: z.array(Seam),
    nodes: z.array(SeamNode),
    counts: z.object({
      all: z.number().int(),
      withoutOwner: z.number().int(),
      inHeads: z.number().int(),
      breaking: z.number().int(),
      ready: z.number().int(),
    }),
    /** Of all seams, by currency. */
    yearly: z.array(z.object({ currency, amount: decimal })),
    /** The newest; null where none were kept. */
    findings: SeamFindings.nullable(),
  })
  .meta({ id: 'SeamList' })
export type SeamList = z.infer<typeof SeamList>

const breaksFor = z.array(z.enum(['sender', 'receiver']))
export const ContractDiff = z
  .object({
    changes: z.array(z.object({ path: z.string(), kind: z.string(), sentence: z.string(), breaksFor })),
    breaking: z.boolean(),
    breaksFor,
  })
  .meta({ id: 'ContractDiff' })
export type ContractDiff = z.infer<typeof ContractDiff>

export const SeamContract = z
  .object({
    version: z.number().int(),
    schema: json,
    /** The ODCS object that it was read from; null where it was written as JSON Schema. */
    object: z.string().nullable(),
    note: z.string(),
    at: instant,
    by: PersonRef,
    /** Against the version before; null for the first. */
    diff: ContractDiff.nullable(),
  })
  .meta({ id: 'SeamContract' })
export type SeamContract = z.infer<typeof SeamContract>

const Fault = z.object({ path: z.string(), message: z.string(), keyword: z.string() })
export const Crossing = z
  .object({
    id: uuid,
    key: z.string(),
    unitKey,
    at: instant,
    via: z.enum(['rest', 'cloudevents']),
    contractVersion: z.number().int().nullable(),
    accepted: z.boolean(),
    faults: z.array(Fault),
    /** What whoever receives said; null while she hasn't. */
    receipt: z.object({ complete: z.boolean(), lacking: z.string(), at: instant, by: PersonRef }).nullable(),
  })
  .meta({ id: 'Crossing' })
export type Crossing = z.infer<typeof Crossing>
export const CrossingPage = pageOf(Crossing).meta({ id: 'CrossingPage' })
export const CrossingQuery = z.object({ ...pageQuery, only: z.enum(['all', 'bad', 'unsaid']).default('all') })

export const SeamSignal = z
  .object({
    id: uuid,
    signal: z.enum(keysOf(SEAM_SIGNALS)),
    field: z.string(),
    sentence: z.string(),
    firstAt: instant,
    lastAt: instant,
    seen: z.number().int(),
    /** Who was told at first. */
    told: z.array(PersonRef),
    /** The alert that it is, with whose it is and whether she answered; null where none is open. */
    alert: z.object({ id: uuid, sentence: z.string() }).nullable(),
    resolved: z
      .object({ at: instant, by: PersonRef, verdict: z.enum(['mended', 'noise']), note: z.string() })
      .nullable(),
  })
  .meta({ id: 'SeamSignal' })
export type SeamSignal = z.infer<typeof SeamSignal>

const ComplaintSpan = z.object({
  n: z.number().int(),
  medianGapDays: z.number().nullable(),
  medianHoursToSurface: z.number().nullable(),
  cleanUpHours: z.number(),
})

export const SeamDetail = z
  .object({
    seam: Seam,
    /** Whose job it is when it breaks: one sentence. */
    whoseJob: z.string(),
    steps: z.array(FixStep),
    /** Why "automate" can't be said yet; empty where it can. */
    whyNotAutomate: z.array(z.string()),
    errorShare: z.number().nullable(),
    /** Volume × error a week; null where either is unknown. */
    projection: z.object({ perWeek: z.number(), volumePerWeek: z.number(), share: z.number() }).nullable(),
    parts: z.array(SeamPart),
    cascade: z.array(
      z.object({
        bearer: z.enum(keysOf(BEARERS)),
        name: z.string(),
        amount: decimal.nullable(),
        words: z.array(z.string()),
      }),
    ),
    beforeAfter: z
      .object({
        automatedAt: instant,
        before: ComplaintSpan,
        after: ComplaintSpan,
        kinds: z.array(
          z.object({ kind: z.string(), before: ComplaintSpan, after: ComplaintSpan, faster: z.boolean().nullable() }),
        ),
      })
      .nullable(),
    /** Of the last 28 days. */
    crossings: z.object({
      n: z.number().int(),
      refused: z.number().int(),
      confirmed: z.number().int(),
      incomplete: z.number().int(),
      bad: z.number().int(),
    }),
    recentCrossings: z.array(Crossing),
    /** Open ones first, then the latest. */
    signals: z.array(SeamSignal),
    contract: SeamContract.nullable(),
    /** What the newest findings say of this pair; null where it isn't in them. */
    found: FoundPair.extend({ log: z.string(), at: instant }).nullable(),
    history: z.array(z.object({ at: instant, by: z.string(), sentence: z.string() })),
    people: z.array(PersonRef),
  })
  .meta({ id: 'SeamDetail' })
export type SeamDetail = z.infer<typeof SeamDetail>

const SideRequest = z.object({ kind: z.enum(keysOf(NODE_KINDS)), name })
export const OpenSeamRequest = z
  .object({
    from: SideRequest,
    to: SideRequest,
    /** What changes hands, in plain words. */
    what: words,
    /** By the two sides unless said. */
    kind: z.enum(keysOf(SEAM_KINDS)).optional(),
    currency: currency.default('EUR'),
    volumePerWeek: figure(1e9).nullable().default(null),
    source: z.enum(['told', 'discovered']).default('told'),
  })
  .meta({ id: 'OpenSeamRequest' })
export const ChangeSeamRequest = z
  .object({
    what: words.optional(),
    volumePerWeek: figure(1e9).nullable().optional(),
    /** 0 to 1: as people say it, until 20 crossings of 28 days say it. */
    errorShare: figure(1).nullable().optional(),
    fixCost: money.nullable().optional(),
    currency: currency.optional(),
  })
  .meta({ id: 'ChangeSeamRequest' })
export const SeamOwnerRequest = z
  .object({
    /** Null leaves it without: that is an error state until somebody is named. */
    person: text(64).nullable(),
    /** What she may do about it, after "may": "change both forms and spend 5,000 EUR". */
    authority: text(500).trim().default(''),
  })
  .meta({ id: 'SeamOwnerRequest' })
export const SideOwnerRequest = z.object({ person: text(64).nullable() }).meta({ id: 'SideOwnerRequest' })
export const SideAliasesRequest = z.object({ aliases: z.array(name).max(20) }).meta({ id: 'SideAliasesRequest' })
export const SeamReasonRequest = z.object({ reason: words }).meta({ id: 'SeamReasonRequest' })
export const SeamWorkflowRequest = z.object({ workflow: slug, stands: z.boolean() }).meta({ id: 'SeamWorkflowRequest' })
export const SeamContractRequest = z
  .object({
    /** JSON Schema 2020-12 of what must cross; or an ODCS document. */
    schema: json.optional(),
    odcs: json.optional(),
    /** Which object of the ODCS document crosses, where it has several. */
    object: text(200).optional(),
    note: text(2000).default(''),
  })
  .meta({ id: 'SeamContractRequest' })
export const ContractPreview = z
  .object({
    /** The version that it would be. */
    version: z.number().int(),
    schema: json,
    /** What of an ODCS document no crossing is held to. */
    notChecked: z.array(z.string()),
    diff: ContractDiff.nullable(),
  })
  .meta({ id: 'ContractPreview' })
export type ContractPreview = z.infer<typeof ContractPreview>

/**
 * One unit that crosses: `{"unitKey", "key"?, "at"?, "context"}`, or a CloudEvent 1.0, structured (the whole event is the
 * body) or binary (its attributes in `ce-` headers, the body is its data). `context` or `data` is held against the
 * contract and isn't kept.
 */
export const CrossingRequest = z.record(z.string(), json).meta({ id: 'CrossingRequest' })
export const ToldCrossing = z.object({
  unitKey,
  /** As the sender names it; the same again changes nothing. */
  key: text(512).min(1).optional(),
  at: instant.optional(),
  context: z.record(z.string(), json),
})
export const CloudEvent = z.object({
  specversion: z.literal('1.0'),
  id: text(400).min(1),
  source: text(400).min(1),
  type: text(400).min(1),
  subject: text(512).optional(),
  time: instant.optional(),
  data: z.record(z.string(), json),
})
/** JSON that an event carries as bytes, as the specification allows too. */
export const CloudEventBytes = z.object({ data_base64: z.base64() })
export const CrossingAnswer = z
  .object({
    id: uuid,
    accepted: z.boolean(),
    /** True where it was told before: nothing changed. */
    duplicate: z.boolean(),
    /** What is missing or wrong. */
    faults: z.array(Fault),
    sentence: z.string(),
    /** Who is told of what is wrong. */
    told: z.array(PersonRef),
  })
  .meta({ id: 'CrossingAnswer' })
export type CrossingAnswer = z.infer<typeof CrossingAnswer>
export const CrossingReceiptRequest = z
  .object({ complete: z.boolean(), lacking: text(2000).trim().default('') })
  .meta({ id: 'CrossingReceiptRequest' })
export const ResolveSignalRequest = z
  .object({ verdict: z.enum(['mended', 'noise']), note: text(2000).default('') })
  .meta({ id: 'ResolveSignalRequest' })
