import { SUPPORT_VERDICTS, TRANSFER_ACTS, TRANSFER_STATES } from '@dayshift/core'
import { z } from 'zod'
import { instant, PersonRef, text, uuid } from '../common/primitives.ts'
import { dutyId, WorkflowRef } from '../duties/duty-wire.ts'

const personId = z.string().min(1).max(64)
const zone = z.string().min(1).max(64)
const reason = text(1000).regex(/\S/, 'a reason in a few words')
const DutyRef = z.object({ id: z.string(), name: z.string() })

/** A condition of the transfer that does not hold, and what would lift it. */
export const TransferBlock = z
  .object({
    code: z.enum(['not-accepted', 'receiver', 'moving-target', 'duty', 'stage']),
    sentence: z.string(),
    mend: z.string(),
  })
  .meta({ id: 'TransferBlock' })

export const Transfer = z
  .object({
    id: uuid,
    state: z.enum(TRANSFER_STATES),
    /** The written date, to the minute, and the zone in which people wrote it; `when` is both in words. */
    at: instant,
    zone: z.string(),
    when: z.string(),
    from: PersonRef,
    to: PersonRef,
    backup: PersonRef,
    moves: z.array(z.object({ duty: DutyRef, to: PersonRef })),
    parallelSince: instant,
    settleDays: z.number().int(),
    supportDays: z.number().int(),
    /** From here to the instant nothing that runs may change. */
    freezeFrom: instant,
    plannedBy: PersonRef,
    plannedAt: instant,
    acceptedAt: instant.nullable(),
    /** Where a condition did not hold at the instant: it waits for another date, and the builder stays on watch. */
    held: z.object({ at: instant, because: z.array(TransferBlock) }).nullable(),
    doneAt: instant.nullable(),
    /** How long after the written instant it was done; null before. */
    lateMs: z.number().int().nullable(),
    /** How it was cancelled or handed back. */
    ended: z.object({ at: instant, by: PersonRef, reason: z.string() }).nullable(),
  })
  .meta({ id: 'Transfer' })
export type Transfer = z.infer<typeof Transfer>

const SupportCheck = z.object({
  logsChecked: z.boolean(),
  exceptionsReviewed: z.boolean(),
  rough: z.string(),
  by: PersonRef,
  at: instant,
})

/** The days after a transfer in which every day is looked at. */
export const EarlySupport = z
  .object({
    pass: z.number().int(),
    days: z.array(
      z.object({
        day: z.number().int(),
        from: instant,
        until: instant,
        state: z.enum(['done', 'open', 'missed', 'ahead']),
        check: SupportCheck.nullable(),
      }),
    ),
    until: instant,
    /** Number of the day that runs now; null after the last one, and once settled. */
    today: z.number().int().nullable(),
    daysChecked: z.number().int(),
    verdict: z.enum(SUPPORT_VERDICTS).nullable(),
    verdicts: z.array(z.object({ verdict: z.enum(SUPPORT_VERDICTS), note: z.string(), by: PersonRef, at: instant })),
    /** What was noted as rough, of all passes, newest first. */
    rough: z.array(
      z.object({ pass: z.number().int(), day: z.number().int(), text: z.string(), by: PersonRef, at: instant }),
    ),
    /** The builder who stays reachable. */
    builder: PersonRef,
  })
  .meta({ id: 'EarlySupport' })
export type EarlySupport = z.infer<typeof EarlySupport>

export const TransferView = z
  .object({
    workflow: WorkflowRef,
    /** The one that is planned, else the last one that was done; null where there is none. */
    transfer: Transfer.nullable(),
    /** What does not hold yet of the one that is planned. */
    blocks: z.array(TransferBlock),
    frozen: z.boolean(),
    support: EarlySupport.nullable(),
    /** All others, newest first; at most 20. */
    past: z.array(Transfer),
    /** What a new plan begins with. */
    defaults: z.object({
      moves: z.array(DutyRef),
      mayMove: z.array(DutyRef),
      parallelDays: z.number().int(),
      settleDays: z.number().int(),
      supportDays: z.number().int(),
      earliest: instant,
    }),
    /** Each act: whether the caller may do it, and who may. */
    acts: z.array(z.object({ act: z.enum(TRANSFER_ACTS), may: z.boolean(), who: z.array(PersonRef) })),
  })
  .meta({ id: 'TransferView' })
export type TransferView = z.infer<typeof TransferView>

/** `at` is taken to the minute. Without `moves` the playbook's; without `parallelSince` it begins now. */
export const PlanTransferRequest = z
  .object({
    at: instant,
    zone,
    receiver: personId,
    backup: personId,
    moves: z.array(dutyId).max(100).nullish(),
    parallelSince: instant.nullish(),
  })
  .meta({ id: 'PlanTransferRequest' })
/** The date that the receiver says yes to. */
export const AcceptTransferRequest = z.object({ at: instant }).meta({ id: 'AcceptTransferRequest' })
export const PostponeTransferRequest = z.object({ at: instant, zone, reason }).meta({ id: 'PostponeTransferRequest' })
export const EndTransferRequest = z.object({ reason }).meta({ id: 'EndTransferRequest' })
/** `rough` in words, empty where nothing was rough. */
export const CheckDayRequest = z
  .object({ logsChecked: z.boolean(), exceptionsReviewed: z.boolean(), rough: text(4000) })
  .meta({ id: 'CheckDayRequest' })
export const CloseSupportRequest = z
  .object({ verdict: z.enum(SUPPORT_VERDICTS), note: text(2000).default('') })
  .meta({ id: 'CloseSupportRequest' })

/** What waits for the caller from transfers, the most urgent first. */
export const MyTransfers = z
  .object({
    items: z.array(
      z.object({
        workflow: WorkflowRef,
        waits: z.enum(['acceptance', 'new-date', 'support-check', 'support-verdict', 'instant']),
        /** When it is due: the instant, the end of the day. */
        due: instant,
        sentence: z.string(),
      }),
    ),
  })
  .meta({ id: 'MyTransfers' })
