import {
  DRILL_KINDS,
  DRILL_STATES,
  DRILL_VERDICTS,
  type Actor,
  type DrillKind,
  type DrillOutcome,
  type DrillPerson,
  type DrillState,
  type DrillVerdict,
  type Json,
  type LedgerActor,
  type Listed,
  type PracticeAct,
  type PracticeRecipe,
  type PracticeSettings,
  type PracticeTask,
  type PracticeTopic,
  type ForcedFault,
  type FailureSettings,
  type OperatorDaySettings,
} from '@dayshift/core'
import type { Selectable } from 'kysely'
import type { DrillsTable } from '../../platform/database/tables/drills.ts'
import type { Trx, World } from '../../platform/world.ts'

/** What a drill of each kind is set to. */
export interface SettingsOf {
  readonly practice: PracticeSettings
  readonly 'operator-day': OperatorDaySettings & { readonly date: string; readonly zone: string }
  readonly 'forced-failure': FailureSettings & { readonly fault: Omit<ForcedFault, 'id' | 'from' | 'until'> }
  readonly 'target-check': { readonly windowDays: number }
}

export interface StoredDrill {
  readonly id: string
  readonly workspaceId: string
  readonly workflowId: string
  readonly kind: DrillKind
  readonly state: DrillState
  readonly person: DrillPerson | null
  readonly settings: SettingsOf[DrillKind]
  readonly plannedAt: Date
  readonly plannedBy: DrillPerson
  readonly startsAt: Date
  readonly endsAt: Date
  readonly closed: {
    readonly at: Date
    readonly by: DrillPerson
    readonly verdict: DrillVerdict
    readonly sentence: string
    readonly findings: readonly string[]
    /** What it was judged by, as it was then. */
    readonly report: unknown
  } | null
  readonly notes: string
}

export type DrillOf<K extends DrillKind> = StoredDrill & { readonly kind: K; readonly settings: SettingsOf[K] }

export function isOfKind<K extends DrillKind>(drill: StoredDrill, kind: K): drill is DrillOf<K> {
  return drill.kind === kind
}

/** A short practice between; how somebody did in it is for her alone. */
export function isQuiz(drill: StoredDrill): boolean {
  return isOfKind(drill, 'practice') && drill.settings.isQuiz === true
}

/** A drill that was planned runs from its start on; the record is not touched for that. */
export function stateAt({ state, startsAt }: StoredDrill, now: Date): DrillState {
  return state === 'planned' && startsAt <= now ? 'running' : state
}

export async function insertDrill(trx: Trx, drill: Omit<StoredDrill, 'closed' | 'notes'>): Promise<void> {
  await trx
    .insertInto('drills')
    .values({
      id: drill.id,
      workspace_id: drill.workspaceId,
      workflow_id: drill.workflowId,
      kind: drill.kind,
      state: drill.state,
      person_id: drill.person?.id ?? null,
      person_name: drill.person?.name ?? null,
      settings: JSON.stringify(drill.settings),
      planned_at: drill.plannedAt,
      planned_by: drill.plannedBy.id,
      planned_by_name: drill.plannedBy.name,
      starts_at: drill.startsAt,
      ends_at: drill.endsAt,
      closed_at: null,
      closed_by: null,
      closed_by_name: null,
      verdict: null,
      outcome: null,
    })
    .execute()
}

export async function findDrill(trx: Trx, workspaceId: string, id: string): Promise<StoredDrill | null> {
  const row = await drillRow(trx, workspaceId, id).executeTakeFirst()
  return row === undefined ? null : storedDrill(row)
}

/** The drill, locked until the transaction ends, so that two acts on it come one after the other. */
export async function lockDrill(trx: Trx, workspaceId: string, id: string): Promise<StoredDrill | null> {
  const row = await drillRow(trx, workspaceId, id).forUpdate().executeTakeFirst()
  return row === undefined ? null : storedDrill(row)
}

function drillRow(trx: Trx, workspaceId: string, id: string) {
  return trx.selectFrom('drills').selectAll().where('workspace_id', '=', workspaceId).where('id', '=', id)
}

const MOST_DRILLS = 200

