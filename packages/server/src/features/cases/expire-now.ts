import { expireCase } from '@dayshift/core'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { tellDrill } from './tell-drill.ts'
import { addEvents, lockCase, saveCase, touchGateState, workflowOf } from './store.ts'
import type { LoggedActor } from './store.ts'

/** The rule of the product that moves cases which nobody decides. */
const DEADLINES: LoggedActor = { kind: 'rule', id: 'case-deadlines', name: 'Deadlines of cases' }

/** Lets time do to a case what it has to do by now. Gives the instant of the next look in milliseconds, or null. */
export async function expireNow(trx: Trx, world: World, workspaceId: string, caseId: string): Promise<number | null> {
  const stored = await lockCase(trx, workspaceId, caseId)
  if (stored === null) return null
  const at = world.clock.now()
  const expiry = expireCase(stored.record, at.getTime())
  if (expiry.kind === 'none') return expiry.checkAt

  await saveCase(trx, expiry.record)
  const workflow = await workflowOf(trx, stored.workflowId)
  const act = expiry.kind === 'backup' ? 'to-backup' : 'handed-over'
  const note =
    expiry.kind === 'backup'
      ? 'Nobody decided in time: it waits for anybody of the team now.'
      : 'Nobody decided in time: the existing process has it now.'
  await addEvents(trx, workspaceId, [{ id: world.newId(), caseId, at, by: DEADLINES, act, note }])
  if (expiry.kind === 'handed-over') await tellDrill(trx, world, { ...stored, record: expiry.record }, null)
  if (stored.record.rerun !== null && expiry.kind === 'handed-over') await touchGateState(trx, stored.workflowId)
  await publish(trx, workspaceId, { topic: 'cases', workflow: workflow.slug, id: caseId })
  await recordAct(trx, world, {
    workspaceId,
    actor: DEADLINES,
    act: expiry.kind === 'backup' ? 'case-to-backup' : 'case-handed-over',
    subject: `case:${caseId}`,
    sentence:
      expiry.kind === 'backup'
        ? `gave the case of unit "${stored.unitKey}" to the backup: nobody had decided by the backup time.`
        : `handed the case of unit "${stored.unitKey}" over to the existing process: nobody had decided before it expired.`,
    details: { workflow: workflow.slug, unitKey: stored.unitKey, runId: stored.record.runId },
  })
  return expiry.kind === 'backup' ? expiry.checkAt : null
}
