import { z } from 'zod'
import { slug, uuid } from '../common/primitives.ts'
import { route } from '../common/route.ts'
import {
  InitiativeRef,
  InitiativesRequest,
  InitiativesTaken,
  LinkInitiativeRequest,
  Portfolio,
  PortfolioItem,
  SetUnitRequest,
} from './portfolio-wire.ts'
import { Registered, RegisterRequest } from './registration-wire.ts'

export const portfolioRoutes = {
  getPortfolio: route({
    method: 'GET',
    path: '/portfolio',
    tag: 'portfolio',
    summary:
      'Every initiative in a row: where it stands, whose it is, whether it arrived, what warns early, what it costs',
    permission: 'workflows:read',
    status: 200,
    response: Portfolio,
  }),
  getPortfolioItem: route({
    method: 'GET',
    path: '/portfolio/workflows/:slug',
    tag: 'portfolio',
    summary: 'The row of one workflow, looked at now',
    permission: 'workflows:read',
    params: z.object({ slug }),
    status: 200,
    response: PortfolioItem,
  }),
  setUnit: route({
    method: 'POST',
    path: '/portfolio/workflows/:slug/unit',
    tag: 'portfolio',
    summary: 'Says to which unit of the organisation a workflow belongs',
    permission: 'handover:write',
    params: z.object({ slug }),
    body: SetUnitRequest,
    status: 200,
    response: PortfolioItem,
  }),
  registerWorkflow: route({
    method: 'POST',
    path: '/registrations',
    tag: 'portfolio',
    summary:
      'Registers a workflow that runs already by its blunt questions: sorted, owners named, a runbook draft, a date to look again',
    permission: 'workflows:write',
    body: RegisterRequest,
    status: 201,
    response: Registered,
  }),
  takeInitiatives: route({
    method: 'POST',
    path: '/portfolio/initiatives',
    tag: 'portfolio',
    summary: 'Takes rows of a list of initiatives in; the same row again changes nothing',
    permission: 'handover:write',
    body: InitiativesRequest,
    status: 200,
    response: InitiativesTaken,
  }),
  linkInitiative: route({
    method: 'POST',
    path: '/portfolio/initiatives/:id/workflow',
    tag: 'portfolio',
    summary: 'Says which workflow a listed initiative is; null where it is none any more',
    permission: 'handover:write',
    params: z.object({ id: uuid }),
    body: LinkInitiativeRequest,
    status: 200,
    response: InitiativeRef,
  }),
}
