import type { RunBatchResult } from '@dayshift/contract'
import { inWorkspace, retrying } from '../../../platform/database/index.ts'
import type { Trx, World } from '../../../platform/world.ts'
import { openCasesForRuns } from '../../cases/index.ts'
import { type Capture, contentsText, sealContents } from '../../contents/index.ts'
import { deltasOf } from '../rollups/run-deltas.ts'
import type { IncomingRun, KeptRun } from './incoming-run.ts'
import { createInsertRuns, type InsertRuns } from './insert-runs.ts'
import { jsonText } from './json-text.ts'
import {
  createFindWorkflows,
  DEFAULT_RETENTION_DAYS,
  type FindWorkflows,
  type KnownWorkflow,
} from './known-workflows.ts'
import { type BadRecord, quarantine } from './quarantine.ts'
import { readRecord, type RecordFault } from './read-record.ts'
import { createRunPulse } from './run-pulse.ts'

/** A line of NDJSON that is no JSON: a bad record. */
export class BrokenLine {
  readonly text: string
  readonly why: string
  constructor(text: string, why: string) {
    this.text = text
    this.why = why
  }
}

export interface DeliveredBatch {
  /** The sender's clock at sending; null where it didn't say. */
  readonly sentAt: Date | null
  /** As `JSON.parse` gave them, or a {@link BrokenLine}. */
  readonly records: readonly unknown[]
}

/** Takes runs in, whichever way they came. One for a server process: it keeps what it has learned. */
export interface RunIntake {
  /**
   * Keeps the good records of a batch with all that belongs to them (contents, figures, cases) and puts the bad ones into
   * quarantine, all in one transaction: when this returns, the batch is on disk. Delivering again changes nothing.
   */
  takeIn(workspaceId: string, batch: DeliveredBatch): Promise<RunBatchResult>
  close(): void
}

export function createRunIntake(world: World): RunIntake {
  const insertRuns = createInsertRuns()
  const findWorkflows = createFindWorkflows()
  const pulse = createRunPulse(world)
  return {
    async takeIn(workspaceId, batch) {
      const judged = judge(batch, world.clock.now())
      const result = await retrying(() =>
        inWorkspace(world.db, workspaceId, (trx) =>
          keep(trx, world, workspaceId, judged, { insertRuns, findWorkflows }),
        ),
      )
      if (result.accepted > 0) pulse.beat(workspaceId, new Set(judged.runs.map(({ run }) => run.workflow)))
      return result
    },
    close: () => pulse.close(),
  }
}

/** A clock further off than this is corrected. */
const CLOCK_TOLERANCE_MS = 60_000
const DAY_MS = 86_400_000

interface Judged {
  readonly receivedAt: Date
  readonly clockOffsetMs: number
  readonly records: readonly unknown[]
  /** Good so far, with their place in the batch. */
  readonly runs: readonly PlacedRun[]
  readonly bad: readonly BadPlace[]
}

interface PlacedRun {
  readonly index: number
  readonly run: IncomingRun
  readonly clockOffsetMs: number
}

interface BadPlace {
  readonly index: number
  readonly faults: readonly RecordFault[]
}

/** Everything about a batch that can be said without the database. */
function judge({ sentAt, records }: DeliveredBatch, now: Date): Judged {
  const difference = sentAt === null ? 0 : now.getTime() - sentAt.getTime()
  const clockOffsetMs = Math.abs(difference) > CLOCK_TOLERANCE_MS ? difference : 0
  const latest = now.getTime() + DAY_MS
  const runs: PlacedRun[] = []
  const bad: BadPlace[] = []
  for (const [index, record] of records.entries()) {
    if (record instanceof BrokenLine) {
      bad.push({ index, faults: [{ path: '', message: record.why }] })
      continue
    }
    const read = readRecord(record)
    if (read.kind === 'bad') {
      bad.push({ index, faults: read.faults })
      continue
    }
    const { run } = read
    if (run.startedAt + clockOffsetMs <= latest) {
      runs.push({ index, run, clockOffsetMs })
    } else if (sentAt === null) {
      bad.push({ index, faults: [inTheFuture(run, now)] })
    } else {
      // The sender's clock was right again when it sent, but not when it ran.
      runs.push({ index, run, clockOffsetMs: now.getTime() - run.endedAt })
    }
  }
  return { receivedAt: now, clockOffsetMs, records, runs, bad }
}

interface Tools {
  readonly insertRuns: InsertRuns
  readonly findWorkflows: FindWorkflows
}

