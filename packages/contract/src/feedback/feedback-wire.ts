import { FLAG_KINDS, FLAG_STATES, FLAG_VERDICTS, FLAG_VIAS, LONGEST_REPORTER, MOST_TRIAGE_DAYS } from '@dayshift/core'
import { z } from 'zod'
import { hash, instant, json, pageOf, pageQuery, PersonRef, slug, text, unitKey, uuid } from '../common/primitives.ts'

/** What somebody said of one output, or of the workflow as a whole, and where it stands. */
export const Feedback = z
  .object({
    id: uuid,
    kind: z.enum(FLAG_KINDS),
    via: z.enum(FLAG_VIAS),
    workflow: slug,
    workflowName: z.string(),
    /** Null where it speaks of the workflow as a whole. */
    runId: uuid.nullable(),
    unitKey: unitKey.nullable(),
    by: PersonRef,
    /** Whether whoever said it is a member: else a host named her, and her answer is shown there. */
    isMember: z.boolean(),
    at: instant,
    dueAt: instant,
    overdue: z.boolean(),
    state: z.enum(FLAG_STATES),
    verdict: z.enum(FLAG_VERDICTS).nullable(),
    /** What it says; empty where nothing was said or it was erased. */
    note: z.string(),
    /** What would have been right, in the reporter's words. */
    right: z.string().nullable(),
    answer: z.string().nullable(),
    answeredAt: instant.nullable(),
    answeredBy: PersonRef.nullable(),
    failureCase: z.object({ id: uuid, name: z.string() }).nullable(),
    /** Whose turn it is to answer: whoever is on watch. */
    triager: PersonRef.nullable(),
    mine: z.boolean(),
  })
  .meta({ id: 'Feedback' })
export type Feedback = z.infer<typeof Feedback>

export const FeedbackQuery = z.object({
  ...pageQuery,
  state: z.enum(['waiting', 'asked', 'answered', 'all']).default('waiting'),
  workflow: slug.optional(),
})
/** Waiting: mine first, then the earliest due. Otherwise the latest first. */
export const FeedbackPage = pageOf(Feedback)
  .extend({
    counts: z.object({ waiting: z.number().int(), mine: z.number().int(), overdue: z.number().int() }),
  })
  .meta({ id: 'FeedbackPage' })

export const FeedbackEvent = z
  .object({
    at: instant,
    by: PersonRef,
    act: z.enum(['flagged', 'words', 'verdict']),
    verdict: z.enum(FLAG_VERDICTS).nullable(),
    note: z.string(),
    right: z.string().nullable(),
  })
  .meta({ id: 'FeedbackEvent' })

export const FeedbackDetail = z
  .object({
    feedback: Feedback,
    /** The run that it speaks of; null where there is none, or its record is gone. */
    run: z
      .object({
        id: uuid,
        startedAt: instant,
        route: z.string(),
        reason: z.string(),
        release: z.object({ hash, name: z.string() }).nullable(),
        caseId: uuid.nullable(),
        inputSchema: json,
        outputSchema: json,
        contents: z.object({
          state: z.enum(['kept', 'not-captured', 'erased', 'expired']),
          input: json.optional(),
          output: json.optional(),
        }),
      })
      .nullable(),
    events: z.array(FeedbackEvent),
    /** What the reporter reads now. */
    receipt: z.string(),
    mayTriage: z.boolean(),
    whoMayTriage: z.array(PersonRef),
    /** Failure cases of the workflow to choose from, the most seen first. */
    failureCases: z.array(z.object({ id: uuid, name: z.string(), seen: z.number().int() })),
  })
  .meta({ id: 'FeedbackDetail' })
export type FeedbackDetail = z.infer<typeof FeedbackDetail>

const caseWords = { name: text(120).trim().min(1), guidance: text(4000).default('') }
export const VerdictRequest = z
  .object({
    verdict: z.enum(FLAG_VERDICTS),
    /** What the reporter reads; `right`, `unclear` and `elsewhere` need it. */
    answer: text(4000).default(''),
    /** Of `wrong`: the failure case that it is an example of, or a new one. */
    failureCaseId: uuid.optional(),
    newFailureCase: z.object(caseWords).optional(),
  })
  .meta({ id: 'VerdictRequest' })

const said = { note: text(4000).default(''), right: text(4000).optional() }
const Reporter = z.object({
  /** As the host knows her; the e-mail address of a member makes it hers. */
  id: text(LONGEST_REPORTER).min(1),
  name: text(LONGEST_REPORTER).min(1),
})

/** What a reporter is told at once, and later: who answers by when, then what was answered. */
export const Receipt = z
  .object({
    id: uuid,
    state: z.enum(FLAG_STATES),
    verdict: z.enum(FLAG_VERDICTS).nullable(),
    /** "Thank you; Olu Operator will answer by 2 Dec 2026." */
    sentence: z.string(),
    answer: z.string().nullable(),
    by: PersonRef.nullable(),
    at: instant,
    dueAt: instant,
    answeredAt: instant.nullable(),
    note: z.string(),
    right: z.string().nullable(),
  })
  .meta({ id: 'Receipt' })
export type Receipt = z.infer<typeof Receipt>

/** Without `flag` it only asks what became of it. */
export const GiveFeedbackRequest = z
  .object({ token: text(2000).min(1), flag: z.object(said).optional() })
  .meta({ id: 'GiveFeedbackRequest' })
export const GivenFeedback = z.object({ receipt: Receipt.nullable() }).meta({ id: 'GivenFeedback' })

export const TellFeedbackRequest = z
  .object({
    kind: z.enum(FLAG_KINDS).default('output'),
    /** Needed where `kind` is `output`. */
    runId: uuid.optional(),
    /** Who said it, where a program tells it; else whoever asks. */
    reporter: Reporter.optional(),
    via: z.enum(['screen', 'rest']).default('rest'),
    ...said,
  })
  .meta({ id: 'TellFeedbackRequest' })

