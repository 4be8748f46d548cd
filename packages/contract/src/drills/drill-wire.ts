import {
  DRILL_KINDS,
  DRILL_STATES,
  DRILL_VERDICTS,
  FAULT_KINDS,
  FEWEST_TASKS,
  LISTED_KINDS,
  MEASURES,
  MOST_TASKS,
  NOTICED_BY,
  PRACTICE_ACTS,
  PRACTICE_TOPICS,
  ROUTES,
  TARGET_ASPECTS,
  type Measure,
  type PracticeTopic,
} from '@dayshift/core'
import { z } from 'zod'
import { instant, json, PersonRef, slug, text, unitKey, uuid } from '../common/primitives.ts'

// Object.keys forgets the names that the objects are declared with.
const topic = z.enum(Object.keys(PRACTICE_TOPICS) as [PracticeTopic, ...PracticeTopic[]])
const measure = z.enum(Object.keys(MEASURES) as [Measure, ...Measure[]])
const count = z.number().int().min(0)

/** A failure that is forced around the AI's call, as hosts are told of it. */
export const ForcedFaultWire = z
  .object({
    id: uuid,
    kind: z.enum(FAULT_KINDS),
    percent: z.number().min(0).max(100),
    unitKeys: z.array(unitKey),
    from: instant,
    until: instant,
    slowMs: count,
    factor: z.number(),
    /** `wrong`: the answer to give; null has the real one made wrong. */
    output: json,
  })
  .meta({ id: 'ForcedFault' })
export type ForcedFaultWire = z.infer<typeof ForcedFaultWire>

export const Drill = z
  .object({
    id: uuid,
    workflow: slug,
    workflowName: z.string(),
    kind: z.enum(DRILL_KINDS),
    state: z.enum(DRILL_STATES),
    /** Null until it is closed; a drill that was called off has none. */
    verdict: z.enum(DRILL_VERDICTS).nullable(),
    /** How it stands or came out, in one sentence. */
    sentence: z.string(),
    /** What to cut or write first. */
    findings: z.array(z.string()),
    /** Whoever is drilled; null where it is whoever is on watch. */
    person: PersonRef.nullable(),
    plannedAt: instant,
    plannedBy: PersonRef,
    startsAt: instant,
    endsAt: instant,
    closedAt: instant.nullable(),
    closedBy: PersonRef.nullable(),
    /** A short practice between; only whoever takes it sees it. */
    isQuiz: z.boolean(),
  })
  .meta({ id: 'Drill' })
export type Drill = z.infer<typeof Drill>

/** Whether the caller may begin a drill of a kind; where not, why, and who may. */
export const DrillRight = z.object({ may: z.boolean(), why: z.string().nullable() }).meta({ id: 'DrillRight' })

export const DrillList = z
  .object({
    workflow: z.object({ slug, name: z.string() }),
    items: z.array(Drill),
    rights: z.object({
      practice: DrillRight,
      'operator-day': DrillRight,
      'forced-failure': DrillRight,
      'target-check': DrillRight,
    }),
    /** Units an hour that reached the AI in the last 24 hours: what a share of them would touch. */
    unitsPerHour: z.number(),
    /** Whoever may be drilled. */
    people: z.array(PersonRef),
    /** Whoever is to run the workflow; null is nobody. */
    operator: PersonRef.nullable(),
    /** Closed cases whose contents are kept: what practice is made of. */
    pastCases: count,
  })
  .meta({ id: 'DrillList' })
export type DrillList = z.infer<typeof DrillList>

/** Practices and operator days that are the reader's to do, by when they end. */
export const MyDrills = z
  .object({
    items: z.array(Drill),
    /** Workflows in which the reader holds a duty and is to practise again; her own dates, for her alone. */
    due: z.array(
      z.object({ workflow: slug, workflowName: z.string(), dueAt: instant, overdue: z.boolean(), passes: count }),
    ),
  })
  .meta({ id: 'MyDrills' })

