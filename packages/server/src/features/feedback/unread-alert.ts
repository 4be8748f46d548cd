import type { Trx, World } from '../../platform/world.ts'
import { calmAlert, raiseAlert } from '../alerts/index.ts'
import { overdueOf } from './store.ts'
import { triagerOf } from './triager.ts'

interface Place {
  readonly workspaceId: string
  readonly workflow: { readonly id: string; readonly slug: string; readonly name: string }
}

/** A channel that nobody reads is an alarm of its own (S043). */
const UNREAD = 'flags-unread'

/** Raises the alarm where reports wait past their due time, and calms it where none does. */
export async function watchUnread(trx: Trx, world: World, { workspaceId, workflow }: Place): Promise<void> {
  const now = world.clock.now()
  const { n, since } = await overdueOf(trx, workspaceId, workflow.id, now)
  const signal = { on: { kind: 'workflow' as const, id: workflow.id }, signal: UNREAD, slice: null }
  if (n === 0 || since === null) return calmAlert(trx, world, workspaceId, signal)
  const triager = await triagerOf(trx, workspaceId, workflow.id, now)
  const whose = triager === null ? 'nobody is on watch' : `it is the turn of ${triager.name}`
  await raiseAlert(trx, world, workspaceId, {
    ...signal,
    class: 'unattended',
    severity: 'today',
    sentence: `${n === 1 ? '1 report' : `${String(n)} reports`} waited past the promised time without an answer: ${whose}.`,
    next: 'Read what people report and answer it.',
    runbookSection: null,
    since,
    candidates: [],
    evidence: { overdue: n, since: since.toISOString() },
    link: `/workflows/${workflow.slug}/feedback`,
    causedBy: null,
  })
}
