import { CALL_STATUSES, FAILURE_CLASSES, FLAG_STATES, FLAG_VERDICTS, REASON_CODES, ROUTES } from '@dayshift/core'
import { z } from 'zod'
import {
  currency,
  decimal,
  hash,
  instant,
  json,
  pageOf,
  pageQuery,
  PersonRef,
  slug,
  text,
  unitKey,
  uuid,
} from '../common/primitives.ts'

export const Reason = z
  .object({ code: z.enum(REASON_CODES), rule: text(200).nullable(), message: text(2000) })
  .meta({ id: 'Reason' })

const share = z.number().min(0).max(1)
const count = z.number().int().min(0).max(2_147_483_647)

/** One run as a host delivers it. The id is made by the sender (UUIDv7) and makes the delivery idempotent. */
export const RunRecordWire = z
  .object({
    id: uuid,
    workflow: slug,
    release: hash.nullish(),
    unitKey,
    startedAt: instant,
    endedAt: instant,
    latencyMs: z.number().min(0).max(1e10),
    status: z.enum(CALL_STATUSES),
    failureClass: z.enum(FAILURE_CLASSES).nullish(),
    failureMessage: text(4000).nullish(),
    attempts: count.default(0),
    retries: count.default(0),
    requestedModel: text(200).nullish(),
    resolvedModel: text(200).nullish(),
    inputTokens: count.nullish(),
    outputTokens: count.nullish(),
    /** Parts of the input tokens, where the vendor's cache was read or written: they have prices of their own. */
    cacheReadTokens: count.nullish(),
    cacheWriteTokens: count.nullish(),
    costAmount: decimal.nullish(),
    costCurrency: currency.nullish(),
    costSource: text(40).nullish(),
    finishReason: text(40).nullish(),
    confidence: share.nullish(),
    inputQuality: share.nullish(),
    route: z.enum(ROUTES),
    reasonCode: z.enum(REASON_CODES),
    reasonRule: text(200).nullish(),
    reasonMessage: text(2000),
    bucket: z.number().int().min(0).max(9999),
    /** The run that this one repeats at a person's wish, and the case that waits for it. */
    rerunOf: uuid.nullish(),
    caseId: uuid.nullish(),
    /** The first run of the same unit, where this one was a duplicate. */
    duplicateOf: uuid.nullish(),
    /** The drill whose forced fault the run met: it is kept out of all figures. */
    drill: uuid.nullish(),
    /** The share of the budget that its cost was reserved from. */
    spendLease: uuid.nullish(),
    /** Already redacted by the sender as the manifest says; absent where nothing is captured. */
    input: json.optional(),
    output: json.optional(),
    /** Key of the person whom the content is about, for erasure. */
    subject: text(512).nullish(),
  })
  .meta({ id: 'RunRecord' })
export type RunRecordWire = z.infer<typeof RunRecordWire>

/**
 * A batch. `sentAt` is the sender's clock at sending: the server corrects times when that clock is off. `lost` counts the
 * records that the sender could not keep since its last batch (its disk was full): nobody will ever see them.
 */
export const RunBatch = z
  .object({ sentAt: instant.optional(), lost: count.optional(), records: z.array(z.unknown()).min(1).max(5000) })
  .meta({ id: 'RunBatch' })

/** What became of a batch. `rejected` are kept in quarantine under their id with what was wrong. */
export const RunBatchResult = z
  .object({
    accepted: z.number().int(),
    duplicates: z.number().int(),
    rejected: z.array(
      z.object({
        index: z.number().int(),
        id: z.string().nullable(),
        quarantineId: z.string(),
        errors: z.array(z.object({ path: z.string(), message: z.string() })),
      }),
    ),
    clockOffsetMs: z.number(),
  })
  .meta({ id: 'RunBatchResult' })
export type RunBatchResult = z.infer<typeof RunBatchResult>

export const RunQuery = z.object({
  ...pageQuery,
  workflow: slug.optional(),
  route: z.enum(ROUTES).optional(),
  reason: z.enum(REASON_CODES).optional(),
  rule: text(200).optional(),
  status: z.enum(CALL_STATUSES).optional(),
  release: hash.optional(),
  unitKey: unitKey.optional(),
  from: instant.optional(),
  to: instant.optional(),
})

export const Run = RunRecordWire.omit({
  input: true,
  output: true,
  subject: true,
  release: true,
  cacheReadTokens: true,
  cacheWriteTokens: true,
  spendLease: true,
})
  .extend({
    release: z.object({ hash, name: z.string() }).nullable(),
    workflowName: z.string(),
    personSteppedIn: z.boolean(),
    receivedAt: instant,
    clockOffsetMs: z.number(),
    caseId: uuid.nullable(),
  })
  .meta({ id: 'Run' })