export const DrillRequest = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('practice'),
      /** Who practises; the caller unless said. */
      person: z.string().max(100).optional(),
      size: z.number().int().min(FEWEST_TASKS).max(MOST_TASKS).default(FEWEST_TASKS),
      passAt: z.number().int().min(1).max(MOST_TASKS).optional(),
      /** Topics in which no answer may be wrong. */
      must: z.array(topic).optional(),
      /** A short one that asks only whether outputs are right, some of them wrong on purpose; its size is fixed. For oneself alone. */
      quiz: z.boolean().optional(),
    }),
    z.object({
      kind: z.literal('operator-day'),
      date: z.iso.date(),
      /** IANA name, like "Europe/Berlin". */
      zone: z.string().min(1).max(64),
      person: z.string().max(100).optional(),
      minimumUnits: z.number().int().min(1).max(100_000).optional(),
    }),
    z.object({
      kind: z.literal('forced-failure'),
      fault: z.enum(FAULT_KINDS),
      /** Share of the units that reach the AI, in percent; or the units by name. */
      percent: z.number().min(0.01).max(100).optional(),
      unitKeys: z.array(unitKey).min(1).max(100).optional(),
      minutes: z.number().int().min(1).max(60),
      startsAt: instant.optional(),
      slowMs: z.number().int().min(1).max(600_000).optional(),
      factor: z.number().min(2).max(1000).optional(),
      output: json.optional(),
      noticeWithinMinutes: z.number().int().min(1).max(60).optional(),
    }),
    z.object({
      kind: z.literal('target-check'),
      windowDays: z.number().int().min(1).max(90).optional(),
    }),
  ])
  .meta({ id: 'DrillRequest' })
export type DrillRequest = z.output<typeof DrillRequest>

/** One task of a practice. What was right is there only once it is answered. */
export const PracticeTaskWire = z
  .object({
    position: count,
    /** Null until it is answered: the topic alone would give the answer away. */
    topic: topic.nullable(),
    topicName: z.string().nullable(),
    /** What happened; null where the case's contents are gone, and the task isn't asked any more. */
    situation: z.string().nullable(),
    input: json.optional(),
    draft: json.optional(),
    acts: z.array(z.enum(PRACTICE_ACTS)),
    answer: z
      .object({
        act: z.enum(PRACTICE_ACTS),
        words: z.string(),
        output: json.optional(),
        input: json.optional(),
        to: PersonRef.nullable(),
        at: instant,
        isRight: z.boolean(),
      })
      .nullable(),
    right: z
      .object({
        acts: z.array(z.enum(PRACTICE_ACTS)),
        why: z.string(),
        output: json.optional(),
        input: json.optional(),
        /** The case that it was made from. */
        caseId: uuid,
      })
      .nullable(),
  })
  .meta({ id: 'PracticeTask' })

export const PracticeReport = z
  .object({
    size: count,
    passAt: count,
    must: z.array(topic),
    answered: count,
    tasks: z.array(PracticeTaskWire),
    /** By topic; null while it runs, so that nothing is given away. */
    topics: z.array(z.object({ topic, name: z.string(), right: count, asked: count, must: z.boolean() })).nullable(),
    inputSchema: json,
    outputSchema: json,
    /** Whom a task can be given to. */
    people: z.array(PersonRef),
    /** True where the caller is the one who practises. */
    isMine: z.boolean(),
    /** For the one who practised: by when again, after how many passed times that lay apart. */
    again: z.object({ dueAt: instant, passes: count }).nullable(),
  })
  .meta({ id: 'PracticeReport' })

export const ListedLine = z
  .object({ kind: z.enum(LISTED_KINDS), ref: text(200).nullable(), text: text(500) })
  .meta({ id: 'ListedLine' })

