import type { DutyFact, HandoverFacts, StageId } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'

/** What the people of a workflow carry for other workflows that are not retired. */
export async function dutiesElsewhere(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  duties: readonly DutyFact[],
): Promise<HandoverFacts['elsewhere']> {
  if (duties.length === 0) return []
  const rows = await trx
    .selectFrom('duty_assignments')
    .innerJoin('workflows', 'workflows.id', 'duty_assignments.workflow_id')
    .leftJoin('handovers', 'handovers.workflow_id', 'duty_assignments.workflow_id')
    .select(['duty_assignments.person_id', 'duty_assignments.duty', 'workflows.slug', 'handovers.stage'])
    .where('duty_assignments.workspace_id', '=', workspaceId)
    .where('duty_assignments.workflow_id', '!=', workflowId)
    .where('duty_assignments.ended_at', 'is', null)
    .where('duty_assignments.person_id', 'in', [...new Set(duties.map(({ person }) => person))])
    .where((where) => where.or([where('handovers.state', 'is', null), where('handovers.state', '!=', 'retired')]))
    .orderBy('workflows.slug')
    .orderBy('duty_assignments.duty')
    .execute()
  return rows.map(({ person_id: person, duty, slug, stage }) => ({
    person,
    workflow: slug,
    // The table's own check lets nothing else in; without a row it is in design.
    stage: (stage ?? 'design') as StageId,
    duty,
  }))
}
