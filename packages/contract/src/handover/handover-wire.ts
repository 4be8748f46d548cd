import { ACT_KINDS, HANDOVER_STATES, MEASURES, MONEY_LINES, STAGES, VERDICTS } from '@dayshift/core'
import type { ActKind, Measure } from '@dayshift/core'
import { z } from 'zod'
import { currency, hash, instant, PersonRef, slug, text, uuid } from '../common/primitives.ts'

const stage = z.enum(STAGES)
const verdict = z.enum(VERDICTS)
const actKind = z.enum(Object.keys(ACT_KINDS) as [ActKind, ...ActKind[]]) // its own keys, of which there are many
const measure = z.enum(Object.keys(MEASURES) as [Measure, ...Measure[]])
/** Id of a criterion, duty, document or section, as playbooks write them. */
const name = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words with hyphens, like "named-owner"')
const reason = text(2000).min(1)
const amount = z.string().regex(/^\d{1,18}(\.\d{1,12})?$/, 'a decimal number as text, not below zero, like "1200.50"')

/** Whoever holds a duty; `person` null is a hole: nobody does. */
export const DutyHolder = z
  .object({ duty: z.string(), dutyName: z.string(), person: PersonRef.nullable() })
  .meta({ id: 'DutyHolder' })

export const CriterionState = z
  .object({
    id: z.string(),
    name: z.string(),
    gate: z.enum(['hard', 'normal']),
    verdict,
    /** What is, in one sentence with its figures, n and window. */
    sentence: z.string(),
    /** `ref` says where it stands: `act:<id>`, `document:<id>`, `drill:<id>`, `change:<id>`, `runs`, `duty:<id>`, `transfer:<id>`. */
    evidence: z.array(z.object({ text: z.string(), at: instant.nullable(), ref: z.string().nullable() })),
    /** What would make it met; empty where it is. */
    missing: z.array(z.string()),
    who: z.array(DutyHolder),
    warnings: z.array(z.string()),
    /** Instant of the newest fact that it rests on. */
    asOf: instant.nullable(),
    /** A waiver that holds now. */
    waiver: z.object({ by: z.string(), reason: z.string(), expiresAt: instant }).nullable(),
    evaluator: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
    requirements: z.array(z.string()),
  })
  .meta({ id: 'CriterionState' })

export const StageState = z
  .object({
    id: stage,
    name: z.string(),
    question: z.string(),
    /** Planned window, in weeks from the handover's start. */
    weeks: z.object({ from: z.number(), to: z.number().nullable() }),
    rolloutAtMost: z.number(),
    state: z.enum(['left', 'present', 'ahead']),
    enteredAt: instant.nullable(),
    leftAt: instant.nullable(),
    /** Neither met nor waived. */
    open: z.number().int(),
    /** Remarks that block nothing, like a stage that is left long before its window. */
    warnings: z.array(z.string()),
    criteria: z.array(CriterionState),
  })
  .meta({ id: 'StageState' })

/** A computed answer with its reasons; `unknown` where nobody knows. */
export const ComputedState = z
  .object({
    verdict,
    sentence: z.string(),
    checks: z.array(z.object({ id: z.string(), verdict, sentence: z.string() })),
  })
  .meta({ id: 'ComputedState' })

export const NextAct = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('criterion'),
      criterion: z.string(),
      act: z.string(),
      who: z.array(DutyHolder),
      mine: z.boolean(),
    }),
    z.object({ kind: z.literal('advance'), to: stage }),
    z.object({ kind: z.literal('take-up') }),
    z.object({ kind: z.literal('none') }),
  ])
  .meta({ id: 'NextAct' })

export const Waiver = z
  .object({
    id: uuid,
    criterion: z.string(),
    criterionName: z.string(),
    reason: z.string(),
    by: PersonRef,
    at: instant,
    expiresAt: instant,
    /** `lapsed` by its expiry, `ended` early. */
    state: z.enum(['holds', 'lapsed', 'ended']),
    ended: z.object({ at: instant, by: PersonRef, reason: z.string() }).nullable(),
  })
  .meta({ id: 'Waiver' })

/** Who does what; a duty that nobody, an inactive person or two people hold is told in `problem`. */
export const DutyState = z
  .object({
    duty: z.string(),
    name: z.string(),
    does: z.string(),
    person: PersonRef.nullable(),
    since: instant.nullable(),
    problem: z.string().nullable(),
  })
  .meta({ id: 'DutyState' })

/** Whose it is, and whether it holds still enough for routine care. */
export const CareState = z
  .object({
    with: z.enum(['builders', 'operators', 'nobody']),
    pile: z.enum(['changing', 'stable']),
    sentence: z.string(),
    /** ISO date on which somebody looks again. */
    lookAgain: z.string().nullable(),
    /** What its builders have to answer; null where nothing is asked. */
    question: z.string().nullable(),
  })
  .meta({ id: 'CareState' })

