import { LINE_KINDS, type LineKind, REASON_CODES } from '@dayshift/core'
import { z } from 'zod'
import { ShareEstimate } from '../outcomes/outcomes-wire.ts'
import { hash, instant, PersonRef, Proportion, slug, text, uuid } from '../common/primitives.ts'

const KINDS = Object.keys(LINE_KINDS) as [LineKind, ...LineKind[]] // its own keys
const interval = z.object({ low: z.number(), high: z.number() })
/** So many of so many, with Wilson's interval at 95 % in 0..1; null of nothing. */
const Counted = z.object({ k: z.number().int(), n: z.number().int(), interval: interval.nullable() })
const Where = z.array(z.object({ slice: z.string(), label: z.string() }))

/** How far stated confidence is from what came true; each in 0..1. */
const CalibrationFigures = z.object({
  n: z.number().int(),
  ece: z.number(),
  eceEqualMass: z.number(),
  brier: z.number(),
  miscalibration: z.number(),
  discrimination: z.number(),
  uncertainty: z.number(),
})

/** A run to look at. */
const GuidanceExample = z.object({ runId: uuid, unitKey: z.string() })

export const GuidanceLine = z
  .object({
    kind: z.enum(KINDS),
    /** The slices in which it holds; empty: everywhere. */
    where: Where,
    text: z.string(),
    /** What it rests on, as of now. */
    figures: z.string(),
    examples: z.array(GuidanceExample),
  })
  .meta({ id: 'GuidanceLine' })

/** Somebody stands by the guidance as it was. */
const GuidanceConfirmation = z.object({
  by: PersonRef,
  at: instant,
  release: z.object({ hash, name: z.string() }),
  /** Why it no longer holds: another release runs, or other words stand there; null while it holds. */
  stale: z.enum(['release', 'words']).nullable(),
})

/** How people decided who had answered themselves before. A proportion of too few has no interval, and no share is told. */
export const RelianceFigures = z
  .object({
    /** Units that were answered first and then decided. */
    n: z.number().int(),
    /** Decided as the AI said, of those in which the own answer differed from it. */
    switched: Proportion,
    /** Relative AI reliance: went over to it where the own answer was wrong and the AI's right. */
    rair: Proportion,
    /** Relative self-reliance: stayed where the own answer was right and the AI's wrong. */
    rsr: Proportion,
    /** Right ones of the person alone, of both together, of the AI alone; where it is known what was right. */
    accuracy: z.object({ before: Proportion, after: Proportion, ai: Proportion }),
    /** Cohen's κ of decision and AI's answer; null where chance explains all of it. */
    agreement: z.number().nullable(),
    /** Mean weight of advice, 0 to 1, where answers are numbers and differed. */
    weight: z.object({ mean: z.number(), n: z.number().int() }).nullable(),
    sentences: z.array(z.string()),
  })
  .meta({ id: 'RelianceFigures' })
export type RelianceFigures = z.output<typeof RelianceFigures>

const PractisedFigures = z.object({
  /** Let through, of outputs that were wrong on purpose in practices, quizzes and forced failures: over-reliance. */
  planted: Proportion,
  /** Changed or set aside, of outputs that were right when they were real: under-reliance. */
  sound: Proportion,
})

/** What people did with outputs of which it was known whether they are right. */
const PractisedSection = z.object({
  people: z.number().int(),
  /** Null where one person alone has practised and the reader may not see figures of persons. */
  figures: PractisedFigures.nullable(),
  sentence: z.string().nullable(),
  teams: z.array(PractisedFigures.extend({ team: z.string(), people: z.number().int() })),
  hiddenTeams: z.string().nullable(),
  mine: PractisedFigures.nullable(),
})
export type PractisedSection = z.output<typeof PractisedSection>

/** From the units in which people answer before they see the output. */
const RelianceSection = z.object({
  /** Percent of the units that come before a person, and the field that is answered; null: nobody has set one. */
  share: z.object({ percent: z.number(), field: z.string(), by: PersonRef, at: instant }).nullable(),
  /** Whoever may set it. */
  maySet: z.array(PersonRef),
  /** Fields of the output that could be answered first. */
  fields: z.array(z.string()),
  /** Below so many units no share is told. */
  least: z.number().int(),
  people: z.number().int(),
  /** Null where one person alone has answered and the reader may not see figures of persons. */
  figures: RelianceFigures.nullable(),
  /** Teams of the feed of units with enough people, by name. */
  teams: z.array(z.object({ team: z.string(), people: z.number().int(), figures: RelianceFigures })),
  /** Why teams are missing; null where none is. */
  hiddenTeams: z.string().nullable(),
  /** The reader's own. */
  mine: RelianceFigures.nullable(),
  /** Others whose figures the reader may look at, by name. */
  persons: z.array(PersonRef),
  practised: PractisedSection,
})
export type RelianceSection = z.output<typeof RelianceSection>
export const PersonReliance = z.object({ person: PersonRef, figures: RelianceFigures }).meta({ id: 'PersonReliance' })

