import { z } from 'zod'
import { slug, uuid } from '../common/primitives.ts'
import { route } from '../common/route.ts'
import {
  CaseGuidance,
  ConfirmGuidanceRequest,
  PersonReliance,
  SetEnoughRequest,
  SetHumanFirstRequest,
  TrustPage,
} from './trust-wire.ts'

const bySlug = z.object({ slug })

export const trustRoutes = {
  getTrust: route({
    method: 'GET',
    path: '/workflows/:slug/trust',
    tag: 'trust',
    summary: 'When to act on the output, when to check and when to override it, with the figures that it rests on',
    permission: 'workflows:read',
    params: bySlug,
    status: 200,
    response: TrustPage,
  }),
  confirmGuidance: route({
    method: 'POST',
    path: '/workflows/:slug/trust/confirm',
    tag: 'trust',
    summary:
      'Stands by the guidance as it was read; it is then shown beside outputs until the release or its words move',
    permission: 'handover:write',
    params: bySlug,
    body: ConfirmGuidanceRequest,
    status: 200,
    response: TrustPage,
  }),
  setEnough: route({
    method: 'POST',
    path: '/workflows/:slug/trust/enough',
    tag: 'trust',
    summary: 'Sets the share of right answers from which on nobody needs to check; for the business owner',
    permission: 'handover:write',
    params: bySlug,
    body: SetEnoughRequest,
    status: 200,
    response: TrustPage,
  }),
  setHumanFirst: route({
    method: 'POST',
    path: '/workflows/:slug/trust/human-first',
    tag: 'trust',
    summary:
      'Sets for which share of the units a person answers before she sees the output; for whoever runs or answers for it',
    permission: 'handover:write',
    params: bySlug,
    body: SetHumanFirstRequest,
    status: 200,
    response: TrustPage,
  }),
  personReliance: route({
    method: 'GET',
    path: '/workflows/:slug/trust/people/:person',
    tag: 'trust',
    summary: 'How one person relies on the output; for that person, and for those whom the workspace allows',
    permission: 'workflows:read',
    params: bySlug.extend({ person: z.string().max(200) }),
    status: 200,
    response: PersonReliance,
  }),
  caseGuidance: route({
    method: 'GET',
    path: '/cases/:id/guidance',
    tag: 'trust',
    summary: 'What was confirmed to hold for the unit of a case, by its slices',
    permission: 'workflows:read',
    params: z.object({ id: uuid }),
    status: 200,
    response: CaseGuidance,
  }),
}