export const HandoverStatus = z
  .object({
    workflow: z.object({ slug, name: z.string() }),
    playbook: z.object({ id: z.string(), name: z.string() }),
    stage,
    stageSince: instant,
    startedAt: instant,
    state: z.enum(HANDOVER_STATES),
    /** Why it is on hold or retired, since when, by whom. */
    stopped: z.object({ at: instant, by: PersonRef, reason: z.string() }).nullable(),
    rolloutPercent: z.number(),
    rolloutAtMost: z.number(),
    stages: z.array(StageState),
    next: NextAct,
    duties: z.array(DutyState),
    /** Those that hold now. */
    waivers: z.array(Waiver),
    transfer: z
      .object({
        id: uuid,
        at: instant,
        state: z.enum(['planned', 'accepted', 'done', 'cancelled']),
        from: PersonRef,
        to: PersonRef,
        support: z
          .object({
            until: instant,
            daysChecked: z.number().int(),
            verdict: z.enum(['settled', 'one-more-pass']).nullable(),
          })
          .nullable(),
      })
      .nullable(),
    deployed: ComputedState,
    adopted: ComputedState,
    /** Null where it is not in limbo: has a home, an owner, a budget, and somebody moves it on. */
    limbo: z
      .object({
        sentence: z.string(),
        missing: z.array(z.enum(['home', 'owner', 'budget'])),
        /** For which something has been missing, at least. */
        days: z.number().int(),
        idleDays: z.number().int(),
      })
      .nullable(),
    care: CareState,
    /** What the reader may do here by her duties; a key may nothing. */
    may: z.object({
      advance: z.boolean(),
      goBack: z.boolean(),
      hold: z.boolean(),
      retire: z.boolean(),
      waive: z.boolean(),
      waiveHardGate: z.boolean(),
      money: z.boolean(),
      targets: z.boolean(),
      settle: z.boolean(),
    }),
  })
  .meta({ id: 'HandoverStatus' })
export type HandoverStatus = z.infer<typeof HandoverStatus>

export const HandoverSummary = z
  .object({
    slug,
    name: z.string(),
    playbook: z.string(),
    stage,
    stageName: z.string(),
    stageSince: instant,
    state: z.enum(HANDOVER_STATES),
    criteria: z.number().int(),
    open: z.number().int(),
    next: NextAct,
    /** Whoever has daily care; null is a hole. */
    dailyCare: PersonRef.nullable(),
    businessOwner: PersonRef.nullable(),
    waivers: z.number().int(),
    deployed: verdict,
    adopted: verdict,
    limbo: z.string().nullable(),
    care: CareState,
    /** What waits for the reader herself: criteria of the present stage that her duties can make true. */
    mine: z.array(z.object({ criterion: z.string(), name: z.string(), evaluator: z.string(), act: z.string() })),
    /** Documents that she is to sign as they stand. */
    toSign: z.array(z.object({ document: z.string(), name: z.string(), duty: z.string(), dutyName: z.string() })),
  })
  .meta({ id: 'HandoverSummary' })
export const HandoverList = z.object({ items: z.array(HandoverSummary) }).meta({ id: 'HandoverList' })

/** A move of the stage, with the verdicts as they were at that instant. */
export const StageMove = z
  .object({
    id: uuid,
    kind: z.enum(['advanced', 'went-back', 'on-hold', 'taken-up', 'retired']),
    from: stage,
    to: stage,
    at: instant,
    by: PersonRef,
    reason: z.string().nullable(),
    playbook: z.string(),
    verdicts: z.array(
      z.object({
        criterion: z.string(),
        name: z.string(),
        verdict,
        sentence: z.string(),
        waivedBy: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'StageMove' })
export const StageHistory = z.object({ items: z.array(StageMove) }).meta({ id: 'StageHistory' })

export const AdvanceRequest = z.object({ from: stage }).meta({ id: 'AdvanceRequest' })
export const GoBackRequest = z.object({ to: stage, reason }).meta({ id: 'GoBackRequest' })
export const HandoverReason = z.object({ reason }).meta({ id: 'HandoverReason' })

export const ToldAct = z
  .object({
    id: uuid,
    kind: actKind,
    name: z.string(),
    at: instant,
    toldAt: instant,
    by: PersonRef,
    people: z.array(PersonRef),
    details: z.record(z.string(), z.string()),
    /** A mistaken act is struck out and counts nothing any more. */
    struck: z.object({ at: instant, by: PersonRef, reason: z.string() }).nullable(),
  })
  .meta({ id: 'ToldAct' })
export const TellActRequest = z
  .object({
    kind: actKind,
    /** When it happened; not in the future. */
    at: instant,
    /** Ids of whoever took part. */
    people: z.array(z.string().min(1).max(64)).max(100).default([]),
    details: z
      .record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/, 'a short name of letters and digits'), text(2000))
      .refine((details) => Object.keys(details).length <= 20, 'at most 20 details')
      .default({}),
  })
  .meta({ id: 'TellActRequest' })

export const DocumentSummary = z
  .object({
    document: z.string(),
    name: z.string(),
    purpose: z.string(),
    sections: z.number().int(),
    filled: z.number().int(),
    changedAt: instant.nullable(),
    /** Of the duties that sign it, how many have a valid signature. */
    signed: z.number().int(),
    toSign: z.number().int(),
    /** Duties of the reader whose signature is missing. */
    mine: z.array(z.string()),
  })
  .meta({ id: 'DocumentSummary' })
export const DocumentDetail = z
  .object({
    document: z.string(),
    name: z.string(),
    purpose: z.string(),
    /** What is exposed where it is missing. */
    exposure: z.string().nullable(),
    /** Of all sections as they stand; what a signature binds to. Null while nothing is written. */
    hash: hash.nullable(),
    changedAt: instant.nullable(),
    sections: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        hint: z.string(),
        text: z.string(),
        author: PersonRef.nullable(),
        at: instant.nullable(),
        /** How often it was written. */
        versions: z.number().int(),
      }),
    ),
    signatures: z.array(
      z.object({
        person: PersonRef,
        duty: z.string(),
        dutyName: z.string(),
        hash,
        at: instant,
        /** Why it no longer counts; null while it does. */
        void: z.string().nullable(),
      }),
    ),
    /** Duties whose holder is still to sign it as it stands. */
    toSign: z.array(DutyHolder),
    reads: z.array(z.object({ person: PersonRef, hash, at: instant, present: z.boolean() })),
    toRead: z.array(DutyHolder),
  })
  .meta({ id: 'DocumentDetail' })
