import {
  DAY_MS,
  type Candidate,
  candidatesSentence,
  type Departure,
  type Look,
  lookAtHealth,
  lookKey,
  nameOf,
  type Severity,
} from '@dayshift/core'
import { sql } from 'kysely'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { calmAlert, raiseAlert } from '../alerts/index.ts'
import { findWorkflowById, lockWorkflow, type StoredWorkflow } from '../workflows/index.ts'
import { candidatesAt, modelMoves, upstreamMoves } from './candidates.ts'
import { makeDueBaseline } from './make-baseline.ts'
import type { HealthNeeds } from './needs.ts'
import { mayPage } from './page-share.ts'
import { readFacts } from './read-facts.ts'

/** A workflow in which nothing came is looked at this often: silence tells itself by the clock alone. */
const IDLE_MS = 10 * 60_000
const AT_A_TIME = 200

/** Looks at every workflow that is due: where something came, and where nobody looked for a while. */
export async function evaluateDue(world: World, needs: HealthNeeds, signal?: AbortSignal): Promise<void> {
  const now = world.clock.now()
  const due = await asSystem(world.db, (trx) =>
    trx
      .selectFrom('health_watches')
      .select(['workflow_id', 'workspace_id'])
      .where(
        sql<boolean>`touched <> seen or evaluated_at is null or evaluated_at <= ${new Date(now.getTime() - IDLE_MS)}
          -- The clock went back: what was looked at then is looked at again.
          or evaluated_at > ${now}`,
      )
      .orderBy('evaluated_at', (order) => order.asc().nullsFirst())
      .limit(AT_A_TIME)
      .execute(),
  )
  for (const { workflow_id: workflowId, workspace_id: workspaceId } of due) {
    if (signal?.aborted === true) return
    try {
      await evaluateWorkflow(world, needs, workspaceId, workflowId)
    } catch (error) {
      // One workflow that can't be read must not keep the others from being watched.
      world.log.error({ err: error, workflow: workflowId }, 'a workflow could not be looked at; tried again soon')
    }
  }
}

/**
 * Looks at one workflow once, in one transaction: whoever dies in it has done nothing, and looking again gives the same
 * answer. One process at a time looks at a workflow; another one leaves it.
 */