export type Run = z.infer<typeof Run>
export const RunPage = pageOf(Run).meta({ id: 'RunPage' })

export const Decision = z
  .object({
    id: uuid,
    runId: uuid.nullable(),
    caseId: uuid.nullable(),
    kind: z.enum(['accepted', 'edited', 'overridden', 'ignored', 'escalated', 'bypass']),
    by: PersonRef,
    reason: z.string().nullable(),
    shownAt: instant.nullable(),
    decidedAt: instant,
  })
  .meta({ id: 'Decision' })

/** Somebody said that the output of a run looks wrong. What became of it is told by its feedback, of the same id. */
export const Flag = z
  .object({
    id: uuid,
    runId: uuid,
    /** Empty where nothing was said, or the words were erased. */
    note: z.string(),
    /** What would have been right, in the reporter's words. */
    right: z.string().nullable(),
    by: PersonRef,
    at: instant,
    state: z.enum(FLAG_STATES),
    verdict: z.enum(FLAG_VERDICTS).nullable(),
  })
  .meta({ id: 'Flag' })
/** `receipt` says who answers by when. */
export const KeptFlag = Flag.extend({ receipt: z.string() }).meta({ id: 'KeptFlag' })
export const FlagRequest = z
  .object({ note: text(4000).default(''), right: text(4000).optional() })
  .meta({ id: 'FlagRequest' })

/** A run with everything known about it. `contents` is null where nothing was captured, or it was erased, and says which. */
export const RunDetail = z
  .object({
    run: Run,
    contents: z.object({
      state: z.enum(['kept', 'not-captured', 'erased', 'expired']),
      input: json.optional(),
      output: json.optional(),
    }),
    decisions: z.array(Decision),
    flags: z.array(Flag),
    /** What evaluators or people elsewhere said of it. */
    scores: z.array(
      z.object({
        name: z.string(),
        value: z.number().nullable(),
        label: z.string().nullable(),
        source: z.string(),
        comment: z.string().nullable(),
        at: instant,
      }),
    ),
    reruns: z.array(z.object({ id: uuid, startedAt: instant })),
    /** Its unit waits for the reader's own answer: until she has given it, nothing of the output is told to her. */
    outputHidden: z.literal(true).optional(),
  })
  .meta({ id: 'RunDetail' })

/** A decision made outside the inbox, in the host's own screen. `bypass` needs the unit instead of a run. */
export const DecisionRequest = z
  .object({
    id: uuid,
    runId: uuid.nullish(),
    workflow: slug,
    unitKey,
    kind: z.enum(['accepted', 'edited', 'overridden', 'ignored', 'escalated', 'bypass']),
    by: text(200),
    reason: text(4000).nullish(),
    shownAt: instant.nullish(),
    decidedAt: instant,
    finalOutput: json.optional(),
    /** What the person said before the output was shown to her; kept as the own answer of the run where none stands yet. */
    ownAnswer: z.object({ answer: json, answeredAt: instant }).nullish(),
  })
  .meta({ id: 'DecisionRequest' })

/** What a person said in the host's own screen before the output of a run was shown to her. */
export const HostAnswerRequest = z
  .object({
    /** Who answered, as the host knows the person; the same as in the decision that follows. */
    by: text(200).min(1),
    /** The field that is answered first, or the whole output: as the gate's state says. */
    answer: json.refine((answer) => answer !== undefined, 'is needed'),
    answeredAt: instant,
  })
  .meta({ id: 'HostAnswerRequest' })
/** `kept` is false where this person's answer for the run stands already: it never changes. */
export const HostAnswerKept = z.object({ kept: z.boolean() }).meta({ id: 'HostAnswerKept' })

export const QuarantinedRecord = z
  .object({
    id: uuid,
    receivedAt: instant,
    errors: z.array(z.object({ path: z.string(), message: z.string() })),
    record: z.string(),
  })
  .meta({ id: 'QuarantinedRecord' })
export const QuarantinePage = pageOf(QuarantinedRecord)
  .extend({
    /** Of all pages. */
    total: z.number().int(),
  })
  .meta({ id: 'QuarantinePage' })
/** `record` is the mended JSON; without it the record goes in as it came, for a cause that is mended elsewhere. */
export const SendAgainRequest = z.object({ record: text(1_048_576).optional() }).meta({ id: 'SendAgainRequest' })
export const SentAgain = z
  .object({
    runId: uuid,
    /** True where a run of this id was there already. */
    duplicate: z.boolean(),
  })
  .meta({ id: 'SentAgain' })
