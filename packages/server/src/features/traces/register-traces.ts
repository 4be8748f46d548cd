import { api } from '@dayshift/contract'
import { inWorkspace } from '../../platform/database/index.ts'
import { type App, register } from '../../platform/http/app.ts'
import type { World } from '../../platform/world.ts'
import { receiveTraces } from './receive-traces.ts'
import { listSources, mapSource } from './sources.ts'

/** Traces of OpenTelemetry, and where they come from. */
export function registerTraces(app: App, world: World): void {
  receiveTraces(app, world)
  register(app, world, api.listTraceSources, ({ caller: { workspaceId } }) =>
    inWorkspace(world.db, workspaceId, (trx) => listSources(trx, world, workspaceId)),
  )
  register(app, world, api.mapTraceSource, ({ caller, body }) => mapSource(world, caller, body))
}
