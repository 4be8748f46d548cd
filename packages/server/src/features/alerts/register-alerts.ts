import { api } from '@dayshift/contract'
import { inWorkspace } from '../../platform/database/index.ts'
import { type App, register } from '../../platform/http/app.ts'
import type { Caller } from '../../platform/http/caller.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import { OutboundRefused, type OutboundPolicy, readOutboundUrl } from '../../platform/outbound/index.ts'
import type { World } from '../../platform/world.ts'
import { stepAlert } from './alert-steps.ts'
import { acknowledgeAlert, type OnAlert, resolveAlert, snoozeAlert } from './answer-alert.ts'
import { listAlerts } from './list-alerts.ts'
import { endMaintenance, type OnWorkflowAlerts, setMaintenance } from './maintenance.ts'
import { type HeldBackFrom, readMorning } from './morning.ts'
import { readPrecision } from './precision.ts'
import { readAlert } from './read-alert.ts'
import { changeMyQuietHours, changeSettings, readSettings } from './settings.ts'
import { decideThreshold, proposeThreshold } from './thresholds.ts'
import { readWorkflowAlerts } from './workflow-alerts.ts'

export interface AlertsNeeds {
  readonly heldBackFrom: HeldBackFrom
  /** Where the heartbeat may go. */
  readonly policy: OutboundPolicy
}

/** The routes of alerts. */
export function registerAlerts(app: App, world: World, { heldBackFrom, policy }: AlertsNeeds): void {
  register(app, world, api.listAlerts, ({ caller: { workspaceId, actor }, query }) =>
    inWorkspace(world.db, workspaceId, (trx) => listAlerts(trx, world, workspaceId, actor.id, query)),
  )
  register(app, world, api.getAlert, ({ caller: { workspaceId, actor }, params: { id } }) =>
    inWorkspace(world.db, workspaceId, (trx) => readAlert(trx, world, workspaceId, actor, id)),
  )
  register(app, world, api.acknowledgeAlert, ({ caller, params }) => acknowledgeAlert(world, on(caller, params)))
  register(app, world, api.snoozeAlert, ({ caller, params, body }) =>
    snoozeAlert(world, on(caller, params), new Date(body.until)),
  )
  register(app, world, api.resolveAlert, ({ caller, params, body }) =>
    resolveAlert(world, on(caller, params), body, proposeThreshold),
  )
  register(app, world, api.stepAlert, ({ caller, params, body }) => stepAlert(world, on(caller, params), body))
  register(app, world, api.morning, ({ caller: { workspaceId, actor } }) =>
    inWorkspace(world.db, workspaceId, async (trx) =>
      readMorning(trx, world, workspaceId, actor, await heldBackFrom(trx, workspaceId, actor)),
    ),
  )
  register(app, world, api.alertPrecision, ({ caller: { workspaceId }, query: { days } }) =>
    inWorkspace(world.db, workspaceId, (trx) => readPrecision(trx, world, workspaceId, days)),
  )
  register(app, world, api.alertSettings, ({ caller }) =>
    inWorkspace(world.db, caller.workspaceId, (trx) => readSettings(trx, caller)),
  )
  register(app, world, api.changeAlertSettings, ({ caller, body }) =>
    changeSettings(world, caller, body, (url) => heartbeatUrl(url, policy)),
  )
  register(app, world, api.changeMyQuietHours, ({ caller, body }) => changeMyQuietHours(world, caller, body))
  register(app, world, api.workflowAlerts, ({ caller: { workspaceId, actor }, params: { slug } }) =>
    inWorkspace(world.db, workspaceId, (trx) => readWorkflowAlerts(trx, world, workspaceId, actor, slug)),
  )
  register(app, world, api.setMaintenance, ({ caller, params, body }) =>
    setMaintenance(world, of(caller, params), body),
  )
  register(app, world, api.endMaintenance, ({ caller, params }) => endMaintenance(world, of(caller, params), params.id))
  register(app, world, api.decideThreshold, ({ caller, params, body }) =>
    decideThreshold(world, of(caller, params), params.id, body),
  )
}

function heartbeatUrl(url: string, policy: OutboundPolicy): string {
  try {
    return readOutboundUrl(url, policy).href
  } catch (error) {
    if (!(error instanceof OutboundRefused)) throw error
    throw new ProblemError({
      status: 422,
      code: error.code,
      title: 'Not an address for a heartbeat',
      detail: error.message,
      mend: 'Take the address that the service gives you, like https://hc-ping.com/….',
    })
  }
}

function on({ workspaceId, actor }: Caller, { id }: { readonly id: string }): OnAlert {
  return { workspaceId, actor, id }
}

function of({ workspaceId, actor }: Caller, { slug }: { readonly slug: string }): OnWorkflowAlerts {
  return { workspaceId, actor, slug }
}
