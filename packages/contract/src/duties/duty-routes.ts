import { z } from 'zod'
import { slug } from '../common/primitives.ts'
import { type ApiRoute, route } from '../common/route.ts'
import {
  AssignDutiesRequest,
  AssignDutyRequest,
  AtQuery,
  DutyAt,
  dutyId,
  DutyTable,
  MyDuties,
  Watch,
  WatchList,
} from './duty-wire.ts'

const bySlug = z.object({ slug })
const byDuty = z.object({ slug, duty: dutyId })

export const dutyRoutes = {
  listDuties: route({
    method: 'GET',
    path: '/workflows/:slug/duties',
    tag: 'duties',
    summary: 'Who answers for what: one name a duty, what is wrong with it, who had it before',
    permission: 'workflows:read',
    params: bySlug,
    status: 200,
    response: DutyTable,
  }),
  assignDuties: route({
    method: 'POST',
    path: '/workflows/:slug/duties',
    tag: 'duties',
    summary: 'Gives several duties to people, all at one instant or none',
    permission: 'handover:write',
    params: bySlug,
    body: AssignDutiesRequest,
    status: 200,
    response: DutyTable,
  }),
  assignDuty: route({
    method: 'POST',
    path: '/workflows/:slug/duties/:duty',
    tag: 'duties',
    summary: 'Gives a duty to a person, takes it over or gives it up',
    permission: 'handover:write',
    params: byDuty,
    body: AssignDutyRequest,
    status: 200,
    response: DutyTable,
  }),
  dutyAt: route({
    method: 'GET',
    path: '/workflows/:slug/duties/:duty/at',
    tag: 'duties',
    summary: 'Whose job was this at that time?',
    permission: 'workflows:read',
    params: byDuty,
    query: AtQuery,
    status: 200,
    response: DutyAt,
  }),
  watchOf: route({
    method: 'GET',
    path: '/workflows/:slug/watch',
    tag: 'duties',
    summary: 'Who is on watch, now or at an instant?',
    permission: 'workflows:read',
    params: bySlug,
    query: AtQuery,
    status: 200,
    response: Watch,
  }),
  listWatch: route({
    method: 'GET',
    path: '/watch',
    tag: 'duties',
    summary: 'Who is on watch for each workflow',
    permission: 'workflows:read',
    status: 200,
    response: WatchList,
  }),
  myDuties: route({
    method: 'GET',
    path: '/duties/mine',
    tag: 'duties',
    summary: 'The duties that the caller holds, of all workflows',
    permission: 'workflows:read',
    status: 200,
    response: MyDuties,
  }),
} as const satisfies Record<string, ApiRoute>
