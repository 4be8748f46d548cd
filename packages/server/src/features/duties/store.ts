import { type Assignment, ASSIGNMENT_ENDS, type AssignmentEnd, type DutiesFacts, type DutyMove } from '@dayshift/core'
import { anyOf } from '../../platform/database/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { dutyPeople } from '../people/index.ts'
import { playbookOf, playbooksOf } from '../playbooks/index.ts'

export interface Place {
  readonly workspaceId: string
  readonly workflowId: string
}

/** All that duties are decided on, with people as they stood at `at`. */
export async function dutiesFacts(trx: Trx, { workspaceId, workflowId }: Place, at: Date): Promise<DutiesFacts> {
  return {
    playbook: await playbookOf(trx, workspaceId, workflowId),
    assignments: (await readAssignments(trx, workspaceId, [workflowId])).get(workflowId) ?? [],
    people: await dutyPeople(trx, workspaceId, at),
  }
}

/** The same of several workflows at once. */
export async function dutiesFactsOf(
  trx: Trx,
  workspaceId: string,
  workflowIds: readonly string[],
  at: Date,
): Promise<(workflowId: string) => DutiesFacts> {
  const playbookOf = await playbooksOf(trx, workspaceId, workflowIds)
  const assignments = await readAssignments(trx, workspaceId, workflowIds)
  const people = await dutyPeople(trx, workspaceId, at)
  return (id) => ({ playbook: playbookOf(id), assignments: assignments.get(id) ?? [], people })
}

/** Every hold of the workflows' duties, past and present, oldest first. */
async function readAssignments(
  trx: Trx,
  workspaceId: string,
  workflowIds: readonly string[],
): Promise<ReadonlyMap<string, Assignment[]>> {
  const rows = await trx
    .selectFrom('duty_assignments')
    .select(['workflow_id', 'duty', 'person_id', 'began_at', 'ended_at', 'ended'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', anyOf(workflowIds))
    .orderBy('began_at')
    .orderBy('id')
    .execute()
  const holds = new Map<string, Assignment[]>()
  for (const { workflow_id: id, duty, person_id: person, began_at: from, ended_at: to, ended } of rows) {
    const hold = { duty, person, from, to, ended: endOf(ended) }
    const known = holds.get(id)
    if (known === undefined) holds.set(id, [hold])
    else known.push(hold)
  }
  return holds
}

/** The workflow's row, locked: whatever changes its duties comes one after the other. */
export async function lockDuties(
  trx: Trx,
  workspaceId: string,
  which: { readonly slug: string } | { readonly id: string },
): Promise<{ readonly id: string; readonly slug: string; readonly name: string } | null> {
  const row = await trx
    .selectFrom('workflows')
    .select(['id', 'slug', 'name'])
    .where('workspace_id', '=', workspaceId)
    .where((where) => ('id' in which ? where('id', '=', which.id) : where('slug', '=', which.slug)))
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

/**
 * Keeps these people's memberships as they are until the transaction ends, so that nobody is given a duty while she
 * leaves. Called before `lockDuties`: whoever ends a membership takes the locks in this order too.
 */
export async function holdMembers(trx: Trx, workspaceId: string, people: readonly (string | null)[]): Promise<void> {
  const ids = people.filter((id) => id !== null)
  if (ids.length === 0) return
  await trx
    .selectFrom('members')
    .select('person_id')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', 'in', ids)
    .orderBy('person_id')
    .forShare()
    .execute()
}

/** Writes moves that core decided: former holds end and new ones begin at the one instant. */
export async function saveMoves(
  trx: Trx,
  world: Pick<World, 'newId'>,
  { workspaceId, workflowId }: Place,
  { at, moves }: { readonly at: Date; readonly moves: readonly DutyMove[] },
  because: AssignmentEnd,
): Promise<void> {
  for (const { duty, after } of moves) {
    await trx
      .updateTable('duty_assignments')
      .set({ ended_at: at, ended: after === null && because === 'reassigned' ? 'given-up' : because })
      .where('workspace_id', '=', workspaceId)
      .where('workflow_id', '=', workflowId)
      .where('duty', '=', duty)
      .where('ended_at', 'is', null)
      .execute()
  }
  const begun = moves.flatMap(({ duty, after }) =>
    after === null
      ? []
      : [
          {
            id: world.newId(),
            workspace_id: workspaceId,
            workflow_id: workflowId,
            duty,
            person_id: after,
            began_at: at,
          },
        ],
  )
  if (begun.length > 0) await trx.insertInto('duty_assignments').values(begun).execute()
}

/** Ids of the workflows in which a person holds a duty, in the order in which they are locked. */
export async function workflowsHeldBy(trx: Trx, workspaceId: string, personId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('duty_assignments')
    .select('workflow_id')
    .distinct()
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .orderBy('workflow_id')
    .execute()
  return rows.map((row) => row.workflow_id)
}

function endOf(text: string | null): AssignmentEnd | null {
  // The table's own check lets no other in.
  return ASSIGNMENT_ENDS.find((end) => end === text) ?? null
}
