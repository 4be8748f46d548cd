import { z } from 'zod'
import { slug, uuid } from '../common/primitives.ts'
import { type ApiRoute, route } from '../common/route.ts'
import {
  ApproveChangeRequest,
  Approvers,
  ChangeDetail,
  ChangeEffect,
  ChangeList,
  ChangeProposed,
  ChangeQuery,
  ChangeReason,
  EditChangeRequest,
  ProposeChangeRequest,
  ShadowBatch,
  ShadowRequest,
  StartChangeRequest,
} from './change-wire.ts'

const bySlug = z.object({ slug })
const byChange = z.object({ slug, id: uuid })
const tag = 'changes'
const status = 200

/** An act on one change; answers with the change as it is after it. */
function act<const Path extends string, Body extends z.ZodType>(path: Path, summary: string, body: Body) {
  return route({
    method: 'POST',
    path: `/workflows/:slug/changes/:id/${path}`,
    tag,
    summary,
    permission: 'handover:write',
    params: byChange,
    body,
    status,
    response: ChangeDetail,
  })
}

const NoBody = z.object({}).meta({ id: 'NoBody' })

/** Everything that changes what runs goes this way. */
export const changeRoutes = {
  proposeChange: route({
    method: 'POST',
    path: '/workflows/:slug/changes',
    tag,
    summary: 'Proposes a release or another share of units; nothing runs by it yet',
    permission: 'workflows:write',
    params: bySlug,
    body: ProposeChangeRequest,
    status: 201,
    response: ChangeProposed,
  }),
  listChanges: route({
    method: 'GET',
    path: '/workflows/:slug/changes',
    tag,
    summary: 'The changes of a workflow, newest first',
    permission: 'workflows:read',
    params: bySlug,
    query: ChangeQuery,
    status,
    response: ChangeList,
  }),
  changesForMe: route({
    method: 'GET',
    path: '/changes/waiting',
    tag,
    summary: 'Changes of all workflows that wait for the caller',
    permission: 'workflows:read',
    status,
    response: ChangeList,
  }),
  getApprovers: route({
    method: 'GET',
    path: '/workflows/:slug/approvers',
    tag,
    summary: 'Who approves a change of each class, by name',
    permission: 'workflows:read',
    params: bySlug,
    status,
    response: Approvers,
  }),
  getChange: route({
    method: 'GET',
    path: '/workflows/:slug/changes/:id',
    tag,
    summary: 'One change: its diff, class, approvals, rollout and events',
    permission: 'workflows:read',
    params: byChange,
    status,
    response: ChangeDetail,
  }),
  changeEffect: route({
    method: 'GET',
    path: '/workflows/:slug/changes/:id/effect',
    tag,
    summary: 'What it did: each measure before and after it, with intervals',
    permission: 'workflows:read',
    params: byChange,
    status,
    response: ChangeEffect,
  }),
  editChange: route({
    method: 'POST',
    path: '/workflows/:slug/changes/:id/edit',
    tag,
    summary: 'Edits it, or compares it with the release that runs now; approvals given so far no longer count',
    permission: 'workflows:write',
    params: byChange,
    body: EditChangeRequest,
    status,
    response: ChangeDetail,
  }),
  withdrawChange: act('withdraw', 'Takes it back before it runs', ChangeReason),
  approveChange: act('approve', 'Approves exactly the content that was seen', ApproveChangeRequest),
  sayNotYet: act('not-yet', 'Holds it with a reason until the same person lifts that', ChangeReason),
  liftNotYet: act('lift', 'Lifts one\'s own "not yet"', NoBody),
  startChange: act('start', 'Begins its rollout with the first step', StartChangeRequest),
  stepChange: act('step', 'Goes to the next step, where the present one holds', NoBody),
  holdChange: act('hold', 'Holds it at its present step', ChangeReason),
  resumeChange: act('resume', 'Lets its rollout go on', NoBody),
  shadowChange: act(
    'shadow',
    'Runs its release beside the live one on a share of the same units, without effect; 0 ends that',
    ShadowRequest,
  ),
  sendShadowRuns: route({
    method: 'POST',
    path: '/shadow-runs',
    tag,
    summary: 'Takes in what shadows would have done; kept out of all figures and cases, idempotent by id',
    permission: 'runs:write',
    body: ShadowBatch,
    status,
    response: z.object({ accepted: z.number().int() }),
  }),
  rollBackChange: act('rollback', 'Brings back what ran before it, at once', ChangeReason),
} as const satisfies Record<string, ApiRoute>
