import { ASSIGNMENT_ENDS, DUTY_PROBLEMS, STAGES, WATCH_RULES } from '@dayshift/core'
import { z } from 'zod'
import { instant, PersonRef, slug, text } from '../common/primitives.ts'

export const dutyId = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words with hyphens, like "daily-care"')

export const WorkflowRef = z.object({ slug, name: z.string() }).meta({ id: 'WorkflowRef' })
export type WorkflowRef = z.infer<typeof WorkflowRef>

/** What is wrong with who holds what: an error is shown on every page of the workflow, a warning beside the duty. */
export const DutyProblem = z
  .object({
    kind: z.enum(DUTY_PROBLEMS),
    severity: z.enum(['error', 'warning']),
    duties: z.array(z.string()),
    sentence: z.string(),
  })
  .meta({ id: 'DutyProblem' })
export type DutyProblem = z.infer<typeof DutyProblem>

/** Who is on watch at an instant: one name, the rule that made it, and whether the daily care is nobody's. */
export const Watch = z
  .object({
    at: instant,
    person: PersonRef.nullable(),
    rule: z.enum(WATCH_RULES).nullable(),
    orphaned: z.boolean(),
    sentence: z.string(),
  })
  .meta({ id: 'Watch' })
export type Watch = z.infer<typeof Watch>

/** One hold that has ended. */
export const PastHold = z
  .object({ person: PersonRef, from: instant, to: instant, ended: z.enum(ASSIGNMENT_ENDS) })
  .meta({ id: 'PastHold' })

export const Duty = z
  .object({
    id: z.string(),
    name: z.string(),
    does: z.string(),
    layer: z.enum(['performance', 'infrastructure']).nullable(),
    vendorMayHold: z.boolean(),
    movesAtTransfer: z.boolean(),
    requiredFrom: z.enum(STAGES).nullable(),
    /** Whether the present stage needs a holder. */
    required: z.boolean(),
    holder: PersonRef.nullable(),
    /** Since when the holder has it, or since when it is nobody's; null where nobody ever had it. */
    since: instant.nullable(),
    problems: z.array(DutyProblem),
    /** Who held it before, newest first; at most 20. */
    before: z.array(PastHold),
    /** Whether the caller may give it to anybody; what is hers alone (taking an unfilled one, giving up) stands apart. */
    mayAssign: z.boolean(),
    /** Who may, where the caller may not. */
    whoMayAssign: z.array(PersonRef),
  })
  .meta({ id: 'Duty' })
export type Duty = z.infer<typeof Duty>

export const DutyTable = z
  .object({
    workflow: WorkflowRef,
    playbook: z.object({ id: z.string(), name: z.string(), onePersonMayHoldBoth: z.boolean() }),
    stage: z.enum(STAGES),
    watch: Watch,
    items: z.array(Duty),
    problems: z.array(DutyProblem),
  })
  .meta({ id: 'DutyTable' })
export type DutyTable = z.infer<typeof DutyTable>

/** `person` null empties the duty. `holder` is whom the caller saw there: where somebody else is by now, nothing moves. */
export const AssignDutyRequest = z
  .object({
    person: z.string().max(64).nullable(),
    holder: z.string().max(64).nullish(),
    reason: text(500).default(''),
  })
  .meta({ id: 'AssignDutyRequest' })
export type AssignDutyRequest = z.infer<typeof AssignDutyRequest>

/** All at one instant, or none. */
export const AssignDutiesRequest = z
  .object({
    duties: z
      .array(z.object({ duty: dutyId, person: z.string().max(64).nullable() }))
      .min(1)
      .max(100),
    reason: text(500).default(''),
  })
  .meta({ id: 'AssignDutiesRequest' })

export const AtQuery = z.object({ at: instant.optional() })

/** Whose job it was at an instant: a person with the limits of the hold, or nobody, with who had it last. */
export const DutyAt = z
  .object({
    duty: z.object({ id: z.string(), name: z.string() }),
    at: instant,
    person: PersonRef.nullable(),
    since: instant.nullable(),
    until: instant.nullable(),
    sentence: z.string(),
  })
  .meta({ id: 'DutyAt' })
export type DutyAt = z.infer<typeof DutyAt>

export const WatchList = z
  .object({
    items: z.array(z.object({ workflow: WorkflowRef, watch: Watch, problems: z.array(DutyProblem) })),
  })
  .meta({ id: 'WatchList' })
export type WatchList = z.infer<typeof WatchList>

export const MyDuties = z
  .object({
    items: z.array(
      z.object({
        workflow: WorkflowRef,
        duty: z.object({ id: z.string(), name: z.string(), does: z.string() }),
        since: instant,
      }),
    ),
  })
  .meta({ id: 'MyDuties' })
