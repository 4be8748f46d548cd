import { api } from '@dayshift/contract'
import { register, type App } from '../../platform/http/app.ts'
import type { World } from '../../platform/world.ts'
import { strikeAct, tellAct } from './acts-service.ts'
import { getDocument, readDocument, sectionVersions, signDocument, writeSection } from './documents-service.ts'
import { getEvidence } from './evidence.ts'
import type { HandoverNeeds } from './needs.ts'
import { advanceStage, changeState, goBackStage } from './stage-service.ts'
import { getHandover, listHandovers, stageHistory } from './status.ts'
import { openDisagreement, setMoney, setTarget, settleDisagreement } from './terms-service.ts'
import { endWaiver, waiveCriterion } from './waivers-service.ts'

/** The routes of stages and their evidence. */
export function registerHandover(app: App, world: World, needs: HandoverNeeds): void {
  register(app, world, api.listHandovers, ({ caller }) => listHandovers(world, needs, caller.workspaceId, caller.actor))
  register(app, world, api.getHandover, ({ caller, params: { slug } }) =>
    getHandover(world, needs, caller.workspaceId, slug, caller.actor),
  )
  register(app, world, api.stageHistory, ({ caller, params: { slug } }) =>
    stageHistory(world, caller.workspaceId, slug),
  )
  register(app, world, api.advanceStage, ({ caller, params: { slug }, body }) =>
    advanceStage(world, needs, caller, slug, body.from),
  )
  register(app, world, api.goBackStage, ({ caller, params: { slug }, body }) =>
    goBackStage(world, needs, caller, slug, body.to, body.reason),
  )
  register(app, world, api.holdHandover, ({ caller, params: { slug }, body }) =>
    changeState(world, needs, caller, slug, 'on-hold', body.reason),
  )
  register(app, world, api.takeUpHandover, ({ caller, params: { slug }, body }) =>
    changeState(world, needs, caller, slug, 'going', body.reason),
  )
  register(app, world, api.retireWorkflow, ({ caller, params: { slug }, body }) =>
    changeState(world, needs, caller, slug, 'retired', body.reason),
  )

  register(app, world, api.getEvidence, ({ caller, params: { slug } }) => getEvidence(world, caller, slug))
  register(app, world, api.tellAct, ({ caller, params: { slug }, body }) => tellAct(world, caller, slug, body))
  register(app, world, api.strikeAct, ({ caller, params: { slug, id }, body }) =>
    strikeAct(world, caller, slug, id, body.reason),
  )
  register(app, world, api.getDocument, ({ caller, params: { slug, document } }) =>
    getDocument(world, caller, slug, document),
  )
  register(app, world, api.sectionVersions, ({ caller, params: { slug, document, section } }) =>
    sectionVersions(world, caller, slug, document, section),
  )
  register(app, world, api.writeSection, ({ caller, params: { slug, ...at }, body }) =>
    writeSection(world, caller, slug, at, body),
  )
  register(app, world, api.signDocument, ({ caller, params: { slug, document }, body }) =>
    signDocument(world, caller, slug, document, body),
  )
  register(app, world, api.readDocument, ({ caller, params: { slug, document }, body }) =>
    readDocument(world, caller, slug, document, body.hash),
  )
  register(app, world, api.setMoney, ({ caller, params: { slug }, body }) => setMoney(world, caller, slug, body))
  register(app, world, api.setTarget, ({ caller, params: { slug }, body }) => setTarget(world, caller, slug, body))
  register(app, world, api.openDisagreement, ({ caller, params: { slug }, body }) =>
    openDisagreement(world, caller, slug, body),
  )
  register(app, world, api.settleDisagreement, ({ caller, params: { slug, id }, body }) =>
    settleDisagreement(world, caller, slug, id, body.words),
  )
  register(app, world, api.waiveCriterion, ({ caller, params: { slug }, body }) =>
    waiveCriterion(world, caller, slug, body),
  )
  register(app, world, api.endWaiver, ({ caller, params: { slug, id }, body }) =>
    endWaiver(world, caller, slug, id, body.reason),
  )
}
