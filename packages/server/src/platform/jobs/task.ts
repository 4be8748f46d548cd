import type { z } from 'zod'
import type { World } from '../world.ts'

/** What a task knows about the job that it runs. */
export interface JobFacts {
  /** 1 at the first try. */
  readonly attempt: number
  /** Aborted when the server stops. */
  readonly signal: AbortSignal
}

export interface TaskDefinition<Payload> {
  readonly name: string
  readonly payload: z.ZodType<Payload>
  /**
   * Set for a task that runs again and again (with an empty payload): milliseconds from one start to the next. One that
   * takes longer than that may overlap with the next.
   */
  readonly everyMs?: number
  readonly run: (world: World, payload: Payload, job: JobFacts) => Promise<void>
}

/** A task whose payload only it understands; `startJobs` takes a list of these. */
export interface Task {
  readonly name: string
  readonly everyMs: number | null
  readonly runUnread: (world: World, payload: unknown, job: JobFacts) => Promise<void>
}

/** A task that jobs can be added for. */
export interface TaskOf<Payload> extends Task {
  readonly payload: z.ZodType<Payload>
}

/**
 * Defines work that a job does later, in any server process. It may run more than once (a process that dies in the
 * middle is followed by another), so what it does twice must come out as once. It opens its own transaction.
 */
export function defineTask<Payload>(definition: TaskDefinition<Payload>): TaskOf<Payload> {
  const { name, payload, everyMs, run } = definition
  return {
    name,
    payload,
    everyMs: everyMs ?? null,
    runUnread: (world, unread, job) => run(world, payload.parse(unread), job),
  }
}
