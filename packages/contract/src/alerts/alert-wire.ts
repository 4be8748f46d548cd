import { ALERT_CLASSES, ALERT_STATES, ALERT_VERDICTS, DELIVERY_STATES, SEVERITIES } from '@dayshift/core'
import { z } from 'zod'
import { instant, json, pageOf, pageQuery, PersonRef, Proportion, slug, text, uuid } from '../common/primitives.ts'

const count = z.number().int().min(0)
const WorkflowRef = z.object({ slug, name: z.string() })

/** What an alert stands on. */
export const AlertOn = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('workflow'), slug, name: z.string() }),
    z.object({ kind: z.literal('seam'), id: uuid, name: z.string() }),
  ])
  .meta({ id: 'AlertOn' })

/** Something that stood where a departure began, named as no more than that. */
export const AlertCandidate = z
  .object({
    kind: z.enum(['change', 'release', 'model', 'upstream', 'calendar']),
    id: z.string().nullable(),
    label: z.string(),
    at: instant,
  })
  .meta({ id: 'AlertCandidate' })

export const AlertWire = z
  .object({
    id: uuid,
    on: AlertOn,
    signal: z.string(),
    slice: z.object({ name: z.string(), label: z.string() }).nullable(),
    class: z.enum(ALERT_CLASSES),
    severity: z.enum(SEVERITIES),
    state: z.enum(ALERT_STATES),
    sentence: z.string(),
    next: z.string(),
    runbookSection: z.string().nullable(),
    /** When it began, as far as that can be told. */
    since: instant.nullable(),
    candidates: z.array(AlertCandidate),
    /** Path of the page that shows what is behind it. */
    link: z.string(),
    openedAt: instant,
    lastSeenAt: instant,
    seen: count,
    /** The alert whose page speaks for all of the same cause; its own id where it is that one. */
    group: uuid,
    /** False where another alert of the group is the page. */
    pages: z.boolean(),
    owner: PersonRef.nullable(),
    /** By which duty; `admin` where no duty names anybody. */
    ownerDuty: z.string().nullable(),
    ownerSentence: z.string(),
    /** True where the duty that should answer is nobody's. */
    orphaned: z.boolean(),
    isMine: z.boolean(),
    acknowledged: z.object({ by: PersonRef, at: instant }).nullable(),
    snoozedUntil: instant.nullable(),
    /** Why nobody is told now, and until when. */
    heldUntil: instant.nullable(),
    /** Since when everybody who could answer has been told in vain. */
    unansweredSince: instant.nullable(),
    calmSince: instant.nullable(),
    withBuilder: z.boolean(),
    resolved: z
      .object({
        at: instant,
        /** Null where it closed itself. */
        by: PersonRef.nullable(),
        verdict: z.enum(ALERT_VERDICTS).nullable(),
        note: z.string(),
      })
      .nullable(),
  })
  .meta({ id: 'Alert' })
export type AlertWire = z.infer<typeof AlertWire>

export const AlertQuery = z.object({
  ...pageQuery,
  /** `open`: those that aren't resolved, most severe first; `over`: resolved, newest first; `all`: newest first. */
  state: z.enum(['open', 'over', 'all']).default('open'),
  workflow: slug.optional(),
  seam: uuid.optional(),
  mine: z.enum(['true', 'false']).default('false'),
})
export type AlertQuery = z.output<typeof AlertQuery>

export const AlertPage = pageOf(AlertWire)
  .extend({
    counts: z.object({ open: count, mine: count, unanswered: count, calm: count }),
  })
  .meta({ id: 'AlertPage' })
export type AlertPage = z.infer<typeof AlertPage>

