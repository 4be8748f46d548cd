import { CompiledQuery } from 'kysely'
import type { Trx } from '../../../platform/world.ts'
import { ArrayWriter, type ElementType } from './array-writer.ts'
import type { RunDeltas } from '../rollups/run-deltas.ts'
import type { KeptRun } from './incoming-run.ts'

interface Column {
  readonly name: string
  readonly type: ElementType
  /** Cast in the statement, where the column has no binary form of its own here. */
  readonly cast?: string
  readonly valueOf: (run: KeptRun) => string | number | null
}

const COLUMNS: readonly Column[] = [
  { name: 'id', type: 'uuid', valueOf: (run) => run.record.id },
  { name: 'workflow_id', type: 'uuid', valueOf: (run) => run.workflowId },
  { name: 'release_id', type: 'uuid', valueOf: (run) => run.releaseId },
  {
    name: 'unregistered_release',
    type: 'text',
    valueOf: (run) => (run.releaseId === null ? run.record.release : null),
  },
  { name: 'unit_key', type: 'text', valueOf: (run) => run.record.unitKey },
  { name: 'started_at', type: 'instant', valueOf: (run) => run.startedAt },
  { name: 'ended_at', type: 'instant', valueOf: (run) => run.endedAt },
  { name: 'latency_ms', type: 'float', valueOf: (run) => run.record.latencyMs },
  { name: 'status', type: 'text', valueOf: (run) => run.record.status },
  { name: 'failure_class', type: 'text', valueOf: (run) => run.record.failureClass },
  { name: 'failure_message', type: 'text', valueOf: (run) => run.record.failureMessage },
  { name: 'attempts', type: 'int', valueOf: (run) => run.record.attempts },
  { name: 'retries', type: 'int', valueOf: (run) => run.record.retries },
  { name: 'requested_model', type: 'text', valueOf: (run) => run.record.requestedModel },
  { name: 'resolved_model', type: 'text', valueOf: (run) => run.record.resolvedModel },
  { name: 'input_tokens', type: 'int', valueOf: (run) => run.record.inputTokens },
  { name: 'output_tokens', type: 'int', valueOf: (run) => run.record.outputTokens },
  { name: 'cost_amount', type: 'text', cast: 'numeric', valueOf: (run) => run.record.costAmount },
  { name: 'cost_currency', type: 'text', valueOf: (run) => run.record.costCurrency },
  { name: 'cost_source', type: 'text', valueOf: (run) => run.record.costSource },
  { name: 'finish_reason', type: 'text', valueOf: (run) => run.record.finishReason },
  { name: 'confidence', type: 'float', valueOf: (run) => run.record.confidence },
  { name: 'input_quality', type: 'float', valueOf: (run) => run.record.inputQuality },
  { name: 'route', type: 'text', valueOf: (run) => run.record.route },
  { name: 'reason_code', type: 'text', valueOf: (run) => run.record.reasonCode },
  { name: 'reason_rule', type: 'text', valueOf: (run) => run.record.reasonRule },
  { name: 'reason_message', type: 'text', valueOf: (run) => run.record.reasonMessage },
  { name: 'bucket', type: 'int', valueOf: (run) => run.record.bucket },
  { name: 'rerun_of', type: 'uuid', valueOf: (run) => run.record.rerunOf },
  { name: 'case_id', type: 'uuid', valueOf: (run) => run.record.caseId },
  { name: 'duplicate_of', type: 'uuid', valueOf: (run) => run.record.duplicateOf },
  { name: 'drill_id', type: 'uuid', valueOf: (run) => run.drill?.id ?? null },
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

const NAMES = COLUMNS.map(({ name }) => name).join(', ')

const INSERT = `
  insert into runs (workspace_id, received_at, ${NAMES})
  select $1, $2, ${COLUMNS.map(({ name, cast }) => (cast === undefined ? name : `${name}::${cast}`)).join(', ')}
  from unnest(${COLUMNS.map(({ type }, i) => `$${String(i + 3)}::${SQL_TYPES[type]}[]`).join(', ')}) as batch (${NAMES})`

const INSERT_NEW = `
  with new_runs as (${INSERT})
  insert into run_deltas (workspace_id, deltas) values ($1, $${String(COLUMNS.length + 3)})`
const INSERT_MISSING = `${INSERT} on conflict (id) do nothing returning id`

/**
 * Inserts batches. `runs` must be ordered by id, name each once, and be one at least; the order keeps two batches with the
 * same runs from waiting for each other.
 */
export interface RunInserts {
  /**
   * For a batch that is new, as nearly all are: a plain insert takes a fifth less time than one that looks at each row.
   * Fails with {@link isRepetition} where one of the runs is there already.
   */
  insertNew(trx: Trx, workspaceId: string, receivedAt: Date, runs: readonly KeptRun[], deltas: RunDeltas): Promise<void>
  /** Leaves runs that are there already as they are. Gives the ids of the others. */
  insertMissing(trx: Trx, workspaceId: string, receivedAt: Date, runs: readonly KeptRun[]): Promise<ReadonlySet<string>>
}

export function isRepetition(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || !('table' in error)) return false
  return error.code === UNIQUE_VIOLATION && String(error.table).startsWith('runs_')
}

/** Of `runs_default` or the partition of a month. */
const UNIQUE_VIOLATION = '23505'

/** Makes the inserts of a server process: one statement a batch, whose columns are binary arrays. */
export function createRunInserts(): RunInserts {
  // Sets of writers that no batch uses now: their buffers have grown to the size of a batch.
  const idle: ArrayWriter[][] = []
  const insert = async (
    trx: Trx,
    text: string,
    before: readonly unknown[],
    runs: readonly KeptRun[],
    after: readonly unknown[],
  ) => {
    const writers = idle.pop() ?? COLUMNS.map(() => new ArrayWriter())
    try {
      const columns = COLUMNS.map(({ type, valueOf }, i) =>
        (writers[i] ?? new ArrayWriter()).write(type, runs, valueOf),
      )
      return await trx.executeQuery<{ id: string }>(CompiledQuery.raw(text, [...before, ...columns, ...after]))
    } finally {
      if (idle.length < IDLE_SETS) idle.push(writers)
    }
  }
  return {
    async insertNew(trx, workspaceId, receivedAt, runs, deltas) {
      await insert(trx, INSERT_NEW, [workspaceId, receivedAt], runs, [JSON.stringify(deltas)])
    },
    async insertMissing(trx, workspaceId, receivedAt, runs) {
      const { rows } = await insert(trx, INSERT_MISSING, [workspaceId, receivedAt], runs, [])
      return new Set(rows.map((row) => row.id))
    },
  }
}

const IDLE_SETS = 8
