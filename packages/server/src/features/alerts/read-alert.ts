import type { AlertDetail } from '@dayshift/contract'
import { DAY_MS, type Actor, counted, holdersAt, instantInZone, nameIn, permits } from '@dayshift/core'
import type { z } from 'zod'
import { notFound } from '../../platform/http/problem.ts'
import type { Trx, World } from '../../platform/world.ts'
import { dutiesFacts } from '../duties/index.ts'
import { readDoubtfulRuns, readRunsNamed, readRunWindow } from '../runs/index.ts'
import { findWorkflowById } from '../workflows/index.ts'
import { maintenanceOf, policyOf } from './policy-store.ts'
import { findAlert, type StoredAlert, storedAlert } from './store.ts'
import { readTimeline, type TimelineEvent } from './timeline.ts'
import { alertWire, type Names, namesOf } from './to-wire.ts'

type Detail = z.output<typeof AlertDetail>
type Step = Detail['steps'][number]

const MOST_SUGGESTED = 12

/** One alert with what was done about it and what can be. */
export async function readAlert(
  trx: Trx,
  world: Pick<World, 'clock'>,
  workspaceId: string,
  actor: Actor,
  id: string,
): Promise<Detail> {
  const stored = await findAlert(trx, workspaceId, id)
  if (stored === null) throw notFound('alert', id)
  const now = world.clock.now()
  const { alert, departure } = stored
  const names = await namesOf(trx, workspaceId, now, [departure.on])
  const { policy } = await policyOf(trx, workspaceId)
  const zone = policy.quiet?.zone ?? 'UTC'
  const timeline = await readTimeline(trx, workspaceId, alert.id, names, zone)
  const about =
    departure.on.kind === 'seam'
      ? { ...AT_A_SEAM, steps: seamSteps(stored, timeline, names) }
      : await aboutWorkflow(trx, workspaceId, { stored, workflowId: departure.on.id, timeline, zone, now })
  return {
    alert: alertWire(stored, names, actor.id, now),
    evidence: departure.evidence,
    timeline: timeline.map(({ event }) => event),
    group: (await groupMembers(trx, workspaceId, stored)).map((member) => alertWire(member, names, actor.id, now)),
    ...about,
    mayAct: actor.kind === 'person' && permits(actor, 'handover:write'),
  }
}

/** What the runs and the duties of a workflow say of its alert. */
type About = Pick<
  Detail,
  'steps' | 'examples' | 'suggested' | 'wide' | 'isPaused' | 'builder' | 'informs' | 'backup' | 'maintenance'
>

/** A seam has no runs to look at, nothing to pause, and no duties beside its owners. */
const AT_A_SEAM: Omit<About, 'steps'> = {
  examples: [],
  suggested: [],
  wide: null,
  isPaused: false,
  builder: null,
  informs: null,
  backup: null,
  maintenance: null,
}

