import { CASE_KINDS, CASE_STATES, PRIORITIES, ROUTES } from '@dayshift/core'
import { z } from 'zod'
import { hash, instant, json, pageOf, pageQuery, PersonRef, slug, text, unitKey, uuid } from '../common/primitives.ts'
import { Decision, Flag, Reason } from '../runs/run-wire.ts'

export const Case = z
  .object({
    id: uuid,
    kind: z.enum(CASE_KINDS),
    state: z.enum(CASE_STATES),
    priority: z.enum(PRIORITIES),
    workflow: slug,
    workflowName: z.string(),
    unitKey,
    runId: uuid,
    route: z.enum(ROUTES),
    reason: Reason,
    openedAt: instant,
    dueAt: instant,
    expiresAt: instant,
    overdue: z.boolean(),
    /** Who holds the lease now. */
    claimedBy: PersonRef.nullable(),
    leaseUntil: instant.nullable(),
    /** Whom it was given to; null is anybody of the team. */
    assignedTo: PersonRef.nullable(),
    /** Set when it went to the backup because nobody decided in time. */
    backupSince: instant.nullable(),
    rerunWaiting: z.boolean(),
    /** The first words of the input, for the list; null where nothing is captured. */
    excerpt: z.string().nullable(),
    /** The drill that the unit was part of; told once the case was decided, never before. */
    drill: z.object({ id: uuid, wrongOnPurpose: z.boolean() }).nullish(),
  })
  .meta({ id: 'Case' })
export type Case = z.infer<typeof Case>

export const CaseQuery = z.object({
  ...pageQuery,
  /** `open` is all that is neither completed nor handed over: waiting, claimed, or waiting for a rerun. */
  state: z.enum(['open', 'completed', 'handed-over']).default('open'),
  workflow: slug.optional(),
  kind: z.enum(CASE_KINDS).optional(),
  whose: z.enum(['anyone', 'mine', 'unassigned']).default('anyone'),
})
export const CasePage = pageOf(Case)
  .extend({ counts: z.object({ open: z.number().int(), mine: z.number().int(), overdue: z.number().int() }) })
  .meta({ id: 'CasePage' })

/** One thing that happened to a case: every draft, edit, claim and decision (the review log). */
export const CaseEvent = z
  .object({
    at: instant,
    by: PersonRef,
    act: z.string(),
    note: z.string().nullable(),
    draft: json.optional(),
    final: json.optional(),
  })
  .meta({ id: 'CaseEvent' })

export const CaseDetail = z
  .object({
    case: Case,
    release: z.object({ hash, name: z.string() }).nullable(),
    contents: z.object({
      state: z.enum(['kept', 'not-captured', 'erased', 'expired']),
      input: json.optional(),
      output: json.optional(),
    }),
    /** The input as a person corrected it, beside the one that came; absent where nobody did. */
    correctedInput: json.optional(),
    /** JSON Schemas of the release, for field names and the edit form. */
    inputSchema: json,
    outputSchema: json,
    confidence: z.number().nullable(),
    guidance: z.array(z.object({ title: z.string(), text: z.string() })),
    events: z.array(CaseEvent),
    decisions: z.array(Decision),
    flags: z.array(Flag),
    /** In some units a person answers before she sees the output; absent in the others. */
    ownAnswer: z
      .object({
        /** The reader has not answered yet: nothing of the output is here. */
        isAsked: z.boolean(),
        /** The field of the output that is answered; empty: the output as a whole. */
        field: z.string(),
        /** What the reader said; absent before, or where it was erased. */
        answer: json.optional(),
        answeredAt: instant.nullable(),
      })
      .optional(),
  })
  .meta({ id: 'CaseDetail' })

/** The fencing token goes with every later act on the case; a stale one is answered 409. */
export const Claim = z.object({ caseId: uuid, token: z.number().int(), leaseUntil: instant }).meta({ id: 'Claim' })
const token = z.number().int()
export const ClaimHeld = z.object({ token }).meta({ id: 'ClaimHeld' })

export const DecideRequest = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('accepted'), token, shownAt: instant }),
    z.object({ kind: z.literal('edited'), token, shownAt: instant, finalOutput: json, reason: text(4000).optional() }),
    z.object({
      kind: z.literal('overridden'),
      token,
      shownAt: instant,
      reason: text(4000).min(1),
      finalOutput: json.optional(),
    }),
    z.object({ kind: z.literal('ignored'), token, shownAt: instant, reason: text(4000).min(1) }),
    z.object({
      kind: z.literal('escalated'),
      token,
      shownAt: instant,
      reason: text(4000).min(1),
      to: z.string().optional(),
    }),
  ])
  .meta({ id: 'DecideRequest' })
export type DecideRequest = z.infer<typeof DecideRequest>
/** What the person would answer, before the output is shown to her: the field that is asked for, or the whole output. */
export const OwnAnswerRequest = z
  .object({ token, answer: json.refine((answer) => answer !== undefined, 'is needed') })
  .meta({ id: 'OwnAnswerRequest' })
export const ReassignRequest = z
  .object({ to: z.string(), note: text(1000).default('') })
  .meta({ id: 'ReassignRequest' })
/** A corrected input is checked against the input contract, kept beside the first one, and the unit is run again. */
export const CorrectRequest = z
  .object({ token, input: json, note: text(1000).default('') })
  .meta({ id: 'CorrectRequest' })
export const RerunRequest = z.object({ token, note: text(1000).default('') }).meta({ id: 'RerunRequest' })