export const TrustPage = z
  .object({
    workflow: z.object({ slug, name: z.string() }),
    /** That runs, else the newest. */
    release: z.object({ hash, name: z.string() }).nullable(),
    from: instant,
    /** Right ones among the answers of which it is known whether they were. */
    right: Counted,
    /** What a sample says of all answers, where enough of one was judged lately. */
    sampled: ShareEstimate.nullable(),
    /** Share of right answers from which on nobody needs to check, 0..1, and who said so; null: nobody did. */
    enough: z.object({ share: z.number(), by: PersonRef.nullable(), at: instant.nullable() }),
    calibration: CalibrationFigures.nullable(),
    /** Why there is no diagram; null where there is one. */
    noDiagram: z.string().nullable(),
    /** The reliability diagram: what was stated, what came true, with a pointwise interval at 95 %. */
    diagram: z.array(z.object({ stated: z.number(), came: z.number(), low: z.number(), high: z.number() })),
    /** The same figures of each release and each slice with 30 known answers or more. */
    parts: z.array(
      z.object({
        kind: z.enum(['release', 'slice']),
        name: z.string(),
        label: z.string(),
        right: Counted,
        ece: z.number().nullable(),
        brier: z.number().nullable(),
      }),
    ),
    /** Where more answers are wrong than elsewhere, the largest certain effect first. */
    wrongSlices: z.array(
      z.object({
        where: Where,
        wrong: Counted,
        elsewhere: z.object({ k: z.number().int(), n: z.number().int() }),
        effect: interval.extend({ value: z.number() }),
      }),
    ),
    guidance: z.object({
      lines: z.array(GuidanceLine),
      contentHash: hash,
      confirmation: GuidanceConfirmation.nullable(),
      /** Whoever may confirm it. */
      mayConfirm: z.array(PersonRef),
    }),
    reliance: RelianceSection,
    /** Kinds of units that left the flow and of which no failure case keeps an example, the most frequent first. */
    offFlow: z.array(
      z.object({
        reason: z.enum(REASON_CODES),
        rule: z.string().nullable(),
        message: z.string(),
        units: z.number().int(),
        /** The newest of them. */
        runId: uuid,
        unitKey: z.string(),
      }),
    ),
  })
  .meta({ id: 'TrustPage' })
export type TrustPage = z.output<typeof TrustPage>

/** The guidance as it was read. */
export const ConfirmGuidanceRequest = z
  .object({ release: hash, contentHash: hash })
  .meta({ id: 'ConfirmGuidanceRequest' })
export type ConfirmGuidanceRequest = z.output<typeof ConfirmGuidanceRequest>

export const SetEnoughRequest = z
  .object({ share: z.number().min(0.5).max(0.999), reason: text(500).trim().min(1) })
  .meta({ id: 'SetEnoughRequest' })
export type SetEnoughRequest = z.output<typeof SetEnoughRequest>

export const SetHumanFirstRequest = z
  .object({
    /** Of the units that come before a person; a unit's place never changes, so that more percent only add units. */
    percent: z.number().min(0).max(100).multipleOf(0.01),
    /** The field of the output that is answered; empty: the output as a whole. */
    field: text(120).default(''),
    reason: text(500).trim().min(1),
  })
  .meta({ id: 'SetHumanFirstRequest' })
export type SetHumanFirstRequest = z.output<typeof SetHumanFirstRequest>

/** What was confirmed, for the slices of one unit. */
export const CaseGuidance = z
  .object({
    lines: z.array(GuidanceLine.pick({ kind: true, text: true })),
    confirmedBy: PersonRef.nullable(),
    confirmedAt: instant.nullable(),
    /** Open failure cases with an example that left the flow for the same reason. */
    failures: z.array(z.object({ id: uuid, name: z.string(), guidance: z.string() })),
  })
  .meta({ id: 'CaseGuidance' })
export type CaseGuidance = z.output<typeof CaseGuidance>
