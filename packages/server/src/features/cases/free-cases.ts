import { freeCase } from '@dayshift/core'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { addEvents, lockCases, saveCase, type LoggedActor } from './store.ts'

/** The rule of the product that leaves no case in the hands of somebody who is gone. */
const LEAVERS: LoggedActor = { kind: 'rule', id: 'leavers-cases', name: 'Cases of people who left' }

/** Gives the open cases that a person held or was given back to everybody. Gives how many. */
export async function freeCasesOf(
  trx: Trx,
  world: World,
  workspaceId: string,
  person: { readonly id: string; readonly name: string },
): Promise<number> {
  const rows = await trx
    .selectFrom('cases')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('closed_at', 'is', null)
    .where((where) => where.or([where('assigned_to', '=', person.id), where('claimed_by', '=', person.id)]))
    .execute()
  const stored = await lockCases(
    trx,
    workspaceId,
    rows.map((row) => row.id),
  )
  const freed = stored.flatMap(({ record }) => freeCase(record, person.id) ?? [])
  for (const record of freed) await saveCase(trx, record)
  const note = `${person.name} is no longer a member: it waits for anybody.`
  await addEvents(
    trx,
    workspaceId,
    freed.map((record) => ({
      id: world.newId(),
      caseId: record.id,
      at: world.clock.now(),
      by: LEAVERS,
      act: 'released' as const,
      note,
    })),
  )
  if (freed.length > 0) await publish(trx, workspaceId, { topic: 'cases', workflow: null, id: null })
  return freed.length
}
