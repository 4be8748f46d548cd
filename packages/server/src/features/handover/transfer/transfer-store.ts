import {
  type EarlySupport,
  type SupportCheck,
  SUPPORT_VERDICTS,
  type Transfer,
  type TransferBlock,
  TRANSFER_STATES,
} from '@dayshift/core'
import type { Selectable } from 'kysely'
import type { TransfersTable } from '../../../platform/database/tables/transfer.ts'
import type { Trx } from '../../../platform/world.ts'

/** A transfer with what only its page shows. */
export interface StoredTransfer {
  readonly transfer: Transfer
  readonly workflowId: string
  readonly plannedBy: string
  readonly plannedAt: Date
  readonly lateMs: number | null
  readonly ended: { readonly at: Date; readonly by: string; readonly reason: string } | null
}

/** All transfers of a workflow, newest first. */
export async function readTransfers(trx: Trx, workspaceId: string, workflowId: string): Promise<StoredTransfer[]> {
  const rows = await trx
    .selectFrom('transfers')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('planned_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(storedTransfer)
}

export async function findTransfer(trx: Trx, workspaceId: string, id: string): Promise<StoredTransfer | null> {
  const row = await trx
    .selectFrom('transfers')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : storedTransfer(row)
}

/** The one that counts: planned or accepted, else the last that was done; null where there is none. */
export function presentOf(all: readonly StoredTransfer[]): StoredTransfer | null {
  const open = all.find(({ transfer: { state } }) => state === 'planned' || state === 'accepted')
  if (open !== undefined) return open
  const [last] = all.filter(({ transfer: { state } }) => state !== 'cancelled')
  return last?.transfer.state === 'done' ? last : null
}

export async function insertTransfer(
  trx: Trx,
  of: { readonly workspaceId: string; readonly workflowId: string },
  transfer: Transfer,
  planned: { readonly by: string; readonly at: Date },
): Promise<void> {
  await trx
    .insertInto('transfers')
    .values({
      id: transfer.id,
      workspace_id: of.workspaceId,
      workflow_id: of.workflowId,
      from_id: transfer.from,
      to_id: transfer.to,
      backup_id: transfer.backup,
      moves: [...transfer.moves],
      parallel_since: transfer.parallelSince,
      settle_days: transfer.settleDays,
      support_days: transfer.supportDays,
      planned_by: planned.by,
      planned_at: planned.at,
      ...movingParts(transfer),
    })
    .execute()
}

export async function saveTransfer(
  trx: Trx,
  transfer: Transfer,
  more: {
    readonly lateMs?: number
    readonly ended?: { readonly at: Date; readonly by: string; readonly reason: string }
  } = {},
): Promise<void> {
  const { lateMs, ended } = more
  await trx
    .updateTable('transfers')
    .set({
      ...movingParts(transfer),
      ...(lateMs === undefined ? {} : { late_ms: lateMs }),
      ...(ended === undefined ? {} : { ended_at: ended.at, ended_by: ended.by, ended_reason: ended.reason }),
    })
    .where('id', '=', transfer.id)
    .execute()
}

/** Early support of a transfer that was done; null before. */
export async function readSupport(
  trx: Trx,
  { transfer }: Pick<StoredTransfer, 'transfer'>,
): Promise<EarlySupport | null> {
  if (transfer.doneAt === null) return null
  const checks = await trx
    .selectFrom('support_checks')
    .selectAll()
    .where('transfer_id', '=', transfer.id)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const verdicts = await trx
    .selectFrom('support_verdicts')
    .selectAll()
    .where('transfer_id', '=', transfer.id)
    .orderBy('pass')
    .execute()
  return {
    since: transfer.doneAt,
    zone: transfer.zone,
    days: transfer.supportDays,
    checks: checks.map((row) => ({
      pass: row.pass,
      day: row.day,
      logsChecked: row.logs_checked,
      exceptionsReviewed: row.exceptions_reviewed,
      rough: row.rough,
      by: row.by_id,
      at: row.at,
    })),
    verdicts: verdicts.map((row) => ({
      // The table's own check lets no other in.
      verdict: SUPPORT_VERDICTS.find((each) => each === row.verdict) ?? 'one-more-pass',
      note: row.note,
      by: row.by_id,
      at: row.at,
    })),
  }
}

export interface OfTransfer {
  readonly id: string
  readonly workspaceId: string
  readonly transferId: string
}

export async function insertCheck(trx: Trx, of: OfTransfer, check: SupportCheck): Promise<void> {
  await trx
    .insertInto('support_checks')
    .values({
      id: of.id,
      workspace_id: of.workspaceId,
      transfer_id: of.transferId,
      pass: check.pass,
      day: check.day,
      logs_checked: check.logsChecked,
      exceptions_reviewed: check.exceptionsReviewed,
      rough: check.rough,
      by_id: check.by,
      at: check.at,
    })
    .execute()
}

export async function insertVerdict(
  trx: Trx,
  of: OfTransfer,
  verdict: EarlySupport['verdicts'][number] & { readonly pass: number },
): Promise<void> {
  await trx
    .insertInto('support_verdicts')
    .values({
      id: of.id,
      workspace_id: of.workspaceId,
      transfer_id: of.transferId,
      pass: verdict.pass,
      verdict: verdict.verdict,
      note: verdict.note,
      by_id: verdict.by,
      at: verdict.at,
    })
    .execute()
}

/** What of a transfer moves after it was planned. */
function movingParts(transfer: Transfer) {
  return {
    at: transfer.at,
    zone: transfer.zone,
    state: transfer.state,
    accepted_at: transfer.acceptedAt,
    held_at: transfer.held?.at ?? null,
    held_because: transfer.held === null ? null : JSON.stringify(transfer.held.because),
    done_at: transfer.doneAt,
  }
}

function storedTransfer(row: Selectable<TransfersTable>): StoredTransfer {
  return {
    workflowId: row.workflow_id,
    plannedBy: row.planned_by,
    plannedAt: row.planned_at,
    lateMs: row.late_ms,
    ended: row.ended_at === null ? null : { at: row.ended_at, by: row.ended_by ?? '', reason: row.ended_reason ?? '' },
    transfer: {
      id: row.id,
      at: row.at,
      zone: row.zone,
      // The table's own check lets no other in.
      state: TRANSFER_STATES.find((state) => state === row.state) ?? 'cancelled',
      from: row.from_id,
      to: row.to_id,
      backup: row.backup_id,
      moves: row.moves,
      parallelSince: row.parallel_since,
      settleDays: row.settle_days,
      supportDays: row.support_days,
      acceptedAt: row.accepted_at,
      // Written by saveTransfer alone.
      held: row.held_at === null ? null : { at: row.held_at, because: row.held_because as TransferBlock[] },
      doneAt: row.done_at,
    },
  }
}