async function aboutWorkflow(
  trx: Trx,
  workspaceId: string,
  {
    stored,
    workflowId,
    timeline,
    zone,
    now,
  }: {
    readonly stored: StoredAlert
    readonly workflowId: string
    readonly timeline: readonly TimelineEvent[]
    readonly zone: string
    readonly now: Date
  },
): Promise<About> {
  const { alert, departure } = stored
  const facts = await dutiesFacts(trx, { workspaceId, workflowId }, now)
  const workflow = await findWorkflowById(trx, workspaceId, workflowId)
  const from = departure.since ?? new Date(alert.openedAt.getTime() - DAY_MS)
  const doubtful = await readDoubtfulRuns(trx, workspaceId, { workflowId, from, limit: 100 })
  const collected = await examplesOf(trx, workspaceId, alert.id, workflowId)
  const known = new Map(doubtful.map((run) => [run.runId, whyOf(run)]))
  const holderOf = (duty: string) => {
    const person = holdersAt(facts.assignments, duty, now)[0]?.person
    return person === undefined ? null : { id: person, name: nameIn(facts.people, person) }
  }
  const [builder, informs, backup] = [holderOf('change-owner'), holderOf('informs'), holderOf('backup')]
  const wide = alert.class === 'bad-output' ? await howWide(trx, workspaceId, workflowId, from, now, zone) : null
  const isPaused = workflow?.paused !== null && workflow?.paused !== undefined
  const maintenance = await maintenanceOf(trx, workspaceId, workflowId, now)
  return {
    steps: stepsOf(stored, timeline, { examples: collected.length, isPaused, builder, backup, informs, wide }),
    examples: collected.map((run) => ({
      runId: run.runId,
      unitKey: run.unitKey,
      at: run.at.toISOString(),
      why: run.note === '' ? (known.get(run.runId) ?? 'collected by hand') : run.note,
    })),
    suggested: doubtful
      .filter(({ runId }) => !collected.some((run) => run.runId === runId))
      .slice(0, MOST_SUGGESTED)
      .map((run) => ({ runId: run.runId, unitKey: run.unitKey, at: run.at.toISOString(), why: whyOf(run) })),
    wide,
    isPaused,
    builder,
    informs,
    backup,
    maintenance: maintenance === null ? null : { until: maintenance.until.toISOString(), reason: maintenance.reason },
  }
}

/** The way through a break at a seam: both sides know of it, and it is mended where it broke (S211). */
function seamSteps({ alert, departure }: StoredAlert, timeline: readonly TimelineEvent[], names: Names): Step[] {
  const spoken = timeline.findLast(({ event }) => event.act === 'spoken')?.event
  const seam = names.ground(departure.on).name
  const isOver = alert.state === 'calm' || alert.state === 'resolved'
  return [
    {
      step: 'spoken',
      name: 'Speak with both sides',
      done: spoken !== undefined,
      sentence: spoken?.sentence ?? 'Nobody has told yet what they say.',
    },
    {
      step: 'mend-seam',
      name: 'Mend it at the seam',
      done: isOver,
      sentence: isOver
        ? `It isn’t open at “${seam}” any more.`
        : `Open at “${seam}”: say there when it is mended, or that it was noise, and this alert ends with it.`,
    },
  ]
}

/** How many units it may touch: everything that ran since it began, and what people said of it. */
export async function howWide(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  from: Date,
  to: Date,
  zone: string,
): Promise<NonNullable<Detail['wide']>> {
  const { days } = await readRunWindow(trx, workspaceId, { workflowId, releaseId: null, from, to })
  const sum = (of: 'n' | 'automatic' | 'failed' | 'overridden' | 'edited' | 'flags') =>
    days.reduce((total, day) => total + day[of], 0)
  const figures = {
    units: sum('n'),
    automatic: sum('automatic'),
    failed: sum('failed'),
    overridden: sum('overridden'),
    edited: sum('edited'),
    flagged: sum('flags'),
  }
  const { units, automatic, overridden, edited, flagged } = figures
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    ...figures,
    sentence:
      units === 0
        ? `No unit ran since ${instantInZone(from, zone)}.`
        : `${counted(units, 'unit')} ran since ${instantInZone(from, zone)}; ${automatic} of them took effect without a person. People overrode ${overridden}, edited ${edited} and flagged ${flagged}.`,
  }
}

/**
 * The way through an alert: bad output is caught, kept, measured and mended (S279, S349); an outage is answered and told
 * (S280); what is unattended is a matter of people first, and pausing helps nobody.
 */
