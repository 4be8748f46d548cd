import { z } from 'zod'
import { slug } from '../common/primitives.ts'
import { type ApiRoute, route } from '../common/route.ts'
import {
  AcceptTransferRequest,
  CheckDayRequest,
  CloseSupportRequest,
  EndTransferRequest,
  MyTransfers,
  PlanTransferRequest,
  PostponeTransferRequest,
  TransferView,
} from './transfer-wire.ts'

const bySlug = z.object({ slug })

const act = <const Path extends string, Body extends z.ZodType>(path: Path, summary: string, body: Body) =>
  route({
    method: 'POST',
    path: `/workflows/:slug/${path}`,
    tag: 'transfer',
    summary,
    permission: 'handover:write',
    params: bySlug,
    body,
    status: 200,
    response: TransferView,
  })

export const transferRoutes = {
  getTransfer: route({
    method: 'GET',
    path: '/workflows/:slug/transfer',
    tag: 'transfer',
    summary: 'The transfer of daily care: date, receiver, what moves, what blocks it, early support',
    permission: 'workflows:read',
    params: bySlug,
    status: 200,
    response: TransferView,
  }),
  planTransfer: act('transfer', 'Writes the date of the transfer, its receiver and backup', PlanTransferRequest),
  acceptTransfer: act('transfer/accept', 'The receiver says yes to the date', AcceptTransferRequest),
  postponeTransfer: act('transfer/postpone', 'Writes a later date, with the reason', PostponeTransferRequest),
  cancelTransfer: act('transfer/cancel', 'Calls the transfer off, with the reason', EndTransferRequest),
  handBack: act('transfer/hand-back', 'Gives the daily care back to the builder, at one instant', EndTransferRequest),
  checkSupportDay: act('transfer/support/check', "Ticks off today's checklist of early support", CheckDayRequest),
  closeSupport: act('transfer/support/close', 'Closes early support: settled, or one more pass', CloseSupportRequest),
  myTransfers: route({
    method: 'GET',
    path: '/transfers/mine',
    tag: 'transfer',
    summary: 'What waits for the caller from transfers',
    permission: 'workflows:read',
    status: 200,
    response: MyTransfers,
  }),
} as const satisfies Record<string, ApiRoute>