export const FlagTokenRequest = z
  .object({ reporter: Reporter, minutes: z.number().int().min(1).max(1440).default(720) })
  .meta({ id: 'FlagTokenRequest' })
export const FlagToken = z.object({ token: z.string(), expiresAt: instant }).meta({ id: 'FlagToken' })

/** People's time: minutes from seeing an output to deciding it, of those for whom both are known. */
export const Rework = z
  .object({ n: z.number().int(), minutes: z.number(), known: z.number().int(), unknown: z.number().int() })
  .meta({ id: 'Rework' })

export const CorrectedField = z
  .object({
    /** JSON Pointer into the output. */
    path: z.string(),
    kind: z.enum(['skipped', 'removed', 'changed', 'reworded']),
    /** Values that the release's schema lists; null for all others, which are contents. */
    from: json.nullable(),
    to: json.nullable(),
  })
  .meta({ id: 'CorrectedField' })

/** The same correction, made again and again. */
export const RepeatedError = z
  .object({
    digest: hash,
    fields: z.array(CorrectedField),
    n: z.number().int(),
    firstAt: instant,
    lastAt: instant,
    rework: Rework,
    /** How many in each of the last eight weeks, the oldest first; the last one ends now. */
    weeks: z.array(z.number().int()),
  })
  .meta({ id: 'RepeatedError' })
export type RepeatedError = z.infer<typeof RepeatedError>

export const FAILURE_CASE_STATES = ['open', 'fixed', 'seen-again'] as const
export const FailureCase = z
  .object({
    id: uuid,
    workflow: slug,
    workflowName: z.string(),
    name: z.string(),
    guidance: z.string(),
    /** `seen-again`: a run of the mending release, or of a later one, showed it once more. */
    state: z.enum(FAILURE_CASE_STATES),
    /** Who holds the duty; null is nobody. */
    owner: PersonRef.nullable(),
    openedAt: instant,
    openedBy: PersonRef,
    fixedIn: z.object({ hash, name: z.string() }).nullable(),
    fixedAt: instant.nullable(),
    flags: z.number().int(),
    corrections: z.number().int(),
    firstSeen: instant.nullable(),
    lastSeen: instant.nullable(),
    rework: Rework,
    weeks: z.array(z.number().int()),
  })
  .meta({ id: 'FailureCase' })
export type FailureCase = z.infer<typeof FailureCase>

export const FailureExample = z
  .object({
    kind: z.enum(['flag', 'correction']),
    /** The flag's id, or the decision's. */
    id: uuid,
    at: instant,
    by: PersonRef,
    runId: uuid.nullable(),
    unitKey: unitKey.nullable(),
    release: z.object({ hash, name: z.string() }).nullable(),
    afterFix: z.boolean(),
    note: z.string(),
    right: z.string().nullable(),
    /** Output and what became of it, where they are kept. */
    output: json.optional(),
    final: json.optional(),
  })
  .meta({ id: 'FailureExample' })

export const FailureCaseDetail = z
  .object({
    failureCase: FailureCase,
    /** The latest first, at most 50. */
    examples: z.array(FailureExample),
    repeated: z.array(RepeatedError),
    outputSchema: json,
    /** Releases that may be named as the one that mends it, the latest first. */
    releases: z.array(z.object({ hash, name: z.string(), createdAt: instant })),
  })
  .meta({ id: 'FailureCaseDetail' })
export type FailureCaseDetail = z.infer<typeof FailureCaseDetail>

export const OpenFailureCaseRequest = z
  .object({ ...caseWords, corrections: z.array(hash).max(20).default([]) })
  .meta({ id: 'OpenFailureCaseRequest' })
export const ChangeFailureCaseRequest = z
  .object({
    name: caseWords.name.optional(),
    guidance: text(4000).optional(),
    /** The release that mends it; null opens it again. */
    fixedIn: hash.nullable().optional(),
    addCorrections: z.array(hash).max(20).optional(),
  })
  .meta({ id: 'ChangeFailureCaseRequest' })

/** A week of what people say and do (S031): how far they still count on it. */
export const TrustWeek = z
  .object({
    from: instant,
    flags: z.number().int(),
    reliability: z.number().int(),
    decisions: z.number().int(),
    overridden: z.number().int(),
    bypassed: z.number().int(),
  })
  .meta({ id: 'TrustWeek' })

/** All feedback on one workflow. */
export const FeedbackBoard = z
  .object({
    workflow: z.object({ slug, name: z.string() }),
    triageDays: z.number().int(),
    triager: PersonRef.nullable(),
    counts: z.object({ waiting: z.number().int(), asked: z.number().int(), overdue: z.number().int() }),
    /** Answered in the last 30 days: how many, and how many of them in time. */
    answered: z.object({ n: z.number().int(), inTime: z.number().int() }),
    waiting: z.array(Feedback),
    recent: z.array(Feedback),
    failureCases: z.array(FailureCase),
    /** Errors that repeat and have no name yet, of the last 8 weeks. */
    repeated: z.array(RepeatedError),
    /** Edits and overrides of the last 8 weeks: how many were compared field by field, and how many could not be. */
    compared: z.object({ n: z.number().int(), unknown: z.number().int() }),
    trust: z.array(TrustWeek),
  })
  .meta({ id: 'FeedbackBoard' })
export type FeedbackBoard = z.infer<typeof FeedbackBoard>

export const FeedbackTermsRequest = z
  .object({ triageDays: z.number().int().min(1).max(MOST_TRIAGE_DAYS) })
  .meta({ id: 'FeedbackTermsRequest' })
