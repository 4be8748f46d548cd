import { CompiledQuery } from 'kysely'
import type { Trx } from '../../../platform/world.ts'
import { ArrayWriter, type ElementType } from './array-writer.ts'
import type { KeptRun } from './incoming-run.ts'

interface Column {
  readonly name: string
  readonly type: ElementType
  /** Cast in the statement, where the column has no binary form of its own here. */
  readonly cast?: string
  readonly valueOf: (run: KeptRun) => string | number | null
}

const COLUMNS: readonly Column[] = [
  { name: 'id', type: 'uuid', valueOf: (run) => run.id },
  { name: 'workflow_id', type: 'uuid', valueOf: (run) => run.workflowId },
  { name: 'release_id', type: 'uuid', valueOf: (run) => run.releaseId },
  {
    name: 'unregistered_release',
    type: 'text',
    valueOf: (run) => (run.releaseId === null ? run.release : null),
  },
  { name: 'unit_key', type: 'text', valueOf: (run) => run.unitKey },
  { name: 'started_at', type: 'instant', valueOf: (run) => run.startedAt },
  { name: 'ended_at', type: 'instant', valueOf: (run) => run.endedAt },
  { name: 'latency_ms', type: 'float', valueOf: (run) => run.latencyMs },
  { name: 'status', type: 'text', valueOf: (run) => run.status },
  { name: 'failure_class', type: 'text', valueOf: (run) => run.failureClass },
  { name: 'failure_message', type: 'text', valueOf: (run) => run.failureMessage },
  { name: 'attempts', type: 'int', valueOf: (run) => run.attempts },
  { name: 'retries', type: 'int', valueOf: (run) => run.retries },
  { name: 'requested_model', type: 'text', valueOf: (run) => run.requestedModel },
  { name: 'resolved_model', type: 'text', valueOf: (run) => run.resolvedModel },
  { name: 'input_tokens', type: 'int', valueOf: (run) => run.inputTokens },
  { name: 'output_tokens', type: 'int', valueOf: (run) => run.outputTokens },
  { name: 'cost_amount', type: 'text', cast: 'numeric', valueOf: (run) => run.costAmount },
  { name: 'cost_currency', type: 'text', valueOf: (run) => run.costCurrency },
  { name: 'cost_source', type: 'text', valueOf: (run) => run.costSource },
  { name: 'finish_reason', type: 'text', valueOf: (run) => run.finishReason },
  { name: 'confidence', type: 'float', valueOf: (run) => run.confidence },
  { name: 'input_quality', type: 'float', valueOf: (run) => run.inputQuality },
  { name: 'route', type: 'text', valueOf: (run) => run.route },
  { name: 'reason_code', type: 'text', valueOf: (run) => run.reasonCode },
  { name: 'reason_rule', type: 'text', valueOf: (run) => run.reasonRule },
  { name: 'reason_message', type: 'text', valueOf: (run) => run.reasonMessage },
  { name: 'bucket', type: 'int', valueOf: (run) => run.bucket },
  { name: 'rerun_of', type: 'uuid', valueOf: (run) => run.rerunOf },
  { name: 'case_id', type: 'uuid', valueOf: (run) => run.caseId },
  { name: 'duplicate_of', type: 'uuid', valueOf: (run) => run.duplicateOf },
  { name: 'clock_offset_ms', type: 'bigint', valueOf: (run) => run.clockOffsetMs },
]

const SQL_TYPES: { readonly [T in ElementType]: string } = {
  uuid: 'uuid',
  text: 'text',
  instant: 'timestamptz',
  float: 'double precision',
  int: 'integer',
  bigint: 'bigint',
}

const INSERT = `
  insert into runs (workspace_id, received_at, ${COLUMNS.map(({ name }) => name).join(', ')})
  select $1, $2, ${COLUMNS.map(({ name, cast }) => (cast === undefined ? name : `${name}::${cast}`)).join(', ')}
  from unnest(${COLUMNS.map(({ type }, i) => `$${String(i + 3)}::${SQL_TYPES[type]}[]`).join(', ')})
    as batch (${COLUMNS.map(({ name }) => name).join(', ')})
  on conflict (id) do nothing
  returning id`

/** Inserts a batch. `runs` must be ordered by id and name each once. */
export type InsertRuns = (
  trx: Trx,
  workspaceId: string,
  receivedAt: Date,
  runs: readonly KeptRun[],
) => Promise<ReadonlySet<string>>

/**
 * Makes the insert of a server process. One statement a batch, whose columns are binary arrays; ids that are there
 * already are left as they are. Gives the ids that are new. The order by id keeps two batches with the same runs from
 * waiting for each other.
 */
export function createInsertRuns(): InsertRuns {
  // Sets of writers that no batch uses now: their buffers have grown to the size of a batch.
  const idle: ArrayWriter[][] = []
  return async (trx, workspaceId, receivedAt, runs) => {
    const writers = idle.pop() ?? COLUMNS.map(() => new ArrayWriter())
    try {
      const columns = COLUMNS.map(({ type, valueOf }, i) =>
        (writers[i] ?? new ArrayWriter()).write(type, runs, valueOf),
      )
      const query = CompiledQuery.raw(INSERT, [workspaceId, receivedAt, ...columns])
      const { rows } = await trx.executeQuery<{ id: string }>(query)
      return new Set(rows.map((row) => row.id))
    } finally {
      if (idle.length < IDLE_SETS) idle.push(writers)
    }
  }
}

const IDLE_SETS = 8
