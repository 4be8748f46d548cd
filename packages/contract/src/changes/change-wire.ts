import { APPROVING_DUTIES, CHANGE_CLASSES, CHANGE_PARTS, CHANGE_TYPES, type ChangePart, ROUTES } from '@dayshift/core'
import { z } from 'zod'
import {
  currency,
  decimal,
  hash,
  instant,
  pageQuery,
  PersonRef,
  slug,
  text,
  unitKey,
  uuid,
  Measured,
} from '../common/primitives.ts'
import { Diagnostic } from '../workflows/workflow-wire.ts'

export const CHANGE_STATES = [
  'proposed',
  'approved',
  'rolling-out',
  'live',
  'rolled-back',
  'withdrawn',
  'expired',
] as const

const percent = z.number().min(0).max(100)
const ReleaseRef = z.object({ hash, name: z.string() }).meta({ id: 'ReleaseRef' })

/** How long each step lasts at least, and how many units must have met it. */
export const ChangePace = z
  .object({ hours: z.number().int().min(0).max(720), units: z.number().int().min(30).max(1_000_000) })
  .meta({ id: 'ChangePace' })

/** One of: the text of a manifest, the hash of a release that was taken in, another share of units. */
export const ProposeChangeRequest = z
  .object({
    manifest: text(262_144).optional(),
    release: hash.optional(),
    rolloutPercent: percent.optional(),
    /** What it is good for, in a sentence. */
    why: text(2000).optional(),
    pace: ChangePace.optional(),
  })
  .meta({ id: 'ProposeChangeRequest' })

/** Without a manifest the change stays as it is and is compared with the release that runs now. */
export const EditChangeRequest = z
  .object({
    manifest: text(262_144).optional(),
    rolloutPercent: percent.optional(),
    why: text(2000).optional(),
    pace: ChangePace.optional(),
  })
  .meta({ id: 'EditChangeRequest' })

export const ChangeReason = z.object({ reason: text(2000).min(1) }).meta({ id: 'ChangeReason' })
/** Bound to what was seen: an approval of another content than the present one is refused. */
export const ApproveChangeRequest = z.object({ contentHash: hash }).meta({ id: 'ApproveChangeRequest' })
export const StartChangeRequest = z.object({ contentHash: hash }).meta({ id: 'StartChangeRequest' })

/** 0 ends it. A shadow costs model calls, so it sees a fifth of the units at most. */
export const ShadowRequest = z.object({ percent: z.number().int().min(0).max(20) }).meta({ id: 'ShadowRequest' })

/** What a shadow would have done with a unit beside what the live release did. */
export const ShadowRecord = z
  .object({
    id: uuid,
    workflow: slug,
    change: uuid,
    runId: uuid,
    unitKey,
    at: instant,
    liveRoute: z.enum(ROUTES),
    route: z.enum(ROUTES),
    reasonCode: text(100),
    reasonMessage: text(2000),
    called: z.boolean(),
    failure: text(2000).nullish(),
    /** Null where one of the two gave no output. */
    sameOutput: z.boolean().nullish(),
    latencyMs: z.number().min(0),
    costAmount: decimal.nullish(),
    costCurrency: currency.nullish(),
    /** The share of the budget that its call was paid from. */
    spendLease: uuid.nullish(),
  })
  .meta({ id: 'ShadowRecord' })
export type ShadowRecord = z.infer<typeof ShadowRecord>
export const ShadowBatch = z.object({ records: z.array(ShadowRecord).min(1).max(500) }).meta({ id: 'ShadowBatch' })

export const ShadowState = z
  .object({
    /** Share of the units that it sees now; 0 where it has ended. */
    percent: z.number(),
    n: z.number().int(),
    failed: z.number().int(),
    /** Units that would have taken another route, with the interval in percent; null below the minimum sample. */
    differing: z.number().int(),
    share: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
    compared: z.number().int(),
    sameOutput: z.number().int(),
    pairs: z.array(z.object({ live: z.enum(ROUTES), shadow: z.enum(ROUTES), n: z.number().int() })),
    examples: z.array(
      z.object({ runId: uuid, live: z.enum(ROUTES), shadow: z.enum(ROUTES), reason: z.string(), at: instant }),
    ),
    sentence: z.string(),
  })
  .meta({ id: 'ShadowState' })

export const DutyApproval = z
  .object({
    duty: z.enum(APPROVING_DUTIES),
    dutyName: z.string(),
    person: PersonRef.nullable(),
    state: z.enum(['given', 'proposed-it', 'needed', 'void', 'expired', 'nobody', 'own']),
    at: instant.nullable(),
    expiresAt: instant.nullable(),
    /** True where a person approved her own change, as the playbook permits. */
    own: z.boolean(),
    why: z.string().nullable(),
  })
  .meta({ id: 'DutyApproval' })

export const NotYetWire = z
  .object({ person: PersonRef, dutyName: z.string(), reason: z.string(), at: instant })
  .meta({ id: 'NotYet' })

