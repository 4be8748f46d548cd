import { api } from '@dayshift/contract'
import { inWorkspace } from '../../platform/database/index.ts'
import { type App, register } from '../../platform/http/app.ts'
import type { World } from '../../platform/world.ts'
import { describeRunbook } from './describe-runbook.ts'
import type { RunbookReaders } from './readers.ts'
import { confirm, importNote, removeNote } from './runbook-service.ts'

/** The routes of the runbook. */
export function registerRunbook(app: App, world: World, readers: RunbookReaders): void {
  register(app, world, api.getRunbook, async ({ caller: { workspaceId }, params: { slug }, query, reply }) => {
    const runbook = await inWorkspace(
      world.db,
      workspaceId,
      (trx) => describeRunbook(trx, world, readers, workspaceId, slug),
      { isolation: 'repeatable read' },
    )
    if (query.format === 'json') return runbook
    return reply
      .code(200)
      .type('text/markdown; charset=utf-8')
      .send(
        runbook.page?.markdown ?? `# ${runbook.workflow.name}: runbook\n\nIt is generated when there is a release.\n`,
      )
  })
  register(app, world, api.confirmRunbook, ({ caller: { workspaceId, actor }, params: { slug }, body }) =>
    confirm(world, readers, { workspaceId, actor, slug }, body),
  )
  register(app, world, api.importRunbook, ({ caller: { workspaceId, actor }, params: { slug }, body }) =>
    importNote(world, readers, { workspaceId, actor, slug }, body),
  )
  register(app, world, api.removeRunbookNote, ({ caller: { workspaceId, actor }, params: { slug, id } }) =>
    removeNote(world, readers, { workspaceId, actor, slug }, id),
  )
}
