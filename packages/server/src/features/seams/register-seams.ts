import { api } from '@dayshift/contract'
import { type App, register } from '../../platform/http/app.ts'
import type { World } from '../../platform/world.ts'
import { exportSeamContract, previewSeamContract, setSeamContract } from './contract-service.ts'
import { listCrossings, readCrossing, receiveCrossing, tellCrossing } from './crossing-service.ts'
import { keepFindings } from './findings.ts'
import {
  changeSeam,
  closeSeam,
  endSeamPart,
  getSeam,
  listSeams,
  openSeam,
  resolveSeamSignal,
  setSeamOwner,
  setSideAliases,
  setSideOwner,
  standOnSeam,
  tellSeamPart,
} from './seam-service.ts'

/** The routes of seams. */
export function registerSeams(app: App, world: World): void {
  register(app, world, api.listSeams, ({ caller: { workspaceId } }) => listSeams(world, workspaceId))
  register(app, world, api.openSeam, ({ caller, body }) => openSeam(world, caller, body))
  register(app, world, api.getSeam, ({ caller: { workspaceId }, params: { id } }) => getSeam(world, workspaceId, id))
  register(app, world, api.changeSeam, ({ caller, params: { id }, body }) => changeSeam(world, caller, id, body))
  register(app, world, api.setSeamOwner, ({ caller, params: { id }, body }) => setSeamOwner(world, caller, id, body))
  register(app, world, api.setSideOwner, ({ caller, params: { id }, body: { person } }) =>
    setSideOwner(world, caller, id, person),
  )
  register(app, world, api.setSideAliases, ({ caller, params: { id }, body: { aliases } }) =>
    setSideAliases(world, caller, id, aliases),
  )
  register(app, world, api.tellSeamPart, ({ caller, params: { id }, body }) => tellSeamPart(world, caller, id, body))
  register(app, world, api.endSeamPart, ({ caller, params, body: { reason } }) =>
    endSeamPart(world, caller, params, reason),
  )
  register(app, world, api.closeSeam, ({ caller, params: { id }, body: { reason } }) =>
    closeSeam(world, caller, id, reason),
  )
  register(app, world, api.standOnSeam, ({ caller, params: { id }, body }) => standOnSeam(world, caller, id, body))
  register(app, world, api.previewSeamContract, ({ caller: { workspaceId }, params: { id }, body }) =>
    previewSeamContract(world, workspaceId, id, body),
  )
  register(app, world, api.setSeamContract, ({ caller, params: { id }, body }) =>
    setSeamContract(world, caller, id, body),
  )
  register(app, world, api.exportSeamContract, async ({ caller: { workspaceId }, params: { id } }) => ({
    ...(await exportSeamContract(world, workspaceId, id)),
  }))
  register(app, world, api.tellCrossing, ({ caller: { workspaceId }, params: { id }, body, request }) =>
    tellCrossing(world, workspaceId, id, readCrossing(request.headers, body)),
  )
  register(app, world, api.listCrossings, ({ caller: { workspaceId }, params: { id }, query }) =>
    listCrossings(world, workspaceId, id, query),
  )
  register(app, world, api.receiveCrossing, ({ caller, params, body }) => receiveCrossing(world, caller, params, body))
  register(app, world, api.resolveSeamSignal, ({ caller, params, body }) =>
    resolveSeamSignal(world, caller, params, body),
  )
  register(app, world, api.keepSeamFindings, ({ caller, body }) => keepFindings(world, caller, body))
}
