import { ADOPTION_SIGNS, CLAIMED_CAUSE_KINDS, DENOMINATOR_KINDS, type Outcome, OUTCOMES, STEPS } from '@dayshift/core'
import { z } from 'zod'
import { currency, decimal, instant, PersonRef, Proportion, slug, text, unitKey, uuid } from '../common/primitives.ts'

const day = z.iso.date()
const OUTCOME_KINDS = Object.keys(OUTCOMES) as [Outcome, ...Outcome[]] // its own keys

/** One unit as the process's own system of record tells it. */
export const Unit = z
  .strictObject({
    unitKey,
    /** When it came to the process. */
    at: instant,
    /** Who works on it, as a group of people. */
    team: text(120).trim().min(1).nullish(),
  })
  .meta({ id: 'Unit' })
export type Unit = z.output<typeof Unit>

/** What turned out of the AI's answer for a unit. */
export const UnitOutcome = z
  .strictObject({
    unitKey,
    verdict: z.enum(['right', 'wrong']),
    /** When it turned out. */
    at: instant,
    /** How it is known, like "credit notes" or "quality check". */
    source: text(200).trim().min(1),
    /**
     * What would have been right: the field that people answer first, or the whole output. It tells who was right where
     * the AI was wrong; kept as a digest alone.
     */
    answer: z.unknown().optional(),
  })
  .meta({ id: 'UnitOutcome' })
export type UnitOutcome = z.output<typeof UnitOutcome>

export const MOST_AT_ONCE = 5000
/** Each record is looked at by itself: what is no unit is told with its place, the rest is kept. */
export const UnitsRequest = z
  .object({
    workflow: slug,
    units: z.array(z.unknown()).min(1).max(MOST_AT_ONCE),
    /** Says what would come of it, and keeps nothing. */
    preview: z.boolean().default(false),
  })
  .meta({ id: 'UnitsRequest' })
export const OutcomesRequest = z
  .object({
    workflow: slug,
    outcomes: z.array(z.unknown()).min(1).max(MOST_AT_ONCE),
    preview: z.boolean().default(false),
  })
  .meta({ id: 'OutcomesRequest' })
export const TakenIn = z
  .object({
    accepted: z.number().int(),
    /** Known already: they changed nothing. */
    duplicates: z.number().int(),
    rejected: z.array(
      z.object({
        /** Place in the list, from 0. */
        index: z.number().int(),
        errors: z.array(z.object({ path: z.string(), message: z.string() })),
      }),
    ),
  })
  .meta({ id: 'TakenIn' })
export type TakenIn = z.output<typeof TakenIn>

const counts = <const Key extends string>(keys: readonly Key[]) =>
  z.object(Object.fromEntries(keys.map((key) => [key, z.number().int()])) as Record<Key, z.ZodNumber>)

export const AdoptionFigures = z
  .object({
    funnel: counts(STEPS),
    /** Acted on after a check, or by itself under its rules; what was kept unchecked is apart. */
    influence: Proportion,
    /** Kept sooner than it can be read. */
    unchecked: z.number().int(),
    /** Took effect by itself. */
    automatic: z.number().int(),
    /** Of those kept as is: whether they were right is known. */
    known: z.number().int(),
  })
  .meta({ id: 'AdoptionFigures' })
export type AdoptionFigures = z.output<typeof AdoptionFigures>

const group = AdoptionFigures.extend({ name: z.string() })
export const AdoptionGroup = group.meta({ id: 'AdoptionGroup' })
export type AdoptionGroup = z.output<typeof AdoptionGroup>

export const DeclaredUnits = z
  .object({
    from: day,
    to: day,
    n: z.number().int(),
    source: z.string(),
    declaredAt: instant,
    declaredBy: PersonRef,
    confirmedAt: instant.nullable(),
    confirmedBy: PersonRef.nullable(),
  })
  .meta({ id: 'DeclaredUnits' })
export type DeclaredUnits = z.output<typeof DeclaredUnits>

export const ClaimedCauseState = z
  .object({
    id: uuid,
    cause: z.enum(CLAIMED_CAUSE_KINDS),
    words: z.string(),
    /** Share of right answers that would be enough, 0..1. */
    needed: z.number().nullable(),
    at: instant,
    by: PersonRef,
    /** What is on record now, held against the claim. */
    verdict: z.enum(['for', 'against', 'unknown']),
    sentence: z.string(),
    inversion: z.boolean(),
    /** What was on record when it was claimed. */
    whenClaimed: z.object({
      verdict: z.enum(['for', 'against', 'unknown']),
      sentence: z.string(),
      inversion: z.boolean(),
    }),
  })
  .meta({ id: 'ClaimedCause' })
export type ClaimedCauseState = z.output<typeof ClaimedCauseState>

