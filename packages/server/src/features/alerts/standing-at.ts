import type { AlertGround } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'
import { openAlerts } from './store.ts'
import { namesOf, ownerSentence } from './to-wire.ts'

/** How the open alerts of a workflow or a seam stand: whose each is, and whether she has answered. */
export async function alertsStandingAt(
  trx: Trx,
  workspaceId: string,
  on: AlertGround,
  now: Date,
): Promise<
  readonly { readonly id: string; readonly signal: string; readonly slice: string | null; readonly sentence: string }[]
> {
  const open = await openAlerts(trx, workspaceId, on)
  if (open.length === 0) return []
  const names = await namesOf(trx, workspaceId, now, [on])
  return open.map((stored) => {
    const { id, state, acknowledgedBy, unansweredAt } = stored.alert
    const by = acknowledgedBy === null ? null : names.person(acknowledgedBy)
    const answer =
      state === 'acknowledged' && by !== null
        ? `${by} has it in hand.`
        : state === 'snoozed' && by !== null
          ? `${by} put it off.`
          : unansweredAt !== null
            ? 'Nobody has answered.'
            : 'It waits for an answer.'
    return {
      id,
      signal: stored.departure.signal,
      slice: stored.departure.slice?.label ?? null,
      sentence: `${ownerSentence(stored, names)} ${answer}`,
    }
  })
}
