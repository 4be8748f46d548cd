import { z } from 'zod'

export const uuid = z.uuid().toLowerCase()
/** Decimal text with up to 12 decimals; money is never a float. */
export const decimal = z.string().regex(/^-?\d{1,18}(\.\d{1,12})?$/, 'a decimal number as text, like "0.0042"')
export const currency = z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code, like "EUR"')
export const instant = z.iso.datetime({ offset: true })
export const slug = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words with hyphens, like "billing-replies"')
export const hash = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in 64 hex digits')
export const unitKey = z.string().min(1).max(512)
export const text = (max: number) => z.string().max(max)
export const pageQuery = {
  cursor: z.string().max(512).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}

/** So many of so many, with its 95 % interval (Wilson, 0..1); null where there are too few to say a share. */
export const Proportion = z
  .object({
    k: z.number().int(),
    n: z.number().int(),
    interval: z.object({ low: z.number(), high: z.number() }).nullable(),
  })
  .meta({ id: 'Proportion' })

/** A figure with its n and interval; `insufficient` below the minimum sample, and then without a number. */
export const Measured = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('figure'),
      value: z.number(),
      interval: z.object({ low: z.number(), high: z.number() }).nullable(),
      n: z.number().int(),
    }),
    z.object({ kind: z.literal('insufficient'), n: z.number().int(), needed: z.number().int() }),
  ])
  .meta({ id: 'Measured' })

/** A page of a list: `next` is the cursor of the following page, null at the end. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}

/**
 * RFC 9457 problem document. `errors` names what was wrong where; `mend` says what to do. Faults of a text, like a
 * manifest, also say line and column (from 1).
 */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string(),
    mend: z.string().nullish(),
    instance: z.string().nullish(),
    errors: z
      .array(
        z.object({
          path: z.string(),
          message: z.string(),
          code: z.string().nullish(),
          line: z.number().int().nullish(),
          column: z.number().int().nullish(),
        }),
      )
      .nullish(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>

export const PersonRef = z.object({ id: z.string(), name: z.string() }).meta({ id: 'PersonRef' })
export type PersonRef = z.infer<typeof PersonRef>

/** Any JSON value; its shape is the workflow's own contract, checked there. */
export const json = z.unknown()
