import { z } from 'zod'
import { instant, slug, text, uuid } from '../common/primitives.ts'

/** Where traces come from, and which workflow that is. */
export const TraceSourceState = z
  .object({
    /** `service.name`; empty where the process names none. */
    service: z.string(),
    /** The workflow or agent that its spans name; empty where they name none. */
    name: z.string(),
    state: z.enum(['mapped', 'unmapped', 'ignored']),
    workflow: z.object({ slug, name: z.string() }).nullable(),
    /** Where nobody has said it yet: the workflow whose name it bears. */
    proposal: z.object({ slug, name: z.string() }).nullable(),
    /** The attribute that carries the unit's key; null: the conversation, else the trace itself. */
    unitAttribute: z.string().nullable(),
    /** A trace becomes a run when nothing of it has come for so long. */
    waitSeconds: z.number().int(),
    /** Traces that became runs. */
    runs: z.number().int(),
    /** Traces that wait until somebody says which workflow it is. */
    waiting: z.number().int(),
    /** Spans that came after their trace had become a run, in the last seven days; and how long after its last ones at most. */
    late: z.number().int(),
    lateByMs: z.number().int(),
    lastAt: instant,
  })
  .meta({ id: 'TraceSource' })
export type TraceSourceState = z.output<typeof TraceSourceState>

export const TraceSourceList = z
  .object({
    items: z.array(TraceSourceState),
    /** Spans that came after their trace had become a run, in the last seven days. */
    late: z.number().int(),
  })
  .meta({ id: 'TraceSourceList' })
export type TraceSourceList = z.output<typeof TraceSourceList>

export const MapSourceRequest = z
  .object({
    service: text(500),
    name: text(500),
    /** Null: it is no workflow; its traces become no runs. */
    workflow: slug.nullable(),
    unitAttribute: text(200).nullable().default(null),
    /** Null: 10 seconds. */
    waitSeconds: z.number().int().min(1).max(86_400).nullable().default(null),
  })
  .meta({ id: 'MapSourceRequest' })

export const RunScore = z
  .object({
    runId: uuid,
    name: text(200).min(1),
    value: z.number().nullable().default(null),
    label: text(200).nullable().default(null),
    source: text(200).min(1),
    comment: text(4000).nullable().default(null),
    at: instant,
  })
  .refine(({ value, label }) => value !== null || label !== null, 'give a value or a label')
  .meta({ id: 'RunScore' })
export const ScoresRequest = z.object({ scores: z.array(RunScore).min(1).max(2000) }).meta({ id: 'ScoresRequest' })
export const ScoresTaken = z
  .object({
    accepted: z.number().int(),
    duplicates: z.number().int(),
    /** Of runs that are not known here. */
    unknown: z.number().int(),
  })
  .meta({ id: 'ScoresTaken' })
