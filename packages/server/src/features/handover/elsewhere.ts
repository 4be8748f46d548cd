import type { DutyFact, HandoverFacts, StageId } from '@dayshift/core'
import { anyOf } from '../../platform/database/index.ts'
import type { Trx } from '../../platform/world.ts'

/** What the people of a workflow carry for other workflows that are not retired. */
export type Elsewhere = (workflowId: string, duties: readonly DutyFact[]) => HandoverFacts['elsewhere']

/** Reads once what everybody carries, to be asked for one workflow or for many. */
export async function readElsewhere(trx: Trx, workspaceId: string, people: readonly string[]): Promise<Elsewhere> {
  if (people.length === 0) return () => []
  const rows = await trx
    .selectFrom('duty_assignments')
    .innerJoin('workflows', 'workflows.id', 'duty_assignments.workflow_id')
    .leftJoin('handovers', 'handovers.workflow_id', 'duty_assignments.workflow_id')
    .select([
      'duty_assignments.workflow_id',
      'duty_assignments.person_id',
      'duty_assignments.duty',
      'workflows.slug',
      'handovers.stage',
    ])
    .where('duty_assignments.workspace_id', '=', workspaceId)
    .where('duty_assignments.ended_at', 'is', null)
    .where('duty_assignments.person_id', '=', anyOf(people, 'text'))
    .where((where) => where.or([where('handovers.state', 'is', null), where('handovers.state', '!=', 'retired')]))
    .orderBy('workflows.slug')
    .orderBy('duty_assignments.duty')
    .execute()
  const carried = Map.groupBy(
    rows.map(({ workflow_id: workflowId, person_id: person, duty, slug, stage }, place) => ({
      workflowId,
      place,
      // The table's own check lets nothing else in; without a row it is in design.
      fact: { person, workflow: slug, stage: (stage ?? 'design') as StageId, duty },
    })),
    ({ fact }) => fact.person,
  )
  return (workflowId, duties) =>
    [...new Set(duties.map(({ person }) => person))]
      .flatMap((person) => carried.get(person) ?? [])
      .filter((each) => each.workflowId !== workflowId)
      .toSorted((a, b) => a.place - b.place)
      .map(({ fact }) => fact)
}
