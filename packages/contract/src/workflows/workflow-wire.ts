import { ROUTES } from '@dayshift/core'
import { z } from 'zod'
import { GateSpend } from '../spend/spend-wire.ts'
import { ForcedFaultWire } from '../drills/drill-wire.ts'
import { hash, instant, json, PersonRef, slug, text, unitKey, uuid } from '../common/primitives.ts'
import { Reason } from '../runs/run-wire.ts'

export const Diagnostic = z
  .object({
    code: z.string(),
    message: z.string(),
    line: z.number().int().nullable(),
    column: z.number().int().nullable(),
    path: z.string(),
  })
  .meta({ id: 'Diagnostic' })
export type Diagnostic = z.infer<typeof Diagnostic>

export const Release = z
  .object({ id: uuid, hash, name: z.string(), createdAt: instant, createdBy: PersonRef, active: z.boolean() })
  .meta({ id: 'Release' })

/** The plain-language card (what triggers it, reads, produces, who checks it, what happens if it breaks). */
export const Card = z.object({ lines: z.array(z.object({ label: z.string(), text: z.string() })) }).meta({ id: 'Card' })

export const RouteCounts = z
  .object({ automatic: z.number(), review: z.number(), human: z.number(), existingProcess: z.number() })
  .meta({ id: 'RouteCounts' })

export const WorkflowSummary = z
  .object({
    id: uuid,
    slug,
    name: z.string(),
    purpose: z.string(),
    activeRelease: z.object({ hash, name: z.string(), activatedAt: instant }).nullable(),
    rolloutPercent: z.number(),
    /** A release that some of the units meet while it rolls out; percent of those that the AI serves. */
    candidate: z.object({ hash, name: z.string(), percent: z.number() }).nullable(),
    paused: z.object({ at: instant, by: PersonRef, reason: z.string() }).nullable(),
    last24h: RouteCounts,
    waiting: z.number().int(),
    overdue: z.number().int(),
    lastRunAt: instant.nullable(),
  })
  .meta({ id: 'WorkflowSummary' })
export const WorkflowList = z.object({ items: z.array(WorkflowSummary) }).meta({ id: 'WorkflowList' })

export const WorkflowDetail = WorkflowSummary.extend({
  card: Card.nullable(),
  releases: z.array(Release),
  people: z.array(PersonRef),
  /** The active manifest as data; null while no release is active. */
  manifest: json.nullable(),
}).meta({ id: 'WorkflowDetail' })

export const ManifestRequest = z.object({ manifest: text(262_144) }).meta({ id: 'ManifestRequest' })
export const ReleaseCreated = z
  .object({ workflow: slug, release: Release, created: z.boolean(), warnings: z.array(Diagnostic) })
  .meta({ id: 'ReleaseCreated' })
export const ReleaseDetail = Release.extend({ manifest: json, source: z.string(), card: Card }).meta({
  id: 'ReleaseDetail',
})

export const PauseRequest = z.object({ reason: text(1000).min(1) }).meta({ id: 'PauseRequest' })

/** What a host needs to run the gate by itself until the lease ends. Answers 304 to an unchanged `If-None-Match`. */
export const GateState = z
  .object({
    workflow: slug,
    release: z.object({ hash, name: z.string(), manifest: json }).nullable(),
    rolloutPercent: z.number(),
    /**
     * A release that rolls out beside the active one: a unit whose own place in it lies below `percent` runs it, the
     * others the active one. Absent from servers that don't know of it.
     */
    candidate: z.object({ hash, name: z.string(), manifest: json, percent: z.number() }).nullish(),
    /** A release of a change that hosts run beside the live one on a share of the same units, without effect. */
    shadow: z.object({ change: uuid, hash, name: z.string(), manifest: json, percent: z.number() }).nullish(),
    paused: z.object({ reason: z.string(), since: instant }).nullable(),
    leaseMs: z.number().int(),
    /** Cases whose unit a person wants to be run again; a host that can takes one by posting a run with `rerunOf`. */
    reruns: z.array(z.object({ caseId: uuid, runId: uuid, unitKey, input: json })),
    /** Faults that drills force now or soon; a host lets each end by its own clock. */
    faults: z.array(ForcedFaultWire).optional(),
    /** The limits that hosts hold by leases of the budget. */
    spend: GateSpend.nullish(),
    /**
     * For which share of the units a person answers before the output is shown to her, and which field of the output
     * (empty: all of it). A host with screens of its own asks the same units. Absent where nobody is asked.
     */
    humanFirst: z.object({ percent: z.number(), field: z.string() }).nullish(),
  })
  .meta({ id: 'GateState' })
export type GateState = z.infer<typeof GateState>

export const RouteRequest = z
  .object({
    input: json,
    output: json.optional(),
    unitKey: unitKey.optional(),
    rolloutPercent: z.number().min(0).max(100).optional(),
    release: hash.optional(),
  })
  .meta({ id: 'RouteRequest' })
export const RouteAnswer = z
  .object({ route: z.enum(ROUTES), reason: Reason, bucket: z.number().int() })
  .meta({ id: 'RouteAnswer' })

export const FigureQuery = z.object({ from: instant, to: instant, step: z.enum(['hour', 'day']).default('hour') })
/** Runs over time by route and by reason; exact counts. Latency and cost come from all runs of the window. */
export const Figures = z
  .object({
    from: instant,
    to: instant,
    step: z.enum(['hour', 'day']),
    n: z.number().int(),
    series: z.array(RouteCounts.extend({ at: instant })),
    reasons: z.array(
      z.object({ code: z.string(), rule: z.string().nullable(), route: z.enum(ROUTES), n: z.number().int() }),
    ),
    failed: z.number().int(),
    retries: z.number().int(),
    /** Of the whole days (UTC) that the window touches; `n`, `from` and `to` say of which. */
    latencyMs: z
      .object({ p50: z.number(), p95: z.number(), n: z.number().int(), from: instant, to: instant })
      .nullable(),
    cost: z.array(
      z.object({ amount: z.string(), currency: z.string(), priced: z.number().int(), unpriced: z.number().int() }),
    ),
    /** Runs with a call whose cost nobody knows; never counted as zero. */
    unpriced: z.number().int(),
    /** Errors that were the same but for numbers, ids and quoted values, with their retries; the most frequent first. */
    failures: z.array(
      z.object({
        failureClass: z.string().nullable(),
        message: z.string(),
        example: z.string(),
        n: z.number().int(),
        retries: z.number().int(),
        lastAt: instant,
      }),
    ),
    freshAsOf: instant,
  })
  .meta({ id: 'Figures' })
