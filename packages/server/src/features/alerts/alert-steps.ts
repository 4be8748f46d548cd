import type { AlertDetail, AlertStepRequest } from '@dayshift/contract'
import {
  DAY_MS,
  acknowledge,
  type Actor,
  type Alert,
  asSentence,
  counted,
  type DutiesFacts,
  giveToBuilder,
  holdersAt,
  nameIn,
} from '@dayshift/core'
import type { z } from 'zod'
import { ProblemError } from '../../platform/http/problem.ts'
import type { World } from '../../platform/world.ts'
import { readRunsNamed } from '../runs/index.ts'
import { findWorkflowById, pauseWithin } from '../workflows/index.ts'
import { type AlertContext, lookAt, pathOf, tellAll } from './tell.ts'
import { act, type Acted, done, type OnAlert, type OnOpenAlert, takeInHand } from './answer-alert.ts'
import { examplesOf, howWide } from './read-alert.ts'
import { type NewAlertEvent, saveAlert } from './store.ts'

type Detail = z.output<typeof AlertDetail>
type Events = readonly Omit<NewAlertEvent, 'alertId' | 'at'>[]

/** How many examples a message names. */
const MOST_NAMED = 10

/**
 * The acts about an alert in their order: pause it if needed, collect examples, see how wide it is, give it to the
 * builder (S279, S349); tell everybody who depends on it (S280); speak with those who don't do their part. Whoever does one has the alert in hand.
 */
export function stepAlert(world: World, on: OnAlert, body: AlertStepRequest): Promise<Detail> {
  return act(world, on, body.step, async (open) => {
    const { trx, context, stored, now } = open
    if (stored.alert.state === 'resolved') {
      return { kind: 'refused', code: 'resolved', why: 'it is resolved' }
    }
    const { actor, workspaceId } = on
    const named = `the alert "${stored.departure.signal}" of "${context.ground.name}"`
    const by = actor.id
    switch (body.step) {
      case 'pause': {
        const reason = words(body.reason, 'pause')
        const workflow = await findWorkflowById(trx, workspaceId, workflowOf(context, 'pause it').id)
        const paused = workflow === null ? null : await pauseWithin(trx, world, workspaceId, workflow, actor, reason)
        const inHand = await atWork(world, open, actor)
        return done(inHand.alert, {
          events: [...inHand.events, { act: 'paused', by, note: reason }],
          act: paused?.act ?? 'alert-pause-kept',
          sentence: paused?.sentence ?? `found "${context.ground.name}" paused already, for ${named}.`,
          details: { reason },
        })
      }
      case 'leave-running': {
        const note = words(body.note, 'leave it running')
        workflowOf(context, 'leave it running')
        const inHand = await atWork(world, open, actor)
        return done(inHand.alert, {
          events: [...inHand.events, { act: 'left-running', by, note }],
          act: 'alert-left-running',
          sentence: `left "${context.ground.name}" running in spite of ${named}: ${asSentence(note)}`,
          details: { reason: note },
        })
      }
      case 'examples': {
        const added = await addExamples(open, on, body.runIds, clean(body.note))
        const inHand = await atWork(world, open, actor)
        return done(inHand.alert, {
          events: [...inHand.events, { act: 'examples', by, details: { count: added } }],
          act: 'alert-examples',
          sentence: `collected ${counted(added, 'example')} for ${named}.`,
          details: { runs: [...body.runIds] },
        })
      }
      case 'how-wide': {
        const from = stored.departure.since ?? new Date(stored.alert.openedAt.getTime() - DAY_MS)
        const zone = context.workspacePolicy.policy.quiet?.zone ?? 'UTC'
        const { sentence, units } = await howWide(
          trx,
          workspaceId,
          workflowOf(context, 'count what it touches').id,
          from,
          now,
          zone,
        )
        const inHand = await atWork(world, open, actor)
        return done(inHand.alert, {
          events: [...inHand.events, { act: 'how-wide', by, note: sentence }],
          act: 'alert-how-wide',
          sentence: `looked how wide ${named} is: ${sentence}`,
          details: { units },
        })
      }
      case 'to-builder':
        return await toBuilder(world, on, open, clean(body.note), named)
      case 'spoken': {
        const note = words(body.note, 'keep what they say')
        const inHand = await atWork(world, open, actor)
        return done(inHand.alert, {
          events: [...inHand.events, { act: 'spoken', by, note }],
          act: 'alert-spoken',
          sentence: `spoke with those whom ${named} is about: ${asSentence(note)}`,
          details: { words: note },
        })
      }
      case 'informed': {
        const note = words(body.note, 'say that the rest was told')
        workflowOf(context, 'say that the rest was told')
        const inHand = await atWork(world, open, actor)
        return done(inHand.alert, {
          events: [...inHand.events, { act: 'informed', by, note }],
          act: 'alert-rest-informed',
          sentence: `told everybody who depends on "${context.ground.name}" of ${named}: ${asSentence(note)}`,
          details: { words: note },
        })
      }
      default:
        return body satisfies never
    }
  })
}

