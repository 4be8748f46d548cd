import type { Actor } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import { publish } from '../../platform/live/index.ts'
import type { World } from '../../platform/world.ts'
import { workflowNamed } from '../duties/index.ts'
import { recordAct } from '../ledger/index.ts'
import { saveTriageDays, triageDaysOf } from './store.ts'

/** In how many working days reports are answered from now on; what waits keeps its due time. */
export async function setTerms(
  world: World,
  { workspaceId, actor }: { readonly workspaceId: string; readonly actor: Actor },
  slug: string,
  triageDays: number,
): Promise<void> {
  await inWorkspace(world.db, workspaceId, async (trx) => {
    const workflow = await workflowNamed(trx, workspaceId, slug)
    const before = await triageDaysOf(trx, workspaceId, workflow.id)
    if (before === triageDays) return
    await saveTriageDays(trx, workspaceId, workflow.id, triageDays)
    await publish(trx, workspaceId, { topic: 'feedback', workflow: slug, id: null })
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'feedback-terms-set',
      subject: `workflow:${slug}`,
      sentence: `set the time to answer reports from ${days(before)} to ${days(triageDays)}.`,
      details: { workflow: slug, before, triageDays },
    })
  })
}

function days(n: number): string {
  return n === 1 ? '1 working day' : `${String(n)} working days`
}
