import {
  type Alert,
  type AlertGround,
  ALERT_CLASSES,
  ALERT_STATES,
  ALERT_VERDICTS,
  type AlertVerdict,
  type Candidate,
  type Departure,
  type JsonObject,
  SEVERITIES,
} from '@dayshift/core'
import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { AlertsTable } from '../../platform/database/tables/alerts.ts'
import type { Trx, World } from '../../platform/world.ts'
import { columnOf } from './ground.ts'

/** An alert with the words of its departure and what ties it to its workspace. */
export interface StoredAlert {
  readonly alert: Alert
  readonly workspaceId: string
  readonly departure: Departure
  readonly acknowledgedAt: Date | null
  readonly resolved: {
    readonly at: Date
    readonly by: string | null
    readonly verdict: AlertVerdict | null
    readonly note: string
  } | null
}

export async function findAlert(trx: Trx, workspaceId: string, id: string): Promise<StoredAlert | null> {
  const row = await trx
    .selectFrom('alerts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : storedAlert(row)
}

/** The alerts of a workflow or a seam that aren't over, oldest first; locked where they are to be changed. */
export async function openAlerts(
  trx: Trx,
  workspaceId: string,
  on: AlertGround,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<StoredAlert[]> {
  const rows = await trx
    .selectFrom('alerts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where(columnOf(on), '=', on.id)
    .where('resolved_at', 'is', null)
    // One order for everybody, so that no two wait for each other.
    .orderBy('id')
    .$if(lock, (query) => query.forUpdate())
    .execute()
  return rows.map(storedAlert)
}

export async function insertAlert(
  trx: Trx,
  workspaceId: string,
  { alert, departure }: { readonly alert: Alert; readonly departure: Departure },
): Promise<void> {
  await trx
    .insertInto('alerts')
    .values({
      id: alert.id,
      workspace_id: workspaceId,
      workflow_id: departure.on.kind === 'workflow' ? departure.on.id : null,
      seam_id: departure.on.kind === 'seam' ? departure.on.id : null,
      signal: departure.signal,
      slice_name: departure.slice?.name ?? null,
      slice_label: departure.slice?.label ?? null,
      opened_at: alert.openedAt,
      note: '',
      ...wordsOf(departure),
      ...clockOf(alert),
    })
    .execute()
}

/** Writes what people and the clock did to an alert; with `departure` also what is seen of it now. */
export async function saveAlert(
  trx: Trx,
  alert: Alert,
  more: {
    readonly departure?: Departure
    readonly acknowledgedAt?: Date
    readonly resolved?: {
      readonly at: Date
      readonly by: string | null
      readonly verdict: AlertVerdict | null
      readonly note?: string
    }
  } = {},
): Promise<void> {
  const { departure, acknowledgedAt, resolved } = more
  await trx
    .updateTable('alerts')
    .set({
      ...(departure === undefined ? {} : wordsOf(departure)),
      ...clockOf(alert),
      ...(acknowledgedAt === undefined ? {} : { acknowledged_at: acknowledgedAt }),
      ...(resolved === undefined
        ? {}
        : {
            resolved_at: resolved.at,
            resolved_by: resolved.by,
            verdict: resolved.verdict,
            note: resolved.note ?? '',
          }),
    })
    .where('id', '=', alert.id)
    .execute()
}

/** What can happen to an alert, as its timeline names it. */
export type AlertAct =
  | 'raised'
  | 'worse'
  | 'back'
  | 'told'
  | 'announced'
  | 'waits'
  | 'unanswered'
  | 'acknowledged'
  | 'snoozed'
  | 'woke'
  | 'moved'
  | 'paused'
  | 'left-running'
  | 'examples'
  | 'how-wide'
  | 'to-builder'
  | 'spoken'
  | 'informed'
  | 'calm'
  | 'resolved'
  | 'closed'

export interface NewAlertEvent {
  readonly alertId: string
  readonly at: Date
  readonly act: AlertAct
  readonly by?: string | null
  readonly person?: string | null
  readonly note?: string | null
  readonly details?: JsonObject
}

/** Appends to the timeline. */
export async function addAlertEvents(
  trx: Trx,
  world: Pick<World, 'newId'>,
  workspaceId: string,
  events: readonly NewAlertEvent[],
): Promise<void> {
  for (let from = 0; from < events.length; from += EVENTS_PER_INSERT) {
    await trx
      .insertInto('alert_events')
      .values(
        events.slice(from, from + EVENTS_PER_INSERT).map((event) => ({
          id: world.newId(),
          workspace_id: workspaceId,
          alert_id: event.alertId,
          at: event.at,
          act: event.act,
          by_id: event.by ?? null,
          person_id: event.person ?? null,
          note: event.note ?? null,
          details: JSON.stringify(event.details ?? {}),
        })),
      )
      .execute()
  }
}

/** PostgreSQL takes 65,535 parameters a statement. */
const EVENTS_PER_INSERT = 2_000

/** Alerts whose time has come, locked; those that another process has in hand are left to it. */
export async function takeDue(trx: Trx, now: Date, limit: number, only?: string): Promise<StoredAlert[]> {
  const rows = await trx
    .selectFrom('alerts')
    .selectAll()
    .where('next_at', '<=', now)
    .$if(only !== undefined, (query) => query.where('id', '=', only ?? ''))
    .orderBy('next_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map(storedAlert)
}

/**
 * Sets right what was written under a clock that was ahead: whoever was told in what is now the future has from now on as
 * long to answer as she had.
 */
export async function setClocksRight(trx: Trx, now: Date): Promise<void> {
  await sql`
    update alerts set next_at = ${now}::timestamptz + (next_at - last_told_at), last_told_at = ${now}
    where next_at > ${now} and last_told_at > ${now} and state = 'open'`.execute(trx)
}

export async function dueIds(trx: Trx, now: Date, limit: number): Promise<string[]> {
  const rows = await trx
    .selectFrom('alerts')
    .select('id')
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Writes what the clock did to many alerts, in one statement. */
export async function saveClocks(trx: Trx, alerts: readonly Alert[], now: Date): Promise<void> {
  if (alerts.length === 0) return
  const rows = alerts.map((alert) => ({
    id: alert.id,
    state: alert.state,
    told: alert.told,
    last_told_at: alert.lastToldAt,
    next_at: alert.nextAt,
    acknowledged_by: alert.acknowledgedBy,
    unanswered_at: alert.unansweredAt,
    resolved_at: alert.state === 'resolved' ? now : null,
  }))
  await sql`
    update alerts as a set state = r.state, told = r.told, last_told_at = r.last_told_at, next_at = r.next_at,
      acknowledged_by = r.acknowledged_by, unanswered_at = r.unanswered_at, resolved_at = r.resolved_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, state text, told text[],
      last_told_at timestamptz, next_at timestamptz, acknowledged_by text, unanswered_at timestamptz,
      resolved_at timestamptz)
    where a.id = r.id`.execute(trx)
}

/** Has an alert looked at again later than it was due; for one that could not be looked at. */
export async function putOff(trx: Trx, id: string, until: Date): Promise<void> {
  await trx.updateTable('alerts').set({ next_at: until }).where('id', '=', id).execute()
}

function wordsOf(departure: Departure) {
  return {
    sentence: departure.sentence,
    next_step: departure.next,
    runbook_section: departure.runbookSection,
    since: departure.since,
    candidates: JSON.stringify(departure.candidates),
    evidence: JSON.stringify(departure.evidence),
    link: departure.link,
  }
}

/** What `Alert` says, as columns. */
function clockOf(alert: Alert) {
  return {
    class: alert.class,
    severity: alert.severity,
    caused_by: alert.causedBy,
    group_id: alert.group,
    pages: alert.pages,
    state: alert.state,
    last_seen_at: alert.lastSeenAt,
    seen: alert.seen,
    owner_id: alert.owner?.person ?? null,
    owner_duty: alert.owner?.duty ?? null,
    orphaned: alert.owner === null || alert.owner.orphaned,
    told: sql<string[]>`${[...alert.told]}::text[]`,
    last_told_at: alert.lastToldAt,
    next_at: alert.nextAt,
    acknowledged_by: alert.acknowledgedBy,
    answered_at: alert.answeredAt,
    unanswered_at: alert.unansweredAt,
    calm_at: alert.calmAt,
    with_builder: alert.withBuilder,
  }
}

export function storedAlert(row: Selectable<AlertsTable>): StoredAlert {
  return {
    alert: {
      id: row.id,
      signal: row.signal,
      class: oneOf(ALERT_CLASSES, row.class),
      severity: oneOf(SEVERITIES, row.severity),
      causedBy: row.caused_by,
      group: row.group_id,
      pages: row.pages,
      state: oneOf(ALERT_STATES, row.state),
      openedAt: row.opened_at,
      lastSeenAt: row.last_seen_at,
      seen: row.seen,
      owner:
        row.owner_id === null
          ? null
          : { person: row.owner_id, duty: row.owner_duty ?? 'admin', orphaned: row.orphaned },
      told: row.told,
      lastToldAt: row.last_told_at,
      nextAt: row.next_at,
      acknowledgedBy: row.acknowledged_by,
      answeredAt: row.answered_at,
      unansweredAt: row.unanswered_at,
      calmAt: row.calm_at,
      withBuilder: row.with_builder,
    },
    workspaceId: row.workspace_id,
    departure: {
      on: groundOf(row),
      signal: row.signal,
      slice: row.slice_name === null ? null : { name: row.slice_name, label: row.slice_label ?? '' },
      class: oneOf(ALERT_CLASSES, row.class),
      severity: oneOf(SEVERITIES, row.severity),
      sentence: row.sentence,
      next: row.next_step,
      runbookSection: row.runbook_section,
      since: row.since,
      candidates: candidatesOf(row.candidates),
      // Written by `insertAlert` and `saveAlert` alone.
      evidence: row.evidence as JsonObject,
      link: row.link,
      causedBy: row.caused_by,
    },
    acknowledgedAt: row.acknowledged_at,
    resolved:
      row.resolved_at === null
        ? null
        : {
            at: row.resolved_at,
            by: row.resolved_by,
            verdict: row.verdict === null ? null : oneOf(ALERT_VERDICTS, row.verdict),
            note: row.note,
          },
  }
}

/** The table's own check lets nothing in that stands on neither or on both. */
export function groundOf({
  workflow_id: workflowId,
  seam_id: seamId,
}: Pick<Selectable<AlertsTable>, 'workflow_id' | 'seam_id'>): AlertGround {
  return workflowId === null ? { kind: 'seam', id: seamId ?? '' } : { kind: 'workflow', id: workflowId }
}

function candidatesOf(kept: unknown): Candidate[] {
  // Written by `wordsOf` alone; JSON has no dates.
  const list = kept as (Omit<Candidate, 'at'> & { readonly at: string })[]
  return list.map((candidate) => ({ ...candidate, at: new Date(candidate.at) }))
}

function oneOf<T extends string>(values: readonly T[], text: string): T {
  const found = values.find((value) => value === text)
  if (found === undefined) throw new Error(`Cannot read an alert: "${text}" is not one of ${values.join(', ')}`)
  return found
}
