import { ATTENDANCE, LAUNCH_PHASES, REVIEW_STATES, REVIEW_VERDICTS } from '@dayshift/core'
import { z } from 'zod'
import { hash, instant, Measured, PersonRef, Proportion, slug, text, uuid } from '../common/primitives.ts'

const isoDate = z.iso.date()
const WorkflowRef = z.object({ slug, name: z.string() })
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time like "09:00"')

/** A review that is to come: its pack is filled when it is due. */
export const PlannedReview = z
  .object({
    kind: z.string(),
    name: z.string(),
    question: z.string(),
    number: z.number().int(),
    day: isoDate,
    at: instant,
    holdBy: instant,
    attendedBy: z.array(z.string()),
  })
  .meta({ id: 'PlannedReview' })

export const ReviewSummary = z
  .object({
    id: uuid,
    workflow: WorkflowRef,
    kind: z.string(),
    name: z.string(),
    number: z.number().int(),
    day: isoDate,
    at: instant,
    holdBy: instant,
    state: z.enum(REVIEW_STATES),
    verdict: z.enum(REVIEW_VERDICTS).nullable(),
    heldAt: instant.nullable(),
    /** Who signed it. */
    by: PersonRef.nullable(),
    /** Who was not there, in a sentence; null where everybody was, or before it was held. */
    gap: z.string().nullable(),
    sentence: z.string(),
    /** Whether the caller attends it by a duty. */
    mine: z.boolean(),
  })
  .meta({ id: 'ReviewSummary' })

export const ReviewAction = z
  .object({
    id: uuid,
    workflow: WorkflowRef,
    what: z.string(),
    person: PersonRef,
    due: isoDate,
    state: z.enum(['open', 'overdue', 'done', 'dropped']),
    /** The review that it was agreed in; null where a plan brought it. */
    review: z.object({ id: uuid, name: z.string(), day: isoDate }).nullable(),
    plan: z.string().nullable(),
    closedAt: instant.nullable(),
    closedBy: PersonRef.nullable(),
    words: z.string(),
    mayClose: z.boolean(),
  })
  .meta({ id: 'ReviewAction' })

/** A change of the rules around a workflow that should update it. */
export const PolicyChange = z
  .object({
    id: uuid,
    holdsFrom: isoDate,
    words: z.string(),
    source: z.string(),
    touches: z.string(),
    toldAt: instant,
    by: PersonRef,
    /** What runs is older than it, and nobody has answered. */
    behind: z.boolean(),
    answer: z
      .object({
        kind: z.enum(['release', 'no-change']),
        /** Name of the release, or the reason why none is needed. */
        words: z.string(),
        at: instant,
        by: PersonRef,
      })
      .nullable(),
  })
  .meta({ id: 'PolicyChange' })

export const LaunchCommunication = z
  .object({
    sentence: z.string(),
    launchOnly: z.boolean(),
    phases: z.array(
      z.object({
        id: z.enum(LAUNCH_PHASES.map(({ id }) => id)),
        name: z.string(),
        does: z.string(),
        from: isoDate,
        by: isoDate,
        state: z.enum(['planned', 'running', 'done', 'late']),
        doneAt: instant.nullable(),
      }),
    ),
  })
  .meta({ id: 'LaunchCommunication' })

/** The one date from which the reviews of a workflow are counted. */
const ReviewStart = z.object({
  day: isoDate,
  time: clockTime,
  zone: z.string(),
  setAt: instant,
  /** Null where the handover's own launch set it. */
  by: PersonRef.nullable(),
  reason: z.string(),
})

