import type { HandoverPlace, HandoverState, StageId } from '@dayshift/core'
import { anyOf } from '../../platform/database/index.ts'
import type { Trx } from '../../platform/world.ts'

export interface StoredPlace extends HandoverPlace {
  readonly stageSince: Date
  readonly startedAt: Date
  readonly stopped: { readonly at: Date; readonly by: string; readonly reason: string } | null
}

/** Where a workflow stands; one that never moved is in design since it was registered. */
export async function readPlace(trx: Trx, workspaceId: string, workflow: Placed): Promise<StoredPlace> {
  return (await placesOf(trx, workspaceId, [workflow]))(workflow)
}

interface Placed {
  readonly id: string
  readonly createdAt: Date
}

/** Where each of several workflows stands. */
export async function placesOf(
  trx: Trx,
  workspaceId: string,
  workflows: readonly Placed[],
): Promise<(workflow: Placed) => StoredPlace> {
  const rows = await trx
    .selectFrom('handovers')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', anyOf(workflows.map(({ id }) => id)))
    .execute()
  const moved = new Map(rows.map((row) => [row.workflow_id, storedPlace(row)]))
  return ({ id, createdAt }) => moved.get(id) ?? initialPlace(createdAt)
}

/** The stages alone, of those that ever moved. */
export async function readStages(
  trx: Trx,
  workspaceId: string,
  workflowIds: readonly string[],
): Promise<ReadonlyMap<string, StageId>> {
  const rows = await trx
    .selectFrom('handovers')
    .select(['workflow_id', 'stage'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', anyOf(workflowIds))
    .execute()
  // The table's own check lets nothing else in.
  return new Map(rows.map(({ workflow_id: id, stage }) => [id, stage as StageId]))
}

/** The stage alone. */
export async function readStage(trx: Trx, workspaceId: string, workflowId: string): Promise<StageId> {
  return (await readStages(trx, workspaceId, [workflowId])).get(workflowId) ?? 'design'
}

export async function savePlace(trx: Trx, workspaceId: string, workflowId: string, place: StoredPlace): Promise<void> {
  const values = {
    stage: place.stage,
    stage_since: place.stageSince,
    started_at: place.startedAt,
    state: place.state,
    stopped_at: place.stopped?.at ?? null,
    stopped_by: place.stopped?.by ?? null,
    stopped_reason: place.stopped?.reason ?? null,
  }
  await trx
    .insertInto('handovers')
    .values({ workflow_id: workflowId, workspace_id: workspaceId, ...values })
    .onConflict((conflict) => conflict.column('workflow_id').doUpdateSet(values))
    .execute()
}

export const MOVE_KINDS = ['advanced', 'went-back', 'on-hold', 'taken-up', 'retired'] as const

export interface StoredMove {
  readonly id: string
  readonly kind: (typeof MOVE_KINDS)[number]
  readonly from: StageId
  readonly to: StageId
  readonly at: Date
  readonly by: string
  readonly reason: string | null
  readonly playbook: string
  readonly verdicts: readonly {
    readonly criterion: string
    readonly name: string
    readonly verdict: 'met' | 'unmet' | 'unknown'
    readonly sentence: string
    readonly waivedBy: string | null
  }[]
}

export async function insertMove(
  trx: Trx,
  of: { readonly workspaceId: string; readonly workflowId: string },
  move: StoredMove,
): Promise<void> {
  await trx
    .insertInto('stage_moves')
    .values({
      id: move.id,
      workspace_id: of.workspaceId,
      workflow_id: of.workflowId,
      kind: move.kind,
      from_stage: move.from,
      to_stage: move.to,
      at: move.at,
      by_id: move.by,
      reason: move.reason,
      playbook: move.playbook,
      verdicts: JSON.stringify(move.verdicts),
    })
    .execute()
}

/** Every move, newest first. */
export async function readMoves(trx: Trx, workspaceId: string, workflowId: string): Promise<StoredMove[]> {
  const rows = await trx
    .selectFrom('stage_moves')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('seq', 'desc')
    .limit(MOST_MOVES)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    // Written by insertMove alone; the table is append-only.
    kind: row.kind as StoredMove['kind'],
    from: row.from_stage as StageId,
    to: row.to_stage as StageId,
    at: row.at,
    by: row.by_id,
    reason: row.reason,
    playbook: row.playbook,
    verdicts: row.verdicts as StoredMove['verdicts'],
  }))
}

const MOST_MOVES = 200

function initialPlace(createdAt: Date): StoredPlace {
  return { stage: 'design', state: 'going', stageSince: createdAt, startedAt: createdAt, stopped: null }
}

function storedPlace(row: {
  readonly stage: string
  readonly state: string
  readonly stage_since: Date
  readonly started_at: Date
  readonly stopped_at: Date | null
  readonly stopped_by: string | null
  readonly stopped_reason: string | null
}): StoredPlace {
  return {
    // The table's own checks let nothing else in.
    stage: row.stage as StageId,
    state: row.state as HandoverState,
    stageSince: row.stage_since,
    startedAt: row.started_at,
    stopped:
      row.stopped_at === null
        ? null
        : { at: row.stopped_at, by: row.stopped_by ?? '', reason: row.stopped_reason ?? '' },
  }
}