export const AlertEventWire = z
  .object({
    at: instant,
    act: z.string(),
    by: PersonRef.nullable(),
    person: PersonRef.nullable(),
    /** What happened, in one sentence. */
    sentence: z.string(),
    /** On which ways it was told, and what became of that on each. */
    ways: z.array(
      z.object({
        channel: z.object({ id: uuid, name: z.string() }),
        /** To whom directly, where it is not the person of the event; null for the channel itself. */
        to: PersonRef.nullable(),
        state: z.enum(DELIVERY_STATES),
        /** Without its subject: `arrived.` */
        sentence: z.string(),
      }),
    ),
    /** Whether it reached anybody: null while it may still arrive, and where nothing was sent. */
    reached: z.boolean().nullable(),
  })
  .meta({ id: 'AlertEvent' })

/** One act of the way through an alert, in its order. */
export const AlertStepWire = z
  .object({
    step: z.enum([
      'pause',
      'examples',
      'how-wide',
      'to-builder',
      'first-responder',
      'backup',
      'informed',
      'spoken',
      'mend-seam',
    ]),
    name: z.string(),
    done: z.boolean(),
    /** How it stands, in one sentence. */
    sentence: z.string(),
  })
  .meta({ id: 'AlertStep' })

export const AlertExample = z
  .object({
    runId: uuid,
    unitKey: z.string(),
    at: instant,
    /** Why it may be one: `overridden by Bea Lind`, `flagged`. */
    why: z.string(),
  })
  .meta({ id: 'AlertExample' })

export const AlertDetail = z
  .object({
    alert: AlertWire,
    evidence: json,
    timeline: z.array(AlertEventWire),
    /** The other alerts of the same cause. */
    group: z.array(AlertWire),
    steps: z.array(AlertStepWire),
    examples: z.array(AlertExample),
    /** Runs that could be examples and aren't collected yet. */
    suggested: z.array(AlertExample),
    wide: z
      .object({
        from: instant,
        to: instant,
        units: count,
        automatic: count,
        failed: count,
        overridden: count,
        edited: count,
        flagged: count,
        sentence: z.string(),
      })
      .nullable(),
    isPaused: z.boolean(),
    builder: PersonRef.nullable(),
    informs: PersonRef.nullable(),
    backup: PersonRef.nullable(),
    maintenance: z.object({ until: instant, reason: z.string() }).nullable(),
    mayAct: z.boolean(),
  })
  .meta({ id: 'AlertDetail' })
export type AlertDetail = z.infer<typeof AlertDetail>

export const SnoozeRequest = z.object({ until: instant }).meta({ id: 'SnoozeRequest' })
export const ResolveRequest = z
  .object({ verdict: z.enum(ALERT_VERDICTS), note: text(1000).default('') })
  .meta({ id: 'ResolveRequest' })
export const AlertStepRequest = z
  .discriminatedUnion('step', [
    z.object({ step: z.literal('pause'), reason: text(500) }),
    z.object({ step: z.literal('leave-running'), note: text(500) }),
    z.object({ step: z.literal('examples'), runIds: z.array(uuid).min(1).max(100), note: text(500).default('') }),
    z.object({ step: z.literal('how-wide') }),
    z.object({ step: z.literal('to-builder'), note: text(1000).default('') }),
    z.object({ step: z.literal('informed'), note: text(500) }),
    z.object({ step: z.literal('spoken'), note: text(500) }),
  ])
  .meta({ id: 'AlertStepRequest' })
export type AlertStepRequest = z.output<typeof AlertStepRequest>

const minute = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time like "22:00"')

export const QuietHoursWire = z
  .object({
    /** IANA name, like "Europe/Berlin". */
    zone: z.string().min(1).max(64),
    from: minute,
    to: minute,
    /** Weekdays that are quiet all day: 1 is Monday, 7 Sunday. */
    days: z.array(z.number().int().min(1).max(7)).max(6).default([]),
  })
  .meta({ id: 'QuietHours' })

