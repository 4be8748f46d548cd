import type { RunBatchResult } from '@dayshift/contract'
import { DAY_MS } from '@dayshift/core'
import { inWorkspace, retrying } from '../../../platform/database/index.ts'
import type { Trx, World } from '../../../platform/world.ts'
import { type ArrivedRun, openCasesForRuns } from '../../cases/index.ts'
import { type Capture, contentsText, sealContents } from '../../contents/index.ts'
import { deltasOf } from '../rollups/run-deltas.ts'
import type { IncomingRun, KeptRun } from './incoming-run.ts'
import { createRunInserts, isRepetition, type RunInserts } from './insert-runs.ts'
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
  /** False where a bad record is kept already: it is only told what is wrong. */
  readonly keepsBad?: boolean
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

/** When a drill forced a fault, and on which workflow. */
export interface DrillWindow {
  readonly workflowId: string
  readonly kind: string
  readonly from: Date
  readonly until: Date
}

/** The drills of these ids that force a fault. */
export type FindDrills = (
  trx: Trx,
  workspaceId: string,
  ids: readonly string[],
) => Promise<ReadonlyMap<string, DrillWindow>>

/** What a run cost, where its sender didn't say. */
export type PriceOf = (
  run: IncomingRun,
  provider: string | null,
) => Pick<IncomingRun, 'costAmount' | 'costCurrency' | 'costSource'>

/** Told the runs that are new, in the transaction that keeps them. */
export type OnRuns = (trx: Trx, workspaceId: string, runs: readonly KeptRun[]) => Promise<void>

/** What lies above runs, handed in. */
export interface RunNeeds {
  readonly findDrills: FindDrills
  readonly priceOf: PriceOf
  readonly onRuns: OnRuns
}

/** Without a way to find drills every run counts in the figures, whatever it says of itself. */
const NO_NEEDS: RunNeeds = {
  findDrills: async () => new Map(),
  priceOf: () => ({ costAmount: null, costCurrency: null, costSource: 'unpriced' }),
  onRuns: async () => {},
}

export function createRunIntake(world: World, needs: RunNeeds = NO_NEEDS): RunIntake {
  const inserts = createRunInserts()
  const findWorkflows = createFindWorkflows()
  const pulse = createRunPulse(world)
  return {
    async takeIn(workspaceId, batch) {
      const judged = judge(batch, world.clock.now())
      let careful = false
      const result = await retrying(async () => {
        const work = () =>
          inWorkspace(world.db, workspaceId, (trx) =>
            keep(trx, world, workspaceId, judged, { inserts, findWorkflows, needs, careful }),
          )
        try {
          return await work()
        } catch (error) {
          if (careful || !isRepetition(error)) throw error
          careful = true
          return await work()
        }
      })
      if (result.accepted > 0) pulse.beat(workspaceId, new Set(judged.runs.map(({ run }) => run.workflow)))
      return result
    },
    close: () => pulse.close(),
  }
}

/** A clock further off than this is corrected. */
const CLOCK_TOLERANCE_MS = 60_000