export const ReviewCalendar = z
  .object({
    workflow: WorkflowRef,
    sentence: z.string(),
    start: ReviewStart.nullable(),
    /** Earlier dates, the last first; what was due under them keeps its day. */
    startsBefore: z.array(ReviewStart),
    /** How many people are to use it; null where nobody said. */
    intendedUsers: z.number().int().nullable(),
    /** The kinds of the playbook, in its order. */
    kinds: z.array(z.object({ kind: z.string(), name: z.string() })),
    /** The next of each kind. */
    next: z.array(PlannedReview),
    /** All that come within a year. */
    coming: z.array(PlannedReview),
    /** What has come due, the newest first. */
    past: z.array(ReviewSummary),
    actions: z.array(ReviewAction),
    policyChanges: z.array(PolicyChange),
    launch: LaunchCommunication.nullable(),
    /** Nobody looks at it any more, in the time in which workflows are abandoned. */
    cadenceSign: z.string().nullable(),
    plans: z.array(
      z.object({ id: z.string(), name: z.string(), purpose: z.string(), steps: z.number().int(), laidIn: z.boolean() }),
    ),
    /** Whether the caller may set the date, tell policy changes and lay in plans. */
    mayAct: z.boolean(),
  })
  .meta({ id: 'ReviewCalendar' })
export type ReviewCalendar = z.infer<typeof ReviewCalendar>

const PackMetric = z.object({
  id: z.enum(['completion', 'exceptions', 'input-quality', 'active-users', 'latency']),
  name: z.string(),
  means: z.string(),
  unit: z.enum(['%', 'ms']),
  now: Measured.nullable(),
  before: Measured.nullable(),
  missing: z.string().nullable(),
})

/** What a review looks at, filled at its time and never changed after it; `hash` of the detail is over all of it. */
export const ReviewPack = z
  .object({
    pack: z.literal(1),
    review: z.object({
      kind: z.string(),
      name: z.string(),
      question: z.string(),
      number: z.number().int(),
      day: isoDate,
    }),
    filledAt: instant,
    from: instant,
    to: instant,
    sentence: z.string(),
    units: z.number().int(),
    purpose: z.array(
      z.object({
        name: z.string(),
        threshold: z.string(),
        unit: z.enum(['%', 'ms', 'money']).nullable(),
        measured: Measured.nullable(),
        verdict: z.enum(['met', 'unmet', 'unknown']),
        sentence: z.string(),
        source: z.enum(['target', 'manifest']),
      }),
    ),
    metrics: z.array(PackMetric),
    adoption: z.object({ verdict: z.enum(['met', 'unmet', 'unknown']), sentence: z.string() }),
    alerts: z.object({ raised: z.number().int(), useful: Proportion, ignored: Proportion }),
    deviations: z.array(
      z.object({
        what: z.string(),
        times: z.number().int(),
        weeks: z.number().int(),
        first: instant,
        last: instant,
        closed: z.boolean(),
      }),
    ),
    changes: z.array(z.object({ label: z.string(), at: instant, effect: z.string().nullable() })),
    feedback: z.object({
      came: z.number().int(),
      answered: z.number().int(),
      inTime: z.number().int(),
      waiting: z.number().int(),
    }),
    openActions: z.array(
      z.object({ id: uuid, what: z.string(), person: PersonRef, due: isoDate, overdue: z.boolean() }),
    ),
    operator: z
      .object({
        sample: z.array(z.object({ runId: uuid, unitKey: z.string(), at: instant, route: z.string() })),
        drawnFrom: z.number().int(),
        edits: z.object({ now: Measured, before: Measured, sentence: z.string() }),
        escalated: z.array(
          z.object({
            runId: uuid.nullable(),
            caseId: uuid.nullable(),
            unitKey: z.string(),
            reason: z.string().nullable(),
            by: z.string(),
            at: instant,
          }),
        ),
        policyChanges: z.array(
          z.object({
            id: uuid,
            words: z.string(),
            source: z.string(),
            touches: z.string(),
            holdsFrom: isoDate,
            behind: z.boolean(),
          }),
        ),
      })
      .nullable(),
    scope: z.object({ refusals: z.array(z.string()), warnings: z.array(z.string()) }).nullable(),
  })
  .meta({ id: 'ReviewPack' })

const Attending = z.object({ duty: z.string(), name: z.string(), person: PersonRef.nullable() })

