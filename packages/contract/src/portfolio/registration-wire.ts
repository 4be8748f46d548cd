import { BLUNT_SIGNS } from '@dayshift/core'
import { z } from 'zod'
import { slug, text } from '../common/primitives.ts'

const words = (max: number) => z.string().trim().min(1).max(max)

/** What is answered of a workflow that runs already. */
export const RegisterRequest = z
  .object({
    slug,
    name: words(100),
    unit: text(200).default(''),
    purpose: words(4000),
    /** What it does not do. */
    doesNot: words(1000),
    trigger: words(1000),
    reads: words(1000),
    produces: words(1000),
    usedBy: words(1000),
    whoChecks: words(900),
    ifItBreaks: words(1000),
    /** How one tells that it helps: cost per task, output quality, turnaround time. */
    helps: words(1000),
    model: text(200).default(''),
    /** The questions that were answered with yes. */
    signs: z.array(z.enum(BLUNT_SIGNS)).max(BLUNT_SIGNS.length),
    promptsChange: z.boolean(),
    modelsChange: z.boolean(),
    handChecked: z.boolean(),
    /** Whoever changes it. */
    changeOwner: z.string(),
    /** Whoever cares for it every day. */
    careOwner: z.string(),
    /** When somebody looks again, at most 90 days ahead. */
    lookAgain: z.iso.date(),
  })
  .meta({ id: 'RegisterRequest' })

export const Registered = z
  .object({
    slug,
    pile: z.enum(['still-changing', 'stable-enough']),
    sentence: z.string(),
    /** What to do next. */
    next: z.string(),
  })
  .meta({ id: 'Registered' })
