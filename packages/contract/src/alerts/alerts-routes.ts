import { z } from 'zod'
import { uuid } from '../common/primitives.ts'
import { type ApiRoute, route } from '../common/route.ts'
import { AlertDetail, AlertPage, AlertQuery, ResolveRequest, SnoozeRequest } from './alert-wire.ts'

const byId = z.object({ id: uuid })
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
} as const satisfies Record<string, ApiRoute>
