import type { Trx } from '../../platform/world.ts'

export interface HealthState {
  readonly state: 'well' | 'departed' | 'unknown'
  /** How many signals departed. */
  readonly departed: number
}

/** How each workflow is by its last look: departed where one signal is, well where one can be read and none departed. */
export async function healthStates(trx: Trx, workspaceId: string): Promise<ReadonlyMap<string, HealthState>> {
  const rows = await trx
    .selectFrom('health_signals')
    .select((of) => [
      'workflow_id',
      of.fn.countAll<number>().filterWhere('state', '=', 'departed').as('departed'),
      of.fn.countAll<number>().filterWhere('state', '=', 'well').as('well'),
    ])
    .where('workspace_id', '=', workspaceId)
    .groupBy('workflow_id')
    .execute()
  return new Map(
    rows.map(({ workflow_id: id, departed, well }) => [
      id,
      { state: departed > 0 ? 'departed' : well > 0 ? 'well' : 'unknown', departed },
    ]),
  )
}
