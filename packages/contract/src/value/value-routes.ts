import { z } from 'zod'
import { slug } from '../common/primitives.ts'
import { route } from '../common/route.ts'
import { DecisionWorthRequest, MoneyEntryRequest, StrikeEntryRequest, ValuePage } from './value-wire.ts'

const bySlug = z.object({ slug })

export const valueRoutes = {
  getValue: route({
    method: 'GET',
    path: '/workflows/:slug/value',
    tag: 'value',
    summary: 'What a workflow costs and brings, from which share on it pays, what was delivered and what arrived',
    permission: 'workflows:read',
    params: bySlug,
    status: 200,
    response: ValuePage,
  }),
  bookMoney: route({
    method: 'POST',
    path: '/workflows/:slug/value/entries',
    tag: 'value',
    summary: 'Books what was bound or paid for a phase: an amount, or people’s hours with their rate',
    permission: 'handover:write',
    params: bySlug,
    body: MoneyEntryRequest,
    status: 201,
    response: ValuePage,
  }),
  strikeMoney: route({
    method: 'POST',
    path: '/workflows/:slug/value/strike',
    tag: 'value',
    summary: 'Strikes out an entry that was a mistake; it stays readable and counts no more',
    permission: 'handover:write',
    params: bySlug,
    body: StrikeEntryRequest,
    status: 200,
    response: ValuePage,
  }),
  sayDecisionWorth: route({
    method: 'POST',
    path: '/workflows/:slug/value/worth',
    tag: 'value',
    summary: 'Says what one influenced decision is worth, from so much to so much; for the business owner',
    permission: 'handover:write',
    params: bySlug,
    body: DecisionWorthRequest,
    status: 200,
    response: ValuePage,
  }),
} as const