export const OperatorDayReport = z
  .object({
    date: z.iso.date(),
    zone: z.string(),
    minimumUnits: count,
    isOver: z.boolean(),
    /** Null until the operator has listed anything. */
    listed: z.array(ListedLine).nullable(),
    /** What can be listed: the manual steps and the rules of the workflow. */
    choices: z.array(z.object({ kind: z.enum(LISTED_KINDS), ref: z.string(), name: z.string() })),
    /** What the record shows of the day; null before it is over. */
    evidence: z
      .object({
        units: count,
        builders: z.array(PersonRef),
        builderActs: z.array(z.object({ at: instant, by: z.string(), what: z.string() })),
        closed: z.array(z.object({ by: z.string().nullable(), isBuilder: z.boolean(), n: count })),
        unregisteredRuns: count,
        seen: z.array(
          z.object({ kind: z.enum(LISTED_KINDS), ref: z.string(), name: z.string(), n: count, listed: z.boolean() }),
        ),
      })
      .nullable(),
    mayList: z.boolean(),
    mayClose: DrillRight,
  })
  .meta({ id: 'OperatorDayReport' })

const Reaction = z.object({ at: instant, by: PersonRef, isBuilder: z.boolean(), afterMs: z.number() })

export const FailureReport = z
  .object({
    fault: ForcedFaultWire,
    noticeWithinMs: count,
    units: count,
    firstAt: instant.nullable(),
    toPeople: count,
    toExistingProcess: count,
    automatic: count,
    decided: count,
    open: count,
    letThrough: count,
    noticed: Reaction.extend({ how: z.enum(NOTICED_BY) }).nullable(),
    takenOver: Reaction.extend({ how: z.string() }).nullable(),
    /** What happened, in order; `tone` says what it is about. */
    timeline: z.array(
      z.object({
        at: instant,
        by: z.string(),
        text: z.string(),
        tone: z.enum(['drill', 'unit', 'person']),
        runId: uuid.nullable(),
        caseId: uuid.nullable(),
      }),
    ),
    touched: z.array(
      z.object({
        runId: uuid,
        caseId: uuid.nullable(),
        unitKey,
        at: instant,
        route: z.enum(ROUTES),
        /** What a person did with it first; null where nobody has yet. */
        decision: z.string().nullable(),
        by: z.string().nullable(),
      }),
    ),
    mayStop: z.boolean(),
    mayClose: DrillRight,
  })
  .meta({ id: 'FailureReport' })

export const TargetReport = z
  .object({
    windowDays: count,
    lines: z.array(
      z.object({
        aspect: z.enum(TARGET_ASPECTS),
        measure,
        name: z.string(),
        unit: z.string(),
        bound: z.enum(['at-least', 'at-most']),
        target: z.number(),
        /** Of a bound on a cost; null of any other. */
        currency: z.string().nullable(),
        source: z.enum(['manifest', 'target']),
        /** Null below the minimum sample. */
        value: z.number().nullable(),
        low: z.number().nullable(),
        high: z.number().nullable(),
        n: count,
        needed: count.nullable(),
        verdict: z.enum(['met', 'unmet', 'unknown']),
      }),
    ),
  })
  .meta({ id: 'TargetReport' })

/** One drill; the report of its kind is set, the others are null. */
export const DrillDetail = Drill.extend({
  notes: z.string(),
  practice: PracticeReport.nullable(),
  operatorDay: OperatorDayReport.nullable(),
  failure: FailureReport.nullable(),
  targets: TargetReport.nullable(),
  /** What was done in the drill, the latest first. */
  history: z.array(z.object({ at: instant, by: z.string(), act: z.string(), note: z.string().nullable() })),
}).meta({ id: 'DrillDetail' })
export type DrillDetail = z.infer<typeof DrillDetail>

export const PracticeAnswerRequest = z
  .object({
    position: count,
    act: z.enum(PRACTICE_ACTS),
    words: text(4000).default(''),
    output: json.optional(),
    input: json.optional(),
    to: z.string().max(100).optional(),
  })
  .meta({ id: 'PracticeAnswerRequest' })
export const NoticeRequest = z.object({ note: text(1000).default('') }).meta({ id: 'NoticeRequest' })
export const StopDrillRequest = z.object({ reason: text(1000).default('') }).meta({ id: 'StopDrillRequest' })
export const ListRequest = z.object({ lines: z.array(ListedLine).max(100) }).meta({ id: 'ListRequest' })
export const CloseDrillRequest = z.object({ notes: text(4000).default('') }).meta({ id: 'CloseDrillRequest' })
