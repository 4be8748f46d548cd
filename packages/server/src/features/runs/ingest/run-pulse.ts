import { inWorkspace } from '../../../platform/database/index.ts'
import { publish } from '../../../platform/live/index.ts'
import type { World } from '../../../platform/world.ts'

/** The screens hear of new runs of a workflow this often at most. */
const PULSE_MS = 250

export interface RunPulse {
  /** Says that runs of these workflows were committed. Never fails and is not waited for. */
  beat(workspaceId: string, workflows: Iterable<string>): void
  close(): void
}

/**
 * Tells live screens of new runs, a few times a second a workflow at most. Apart from the transaction of the batch,
 * because PostgreSQL commits transactions that notify one after the other; a notice that is lost with its process is
 * made good by the next one.
 */
export function createRunPulse(world: World): RunPulse {
  const timers = new Map<string, NodeJS.Timeout>()
  return {
    beat(workspaceId, workflows) {
      for (const workflow of workflows) {
        const key = `${workspaceId}/${workflow}`
        if (timers.has(key)) continue
        const timer = setTimeout(() => {
          timers.delete(key)
          const change = { topic: 'runs', workflow, id: null } as const
          inWorkspace(world.db, workspaceId, (trx) => publish(trx, workspaceId, change)).catch((error: unknown) =>
            world.log.debug({ err: error, workflow }, 'the screens were not told of new runs'),
          )
        }, PULSE_MS)
        timer.unref()
        timers.set(key, timer)
      }
    },
    close() {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
