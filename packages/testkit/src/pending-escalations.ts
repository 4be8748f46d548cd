import { randomUUID } from 'node:crypto'
import { inWorkspace, type World } from '@dayshift/server'

export interface PendingEscalations {
  readonly workflowId: string
  /** Whoever was told and did not answer. */
  readonly owner: string
  readonly many: number
  /** When the first is due. */
  readonly from: Date
  /** Over how long the others come due after it, evenly. */
  readonly spreadMs: number
  /** Their signals are `PREFIX-0`, `PREFIX-1`, …, in the order in which they are due. */
  readonly prefix: string
}

/** Lays in alerts that their owner was told of and did not answer: each goes to the backup at its own instant. */
export async function layInEscalations(
  world: World,
  workspaceId: string,
  { workflowId, owner, many, from, spreadMs, prefix }: PendingEscalations,
): Promise<void> {
  const toldAt = new Date(Math.min(from.getTime(), world.clock.now().getTime()))
  for (let first = 0; first < many; first += AT_ONCE) {
    const rows = Array.from({ length: Math.min(AT_ONCE, many - first) }, (_, index) => {
      const n = first + index
      const id = randomUUID()
      return {
        id,
        workspace_id: workspaceId,
        workflow_id: workflowId,
        signal: `${prefix}-${n}`,
        class: 'bad-output',
        severity: 'urgent',
        sentence: 'Something departs.',
        next_step: 'Look',
        candidates: '[]',
        evidence: '{}',
        link: '/',
        group_id: id,
        pages: true,
        state: 'open',
        opened_at: from,
        last_seen_at: from,
        seen: 1,
        owner_id: owner,
        owner_duty: 'daily-care',
        orphaned: false,
        told: [owner],
        // Told in the past: who was told in the future was told by a clock that is set back.
        last_told_at: toldAt,
        next_at: new Date(from.getTime() + (n * spreadMs) / many),
        with_builder: false,
      }
    })
    await inWorkspace(world.db, workspaceId, (trx) => trx.insertInto('alerts').values(rows).execute())
  }
}

/** PostgreSQL takes 65,535 parameters a statement. */
const AT_ONCE = 2_000
