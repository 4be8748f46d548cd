import {
  assignDuties,
  type AssignmentEnd,
  type DutiesAssigned,
  type DutyWish,
  leaverMoves,
  listInWords,
  type LedgerActor,
} from '@dayshift/core'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { type DutiesMoved, dutyName, moveInWords } from './duty-service.ts'
import { dutiesFacts, lockDuties, type Place, saveMoves, workflowsHeldBy } from './store.ts'

/**
 * Moves duties at one instant, in the caller's transaction: the transfer's, and the way back. The caller has locked the
 * people and the workflow, says who did it in the ledger, and throws where this is refused: then nothing has moved.
 */
export async function moveDuties(
  trx: Trx,
  world: World,
  { workspaceId, workflowId, slug }: Place & { readonly slug: string },
  wishes: readonly DutyWish[],
  because: AssignmentEnd,
  at: Date,
): Promise<DutiesAssigned> {
  const place = { workspaceId, workflowId }
  const facts = await dutiesFacts(trx, place, at)
  const decided = assignDuties(facts, wishes, at)
  if (decided.kind === 'refused') return decided
  await saveMoves(trx, world, place, decided, because)
  await publish(trx, workspaceId, { topic: 'handover', workflow: slug, id: workflowId })
  return decided
}

/** The rule of the product that leaves no duty with somebody who is gone. */
const LEAVERS: LedgerActor = { kind: 'rule', id: 'leavers-duties', name: 'Duties of people who left' }

/** Moves the duties of somebody who can act no longer to the backups, each workflow with its ledger entry. */
export async function endDutiesOf(
  trx: Trx,
  world: World,
  workspaceId: string,
  person: { readonly id: string; readonly name: string },
  alsoMoved: DutiesMoved,
): Promise<{ readonly moved: number; readonly orphaned: number }> {
  let moved = 0
  let orphaned = 0
  // Everything is locked before the ledger's head is: nothing may be waited for while it is held.
  const workflows: { id: string; slug: string; name: string }[] = []
  for (const id of await workflowsHeldBy(trx, workspaceId, person.id)) {
    const workflow = await lockDuties(trx, workspaceId, { id })
    if (workflow !== null) workflows.push(workflow)
  }
  const left = []
  for (const workflow of workflows) {
    const place = { workspaceId, workflowId: workflow.id }
    const now = world.clock.now()
    const facts = await dutiesFacts(trx, place, now)
    const decided = leaverMoves(facts, person.id, now)
    await saveMoves(trx, world, place, decided, 'left')
    await alsoMoved(trx, place, decided.at)
    left.push({ workflow, facts, decided })
  }
  for (const { workflow, facts, decided } of left) {
    const orphans = decided.moves.filter(({ after }) => after === null)
    moved += decided.moves.length - orphans.length
    orphaned += orphans.length
    await publish(trx, workspaceId, { topic: 'handover', workflow: workflow.slug, id: workflow.id })
    const kept = decided.moves.filter(({ after }) => after !== null)
    await recordAct(trx, world, {
      workspaceId,
      actor: LEAVERS,
      act: 'duties-moved-on-leaving',
      subject: `workflow:${workflow.slug}`,
      sentence: `${[
        ...(kept.length === 0 ? [] : [listInWords(kept.map((move) => moveInWords(facts, move)))]),
        ...(orphans.length === 0
          ? []
          : [
              `left ${listInWords(orphans.map(({ duty }) => `"${dutyName(facts, duty)}"`))} orphaned, because there is no backup who may hold it`,
            ]),
      ].join('; ')} for "${workflow.name}": ${person.name} can act here no longer.`,
      details: { person: person.id, at: decided.at.toISOString(), moves: decided.moves.map((move) => ({ ...move })) },
    })
  }
  return { moved, orphaned }
}
