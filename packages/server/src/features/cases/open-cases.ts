import { answersFirst, arriveRerun, DEFAULT_CASE_POLICY, nextDeadline, openCase } from '@dayshift/core'
import type { CasePolicy, Reason, Route } from '@dayshift/core'
import { sql } from 'kysely'
import { enqueueAll } from '../../platform/jobs/index.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { openContents } from '../contents/index.ts'
import { humanFirstOfAll } from '../decisions/index.ts'
import { asJson } from './case-context.ts'
import { caseTimer, caseTimerKey } from './case-timer.ts'
import { sealBoth } from './seal-both.ts'
import { addEvents, insertCases, lockCases, saveCase, touchGateState } from './store.ts'
import type { LoggedActor, NewCase, NewCaseEvent } from './store.ts'

/** A run that was just taken in for the first time, as the ingest hands it over. */
export interface ArrivedRun {
  readonly id: string
  readonly workflowId: string
  /** The workflow's slug. */
  readonly workflow: string
  readonly releaseId: string | null
  readonly unitKey: string
  /** Corrected for the host's clock. */
  readonly startedAt: Date
  readonly route: Route
  readonly reason: Reason
  /** The run that it repeats, and the case that waits for it. */
  readonly rerunOf: string | null
  readonly caseId: string | null
  /** The drill whose forced fault it met. */
  readonly drill: { readonly id: string; readonly kind: string } | null
}

const GATE: LoggedActor = { kind: 'rule', id: 'gate', name: 'The gate' }

/**
 * Opens a case for each run whose unit waits for a person, with its deadlines, and brings the results of reruns to the
 * cases that wait for them. In the ingest's transaction: a run and its case are kept together or not at all. A run whose
 * `caseId` names a case of the workspace never opens one of its own.
 */
export async function openCasesForRuns(
  trx: Trx,
  world: World,
  workspaceId: string,
  runs: readonly ArrivedRun[],
): Promise<void> {
  const claimed = new Set(runs.flatMap((run) => (run.caseId === null ? [] : [run.caseId])))
  const awaited = new Map(
    (await lockCases(trx, workspaceId, [...claimed])).map((stored) => [stored.record.id, stored] as const),
  )
  const now = world.clock.now()
  const events: (NewCaseEvent & { readonly id: string })[] = []
  const changed = new Map<string, { readonly ids: Set<string> }>()
  const note = (workflow: string, caseId: string): void => {
    const entry = changed.get(workflow) ?? { ids: new Set() }
    entry.ids.add(caseId)
    changed.set(workflow, entry)
  }

  for (const run of runs) {
    const stored = run.caseId === null ? undefined : awaited.get(run.caseId)
    if (stored === undefined || stored.workflowId !== run.workflowId) continue
    const caseId = stored.record.id
    const arrival = arriveRerun(stored.record, { ...run, startedAt: run.startedAt.getTime() })
    const act = arrival.kind === 'replaces' ? 'rerun-arrived' : 'rerun-late'
    const contents = (await openContents(trx, world, [run.id])).get(run.id)
    const draft = contents?.state === 'kept' && contents.output !== undefined ? asJson(contents.output) : undefined
    events.push({
      id: world.newId(),
      caseId,
      at: now,
      by: GATE,
      act,
      note: `Run ${run.id}: ${run.reason.message}`,
      sealed: await sealBoth(trx, world, workspaceId, { runId: run.id, draft }),
    })
    note(run.workflow, caseId)
    if (arrival.kind === 'late') continue
    awaited.set(caseId, { ...stored, record: arrival.record })
    await saveCase(trx, arrival.record)
    await touchGateState(trx, stored.workflowId)
  }

  const waiting = runs.filter((run) => {
    if (run.route !== 'review' && run.route !== 'human') return false
    const stored = run.caseId === null ? undefined : awaited.get(run.caseId)
    return stored === undefined || stored.workflowId !== run.workflowId
  })
  const policies = await casePolicies(trx, waiting)
  const first = await runsAnsweredFirst(trx, world, waiting)
  const opened: NewCase[] = []
  for (const run of waiting) {
    const policy = (run.releaseId === null ? null : policies.get(run.releaseId)) ?? DEFAULT_CASE_POLICY
    const opening = openCase(world.newId(), run, policy, now.getTime())
    if (opening.kind === 'opened')
      opened.push({
        record: opening.record,
        workflowId: run.workflowId,
        unitKey: run.unitKey,
        drill: run.drill,
        answersFirst: first.has(run.id),
      })
  }
  const inserted = await insertCases(trx, workspaceId, opened)
  const byRun = new Map(runs.map((run) => [run.id, run] as const))
  const fresh = opened.filter(({ record }) => inserted.has(record.id))
  for (const { record } of fresh) {
    const run = byRun.get(record.runId)
    events.push({
      id: world.newId(),
      caseId: record.id,
      at: now,
      by: GATE,
      act: 'opened',
      note: run?.reason.message ?? null,
    })
    if (run !== undefined) note(run.workflow, record.id)
  }
  await addEvents(trx, workspaceId, events)
  await enqueueAll(
    trx,
    caseTimer,
    fresh.map(({ record }) => ({
      payload: { workspaceId, caseId: record.id },
      runAt: new Date(nextDeadline(record)),
      jobKey: caseTimerKey(record.id),
    })),
  )
  for (const [workflow, { ids }] of changed) {
    const only = ids.size === 1 ? [...ids][0] : undefined
    await publish(trx, workspaceId, { topic: 'cases', workflow, id: only ?? null })
  }
}

/** Runs whose output is hidden until the person has answered: by the unit's key, where a draft waits to be checked. */
async function runsAnsweredFirst(trx: Trx, world: World, runs: readonly ArrivedRun[]): Promise<ReadonlySet<string>> {
  const withOutput = runs.filter(({ route, drill }) => route === 'review' && drill === null)
  const shares = await humanFirstOfAll(
    trx,
    withOutput.map(({ workflowId }) => workflowId),
  )
  const drawn = withOutput.filter(({ workflow, workflowId, unitKey }) => {
    const share = shares.get(workflowId)
    return share !== undefined && answersFirst(workflow, unitKey, share)
  })
  const contents = await openContents(
    trx,
    world,
    drawn.map(({ id }) => id),
  )
  return new Set(
    drawn.flatMap(({ id }) => {
      const kept = contents.get(id)
      return kept?.state === 'kept' && kept.output !== undefined ? [id] : []
    }),
  )
}

/** How long people have, by release; a release's manifest never changes. */
async function casePolicies(trx: Trx, runs: readonly ArrivedRun[]): Promise<ReadonlyMap<string, CasePolicy>> {
  const releaseIds = [...new Set(runs.flatMap((run) => (run.releaseId === null ? [] : [run.releaseId])))]
  if (releaseIds.length === 0) return new Map()
  const rows = await trx
    .selectFrom('releases')
    .select(['id', sql<CasePolicy | null>`manifest -> 'cases'`.as('policy')])
    .where(sql<boolean>`id = any(${releaseIds}::uuid[])`)
    .execute()
  return new Map(rows.flatMap(({ id, policy }) => (policy === null ? [] : [[id, policy] as const])))
}
