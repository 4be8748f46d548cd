import { sql } from 'kysely'
import type { Trx } from '../world.ts'
import type { TaskOf } from './task.ts'

export interface JobOptions {
  /** Not before this instant; at once where absent. */
  readonly runAt?: Date
  /** A job of the same key that hasn't started yet is replaced by this one. */
  readonly jobKey?: string
}

/** Has a task run later, by some server process, if and only if the transaction commits. */
export async function enqueue<Payload>(
  trx: Trx,
  task: TaskOf<Payload>,
  payload: NoInfer<Payload>,
  options: JobOptions = {},
): Promise<void> {
  await addJobs(trx, task.name, [{ ...options, payload }])
}

/** Many jobs of one task in one statement; their keys must differ. */
export async function enqueueAll<Payload>(
  trx: Trx,
  task: TaskOf<Payload>,
  jobs: readonly (JobOptions & { readonly payload: NoInfer<Payload> })[],
): Promise<void> {
  if (jobs.length > 0) await addJobs(trx, task.name, jobs)
}

/** For names alone; features say `enqueue`. */
export async function addJobs(
  trx: Trx,
  taskName: string,
  jobs: readonly (JobOptions & { readonly payload: unknown })[],
): Promise<void> {
  const specs = jobs.map((job) => ({
    identifier: taskName,
    payload: job.payload,
    run_at: job.runAt?.toISOString() ?? null,
    job_key: job.jobKey ?? null,
  }))
  await sql`select count(*) from graphile_worker.add_jobs(array(
    select spec from jsonb_populate_recordset(null::graphile_worker.job_spec, ${JSON.stringify(specs)}::jsonb) as spec
  ))`.execute(trx)
}