/** Whoever is at work on it has answered: nobody else is told to. */
async function atWork(world: World, open: OnOpenAlert, actor: Actor): Promise<{ alert: Alert; events: Events }> {
  const { stored, now } = open
  if (stored.alert.state !== 'open') return { alert: stored.alert, events: [] }
  const told = await takeInHand(world, open, actor)
  const taken = acknowledge(stored.alert, actor.id, now)
  return {
    alert: taken.kind === 'done' ? taken.alert : stored.alert,
    events: [{ act: 'acknowledged', by: actor.id, ...told }],
  }
}

async function addExamples(
  { trx, context, stored, now }: OnOpenAlert,
  { workspaceId, actor }: OnAlert,
  runIds: readonly string[],
  note: string,
): Promise<number> {
  const known = await readRunsNamed(trx, workspaceId, workflowOf(context, 'collect examples').id, runIds)
  const missing = runIds.find((id) => !known.some(({ runId }) => runId === id))
  if (missing !== undefined) {
    throw new ProblemError({
      status: 422,
      code: 'run-unknown',
      title: 'Not a run of this workflow',
      detail: `Cannot collect "${missing}" as an example: "${context.ground.name}" has no such run.`,
      mend: 'Take the id from the list of runs.',
    })
  }
  const added = await trx
    .insertInto('alert_examples')
    .values(
      known.map(({ runId }) => ({
        alert_id: stored.alert.id,
        run_id: runId,
        workspace_id: workspaceId,
        note,
        added_at: now,
        added_by: actor.id,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('run_id')
    .execute()
  return added.length
}

/** From here on the builder answers for it, and is told with the examples; where she does it herself, it is in her hands. */
async function toBuilder(
  world: World,
  { workspaceId, actor }: OnAlert,
  opened: OnOpenAlert,
  note: string,
  named: string,
): Promise<Acted> {
  const { trx, context, stored, open, now } = opened
  const { id: workflowId, duties } = workflowOf(context, 'give it to the builder')
  const [holder] = holdersAt(duties.assignments, 'change-owner', now)
  if (holder === undefined) {
    throw new ProblemError({
      status: 409,
      code: 'builder-missing',
      title: 'There is no builder',
      detail: `Cannot give ${named} to the builder: nobody holds the duty to change the workflow.`,
      mend: 'Assign that duty on the workflow\u2019s Handover page first.',
    })
  }
  const given = giveToBuilder(stored.alert, now)
  if (given.kind !== 'done') return given
  const { owner } = pathOf(context, given.alert, now)
  const examples = (await examplesOf(trx, workspaceId, stored.alert.id, workflowId))
    .slice(0, MOST_NAMED)
    .map(({ unitKey }) => unitKey)
  const isHer = holder.person === actor.id
  const asked: Alert = isHer
    ? { ...given.alert, owner, pages: true, state: 'acknowledged', acknowledgedBy: actor.id, nextAt: null }
    : { ...given.alert, owner, pages: true }
  const looked = lookAt(context, { alert: asked, departure: stored.departure }, now, { again: 'moved', examples })
  await saveAlert(trx, looked.escalation.alert, isHer ? { acknowledgedAt: now } : {})
  const rest = open.filter(({ alert }) => alert.id !== stored.alert.id && alert.state === 'open')
  await takeInHand(world, { ...opened, open: rest }, actor)
  const told = await tellAll(trx, world, workspaceId, looked.tellings)
  return done(looked.escalation.alert, {
    events: [
      { act: 'to-builder', by: actor.id, person: holder.person, note: note === '' ? null : note },
      ...told.map(({ alertId: _alert, at: _at, ...event }) => event),
    ],
    act: 'alert-given-to-builder',
    sentence: `gave ${named} to ${nameIn(context.people, holder.person)} to mend the cause${note === '' ? '.' : `: ${asSentence(note)}`}`,
    details: { to: holder.person, ...(note === '' ? {} : { note }) },
  })
}

/** The workflow that the alert stands on; what only a workflow has can't be done about a seam's alert. */
function workflowOf(
  { ground, duties }: AlertContext,
  verb: string,
): { readonly id: string; readonly duties: DutiesFacts } {
  if (ground.kind === 'workflow' && duties !== null) return { id: ground.id, duties }
  throw new ProblemError({
    status: 409,
    code: 'alert-of-a-seam',
    title: 'It is an alert of a seam',
    detail: `Cannot ${verb}: the alert stands on the seam "${ground.name}", and not on a workflow.`,
    mend: 'Speak with both sides, and say on the seam\u2019s page when it is mended.',
  })
}

function clean(text: string): string {
  return text.trim().replaceAll('\0', '').toWellFormed()
}

function words(written: string, verb: string): string {
  const text = clean(written)
  if (text !== '') return text
  throw new ProblemError({
    status: 422,
    code: 'words-missing',
    title: 'A word is missing',
    detail: `Cannot ${verb} without a word: whoever reads it later wants to know why.`,
    mend: 'Say it in a few words.',
  })
}
