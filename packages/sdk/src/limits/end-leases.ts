import { messageOf, type Tell } from '../files/tell.ts'
import type { Clock } from '../clock.ts'
import type { ServerLink } from '../server-link.ts'
import type { LeaseFiles, SavedLease } from './lease-file.ts'

/** Longest wait for the server about money. */
export const LEASE_PATIENCE = 4_000
const AGAIN_AFTER = 5_000

/**
 * Gives the last word for leases that a dead process left on its slot: it spent what stands on disk at most, the rest
 * goes back. Ends when the server has heard of all of them; until then they stay on disk and are told again.
 */
export async function endLeases(
  files: LeaseFiles,
  {
    link,
    clock,
    tell,
    stopped,
  }: { readonly link: ServerLink; readonly clock: Clock; readonly tell: Tell; readonly stopped: () => boolean },
): Promise<void> {
  // Read once: on the slot of a living process its own leases follow.
  let left = files.all()
  while (left.length > 0 && !stopped()) {
    const untold: SavedLease[] = []
    for (const lease of left) if (!(await tryEnd(lease))) untold.push(lease)
    left = untold
    if (left.length > 0) await pause(AGAIN_AFTER)
  }

  async function tryEnd(lease: SavedLease): Promise<boolean> {
    try {
      const body = {
        lease: lease.lease,
        day: lease.day,
        currency: lease.currency,
        // Above every count that a process reaches.
        seq: clock.now(),
        spent: lease.spentAtMost,
        held: '0',
        floor: lease.spentAtMost,
        need: '0',
        want: '0',
        least: '0',
        ends: true,
        holder: 'the next process on the directory',
      }
      const response = await link.post(leasePath(lease.workflow), JSON.stringify(body), LEASE_PATIENCE)
      await response.body?.cancel()
      // What the server refuses (another day, a workflow that is gone) it refuses tomorrow too.
      const isHeard = response.status < 500 && response.status !== 401 && response.status !== 403
      if (isHeard) files.remove(lease.lease)
      return isHeard
    } catch (error) {
      tell(
        `lease-${lease.workflow}`,
        `Could not give back what another process had leased of the budget of "${lease.workflow}": ${messageOf(error)}. It counts as spent until the server hears of it.`,
      )
      return false
    }
  }
}

export function leasePath(workflow: string): string {
  return `/workflows/${encodeURIComponent(workflow)}/spend/lease`
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
}
