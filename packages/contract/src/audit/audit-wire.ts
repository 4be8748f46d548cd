import { VERDICTS } from '@dayshift/core'
import { z } from 'zod'
import { currency, decimal, instant, PersonRef, Proportion, slug } from '../common/primitives.ts'

const verdict = z.enum(VERDICTS)
const count = z.number().int()
const counted = count.nullable()

const AuditAnswer = z
  .object({
    question: z.string(),
    /** `met`: nothing stands out; `unmet`: something does; `unknown`: the records can't say. */
    verdict,
    sentence: z.string(),
    findings: z.array(z.string()),
    next: z.array(z.string()),
  })
  .meta({ id: 'AuditAnswer' })

/** A question that the records can't answer, and what to send so that they can. */
const Unknowable = z
  .object({ question: z.string(), sentence: z.string(), log: z.array(z.string()) })
  .meta({ id: 'Unknowable' })

const Cost = z.object({ amount: decimal, currency })

/** What delivery means in this organisation. */
export const DeliveryDefinition = z
  .object({
    text: z.string(),
    /** Who wrote it, and when; null where it is the text that Dayshift comes with. */
    written: z.object({ at: instant, by: PersonRef }).nullable(),
  })
  .meta({ id: 'DeliveryDefinition' })
export type DeliveryDefinition = z.output<typeof DeliveryDefinition>

export const DeliveryDefinitionRequest = z
  .object({
    /** Null takes back the text that Dayshift comes with. */
    text: z.string().trim().min(20).max(2000).nullable(),
  })
  .meta({ id: 'DeliveryDefinitionRequest' })

/** What records prove of a workflow, and what they can't; as `dayshift audit` says it of a file. */
export const AuditReport = z
  .object({
    runs: count,
    units: count,
    sentence: z.string(),
    proven: z.object({
      /** Days of the first and the last run (UTC). */
      from: z.iso.date().nullable(),
      to: z.iso.date().nullable(),
      failed: Proportion.nullable(),
      right: Proportion.nullable(),
      /** Of the decisions that it was to inform, where that is known; else of those that were told. */
      influenced: Proportion.nullable(),
      /** By unit: of several decisions the last one counts. */
      decisions: z
        .object({
          accepted: count,
          edited: count,
          overridden: count,
          ignored: count,
          escalated: count,
          bypass: count,
        })
        .nullable(),
      calls: count,
      tokens: count,
      costs: z.array(Cost),
      unpriced: count,
      models: z.array(z.object({ name: z.string(), calls: count })),
      releases: count,
      scores: z.array(z.object({ name: z.string(), n: count, mean: z.number().nullable() })),
    }),
    unknowable: z.array(Unknowable),
    /** All zero where nothing was tried twice. */
    consistency: z.object({ tasks: count, trials: count, passAtAll: z.array(z.number()) }),
    /** A person was due where the answer was wrong; null where it is known of none whether it was right. */
    handovers: z.object({ made: counted, due: counted, hit: counted, missed: counted, extra: counted }),
    answers: z.array(AuditAnswer),
    definition: z.object({
      ...DeliveryDefinition.shape,
      /** What is looked at of it. */
      parts: z.array(z.object({ part: z.string(), verdict, because: z.string() })),
    }),
  })
  .meta({ id: 'AuditReport' })
export type AuditReport = z.output<typeof AuditReport>

export const AuditQuery = z.object({
  /** Of so many weeks up to now; of a workflow that rests, up to its last run. */
  weeks: z.coerce.number().int().min(1).max(52).default(5),
})

export const WorkflowAudit = z
  .object({
    workflow: z.object({ slug, name: z.string() }),
    lookedAt: instant,
    from: instant,
    to: instant,
    report: AuditReport,
  })
  .meta({ id: 'WorkflowAudit' })
export type WorkflowAudit = z.output<typeof WorkflowAudit>

const verdicts = { met: count, unmet: count, unknown: count }
/** A sum over all workflows of which it is known, and of how many that is; no mean of shares. */
const Pooled = z.object({ ...Proportion.shape, workflows: count }).meta({ id: 'Pooled' })

export const PortfolioAudit = z
  .object({
    sentence: z.string(),
    workflows: count,
    /** Workflows that nobody has looked at yet; they are in no figure. */
    waiting: count,
    /** Initiatives that only stand in a list: nothing is proven of them. */
    listed: count,
    /** When the first and the last of them was looked at. */
    lookedAt: z.object({ first: instant, last: instant }).nullable(),
    window: z.object({ from: instant, to: instant }).nullable(),
    proven: z.object({
      runs: count,
      units: count,
      failed: Pooled.nullable(),
      right: Pooled.nullable(),
      /** Of the decisions that they were to inform. */
      influence: Pooled.nullable(),
      costs: z.array(Cost),
    }),
    answers: z.array(
      z.object({
        question: z.string(),
        ...verdicts,
        /** `unmet` where any workflow falls short. */
        verdict,
        sentence: z.string(),
        findings: z.array(z.string()),
        /** What is unmet, then what is unknown; each by what it costs, the dearest first; at most a hundred. */
        short: z.array(
          z.object({
            slug,
            name: z.string(),
            verdict: z.enum(['unmet', 'unknown']),
            sentence: z.string(),
            next: z.string().nullable(),
            cost: Cost.nullable(),
          }),
        ),
      }),
    ),
    unknowable: z.array(z.object({ question: z.string(), log: z.array(z.string()), workflows: count })),
    definition: z.object({
      ...DeliveryDefinition.shape,
      /** Workflows that have every part of it. */
      delivered: count,
      parts: z.array(z.object({ part: z.string(), ...verdicts })),
    }),
    /** Every workflow with its five verdicts and those of the definition's parts. */
    rows: z.array(
      z.object({
        slug,
        name: z.string(),
        costs: z.array(Cost),
        verdicts: z.array(verdict),
        delivered: z.array(verdict),
      }),
    ),
  })
  .meta({ id: 'PortfolioAudit' })
export type PortfolioAudit = z.output<typeof PortfolioAudit>