function stepsOf(
  { alert }: StoredAlert,
  timeline: readonly TimelineEvent[],
  known: {
    readonly examples: number
    readonly isPaused: boolean
    readonly builder: { readonly name: string } | null
    readonly backup: { readonly name: string } | null
    readonly informs: { readonly name: string } | null
    readonly wide: Detail['wide']
  },
): Step[] {
  const last = (act: string) => timeline.findLast(({ event }) => event.act === act)?.event
  const given = last('to-builder')
  const toBuilder: Step = {
    step: 'to-builder',
    name: 'Give it to the builder',
    done: given !== undefined,
    sentence:
      given?.sentence ??
      (known.builder === null
        ? 'Nobody holds the duty to change it: assign it under Handover.'
        : `${known.builder.name} mends the cause, with the examples.`),
  }
  if (alert.class === 'outage') {
    const answered = last('acknowledged')
    const told = timeline.find(({ event, duty }) => event.act === 'told' && duty === 'backup')
    const informed = last('informed')
    return [
      {
        step: 'first-responder',
        name: 'The first responder answers',
        done: alert.answeredAt !== null,
        sentence: answered?.sentence ?? 'Nobody has answered yet.',
      },
      {
        step: 'backup',
        name: 'The backup comes in',
        done: told !== undefined || alert.answeredAt !== null,
        sentence:
          told?.event.sentence ??
          (known.backup === null
            ? 'There is no backup: assign one under Handover.'
            : alert.answeredAt === null
              ? `${known.backup.name} is told when the first responder does not answer in time.`
              : `${known.backup.name} was not needed.`),
      },
      {
        step: 'informed',
        name: 'The rest is informed',
        done: informed !== undefined,
        sentence:
          informed?.sentence ??
          (known.informs === null
            ? 'Nobody holds the duty to inform the rest: assign it under Handover.'
            : `${known.informs.name} tells everybody who depends on it.`),
      },
    ]
  }
  if (alert.class === 'unattended') {
    const spoken = last('spoken')
    return [
      {
        step: 'spoken',
        name: 'Speak with the people it is about',
        done: spoken !== undefined,
        sentence: spoken?.sentence ?? 'Nobody has told yet what they say.',
      },
      { ...toBuilder, name: 'Give it to the builder, if how it is built is the cause' },
    ]
  }
  const pause = last('paused') ?? last('left-running')
  const wide = last('how-wide')
  return [
    {
      step: 'pause',
      name: 'Pause it, if needed',
      done: known.isPaused || pause !== undefined,
      sentence:
        pause?.sentence ?? (known.isPaused ? 'It is paused: every unit takes the fallback.' : 'It still serves units.'),
    },
    {
      step: 'examples',
      name: 'Collect examples',
      done: known.examples > 0,
      sentence: known.examples === 0 ? 'None is collected yet.' : `${counted(known.examples, 'example')} collected.`,
    },
    {
      step: 'how-wide',
      name: 'See how wide it is',
      done: wide !== undefined,
      sentence: wide?.sentence ?? known.wide?.sentence ?? '',
    },
    toBuilder,
  ]
}

async function groupMembers(trx: Trx, workspaceId: string, { alert }: StoredAlert): Promise<StoredAlert[]> {
  const rows = await trx
    .selectFrom('alerts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('group_id', '=', alert.group)
    .where('id', '<>', alert.id)
    .orderBy('id')
    .limit(50)
    .execute()
  return rows.map(storedAlert)
}

/** Runs that were collected for an alert, in their order. */
export async function examplesOf(trx: Trx, workspaceId: string, alertId: string, workflowId: string) {
  const rows = await trx
    .selectFrom('alert_examples')
    .select(['run_id', 'note'])
    .where('workspace_id', '=', workspaceId)
    .where('alert_id', '=', alertId)
    .orderBy('run_id')
    .execute()
  const runs = await readRunsNamed(
    trx,
    workspaceId,
    workflowId,
    rows.map((row) => row.run_id),
  )
  const notes = new Map(rows.map((row) => [row.run_id, row.note]))
  return runs
    .map((run) => ({ ...run, note: notes.get(run.runId) ?? '' }))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

function whyOf({
  kind,
  by,
  reason,
}: {
  readonly kind: string
  readonly by: string | null
  readonly reason: string | null
}): string {
  const who = by === null ? '' : ` by ${by}`
  return `${kind}${who}${reason === null || reason === '' ? '' : `: ${reason}`}`
}
