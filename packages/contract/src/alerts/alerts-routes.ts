import { z } from 'zod'
import { slug, uuid } from '../common/primitives.ts'
import { type ApiRoute, route } from '../common/route.ts'
import {
  AlertDetail,
  AlertPage,
  AlertPrecision,
  AlertPrecisionQuery,
  AlertQuery,
  AlertSettings,
  AlertSettingsRequest,
  AlertStepRequest,
  MaintenanceRequest,
  MyQuietHoursRequest,
  ResolveRequest,
  SnoozeRequest,
  ThresholdDecision,
  WorkflowAlerts,
} from './alert-wire.ts'
import { Morning } from './morning-wire.ts'

const byId = z.object({ id: uuid })
const bySlug = z.object({ slug })
const byBoth = z.object({ slug, id: uuid })
const tag = 'alerts'
const status = 200
const NoAnswer = z.object({}).meta({ id: 'NoAnswerBody' })

/** An act on one alert; answers with the alert as it is after it. */
function act<const Path extends string, Body extends z.ZodType>(path: Path, summary: string, body: Body) {
  return route({
    method: 'POST',
    path: `/alerts/:id/${path}`,
    tag,
    summary,
    permission: 'handover:write',
    params: byId,
    body,
    status,
    response: AlertDetail,
  })
}

export const alertRoutes = {
  listAlerts: route({
    method: 'GET',
    path: '/alerts',
    tag,
    summary: 'Alerts of all workflows or of one: those that wait, or what was',
    permission: 'workflows:read',
    query: AlertQuery,
    status,
    response: AlertPage,
  }),
  getAlert: route({
    method: 'GET',
    path: '/alerts/:id',
    tag,
    summary: 'One alert: what is, who was told when, what is done about it',
    permission: 'workflows:read',
    params: byId,
    status,
    response: AlertDetail,
  }),
  acknowledgeAlert: act('acknowledge', 'Takes an alert and all of the same cause into your hands', NoAnswer),
  snoozeAlert: act('snooze', 'Lets an alert rest until an instant', SnoozeRequest),
  resolveAlert: act('resolve', 'Ends an alert and says what it was worth', ResolveRequest),
  stepAlert: act(
    'steps',
    'Does the next act about an alert: pause, examples, how wide, to the builder, inform',
    AlertStepRequest,
  ),
  morning: route({
    method: 'GET',
    path: '/morning',
    tag,
    summary: 'Each workflow in the morning: is it well, what waits, what changed since yesterday',
    permission: 'workflows:read',
    status,
    response: Morning,
  }),
  alertPrecision: route({
    method: 'GET',
    path: '/alerts/precision',
    tag,
    summary: 'How useful the alerts of each workflow were, and how many nobody answered',
    permission: 'workflows:read',
    query: AlertPrecisionQuery,
    status,
    response: AlertPrecision,
  }),
  alertSettings: route({
    method: 'GET',
    path: '/alerts/settings',
    tag,
    summary: 'How alerts reach people: times to acknowledge, quiet hours, the heartbeat',
    permission: 'workflows:read',
    status,
    response: AlertSettings,
  }),
  changeAlertSettings: route({
    method: 'POST',
    path: '/alerts/settings',
    tag,
    summary: 'Sets how alerts reach people',
    permission: 'people:write',
    body: AlertSettingsRequest,
    status,
    response: AlertSettings,
  }),
  changeMyQuietHours: route({
    method: 'POST',
    path: '/alerts/quiet-hours',
    tag,
    summary: "Sets the caller's own quiet hours",
    permission: 'signed-in',
    body: MyQuietHoursRequest,
    status,
    response: AlertSettings,
  }),
  workflowAlerts: route({
    method: 'GET',
    path: '/workflows/:slug/alerts',
    tag,
    summary: 'The open alerts of a workflow, its maintenance windows and the thresholds that are proposed',
    permission: 'workflows:read',
    params: bySlug,
    status,
    response: WorkflowAlerts,
  }),
  setMaintenance: route({
    method: 'POST',
    path: '/workflows/:slug/maintenance',
    tag,
    summary: 'Sets a time in which the workflow is worked on and nobody is told',
    permission: 'handover:write',
    params: bySlug,
    body: MaintenanceRequest,
    status: 201,
    response: WorkflowAlerts,
  }),
  endMaintenance: route({
    method: 'POST',
    path: '/workflows/:slug/maintenance/:id/end',
    tag,
    summary: 'Ends a maintenance window before its time',
    permission: 'handover:write',
    params: byBoth,
    body: NoAnswer,
    status,
    response: WorkflowAlerts,
  }),
  decideThreshold: route({
    method: 'POST',
    path: '/workflows/:slug/thresholds/:id',
    tag,
    summary: 'Accepts or declines a wider threshold that was proposed because of noise',
    permission: 'handover:write',
    params: byBoth,
    body: ThresholdDecision,
    status,
    response: WorkflowAlerts,
  }),
} as const satisfies Record<string, ApiRoute>