export const WriteSectionRequest = z
  .object({
    text: text(20_000),
    /** The document's hash that the writer saw; null where nothing was written yet. */
    basedOn: hash.nullable(),
  })
  .meta({ id: 'WriteSectionRequest' })
export const SignRequest = z.object({ duty: name, hash }).meta({ id: 'SignRequest' })
export const ReadRequest = z.object({ hash }).meta({ id: 'ReadRequest' })
/** What a section said before, newest first. */
export const SectionVersions = z
  .object({ items: z.array(z.object({ text: z.string(), author: PersonRef, at: instant })) })
  .meta({ id: 'SectionVersions' })

const moneyLine = z.object({
  line: z.enum(MONEY_LINES),
  /** What it is planned to cost; `operation` and `maintenance` a year. */
  planned: amount,
  actual: amount.nullable().default(null),
  why: text(2000),
})
export const Money = z
  .object({
    /** 0 while nothing is told; rises with each change. */
    version: z.number().int(),
    currency: currency.nullable(),
    lines: z.array(moneyLine),
    /** Value a year that the case commits to. */
    committedValue: amount.nullable(),
    at: instant.nullable(),
    by: PersonRef.nullable(),
  })
  .meta({ id: 'Money' })
export const MoneyRequest = z
  .object({
    currency,
    lines: z
      .array(moneyLine)
      .max(MONEY_LINES.length)
      .refine((lines) => new Set(lines.map(({ line }) => line)).size === lines.length, 'each line once'),
    committedValue: amount.nullable().default(null),
    /** The version that the writer saw. */
    basedOn: z.number().int().min(0),
  })
  .meta({ id: 'MoneyRequest' })

export const TargetState = z
  .object({
    measure,
    name: z.string(),
    unit: z.string(),
    bound: z.enum(['at-least', 'at-most']),
    value: z.number(),
    setBy: PersonRef,
    setAt: instant,
  })
  .meta({ id: 'TargetState' })
/** Sets the one target of a measure; `value` null takes it away. */
export const TargetRequest = z
  .object({ measure, bound: z.enum(['at-least', 'at-most']), value: z.number().min(0).max(1e12).nullable() })
  .meta({ id: 'TargetRequest' })

export const Disagreement = z
  .object({
    id: uuid,
    about: z.enum(['ownership', 'success', 'failure']),
    text: z.string(),
    openedAt: instant,
    openedBy: PersonRef,
    settled: z.object({ at: instant, by: PersonRef, words: z.string() }).nullable(),
  })
  .meta({ id: 'Disagreement' })
export const OpenDisagreementRequest = z
  .object({ about: z.enum(['ownership', 'success', 'failure']), text: reason })
  .meta({ id: 'OpenDisagreementRequest' })
export const SettleRequest = z.object({ words: reason }).meta({ id: 'SettleRequest' })

export const WaiveRequest = z.object({ criterion: name, reason, expiresAt: instant }).meta({ id: 'WaiveRequest' })

/** All that people have told about one workflow's way to operation. */
export const Evidence = z
  .object({
    /** Newest first, struck ones among them. */
    acts: z.array(ToldAct),
    documents: z.array(DocumentSummary),
    money: Money,
    targets: z.array(TargetState),
    disagreements: z.array(Disagreement),
    waivers: z.array(Waiver),
  })
  .meta({ id: 'Evidence' })

/** Names of documents and sections in addresses. */
export const playbookName = name
