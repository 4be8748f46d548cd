import { fixOrder, nameOfSeam, projectErrors } from '@dayshift/core'
import type { HandoverFacts } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { readSeams } from './read-seams.ts'

/** The seams that a workflow stands on, as far as its handover asks. */
export async function seamFacts(
  trx: Trx,
  world: Pick<World, 'clock'>,
  workspaceId: string,
  workflowId: string,
): Promise<HandoverFacts['seams']> {
  const seams = await readSeams(trx, workspaceId, world.clock.now(), { workflowId })
  return seams.map((seam) => {
    const { state, next } = fixOrder(seam)
    return {
      id: seam.id,
      name: nameOfSeam(seam),
      ready: state === 'ready',
      lacks: next?.conditions.find(({ verdict }) => verdict !== 'met')?.sentence ?? null,
      errorsPerWeek: projectErrors(seam)?.perWeek ?? null,
    }
  })
}
