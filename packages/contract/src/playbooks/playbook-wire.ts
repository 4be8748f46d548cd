import { REVIEW_LOOKS, STAGES } from '@dayshift/core'
import { z } from 'zod'
import { hash, instant, PersonRef, slug } from '../common/primitives.ts'
import { Diagnostic } from '../workflows/workflow-wire.ts'

const stage = z.enum(STAGES)

export const Criterion = z
  .object({
    id: z.string(),
    name: z.string(),
    evaluator: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
    gate: z.enum(['hard', 'normal']),
    who: z.array(z.string()),
    requirements: z.array(z.string()),
  })
  .meta({ id: 'Criterion' })

/** Stages with their exit criteria, duties and documents. */
export const Playbook = z
  .object({
    playbook: z.literal(1),
    id: z.string(),
    name: z.string(),
    purpose: z.string(),
    onePersonMayHoldBoth: z.boolean(),
    transfer: z.object({
      parallelDays: z.number().int(),
      settleDays: z.number().int(),
      supportDays: z.number().int(),
    }),
    stages: z.array(
      z.object({
        id: stage,
        name: z.string(),
        question: z.string(),
        weeks: z.object({ from: z.number().int(), to: z.number().int().nullable() }),
        rolloutAtMost: z.number(),
        criteria: z.array(Criterion),
      }),
    ),
    duties: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        does: z.string(),
        layer: z.enum(['performance', 'infrastructure']).nullable(),
        vendorMayHold: z.boolean(),
        movesAtTransfer: z.boolean(),
        requiredFrom: stage.nullable(),
        notWith: z.array(z.string()),
      }),
    ),
    documents: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        purpose: z.string(),
        exposure: z.string().optional(),
        sections: z.array(z.object({ id: z.string(), name: z.string(), hint: z.string() })),
        signedBy: z.array(z.string()),
        readBy: z.array(z.string()),
      }),
    ),
    reviews: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        question: z.string(),
        onDays: z.array(z.number().int()),
        every: z
          .object({
            weeks: z.number().int(),
            months: z.number().int(),
            first: z.number().int(),
            times: z.number().int().nullable(),
          })
          .nullable(),
        heldWithinDays: z.number().int(),
        attendedBy: z.array(z.string()),
        looksAt: z.array(z.enum(REVIEW_LOOKS)),
        asks: z.array(z.object({ id: z.string(), question: z.string() })),
        countsAs: z.enum(['weekly-review', 'monthly-review']).nullable(),
      }),
    ),
  })
  .meta({ id: 'Playbook' })

export const PlaybookSummary = z
  .object({
    id: z.string(),
    name: z.string(),
    purpose: z.string(),
    /** Content hash: what a workflow has chosen is named by it. */
    hash,
    /** True for those that come with the product. */
    shipped: z.boolean(),
    criteria: z.number().int(),
    duties: z.number().int(),
    documents: z.number().int(),
    /** Of an organisation's own, its newest version. */
    addedAt: instant.nullable(),
    addedBy: PersonRef.nullable(),
    /** Workflows that go by it, in whichever version they have chosen. */
    workflows: z.array(slug),
  })
  .meta({ id: 'PlaybookSummary' })

export const PlaybookList = z.object({ items: z.array(PlaybookSummary) }).meta({ id: 'PlaybookList' })

export const PlaybookDetail = z
  .object({ summary: PlaybookSummary, playbook: Playbook, source: z.string() })
  .meta({ id: 'PlaybookDetail' })

export const PlaybookText = z
  .object({ playbook: z.string().max(1_048_576) })
  .describe('The text of the playbook, YAML.')
  .meta({ id: 'PlaybookText' })

export const PlaybookCheck = z
  .object({ valid: z.boolean(), hash: hash.nullable(), errors: z.array(Diagnostic) })
  .meta({ id: 'PlaybookCheck' })

export const PlaybookAdded = z
  .object({
    summary: PlaybookSummary,
    /** False where this very content was the newest already. */
    created: z.boolean(),
  })
  .meta({ id: 'PlaybookAdded' })

/** The playbook that a workflow goes by: its content as it was when it was chosen. */
export const WorkflowPlaybook = z
  .object({
    playbook: Playbook,
    hash,
    /** Null where nobody has chosen: the one that ships as the default. */
    chosenAt: instant.nullable(),
    chosenBy: PersonRef.nullable(),
    reason: z.string().nullable(),
    /** Hash of the newest version of it where that is another; choosing it again takes it. */
    newer: hash.nullable(),
    /** Whether the caller may choose. */
    mayChoose: z.boolean(),
  })
  .meta({ id: 'WorkflowPlaybook' })

export const ChoosePlaybookRequest = z
  .object({ id: z.string().max(64), reason: z.string().min(1).max(1000) })
  .meta({ id: 'ChoosePlaybookRequest' })
