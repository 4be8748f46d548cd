import { sql } from 'kysely'
import { z } from 'zod'
import { asSystem, inWorkspace } from '../../platform/database/index.ts'
import { defineTask } from '../../platform/jobs/index.ts'
import { publish } from '../../platform/live/index.ts'
import { lockWorkflow } from '../workflows/index.ts'
import { drawNow } from './draw-sample.ts'

const HOUR_MS = 3_600_000

/** Draws what the sampling plans ask for, each when its days are over. */
export const sampleWatch = defineTask({
  name: 'draw-samples',
  payload: z.object({}),
  everyMs: HOUR_MS,
  run: async (world, _payload, { signal }) => {
    const { rows } = await asSystem(world.db, (trx) =>
      sql<{ workspaceId: string; workflowId: string; slug: string }>`
        with plans as (
          select distinct on (workflow_id) workspace_id, workflow_id, days, is_end, at
          from sampling_plans order by workflow_id, at desc, id desc
        )
        select p.workspace_id as "workspaceId", p.workflow_id as "workflowId", w.slug
        from plans p join workflows w on w.id = p.workflow_id
        where not p.is_end and not exists (
          select from sample_draws d where d.workflow_id = p.workflow_id and d.drawn_at >= p.at
            and d.to_at > ${world.clock.now()}::timestamptz - make_interval(days => p.days))`.execute(trx),
    )
    for (const { workspaceId, workflowId, slug } of rows) {
      if (signal.aborted) return
      await inWorkspace(world.db, workspaceId, async (trx) => {
        await lockWorkflow(trx, workspaceId, slug)
        if (await drawNow(trx, world, { workspaceId, workflowId })) {
          await publish(trx, workspaceId, { topic: 'trust', workflow: slug, id: null })
        }
      })
    }
  },
})