export const ReviewDetail = z
  .object({
    review: ReviewSummary,
    pack: ReviewPack,
    packHash: hash,
    /** Who attends, by duty: who held them when it was held, else who holds them now. The first leads it. */
    attendedBy: z.array(Attending),
    asks: z.array(z.object({ id: z.string(), question: z.string() })),
    /** The act of the handover that it is evidence of once it was held. */
    countsAs: z.string().nullable(),
    held: z
      .object({
        at: instant,
        by: PersonRef,
        late: z.boolean(),
        verdict: z.enum(REVIEW_VERDICTS),
        words: z.string(),
        attendance: z.array(z.object({ ...Attending.shape, attendance: z.enum(ATTENDANCE) })),
        answers: z.array(z.object({ question: z.string(), answer: z.string() })),
        deviations: z.array(z.string()),
        closed: z.array(z.string()),
        /** Over the pack's hash and all that was said. */
        signedHash: hash,
      })
      .nullable(),
    actions: z.array(ReviewAction),
    mayHold: z.boolean(),
    whoMayHold: z.array(PersonRef),
  })
  .meta({ id: 'ReviewDetail' })

export const HoldReviewRequest = z
  .object({
    packHash: hash,
    attendance: z.array(z.object({ duty: z.string().max(64), attendance: z.enum(ATTENDANCE) })).max(50),
    verdict: z.enum(REVIEW_VERDICTS),
    words: text(4000).default(''),
    answers: z.record(z.string().max(64), text(4000)).default({}),
    deviations: z.array(text(500).min(1)).max(50).default([]),
    closed: z.array(text(500).min(1)).max(50).default([]),
    actions: z
      .array(z.object({ what: text(500).min(1), person: z.string().max(64), due: isoDate }))
      .max(50)
      .default([]),
  })
  .meta({ id: 'HoldReviewRequest' })

export const ReviewStartRequest = z
  .object({
    day: isoDate,
    time: clockTime.default('09:00'),
    /** IANA name; left out, the workspace's. */
    zone: z.string().max(64).nullish(),
    reason: text(1000).min(1),
    intendedUsers: z.number().int().min(1).max(1_000_000).nullish(),
  })
  .meta({ id: 'ReviewStartRequest' })

export const PolicyChangeRequest = z
  .object({
    holdsFrom: isoDate,
    words: text(1000).min(1),
    source: text(500).min(1),
    touches: text(500).min(1),
  })
  .meta({ id: 'PolicyChangeRequest' })

export const PolicyAnswerRequest = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('release'), release: hash }),
    z.object({ kind: z.literal('no-change'), reason: text(1000).min(1) }),
  ])
  .meta({ id: 'PolicyAnswerRequest' })

export const CloseActionRequest = z
  .object({ outcome: z.enum(['done', 'dropped']), words: text(1000).default('') })
  .meta({ id: 'CloseActionRequest' })

export const LayInPlanRequest = z.object({ plan: z.string().max(64), from: isoDate }).meta({ id: 'LayInPlanRequest' })

/** What comes and what waits over all workflows. */
export const ReviewBoard = z
  .object({
    sentence: z.string(),
    /** Due and overdue ones, the longest overdue first; and the last that were held or missed. */
    reviews: z.array(ReviewSummary),
    /** The next of each workflow, soonest first. */
    next: z.array(z.object({ workflow: WorkflowRef, review: PlannedReview })),
    /** Workflows that have no date yet, or that nobody looks at any more. */
    without: z.array(z.object({ workflow: WorkflowRef, why: z.string() })),
    /** Open actions of the caller. */
    actions: z.array(ReviewAction),
  })
  .meta({ id: 'ReviewBoard' })
export type ReviewBoard = z.infer<typeof ReviewBoard>

export const CalendarFeed = z
  .object({ id: uuid, workflow: WorkflowRef.nullable(), madeAt: instant })
  .meta({ id: 'CalendarFeed' })
export const CalendarFeedList = z.object({ items: z.array(CalendarFeed) }).meta({ id: 'CalendarFeedList' })
export const MakeFeedRequest = z
  .object({
    /** Left out: everything that is the caller's. */
    workflow: slug.nullish(),
  })
  .meta({ id: 'MakeFeedRequest' })
export const MadeFeed = z
  .object({
    feed: CalendarFeed,
    /** Path below this server; whoever has it can read the feed. Shown this once. */
    path: z.string(),
  })
  .meta({ id: 'MadeFeed' })