export async function drillsOf(trx: Trx, workspaceId: string, workflowId: string): Promise<readonly StoredDrill[]> {
  const rows = await trx
    .selectFrom('drills')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('planned_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_DRILLS)
    .execute()
  return rows.map(storedDrill)
}

/** Practices and quizzes that a person has finished, in any workflow, the earliest first. */
export async function practicesOf(
  trx: Trx,
  workspaceId: string,
  personId: string,
): Promise<readonly { readonly workflowId: string; readonly at: Date; readonly verdict: DrillVerdict }[]> {
  const rows = await trx
    .selectFrom('drills')
    .select(['workflow_id', 'closed_at', 'verdict'])
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('kind', '=', 'practice')
    .where('state', '=', 'closed')
    .orderBy('closed_at')
    .execute()
  return rows.flatMap(({ workflow_id: workflowId, closed_at: at, verdict }) =>
    // The table's check allows just these.
    at === null || verdict === null ? [] : [{ workflowId, at, verdict: verdict as DrillVerdict }],
  )
}

/** Drills that a person is to do and that aren't over, by when they end. */
export async function openDrillsOf(trx: Trx, workspaceId: string, personId: string): Promise<readonly StoredDrill[]> {
  const rows = await trx
    .selectFrom('drills')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('kind', 'in', ['practice', 'operator-day'])
    .where('state', 'in', ['planned', 'running'])
    .orderBy('ends_at')
    .orderBy('id')
    .limit(MOST_DRILLS)
    .execute()
  return rows.map(storedDrill)
}

export async function saveEnd(trx: Trx, id: string, endsAt: Date): Promise<void> {
  await trx.updateTable('drills').set({ ends_at: endsAt }).where('id', '=', id).execute()
}

export async function saveCalledOff(trx: Trx, id: string, at: Date, by: DrillPerson): Promise<void> {
  await trx
    .updateTable('drills')
    .set({ state: 'called-off', closed_at: at, closed_by: by.id, closed_by_name: by.name })
    .where('id', '=', id)
    .execute()
}

export async function saveClosed(
  trx: Trx,
  id: string,
  closed: {
    readonly at: Date
    readonly by: DrillPerson
    readonly outcome: DrillOutcome
    readonly report: unknown
    readonly notes: string
  },
): Promise<void> {
  const { at, by, outcome, report, notes } = closed
  const { verdict, sentence, findings } = outcome
  await trx
    .updateTable('drills')
    .set({
      state: 'closed',
      closed_at: at,
      closed_by: by.id,
      closed_by_name: by.name,
      verdict,
      outcome: JSON.stringify({ sentence, findings, report }),
      notes,
    })
    .where('id', '=', id)
    .execute()
}

/** What can be done in a drill, as its history names it. */
export type DrillAct = 'planned' | 'started' | 'noticed' | 'stopped' | 'ended' | 'listed' | 'closed' | 'called-off'

export interface DrillEvent {
  readonly at: Date
  readonly by: DrillPerson
  readonly act: DrillAct
  readonly note: string | null
  readonly details: unknown
}

export async function addDrillEvent(
  trx: Trx,
  world: Pick<World, 'clock' | 'newId'>,
  drill: { readonly id: string; readonly workspaceId: string },
  event: {
    readonly actor: Actor | LedgerActor
    readonly act: DrillAct
    readonly note?: string | null
    readonly details?: Json
  },
): Promise<void> {
  const { actor, act, note = null, details = {} } = event
  await trx
    .insertInto('drill_events')
    .values({
      id: world.newId(),
      workspace_id: drill.workspaceId,
      drill_id: drill.id,
      at: world.clock.now(),
      by_kind: actor.kind,
      by_id: actor.id,
      by_name: actor.name,
      act,
      note,
      details: JSON.stringify(details),
    })
    .execute()
}

export async function drillEvents(trx: Trx, drillId: string): Promise<readonly DrillEvent[]> {
  const rows = await trx
    .selectFrom('drill_events')
    .selectAll()
    .where('drill_id', '=', drillId)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    at: row.at,
    by: { id: row.by_id, name: row.by_name },
    act: row.act as DrillAct, // addDrillEvent writes no other
    note: row.note,
    details: row.details,
  }))
}

