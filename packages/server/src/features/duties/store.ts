import { type Assignment, ASSIGNMENT_ENDS, type AssignmentEnd, type DutiesFacts, type DutyMove } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { dutyPeople } from '../people/index.ts'
import { playbookOf } from '../playbooks/index.ts'

export interface Place {
  readonly workspaceId: string
  readonly workflowId: string
}

/** All that duties are decided on, with people as they stood at `at`. */
export async function dutiesFacts(trx: Trx, { workspaceId, workflowId }: Place, at: Date): Promise<DutiesFacts> {
  return {
    playbook: await playbookOf(trx, workspaceId, workflowId),
    assignments: await readAssignments(trx, { workspaceId, workflowId }),
    people: await dutyPeople(trx, workspaceId, at),
  }
}

/** Every hold of the workflow's duties, past and present, oldest first. */
async function readAssignments(trx: Trx, { workspaceId, workflowId }: Place): Promise<Assignment[]> {
  const rows = await trx
    .selectFrom('duty_assignments')
    .select(['duty', 'person_id', 'began_at', 'ended_at', 'ended'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('began_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    duty: row.duty,
    person: row.person_id,
    from: row.began_at,
    to: row.ended_at,
    ended: endOf(row.ended),
  }))
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