export const AdoptionQuery = z.object({
  /** The window of the figures: this week and those before it. Week by week a quarter is told at least. */
  weeks: z.coerce.number().int().min(1).max(52).default(5),
})
export const AdoptionPage = z
  .object({
    workflow: z.object({ slug, name: z.string(), live: z.boolean() }),
    sentence: z.string(),
    verdict: z.enum(['met', 'unmet', 'unknown']),
    loss: z.enum(['not-used', 'not-trusted', 'routed-around']).nullable(),
    workaroundTrap: z.boolean(),
    /** Signs that delivery is taken for success. */
    signs: z.array(z.object({ sign: z.enum(ADOPTION_SIGNS), sentence: z.string() })),
    mostLost: z.object({ from: z.enum(STEPS), to: z.enum(STEPS), n: z.number().int() }).nullable(),
    from: instant,
    to: instant,
    denominator: z.object({
      kind: z.enum(DENOMINATOR_KINDS).nullable(),
      chosenAt: instant.nullable(),
      chosenBy: PersonRef.nullable(),
      declared: z.array(DeclaredUnits),
      /** Who may confirm a declared figure; null where nobody is the business owner. */
      businessOwner: PersonRef.nullable(),
      /** Units that the feed told for this window, and those that met the gate without being in it. */
      fed: z.number().int(),
      notInFeed: z.number().int(),
    }),
    /** Null until a denominator is chosen. */
    figures: AdoptionFigures.nullable(),
    /** One cause each; they sum to all. */
    causes: z.array(
      z.object({
        outcome: z.enum(OUTCOME_KINDS),
        name: z.string(),
        gap: z.enum(['handoff', 'model', 'unknown', 'none']),
        share: Proportion,
      }),
    ),
    /** Why units were not offered: the gate's reason, or null where they never came to the gate. The most first. */
    notOffered: z.array(z.object({ reason: z.string().nullable(), n: z.number().int() })),
    gaps: z.object({ handoff: Proportion, model: Proportion, unknown: Proportion, none: Proportion }).nullable(),
    spans: z.array(
      z.object({
        from: instant,
        to: instant,
        declared: z.number().int().nullable(),
        seenUnits: z.number().int(),
        figures: AdoptionFigures.nullable(),
      }),
    ),
    marks: z.array(z.object({ at: instant, label: z.string() })),
    releases: z.array(AdoptionGroup),
    teams: z.array(AdoptionGroup),
    hiddenTeams: z.number().int(),
    /** Why teams are missing; null where none is. */
    whyHidden: z.string().nullish(),
    slices: z.array(group.extend({ slice: z.string() })),
    /** Beside the figures and in none of them. */
    utilisation: z.object({
      /** People who opened a case or decided. */
      people: z.number().int(),
      /** How often cases were opened. */
      opened: z.number().int(),
    }),
    /** What its calls cost in the window, used or not, in each currency; and by decision that it influenced. */
    costs: z.array(
      z.object({
        currency,
        amount: decimal,
        /** Null where it influenced none. */
        perInfluenced: decimal.nullable(),
      }),
    ),
    /** Right answers of the AI where it is known without anybody having looked for errors: quality checks and outcomes. */
    accuracy: Proportion,
    leastDwell: z.object({
      seconds: z.number(),
      slices: z.array(z.object({ slice: z.string(), label: z.string(), seconds: z.number() })),
    }),
    claims: z.array(ClaimedCauseState),
    /** Claims elsewhere in which the model was blamed and the handoff lost more. */
    lessons: z.array(
      z.object({ workflow: slug, workflowName: z.string(), at: instant, words: z.string(), sentence: z.string() }),
    ),
  })
  .meta({ id: 'AdoptionPage' })
export type AdoptionPage = z.output<typeof AdoptionPage>

export const DenominatorRequest = z.object({ kind: z.enum(DENOMINATOR_KINDS) }).meta({ id: 'DenominatorRequest' })
export const DeclareUnitsRequest = z
  .object({
    from: day,
    to: day,
    n: z.number().int().min(1).max(100_000_000),
    /** Where the figure is from, like "closed tickets in the desk's report". */
    source: text(400).trim().min(1),
  })
  .meta({ id: 'DeclareUnitsRequest' })
/** The figure as the business owner saw it. */
export const ConfirmUnitsRequest = z
  .object({ from: day, to: day, n: z.number().int() })
  .meta({ id: 'ConfirmUnitsRequest' })
export const ClaimCauseRequest = z
  .object({
    cause: z.enum(CLAIMED_CAUSE_KINDS),
    words: text(2000).trim().min(1),
    needed: z.number().min(0).max(1).nullish(),
  })
  .meta({ id: 'ClaimCauseRequest' })
export const LeastDwellRequest = z
  .object({
    seconds: z.number().min(0).max(3600),
    /** A slice of the manifest and one of its labels; the whole workflow where there is none. */
    slice: z.object({ name: text(200).min(1), label: text(200) }).nullish(),
  })
  .meta({ id: 'LeastDwellRequest' })