export const ChangeSummary = z
  .object({
    id: uuid,
    workflow: slug,
    workflowName: z.string(),
    kind: z.enum(['release', 'share']),
    /** What it is called: the release, or the share of units. */
    title: z.string(),
    state: z.enum(CHANGE_STATES),
    changeClass: z.enum(CHANGE_CLASSES),
    changeType: z.enum(CHANGE_TYPES),
    touches: z.array(z.enum(Object.keys(CHANGE_PARTS) as [ChangePart, ...ChangePart[]])),
    proposedBy: PersonRef,
    proposedAt: instant,
    /** Share of units that meet it now, in percent; null where none do. */
    percent: z.number().nullable(),
    liveAt: instant.nullable(),
    completedAt: instant.nullable(),
    endedAt: instant.nullable(),
    endReason: z.string().nullable(),
    /** True for the change whose content runs now. */
    runsNow: z.boolean(),
    /** What it waits for, in one sentence; null where it waits for nothing. */
    waitsFor: z.string().nullable(),
    /** Whoever can bring it on now; empty where nobody needs to. */
    waitsForPeople: z.array(PersonRef),
  })
  .meta({ id: 'ChangeSummary' })

export const ChangeList = z
  .object({ items: z.array(ChangeSummary), next: z.string().nullable() })
  .meta({ id: 'ChangeList' })
export type ChangeList = z.infer<typeof ChangeList>
export const ChangeQuery = z.object(pageQuery)

export const ChangeDiffEntry = z
  .object({
    path: z.string(),
    label: z.string(),
    part: z.string(),
    form: z.enum(['text', 'value']),
    before: z.string().nullable(),
    after: z.string().nullable(),
  })
  .meta({ id: 'ChangeDiffEntry' })

export const RolloutConditionWire = z
  .object({
    measure: z.string(),
    name: z.string(),
    verdict: z.enum(['met', 'unmet', 'unknown']),
    source: z.enum(['target', 'manifest', 'product']),
    sentence: z.string(),
  })
  .meta({ id: 'RolloutCondition' })

export const RolloutStep = z
  .object({
    percent: z.number(),
    state: z.enum(['done', 'now', 'ahead']),
    since: instant.nullable(),
    until: instant.nullable(),
  })
  .meta({ id: 'RolloutStep' })

export const ChangeEvent = z
  .object({
    at: instant,
    by: z.object({ kind: z.enum(['person', 'key', 'rule']), id: z.string(), name: z.string() }),
    act: z.string(),
    sentence: z.string(),
  })
  .meta({ id: 'ChangeEvent' })

const CHANGE_ACTS = [
  'approve',
  'not-yet',
  'lift',
  'withdraw',
  'edit',
  'start',
  'step',
  'hold',
  'resume',
  'roll-back',
  'shadow',
] as const

/** What the caller may do with it; where she may not, why not and who may. */
export const ChangeActState = z
  .object({ act: z.enum(CHANGE_ACTS), may: z.boolean(), why: z.string().nullable(), who: z.array(PersonRef) })
  .meta({ id: 'ChangeActState' })
export type ChangeAct = (typeof CHANGE_ACTS)[number]

export const ChangeDetail = ChangeSummary.extend({
  why: z.string(),
  classWhy: z.string(),
  contentHash: hash,
  release: ReleaseRef.nullable(),
  base: z.object({ release: ReleaseRef.nullable(), percent: z.number() }),
  /** True where what it was compared with still runs. */
  baseIsLive: z.boolean(),
  toPercent: z.number().nullable(),
  pace: ChangePace,
  diff: z.array(ChangeDiffEntry),
  approvals: z.array(DutyApproval),
  notYets: z.array(NotYetWire),
  /** Why it can't be started now, or null. */
  startRefusal: z.string().nullable(),
  warnings: z.array(z.string()),
  steps: z.array(RolloutStep),
  /** Of the present step, else of the last one. */
  conditions: z.array(RolloutConditionWire),
  met: z.number().int().nullable(),
  held: z.object({ by: PersonRef, reason: z.string(), at: instant }).nullable(),
  acts: z.array(ChangeActState),
  /** What a rollback brings back, in a sentence. */
  rollBackEffect: z.string().nullable(),
  /** Null where it never ran as a shadow. */
  shadow: ShadowState.nullable(),
  /** Units of the last 24 hours that would meet its next step, or that a rollback would move. */
  unitsADay: z.number().int(),
  events: z.array(ChangeEvent),
}).meta({ id: 'ChangeDetail' })
export type ChangeDetail = z.infer<typeof ChangeDetail>

export const ChangeProposed = z
  .object({ change: ChangeDetail.nullable(), created: z.boolean(), message: z.string(), warnings: z.array(Diagnostic) })
  .meta({ id: 'ChangeProposed' })
export type ChangeProposed = z.infer<typeof ChangeProposed>

export const Approvers = z
  .object({
    workflow: slug,
    playbook: z.string(),
    classes: z.array(
      z.object({
        changeClass: z.enum(CHANGE_CLASSES),
        means: z.string(),
        approvers: z.array(
          z.object({ duty: z.enum(APPROVING_DUTIES), dutyName: z.string(), person: PersonRef.nullable() }),
        ),
        /** Names in one sentence; says "nobody" where a duty has no holder. */
        sentence: z.string(),
      }),
    ),
  })
  .meta({ id: 'Approvers' })

export const ChangeEffect = z
  .object({
    before: z.object({ release: z.string().nullable(), from: instant, to: instant, n: z.number().int() }),
    after: z.object({ release: z.string().nullable(), from: instant, to: instant, n: z.number().int() }),
    measures: z.array(
      z.object({
        measure: z.string(),
        name: z.string(),
        unit: z.enum(['%', 'ms', 'money', 'tokens']),
        before: Measured,
        after: Measured,
        verdict: z.enum(['better', 'worse', 'no-clear-difference', 'unknown']),
        sentence: z.string(),
      }),
    ),
    currency: z.string().nullable(),
    sentence: z.string(),
  })
  .meta({ id: 'ChangeEffect' })