export const AlertSettings = z
  .object({
    /** Minutes that whoever was told has before the next one is. */
    acknowledgeMinutes: z.object({ urgent: count, today: count }),
    quiet: QuietHoursWire.nullable(),
    /** The share of noise above which a wider threshold is proposed. */
    noiseLimit: z.number(),
    /** The outside address that is asked while everything works; its host alone. */
    heartbeat: z
      .object({
        host: z.string(),
        everyMinutes: count,
        sentAt: instant.nullable(),
        /** Why it was not sent last time; null where it was. */
        failure: z.string().nullable(),
      })
      .nullable(),
    /** The caller's own hours; `own` is false where the workspace's count. */
    mine: z.object({ own: z.boolean(), hours: QuietHoursWire.nullable() }),
    mayChange: z.boolean(),
  })
  .meta({ id: 'AlertSettings' })
export type AlertSettings = z.infer<typeof AlertSettings>

export const AlertSettingsRequest = z
  .object({
    acknowledgeMinutes: z.object({
      urgent: z.number().int().min(1).max(1_440),
      today: z.number().int().min(5).max(10_080),
    }),
    quiet: QuietHoursWire.nullable(),
    noiseLimit: z.number().min(0.1).max(1),
    /** Absent leaves it as it is, null ends it. */
    heartbeat: z
      .object({ url: z.string().min(1).max(2_000), everyMinutes: z.number().int().min(1).max(1_440) })
      .nullable()
      .optional(),
  })
  .meta({ id: 'AlertSettingsRequest' })
export type AlertSettingsRequest = z.output<typeof AlertSettingsRequest>

export const MyQuietHoursRequest = z
  .object({
    /** False goes by the workspace's hours again. */
    own: z.boolean(),
    /** Null is told at any hour. */
    hours: QuietHoursWire.nullable(),
  })
  .meta({ id: 'MyQuietHoursRequest' })

export const MaintenanceWindow = z
  .object({
    id: uuid,
    from: instant,
    until: instant,
    reason: z.string(),
    by: PersonRef,
    isOpen: z.boolean(),
  })
  .meta({ id: 'MaintenanceWindow' })

export const MaintenanceRequest = z
  .object({ from: instant.optional(), until: instant, reason: text(500) })
  .meta({ id: 'MaintenanceRequest' })

export const ThresholdProposal = z
  .object({
    id: uuid,
    signal: z.string(),
    factor: z.number(),
    noise: count,
    judged: count,
    proposedAt: instant,
    sentence: z.string(),
  })
  .meta({ id: 'ThresholdProposal' })

export const ThresholdDecision = z
  .object({ decision: z.enum(['accepted', 'declined']) })
  .meta({ id: 'ThresholdDecision' })

/** The alerts of one workflow, for a banner on its pages. */
export const WorkflowAlerts = z
  .object({
    workflow: WorkflowRef,
    open: z.array(AlertWire),
    /** Windows that are open or to come. */
    maintenance: z.array(MaintenanceWindow),
    proposals: z.array(ThresholdProposal),
    /** Thresholds that were widened: by how much, since when. */
    widened: z.array(z.object({ signal: z.string(), factor: z.number(), by: PersonRef, at: instant })),
    mayDecide: z.boolean(),
    /** Who may, where the caller may not. */
    whoMayDecide: z.array(PersonRef),
  })
  .meta({ id: 'WorkflowAlerts' })
export type WorkflowAlerts = z.infer<typeof WorkflowAlerts>

export const AlertPrecisionQuery = z.object({ days: z.coerce.number().int().min(1).max(400).default(28) })

/** How much the alerts of each workflow were worth, and how many were left lying. */
export const AlertPrecision = z
  .object({
    from: instant,
    to: instant,
    items: z.array(
      z.object({
        workflow: WorkflowRef,
        raised: count,
        told: count,
        /** Of those with a verdict, the useful ones. */
        useful: Proportion,
        /** Of those that were told and are a day old, the ones that nobody answered within that day. */
        ignored: Proportion,
        /** True where so many are ignored that the workflow's alerts no longer do their work. */
        isIgnored: z.boolean(),
        medianAnswerMinutes: z.number().nullable(),
        sentence: z.string(),
      }),
    ),
  })
  .meta({ id: 'AlertPrecision' })
export type AlertPrecision = z.infer<typeof AlertPrecision>
