import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { findWorkflowById } from '../workflows/index.ts'
import { findFlag, saveFlag } from './store.ts'
import { watchUnread } from './unread-alert.ts'

/**
 * Notes that a flag waits past its due time, and raises the alarm: nobody reads this channel (S043). Gives the instant to look again at, or
 * null. Doing it twice is as once.
 */
export async function overdueNow(trx: Trx, world: World, workspaceId: string, flagId: string): Promise<Date | null> {
  const flag = await findFlag(trx, workspaceId, flagId, 'lock')
  if (flag === null || flag.state !== 'waiting') return null
  const now = world.clock.now()
  if (flag.dueAt > now) return flag.dueAt
  if (flag.overdueAt !== null) return null
  await saveFlag(trx, { ...flag, overdueAt: now })
  const workflow = await findWorkflowById(trx, workspaceId, flag.workflowId)
  if (workflow === null) return null
  await publish(trx, workspaceId, { topic: 'feedback', workflow: workflow.slug, id: flagId })
  await watchUnread(trx, world, { workspaceId, workflow })
  return null
}
