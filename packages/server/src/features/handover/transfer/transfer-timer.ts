import {
  durationInWords,
  listInWords,
  type LedgerActor,
  nameIn,
  transferBlocks,
  transferDue,
  wishesOf,
} from '@dayshift/core'
import { z } from 'zod'
import { asSystem, inWorkspace } from '../../../platform/database/index.ts'
import { defineTask, enqueue, type Task } from '../../../platform/jobs/index.ts'
import { publish } from '../../../platform/live/index.ts'
import type { Trx, World } from '../../../platform/world.ts'
import { changeFacts } from '../../changes/index.ts'
import { dutiesFacts, dutyName, holdMembers, lockDuties, moveDuties } from '../../duties/index.ts'
import { moveAlerts } from '../../alerts/index.ts'
import { recordAct } from '../../ledger/index.ts'
import { readStage } from '../place-store.ts'
import { findTransfer, saveTransfer } from './transfer-store.ts'

const MINUTE_MS = 60_000
const SWEEP_MS = 60_000

/** The rule of the product that moves the duties when their date has come. */
const DATE: LedgerActor = { kind: 'rule', id: 'transfer-date', name: 'The date of the transfer' }

/** Looks at one transfer when its instant comes. */
const transferTimer = defineTask({
  name: 'transfer-timer',
  payload: z.object({ workspaceId: z.uuid(), transferId: z.uuid() }),
  run: async (world, { workspaceId, transferId }) => {
    await inWorkspace(world.db, workspaceId, async (trx) => {
      const until = await transferNow(trx, world, workspaceId, transferId)
      if (until === null) return
      // Where this clock is behind the database's, the job comes early: not again at once.
      const runAt = new Date(Math.max(until.getTime(), world.clock.now().getTime() + 1_000))
      await setTimer(trx, workspaceId, transferId, runAt)
    })
  },
})

/** Finds what a timer missed: at each start, and every minute. */
const transferSweep = defineTask({
  name: 'transfer-sweep',
  payload: z.object({}),
  everyMs: SWEEP_MS,
  run: (world, _payload, { signal }) => sweepTransfers(world, signal),
})

/** What `startJobs` runs for transfers. */
export const transferTasks: readonly Task[] = [transferTimer, transferSweep]

/** Has the transfer looked at when its instant comes; a timer that was set before is replaced. */
export async function setTimer(trx: Trx, workspaceId: string, transferId: string, at: Date): Promise<void> {
  await enqueue(trx, transferTimer, { workspaceId, transferId }, { runAt: at, jobKey: `transfer:${transferId}` })
}

/** Lets every transfer happen whose instant has come, whatever became of its own timer. */
export async function sweepTransfers(world: World, signal?: AbortSignal): Promise<void> {
  const due = await asSystem(world.db, (trx) =>
    trx
      .selectFrom('transfers')
      .select(['id', 'workspace_id'])
      .where('state', 'in', ['planned', 'accepted'])
      .where('held_at', 'is', null)
      .where('at', '<=', world.clock.now())
      .orderBy('at')
      .orderBy('id')
      .execute(),
  )
  for (const { id, workspace_id: workspaceId } of due) {
    if (signal?.aborted === true) return
    await inWorkspace(world.db, workspaceId, (trx) => transferNow(trx, world, workspaceId, id))
  }
}

/**
 * Looks at one transfer: moves all its duties at this one instant, or holds it, or says when to look again; null where
 * nothing is left to do. Doing it twice comes out as once.
 */
async function transferNow(trx: Trx, world: World, workspaceId: string, id: string): Promise<Date | null> {
  const seen = await findTransfer(trx, workspaceId, id)
  if (seen === null) return null
  await holdMembers(trx, workspaceId, [seen.transfer.to, seen.transfer.backup])
  const workflow = await lockDuties(trx, workspaceId, { id: seen.workflowId })
  // Read again under the lock: of a cancellation at the same time exactly one of the two has won.
  const stored = await findTransfer(trx, workspaceId, id)
  if (workflow === null || stored === null) return null
  const { transfer } = stored
  const place = { workspaceId, workflowId: workflow.id }
  const now = world.clock.now()
  const duties = await dutiesFacts(trx, place, now)
  const stage = await readStage(trx, workspaceId, workflow.id)
  const changes = await changeFacts(trx, workspaceId, workflow.id)
  const due = transferDue(transfer, transferBlocks({ transfer, duties, stage, changes }, now), now)
  const name = (person: string) => nameIn(duties.people, person)
  const subject = `workflow:${workflow.slug}`
  switch (due.kind) {
    case 'over':
      return null
    case 'wait':
      return due.until
    case 'hold': {
      const because = due.transfer.held?.because ?? []
      await saveTransfer(trx, due.transfer)
      await publish(trx, workspaceId, { topic: 'handover', workflow: workflow.slug, id })
      await recordAct(trx, world, {
        workspaceId,
        actor: DATE,
        act: 'transfer-held',
        subject,
        sentence: `held the transfer of "${workflow.name}" from ${name(transfer.from)} to ${name(transfer.to)}: ${because.map(({ sentence }) => sentence).join(' ')} Who was on watch stays so until another date is written.`,
        details: { transfer: id, at: transfer.at.toISOString(), because: because.map((block) => ({ ...block })) },
      })
      return null
    }
    case 'transfer': {
      const moved = await moveDuties(trx, world, { ...place, slug: workflow.slug }, wishesOf(transfer), 'transfer', now)
      // The conditions were just looked at, under the same locks.
      if (moved.kind === 'refused') throw new Error(`Cannot transfer "${workflow.slug}": ${moved.message}`)
      await moveAlerts(trx, world, place.workspaceId, { kind: 'workflow', id: place.workflowId }, moved.at)
      const done = { ...due.transfer, doneAt: moved.at }
      await saveTransfer(trx, done, { lateMs: due.lateMs })
      const late = Math.round(due.lateMs / MINUTE_MS) * MINUTE_MS
      await recordAct(trx, world, {
        workspaceId,
        actor: DATE,
        act: 'transfer-done',
        subject,
        sentence: `moved ${listInWords(moved.moves.map(({ duty, after }) => `"${dutyName(duties, duty)}" to ${name(after ?? '')}`))} for "${workflow.name}": from now on ${name(transfer.to)} answers for the daily care${late === 0 ? '' : `, ${durationInWords(late)} after the written instant because no server ran then`}.`,
        details: {
          transfer: id,
          at: transfer.at.toISOString(),
          doneAt: moved.at.toISOString(),
          lateMs: due.lateMs,
          moves: moved.moves.map((move) => ({ ...move })),
        },
      })
      return null
    }
    default:
      return due satisfies never
  }
}