interface Judged {
  readonly receivedAt: Date
  readonly clockOffsetMs: number
  readonly records: readonly unknown[]
  /** Good so far, with their place in the batch. */
  readonly runs: readonly PlacedRun[]
  readonly bad: readonly BadPlace[]
  readonly keepsBad: boolean
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
function judge({ sentAt, records, keepsBad = true }: DeliveredBatch, now: Date): Judged {
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
  return { receivedAt: now, clockOffsetMs, records, runs, bad, keepsBad }
}

interface Tools {
  readonly inserts: RunInserts
  readonly findWorkflows: FindWorkflows
  readonly needs: RunNeeds
  /** True once the batch was found to hold runs that are there already. */
  readonly careful: boolean
}

async function keep(
  trx: Trx,
  world: World,
  workspaceId: string,
  judged: Judged,
  { inserts, findWorkflows, needs, careful }: Tools,
): Promise<RunBatchResult> {
  const workflows = await findWorkflows(
    trx,
    workspaceId,
    judged.runs.map(({ run }) => run),
  )
  const drills = await drillsNamed(trx, workspaceId, judged.runs, needs.findDrills)
  const bad = [...judged.bad]
  const placed: KeptRun[] = []
  for (const { index, run, clockOffsetMs } of judged.runs) {
    const workflow = workflows.get(run.workflow)
    if (workflow === undefined) bad.push({ index, faults: [unknownWorkflow(run)] })
    else placed.push(keptRun(withCost(run, workflow, needs.priceOf), workflow, clockOffsetMs, drills))
  }
  const runs = onceEachById(placed)
  const kept = await insert(trx, workspaceId, judged.receivedAt, runs, { inserts, careful })
  if (kept.length > 0) {
    await sealContents(trx, world, workspaceId, capturesOf(kept, workflows))
    const forPeople = kept.filter(needsPerson).map(arrived)
    if (forPeople.length > 0) await openCasesForRuns(trx, world, workspaceId, forPeople)
    await needs.onRuns(trx, workspaceId, kept)
  }
  bad.sort((a, b) => a.index - b.index)
  const quarantineIds = await quarantine(
    trx,
    world,
    workspaceId,
    judged.keepsBad ? bad.map(({ index, faults }) => badRecord(judged.records[index], faults)) : [],
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

/** A run with a call always says who said what it cost: its sender, a price list, or nobody. */
function withCost(run: IncomingRun, { releases }: KnownWorkflow, priceOf: PriceOf): IncomingRun {
  if (run.status === 'not-called') return run
  if (run.costAmount !== null && run.costCurrency !== null) {
    return run.costSource === null ? { ...run, costSource: 'caller' } : run
  }
  const release = run.release === null ? undefined : releases.get(run.release)
  return { ...run, ...priceOf(run, release?.provider ?? null) }
}

const NO_DRILLS: ReadonlyMap<string, DrillWindow> = new Map()

/** Nearly no batch names one: then nothing is asked. */
async function drillsNamed(
  trx: Trx,
  workspaceId: string,
  runs: readonly PlacedRun[],
  findDrills: FindDrills,
): Promise<ReadonlyMap<string, DrillWindow>> {
  let ids: Set<string> | null = null
  for (const { run } of runs) if (run.drill !== null) (ids ??= new Set()).add(run.drill)
  return ids === null ? NO_DRILLS : findDrills(trx, workspaceId, [...ids])
}

/** A host hears of a drill's end within seconds, and its clock may be off by as much. */
const DRILL_TOLERANCE_MS = 60_000

/**
 * The drill of a run, where it really forced a fault on this workflow at that time. Whatever else says that it is a drill
 * counts like any run: nobody takes a run out of the figures by marking it.
 */
function drillOf(
  { drill }: IncomingRun,
  workflowId: string,
  startedAt: number,
  drills: ReadonlyMap<string, DrillWindow>,
): KeptRun['drill'] {
  const window = drill === null ? undefined : drills.get(drill)
  if (drill === null || window === undefined || window.workflowId !== workflowId) return null
  const isThen =
    startedAt >= window.from.getTime() - DRILL_TOLERANCE_MS && startedAt <= window.until.getTime() + DRILL_TOLERANCE_MS
  return isThen ? { id: drill, kind: window.kind } : null
}

function keptRun(
  record: IncomingRun,
  workflow: KnownWorkflow,
  clockOffsetMs: number,
  drills: ReadonlyMap<string, DrillWindow>,
): KeptRun {
  return {
    record,
    workflowId: workflow.id,
    releaseId: record.release === null ? null : (workflow.releases.get(record.release)?.id ?? null),
    startedAt: record.startedAt + clockOffsetMs,
    endedAt: record.endedAt + clockOffsetMs,
    clockOffsetMs,
    drill: record.drill === null ? null : drillOf(record, workflow.id, record.startedAt + clockOffsetMs, drills),
  }
}

/** Gives the runs that are new. */
async function insert(
  trx: Trx,
  workspaceId: string,
  receivedAt: Date,
  runs: readonly KeptRun[],
  { inserts, careful }: Pick<Tools, 'inserts' | 'careful'>,
): Promise<readonly KeptRun[]> {
  if (runs.length === 0) return []
  if (!careful) {
    await inserts.insertNew(trx, workspaceId, receivedAt, runs, deltasOf(runs))
    return runs
  }
  const ids = await inserts.insertMissing(trx, workspaceId, receivedAt, runs)
  const fresh = runs.filter(({ record }) => ids.has(record.id))
  if (fresh.length > 0) {
    await trx
      .insertInto('run_deltas')
      .values({ workspace_id: workspaceId, deltas: JSON.stringify(deltasOf(fresh)) })
      .execute()
  }
  return fresh
}

/** Ordered by id; of two with one id the first counts. */
function onceEachById(runs: readonly KeptRun[]): readonly KeptRun[] {
  if (runs.every((run, i) => i === 0 || (runs[i - 1]?.record.id ?? '') < run.record.id)) return runs
  const byId = new Map<string, KeptRun>()
  for (const run of runs) if (!byId.has(run.record.id)) byId.set(run.record.id, run)
  return [...byId.values()].toSorted((a, b) => (a.record.id < b.record.id ? -1 : 1))
}

function capturesOf(runs: readonly KeptRun[], workflows: ReadonlyMap<string, KnownWorkflow>): readonly Capture[] {
  return runs.flatMap(({ record, startedAt }) => {
    if (record.input === undefined && record.output === undefined) return []
    const release = record.release === null ? undefined : workflows.get(record.workflow)?.releases.get(record.release)
    const days = release === undefined ? DEFAULT_RETENTION_DAYS : release.retentionDays
    if (days === null) return []
    const expiresAt = new Date(startedAt + days * DAY_MS)
    const { id: runId, subject } = record
    return [{ runId, subject, at: new Date(startedAt), expiresAt, text: contentsText(record) }]
  })
}

function needsPerson({ record }: KeptRun): boolean {
  return record.route === 'review' || record.route === 'human' || record.caseId !== null
}

function arrived({ record, workflowId, releaseId, startedAt, drill }: KeptRun): ArrivedRun {
  return {
    id: record.id,
    workflowId,
    workflow: record.workflow,
    releaseId,
    unitKey: record.unitKey,
    startedAt: new Date(startedAt),
    route: record.route,
    reason: { code: record.reasonCode, rule: record.reasonRule, message: record.reasonMessage },
    rerunOf: record.rerunOf,
    caseId: record.caseId,
    drill,
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
