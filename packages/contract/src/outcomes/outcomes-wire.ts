import { z } from 'zod'
import { instant, json, PersonRef, slug, text, unitKey, uuid } from '../common/primitives.ts'

const share = z.number().min(0).max(1)
const within = z.number().min(0.01).max(0.25)
const expected = z.number().min(0.5).max(0.999)
const days = z.number().int().min(1).max(92)
const sliceName = text(200).min(1)
const MOST_SLICES = 2
const named = z.object({ slug, name: z.string() })

/** What the parts are made of that are drawn from. */
const parts = {
  slices: z.array(sliceName).max(MOST_SLICES),
  byConfidence: z.boolean(),
  byRoute: z.boolean(),
}

export const SamplingPlanRequest = z
  .object({
    ...parts,
    /** Half the width of the 95 % interval that is wanted, 0..1. */
    within,
    /** The share of right answers that is expected, 0..1. */
    expected,
    /** So many days are drawn from at a time. */
    days,
    /** The person who judges. */
    judge: z.string().min(1).max(64),
  })
  .meta({ id: 'SamplingPlanRequest' })
export type SamplingPlanRequest = z.output<typeof SamplingPlanRequest>

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true')
export const SamplingSizeQuery = z.object({
  /** Names of slices with commas between them. */
  slices: z
    .string()
    .max(400)
    .default('')
    .transform((value) => value.split(',').filter((name) => name !== ''))
    .pipe(parts.slices),
  byConfidence: flag,
  byRoute: flag,
  within: z.coerce.number().pipe(within).default(0.05),
  expected: z.coerce.number().pipe(expected).default(0.5),
  days: z.coerce.number().pipe(days).default(28),
})

const planned = { name: z.string(), units: z.number().int(), drawn: z.number().int() }

/** What a plan would draw now. */
export const SamplingSize = z
  .object({
    /** Answers in the days that are drawn from. */
    units: z.number().int(),
    /** How many must be judged for the wanted interval. */
    size: z.number().int(),
    /** How many are drawn: each part has its least. */
    drawn: z.number().int(),
    strata: z.array(z.object(planned)),
    /** Why it can't be drawn; null where it can. */
    fault: z.string().nullable(),
  })
  .meta({ id: 'SamplingSize' })
export type SamplingSize = z.output<typeof SamplingSize>

/** A share among all, from a sample by parts. */
export const ShareEstimate = z
  .object({
    /** Right ones among all, 0..1. */
    share,
    standardError: z.number(),
    interval: z.object({ low: z.number(), high: z.number() }),
    designEffect: z.number(),
    judged: z.number().int(),
    units: z.number().int(),
  })
  .meta({ id: 'ShareEstimate' })

const draw = {
  id: uuid,
  /** By it the same answers can be drawn again: the least of SHA-256(seed, unit key) in each part. */
  seed: z.string(),
  from: instant,
  to: instant,
  drawnAt: instant,
  units: z.number().int(),
  drawn: z.number().int(),
  judged: z.number().int(),
  cannotTell: z.number().int(),
  /** Null until enough are judged. */
  estimate: ShareEstimate.nullable(),
}

export const SamplingPage = z
  .object({
    workflow: named,
    sentence: z.string(),
    plan: z
      .object({
        ...parts,
        within,
        expected,
        days,
        /** Null where she has left. */
        judge: PersonRef.nullable(),
        at: instant,
        by: PersonRef,
        /** When the next answers are drawn. */
        nextAt: instant,
      })
      .nullable(),
    draw: z
      .object({
        ...draw,
        strata: z.array(
          z.object({
            ...planned,
            judged: z.number().int(),
            right: z.number().int(),
            cannotTell: z.number().int(),
          }),
        ),
      })
      .nullable(),
    /** Draws before the present one, the latest first. */
    earlier: z.array(z.object(draw)),
    /** Slices of the manifest: parts may be made of them. */
    slices: z.array(z.string()),
    /** The share that is known so far, where enough is; a plan may expect it. */
    known: share.nullable(),
  })
  .meta({ id: 'SamplingPage' })
export type SamplingPage = z.output<typeof SamplingPage>

export const SAMPLE_VERDICTS = ['right', 'wrong', 'cannot-tell'] as const
export const SampleVerdictRequest = z
  .object({
    draw: uuid,
    unitKey,
    /** Null takes a verdict back: the answer waits again. */
    verdict: z.enum(SAMPLE_VERDICTS).nullable(),
  })
  .meta({ id: 'SampleVerdictRequest' })
export type SampleVerdictRequest = z.output<typeof SampleVerdictRequest>

/** The answer to be judged next; how sure it was and where it went is not shown, so that it is judged by itself. */
export const SampleNext = z
  .object({
    workflow: named,
    /** Null where nothing is drawn. */
    draw: uuid.nullable(),
    drawn: z.number().int(),
    judged: z.number().int(),
    item: z
      .object({
        unitKey,
        runId: uuid,
        at: instant,
        inputSchema: json,
        outputSchema: json,
        contents: z.object({
          state: z.enum(['kept', 'not-captured', 'erased', 'expired']),
          input: json.optional(),
          output: json.optional(),
        }),
      })
      .nullable(),
  })
  .meta({ id: 'SampleNext' })
export type SampleNext = z.output<typeof SampleNext>

export const MySamples = z
  .object({
    items: z.array(z.object({ workflow: named, left: z.number().int(), drawn: z.number().int(), drawnAt: instant })),
  })
  .meta({ id: 'MySamples' })
export type MySamples = z.output<typeof MySamples>