async function keep(
  trx: Trx,
  world: World,
  workspaceId: string,
  judged: Judged,
  { insertRuns, findWorkflows }: Tools,
): Promise<RunBatchResult> {
  const workflows = await findWorkflows(
    trx,
    workspaceId,
    judged.runs.map(({ run }) => run),
  )
  const bad = [...judged.bad]
  const placed: KeptRun[] = []
  for (const { index, run, clockOffsetMs } of judged.runs) {
    const workflow = workflows.get(run.workflow)
    if (workflow === undefined) bad.push({ index, faults: [unknownWorkflow(run)] })
    else placed.push(keptRun(run, workflow, clockOffsetMs))
  }
  const runs = onceEachById(placed)
  const fresh = runs.length === 0 ? new Set<string>() : await insertRuns(trx, workspaceId, judged.receivedAt, runs)
  const kept = fresh.size === runs.length ? runs : runs.filter((run) => fresh.has(run.id))
  if (kept.length > 0) {
    await trx
      .insertInto('run_deltas')
      .values({ workspace_id: workspaceId, deltas: JSON.stringify(deltasOf(kept)) })
      .execute()
    await sealContents(trx, world, workspaceId, capturesOf(kept, workflows))
    const forPeople = kept.filter(needsPerson).map(arrived)
    if (forPeople.length > 0) await openCasesForRuns(trx, world, workspaceId, forPeople)
  }
  bad.sort((a, b) => a.index - b.index)
  const quarantineIds = await quarantine(
    trx,
    world,
    workspaceId,
    bad.map(({ index, faults }) => badRecord(judged.records[index], faults)),
  )
  return {
    accepted: kept.length,
    duplicates: placed.length - kept.length,
    rejected: bad.map(({ index, faults }, i) => ({
      index,
      id: idOf(judged.records[index]),
      quarantineId: quarantineIds[i] ?? '',
      errors: [...faults],
    })),
    clockOffsetMs: judged.clockOffsetMs,
  }
}

function keptRun(run: IncomingRun, workflow: KnownWorkflow, clockOffsetMs: number): KeptRun {
  const releaseId = run.release === null ? null : (workflow.releases.get(run.release)?.id ?? null)
  return {
    ...run,
    startedAt: run.startedAt + clockOffsetMs,
    endedAt: run.endedAt + clockOffsetMs,
    workflowId: workflow.id,
    releaseId,
    clockOffsetMs,
  }
}

/** Ordered by id; of two with one id the first counts. */
function onceEachById(runs: readonly KeptRun[]): readonly KeptRun[] {
  if (runs.every((run, i) => i === 0 || (runs[i - 1]?.id ?? '') < run.id)) return runs
  const byId = new Map<string, KeptRun>()
  for (const run of runs) if (!byId.has(run.id)) byId.set(run.id, run)
  return [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

function capturesOf(runs: readonly KeptRun[], workflows: ReadonlyMap<string, KnownWorkflow>): readonly Capture[] {
  return runs.flatMap((run) => {
    if (run.input === undefined && run.output === undefined) return []
    const release = run.release === null ? undefined : workflows.get(run.workflow)?.releases.get(run.release)
    const days = release === undefined ? DEFAULT_RETENTION_DAYS : release.retentionDays
    if (days === null) return []
    const at = new Date(run.startedAt)
    const expiresAt = new Date(run.startedAt + days * DAY_MS)
    return [{ runId: run.id, subject: run.subject, at, expiresAt, text: contentsText(run) }]
  })
}

function needsPerson(run: KeptRun): boolean {
  return run.route === 'review' || run.route === 'human' || run.caseId !== null
}

function arrived(run: KeptRun): Parameters<typeof openCasesForRuns>[3][number] {
  return {
    id: run.id,
    workflowId: run.workflowId,
    workflow: run.workflow,
    releaseId: run.releaseId,
    unitKey: run.unitKey,
    startedAt: new Date(run.startedAt),
    route: run.route,
    reason: { code: run.reasonCode, rule: run.reasonRule, message: run.reasonMessage },
    rerunOf: run.rerunOf,
    caseId: run.caseId,
  }
}

function inTheFuture(run: IncomingRun, now: Date): RecordFault {
  return {
    path: '/startedAt',
    message:
      `${new Date(run.startedAt).toISOString()} is more than a day after ${now.toISOString()}, when it arrived. ` +
      'Send "sentAt" with the batch, so that a clock that is off can be corrected',
  }
}

function unknownWorkflow({ workflow }: IncomingRun): RecordFault {
  return {
    path: '/workflow',
    message: `There is no workflow "${workflow}" here. Take its manifest in first (POST /api/v1/workflows), then send again`,
  }
}

function badRecord(record: unknown, faults: readonly RecordFault[]): BadRecord {
  if (record instanceof BrokenLine) return { text: record.text, subject: null, faults }
  return { text: jsonText(record), subject: textMember(record, 'subject'), faults }
}

function idOf(record: unknown): string | null {
  return record instanceof BrokenLine ? null : (textMember(record, 'id')?.slice(0, 64) ?? null)
}

function textMember(record: unknown, name: 'id' | 'subject'): string | null {
  if (typeof record !== 'object' || record === null || !Object.hasOwn(record, name)) return null
  const value: unknown = Reflect.get(record, name)
  return typeof value === 'string' && value !== '' ? value : null
}
