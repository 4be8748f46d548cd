import type { Actor } from '@dayshift/core'
import { inWorkspace, storable } from '../../platform/database/index.ts'
import { publish } from '../../platform/live/index.ts'
import type { World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { lockKnownWorkflow } from '../workflows/index.ts'

interface Caller {
  readonly workspaceId: string
  readonly actor: Actor
}

/** Says to which unit of the organisation a workflow belongs; what is so already changes nothing. */
export async function setUnit(
  world: World,
  { workspaceId, actor }: Caller,
  slug: string,
  written: string,
): Promise<void> {
  const unit = storable(written).trim()
  await inWorkspace(world.db, workspaceId, async (trx) => {
    const { id, name } = await lockKnownWorkflow(trx, workspaceId, slug)
    const before = await trx
      .selectFrom('portfolio_places')
      .select('unit')
      .where('workflow_id', '=', id)
      .executeTakeFirst()
    if ((before?.unit ?? '') === unit) return
    await trx
      .insertInto('portfolio_places')
      .values({ workflow_id: id, workspace_id: workspaceId, unit })
      .onConflict((conflict) => conflict.column('workflow_id').doUpdateSet({ unit }))
      .execute()
    await publish(trx, workspaceId, { topic: 'portfolio', workflow: slug, id: null })
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'unit-set',
      subject: `workflow:${slug}`,
      sentence:
        unit === '' ? `said that “${name}” belongs to no unit.` : `said that “${name}” belongs to the unit “${unit}”.`,
      details: { unit, before: before?.unit ?? null },
    })
  })
}
