import type { DrillFact, ForcedFault, TopicScores } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import type { FindDrills } from '../runs/index.ts'
import { faultOf } from './failure.ts'
import { drillsOf, isOfKind, isQuiz } from './store.ts'

/** The faults that are forced on a workflow now or soon, for the gate's state. */
export async function faultsOf(
  trx: Trx,
  world: Pick<World, 'clock'>,
  workspaceId: string,
  workflowId: string,
): Promise<readonly ForcedFault[]> {
  const now = world.clock.now()
  const open = await trx
    .selectFrom('drills')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .where('kind', '=', 'forced-failure')
    .where('state', 'in', ['planned', 'running'])
    .where('ends_at', '>', now)
    .limit(1)
    .execute()
  if (open.length === 0) return []
  const drills = await drillsOf(trx, workspaceId, workflowId)
  return drills.flatMap((drill) =>
    isOfKind(drill, 'forced-failure') && (drill.state === 'planned' || drill.state === 'running') && drill.endsAt > now
      ? [faultOf(drill)]
      : [],
  )
}

/** When the drills of these ids forced a fault, for the ingest. */
export const findDrills: FindDrills = async (trx, workspaceId, ids) => {
  const rows = await trx
    .selectFrom('drills')
    .select(['id', 'workflow_id', 'settings', 'starts_at', 'ends_at'])
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', 'forced-failure')
    .where('id', 'in', [...ids])
    .execute()
  return new Map(
    rows.map((row) => {
      const { fault } = row.settings as { readonly fault: { readonly kind: string } } // insertDrill's
      return [
        row.id,
        { workflowId: row.workflow_id, kind: fault.kind, from: row.starts_at, until: row.ends_at },
      ] as const
    }),
  )
}

/** The drills of a workflow that have a verdict, as evidence: oldest first. */
export async function drillFacts(trx: Trx, workspaceId: string, workflowId: string): Promise<DrillFact[]> {
  const drills = await drillsOf(trx, workspaceId, workflowId)
  const facts = drills.flatMap((drill): DrillFact[] => {
    const { closed } = drill
    if (closed === null) return []
    const topics = drill.kind === 'practice' ? (closed.report as { topics: TopicScores }).topics : null // scoreOf's
    return [
      {
        id: drill.id,
        kind: drill.kind,
        at: drill.kind === 'operator-day' ? drill.endsAt : closed.at,
        verdict: closed.verdict,
        people: drill.person === null ? [] : [drill.person.id],
        findings: closed.findings,
        ...(topics === null ? {} : { topics }),
        ...(isQuiz(drill) ? { quiz: true } : {}),
      },
    ]
  })
  return facts.toSorted((a, b) => a.at.getTime() - b.at.getTime())
}