/** The last list of an operator day; null before the first. */
export function listedOf(events: readonly DrillEvent[]): readonly Listed[] | null {
  const last = events.findLast(({ act }) => act === 'listed')
  return last === undefined ? null : (last.details as { readonly lines: readonly Listed[] }).lines // as listByHand wrote it
}

export async function insertTasks(
  trx: Trx,
  drill: { readonly id: string; readonly workspaceId: string },
  tasks: readonly PracticeTask[],
): Promise<void> {
  await trx
    .insertInto('drill_tasks')
    .values(
      tasks.map(({ topic, caseId, recipe }, position) => ({
        drill_id: drill.id,
        position,
        workspace_id: drill.workspaceId,
        topic,
        case_id: caseId,
        recipe: JSON.stringify(recipe),
      })),
    )
    .execute()
}

export interface StoredTask extends PracticeTask {
  readonly position: number
  readonly answer: {
    readonly act: PracticeAct
    readonly isRight: boolean
    readonly at: Date
    readonly subjectKeyId: string
    readonly sealed: Buffer
  } | null
}

export async function tasksOf(trx: Trx, drillId: string): Promise<readonly StoredTask[]> {
  const rows = await trx
    .selectFrom('drill_tasks as t')
    .leftJoin('drill_answers as a', (join) =>
      join.onRef('a.drill_id', '=', 't.drill_id').onRef('a.position', '=', 't.position'),
    )
    .select([
      't.position',
      't.topic',
      't.case_id',
      't.recipe',
      'a.act',
      'a.is_right',
      'a.answered_at',
      'a.subject_key_id',
      'a.sealed',
    ])
    .where('t.drill_id', '=', drillId)
    .orderBy('t.position')
    .execute()
  return rows.map((row) => ({
    position: row.position,
    // As insertTasks wrote them.
    topic: row.topic as PracticeTopic,
    caseId: row.case_id,
    recipe: row.recipe as PracticeRecipe,
    answer:
      row.act === null || row.answered_at === null || row.sealed === null || row.subject_key_id === null
        ? null
        : {
            act: row.act as PracticeAct,
            isRight: row.is_right === true,
            at: row.answered_at,
            subjectKeyId: row.subject_key_id,
            sealed: row.sealed,
          },
  }))
}

export async function insertAnswer(
  trx: Trx,
  drill: { readonly id: string; readonly workspaceId: string },
  answer: {
    readonly position: number
    readonly act: PracticeAct
    readonly isRight: boolean
    readonly at: Date
    readonly subjectKeyId: string
    readonly sealed: Buffer
  },
): Promise<void> {
  await trx
    .insertInto('drill_answers')
    .values({
      drill_id: drill.id,
      position: answer.position,
      workspace_id: drill.workspaceId,
      act: answer.act,
      is_right: answer.isRight,
      answered_at: answer.at,
      subject_key_id: answer.subjectKeyId,
      sealed: answer.sealed,
    })
    .execute()
}

function storedDrill(row: Selectable<DrillsTable>): StoredDrill {
  const outcome = row.outcome as { sentence: string; findings: string[]; report: unknown } | null // saveClosed's
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    workflowId: row.workflow_id,
    kind: oneOf(DRILL_KINDS, row.kind),
    state: oneOf(DRILL_STATES, row.state),
    person: row.person_id === null ? null : { id: row.person_id, name: row.person_name ?? row.person_id },
    settings: row.settings as SettingsOf[DrillKind], // of the row's own kind, as insertDrill wrote them
    plannedAt: row.planned_at,
    plannedBy: { id: row.planned_by, name: row.planned_by_name },
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    closed:
      outcome === null || row.closed_at === null || row.verdict === null
        ? null
        : {
            at: row.closed_at,
            by: { id: row.closed_by ?? '', name: row.closed_by_name ?? '' },
            verdict: oneOf(DRILL_VERDICTS, row.verdict),
            ...outcome,
          },
    notes: row.notes,
  }
}

function oneOf<T extends string>(values: readonly T[], text: string): T {
  const found = values.find((value) => value === text)
  if (found === undefined) throw new Error(`Cannot read a drill: "${text}" is not one of ${values.join(', ')}`)
  return found
}