export async function evaluateWorkflow(
  world: World,
  needs: HealthNeeds,
  workspaceId: string,
  workflowId: string,
): Promise<void> {
  await inWorkspace(world.db, workspaceId, async (trx) => {
    const lock = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(hashtextextended(${`dayshift health ${workflowId}`}, 0)) as mine`.execute(trx)
    if (lock.rows[0]?.mine !== true) return
    const found = await findWorkflowById(trx, workspaceId, workflowId)
    const workflow = found === null ? null : await lockWorkflow(trx, workspaceId, found.slug)
    const watch = await trx
      .selectFrom('health_watches')
      .select('touched')
      .where('workflow_id', '=', workflowId)
      .where('workspace_id', '=', workspaceId)
      .executeTakeFirst()
    if (watch === undefined || workflow === null) return
    const now = world.clock.now()
    const { facts } = await readFacts(trx, needs, workspaceId, workflow, now)
    const looks = lookAtHealth(facts)
    const known = [
      ...(await needs.changesOf(trx, workspaceId, workflowId, new Date(now.getTime() - MARKS_MS), now)),
      ...modelMoves(facts.hours),
    ]
    const told = await tell(trx, world, workspaceId, workflow, looks, known)
    await dropGone(trx, world, workspaceId, workflowId, looks)
    await keepLooks(trx, workspaceId, workflowId, looks, told, now)
    await trx
      .updateTable('health_watches')
      .set({ seen: watch.touched, evaluated_at: now })
      .where('workflow_id', '=', workflowId)
      .execute()
    if (looks.some(({ change }) => change !== null))
      await publish(trx, workspaceId, { topic: 'health', workflow: workflow.slug, id: null })
    // Last, as it writes into the ledger; what it makes is looked at next time.
    await makeDueBaseline(trx, world, needs, workspaceId, workflow)
  })
}

const MARKS_MS = 100 * DAY_MS

/** How a departed signal was told: by which alert, and how severe. */
interface Told {
  readonly alertId: string
  readonly severity: Severity
}

/**
 * Raises and calms; gives how each departed look is told now. A share that departs is a note on the screen until its
 * evidence is within its owner's budget of pages; then it is told to her.
 */
async function tell(
  trx: Trx,
  world: World,
  workspaceId: string,
  workflow: StoredWorkflow,
  looks: readonly Look[],
  known: readonly Candidate[],
): Promise<ReadonlyMap<Look, Told>> {
  const before = await readTold(trx, workflow.id)
  const paging = await mayPage(trx, workspaceId, workflow.id, looks, ({ signal, slice, change }) => {
    const was = before.get(lookKey(signal.id, slice))
    return change !== 'raised' && was !== undefined && was.severity !== 'note'
  })
  const told = new Map<Look, Told>()
  for (const look of looks) {
    const { signal, slice, state, change } = look
    // Another part tells it to whoever it is for.
    if (signal.toldAs !== undefined) continue
    if (change === 'calmed') {
      await calmAlert(trx, world, workspaceId, { on: { kind: 'workflow', id: workflow.id }, signal: signal.id, slice })
    }
    if (state !== 'departed') continue
    const was = before.get(lookKey(signal.id, slice)) ?? null
    const pages = look.e === null ? !look.isSmall : paging.has(look)
    const severity: Severity = pages
      ? signal.class === 'outage'
        ? 'urgent'
        : 'today'
      : change === 'raised'
        ? 'note'
        : (was?.severity ?? 'note')
    // What a person has answered is told again only where it is found anew.
    if (was !== null && look.answeredAt !== null && change !== 'raised') {
      told.set(look, was)
      continue
    }
    if (was !== null && change !== 'raised' && was.severity === severity) {
      told.set(look, was)
      continue
    }
    const { id } = await raiseAlert(
      trx,
      world,
      workspaceId,
      departureOf(workflow, look, [...known, ...upstreamMoves(looks, look)], severity),
    )
    told.set(look, { alertId: id, severity })
  }
  return told
}

async function readTold(trx: Trx, workflowId: string): Promise<ReadonlyMap<string, Told>> {
  const rows = await trx
    .selectFrom('health_signals')
    .select(['signal', 'slice', 'label', 'alert_id', 'told'])
    .where('workflow_id', '=', workflowId)
    .where('state', '=', 'departed')
    .execute()
  return new Map(
    rows.flatMap(({ signal, slice, label, alert_id: alertId, told }) =>
      alertId === null
        ? []
        : [
            [
              lookKey(signal, slice === '' ? null : { name: slice, label }),
              // The table's own check lets nothing else in.
              { alertId, severity: (told ?? 'note') as Severity },
            ] as const,
          ],
    ),
  )
}

function departureOf(workflow: StoredWorkflow, look: Look, known: readonly Candidate[], severity: Severity): Departure {
  const { signal, slice, since, sentence, evidence } = look
  const candidates = since === null ? [] : candidatesAt(since, known)
  return {
    on: { kind: 'workflow', id: workflow.id },
    signal: signal.id,
    slice,
    class: signal.class,
    severity,
    sentence: `${nameOf(look)}: ${sentence}${candidatesSentence(candidates)}`,
    next: signal.next,
    runbookSection: signal.section,
    since,
    candidates,
    evidence,
    link: `/workflows/${workflow.slug}/health?signal=${encodeURIComponent(signal.id)}`,
    causedBy: null,
  }
}

/** What is no longer watched (a field that is gone, a slice that was renamed) stands nowhere, and its alert is calm. */
async function dropGone(
  trx: Trx,
  world: World,
  workspaceId: string,
  workflowId: string,
  looks: readonly Look[],
): Promise<void> {
  const watched = new Set(looks.map(({ signal, slice }) => lookKey(signal.id, slice)))
  const rows = await trx
    .selectFrom('health_signals')
    .select(['signal', 'slice', 'label', 'state'])
    .where('workflow_id', '=', workflowId)
    .execute()
  for (const { signal, slice: name, label, state } of rows) {
    const slice = name === '' ? null : { name, label }
    if (watched.has(lookKey(signal, slice))) continue
    if (state === 'departed')
      await calmAlert(trx, world, workspaceId, { on: { kind: 'workflow', id: workflowId }, signal, slice })
    await trx
      .deleteFrom('health_signals')
      .where('workflow_id', '=', workflowId)
      .where('signal', '=', signal)
      .where('slice', '=', name)
      .where('label', '=', label)
      .execute()
  }
}

async function keepLooks(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  looks: readonly Look[],
  told: ReadonlyMap<Look, Told>,
  now: Date,
): Promise<void> {
  const rows = looks.map((look) => ({
    signal: look.signal.id,
    slice: look.slice?.name ?? '',
    label: look.slice?.label ?? '',
    state: look.state,
    since: look.since?.toISOString() ?? null,
    alarmed_at: look.foundAt?.toISOString() ?? null,
    alert_id: told.get(look)?.alertId ?? null,
    told: told.get(look)?.severity ?? null,
    e: look.e === null ? null : Math.min(look.e, 1e300),
    detector: look.memory,
    sentence: look.sentence,
  }))
  await sql`
    insert into health_signals (workspace_id, workflow_id, signal, slice, label, state, since, alarmed_at, alert_id,
      told, e, detector, sentence, evaluated_at)
    select ${workspaceId}, ${workflowId}, signal, slice, label, state, since, alarmed_at, alert_id, told, e, detector, sentence,
      ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (signal text, slice text, label text, state text,
      since timestamptz, alarmed_at timestamptz, alert_id uuid, told text, e double precision, detector jsonb, sentence text)
    on conflict (workflow_id, signal, slice, label) do update set
      state = excluded.state, since = excluded.since, alarmed_at = excluded.alarmed_at,
      alert_id = excluded.alert_id, told = excluded.told, e = excluded.e,
      detector = excluded.detector, sentence = excluded.sentence, evaluated_at = excluded.evaluated_at`.execute(trx)
}
