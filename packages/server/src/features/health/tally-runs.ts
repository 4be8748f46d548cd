import {
  compileValue,
  createTally,
  inputPlan,
  measureInput,
  type InputField,
  type Manifest,
  redactText,
  type Tally,
  type TallyBuilder,
  tallyRun,
} from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'
import type { OnRuns } from '../runs/index.ts'

type KeptRun = Parameters<OnRuns>[2][number]

/** Workflow, hour (seconds since the epoch), release (the nil UUID for none), slice and label ('' for the whole), tally. */
type HourDelta = readonly [
  workflowId: string,
  hour: number,
  releaseId: string,
  slice: string,
  label: string,
  counts: Tally['counts'],
  sketches: Tally['sketches'],
]

const NO_RELEASE = '00000000-0000-0000-0000-000000000000'
const HOUR_MS = 3_600_000
/** Labels of one slice that are counted by name; what comes after them is one label more. */
const MOST_LABELS = 40
const OTHER_LABEL = '(others)'
const LONGEST_LABEL = 60

/**
 * Makes the tally of a server process: counts what is new of each batch, its inputs among them, as one row beside the
 * batch. Only counts and sketches are kept; inputs themselves are not (they are sealed elsewhere).
 */
export function createTallyRuns(): OnRuns {
  const findPlans = createFindPlans()
  return async (trx, workspaceId, runs) => {
    const plans = await findPlans(trx, workspaceId, runs)
    const places = new Map<
      string,
      { readonly key: readonly [string, number, string, string, string]; tally: TallyBuilder }
    >()
    const at = (run: KeptRun, hour: number, slice: string, label: string): TallyBuilder => {
      const release = run.releaseId ?? NO_RELEASE
      const key = JSON.stringify([run.workflowId, hour, release, slice, label])
      const known = places.get(key)
      if (known !== undefined) return known.tally
      const tally = createTally()
      places.set(key, { key: [run.workflowId, hour, release, slice, label], tally })
      return tally
    }
    const slices: SliceRow[] = []
    for (const run of runs) {
      // A drill is no ordinary work: it is in no figure.
      if (run.drill !== null) continue
      const hour = Math.floor(run.startedAt / HOUR_MS) * 3600
      const whole = at(run, hour, '', '')
      tallyRun(whole, run.record, true)
      const plan = run.releaseId === null ? undefined : plans.get(run.releaseId)
      const { input } = run.record
      if (plan === undefined || input === undefined || !plan.captures) continue
      measureInput(whole, plan.fields, input)
      for (const { name, label } of plan.slicesOf(input)) {
        tallyRun(at(run, hour, name, label), run.record, false)
        slices.push({ run_id: run.record.id, workflow_id: run.workflowId, slice: name, label })
      }
    }
    if (places.size === 0) return
    const deltas: readonly HourDelta[] = Array.from(places.values(), ({ key, tally }) => {
      const { counts, sketches } = tally.tally()
      return [...key, counts, sketches]
    })
    await trx
      .insertInto('health_deltas')
      .values({ workspace_id: workspaceId, deltas: JSON.stringify(deltas) })
      .execute()
    if (slices.length > 0) {
      await sql`
        insert into run_slices (run_id, workspace_id, workflow_id, slice, label)
        select run_id, ${workspaceId}, workflow_id, slice, label
        from jsonb_to_recordset(${JSON.stringify(slices)}::jsonb)
          as s (run_id uuid, workflow_id uuid, slice text, label text)
        on conflict do nothing`.execute(trx)
    }
  }
}

interface SliceRow {
  readonly run_id: string
  readonly workflow_id: string
  readonly slice: string
  readonly label: string
}

/** What is counted of the inputs of one release. */
interface Plan {
  readonly captures: boolean
  readonly fields: readonly InputField[]
  /** The slices that an input lies in. */
  readonly slicesOf: (input: unknown) => readonly { readonly name: string; readonly label: string }[]
}

type FindPlans = (trx: Trx, workspaceId: string, runs: readonly KeptRun[]) => Promise<ReadonlyMap<string, Plan>>

/** A release never changes, so that what was read of one is kept (for `limit` releases). */
function createFindPlans(limit = 500): FindPlans {
  const kept = new Map<string, Plan>()
  return async (trx, workspaceId, runs) => {
    const found = new Map<string, Plan>()
    const missing = new Set<string>()
    for (const { releaseId } of runs) {
      if (releaseId === null || found.has(releaseId)) continue
      const plan = kept.get(releaseId)
      if (plan === undefined) missing.add(releaseId)
      else found.set(releaseId, plan)
    }
    if (missing.size === 0) return found
    const rows = await trx
      .selectFrom('releases')
      .select(['id', 'workflow_id', 'manifest'])
      .where('workspace_id', '=', workspaceId)
      .where('id', 'in', [...missing])
      .execute()
    for (const { id, workflow_id: workflowId, manifest } of rows) {
      const labels = await labelsSeen(trx, workspaceId, workflowId)
      const plan = planOf(manifest as Partial<Manifest>, labels) // the store of releases alone writes it
      kept.set(id, plan)
      found.set(id, plan)
    }
    for (const key of kept.keys()) {
      if (kept.size <= limit) break
      kept.delete(key)
    }
    return found
  }
}

const NOTHING: Plan = { captures: false, fields: [], slicesOf: () => [] }

function planOf(
  { input, data, unitKey = null, slices = [] }: Partial<Manifest>,
  seen: ReadonlyMap<string, Set<string>>,
): Plan {
  if (input === undefined || data === undefined || data.capture === 'none') return NOTHING
  const compiled = slices.flatMap(({ name, by }) => {
    const value = compileValue(by, { input, output: null }, 'key')
    // A release whose slice can't be compiled is refused when it is taken in.
    if (value.kind !== 'compiled') return []
    const labels = seen.get(name) ?? new Set<string>()
    return [{ name, value, labels }]
  })
  return {
    captures: true,
    fields: inputPlan({ input, unitKey, data: { ...data, redact: data.redact ?? [] } }).fields,
    slicesOf: (unit) =>
      compiled.flatMap(({ name, value, labels }) => {
        const label = value.evaluate({ input: unit })
        // What can't be told is in no slice.
        return typeof label === 'string'
          ? [{ name, label: bounded(redactText(label.slice(0, LONGEST_LABEL)), labels) }]
          : []
      }),
  }
}

function bounded(label: string, labels: Set<string>): string {
  if (labels.has(label)) return label
  if (labels.size >= MOST_LABELS) return OTHER_LABEL
  labels.add(label)
  return label
}

async function labelsSeen(trx: Trx, workspaceId: string, workflowId: string): Promise<Map<string, Set<string>>> {
  const rows = await trx
    .selectFrom('health_hours')
    .select(['slice', 'label'])
    .distinct()
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .where('slice', '!=', '')
    .execute()
  const labels = new Map<string, Set<string>>()
  for (const { slice, label } of rows) {
    const known = labels.get(slice)
    if (known === undefined) labels.set(slice, new Set([label]))
    else known.add(label)
  }
  return labels
}
