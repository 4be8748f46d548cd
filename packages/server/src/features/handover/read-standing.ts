import { type Standing, standingOf } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { playbookOf } from '../playbooks/index.ts'
import type { StoredWorkflow } from '../workflows/index.ts'
import type { HandoverNeeds } from './needs.ts'
import { nameBy } from './people.ts'
import { readPlace } from './place-store.ts'
import { readFacts } from './read-facts.ts'
import { holderOf } from './to-wire.ts'

export interface WorkflowStanding {
  readonly standing: Standing
  readonly stageName: string
  /** Name of the business owner. */
  readonly owner: string | null
  readonly influence: { readonly k: number; readonly n: number } | null
}

/** How one workflow stands now, in a row. */
export async function readStanding(
  trx: Trx,
  world: Pick<World, 'clock'>,
  needs: HandoverNeeds,
  workspaceId: string,
  workflow: StoredWorkflow,
  unanswered: number,
): Promise<WorkflowStanding> {
  const place = await readPlace(trx, workspaceId, workflow)
  const playbook = await playbookOf(trx, workspaceId, workflow.id)
  const facts = await readFacts(trx, world, needs, workspaceId, workflow)
  const owner = holderOf(facts.duties, 'business-owner')
  const { adoption } = facts
  return {
    standing: standingOf(facts, { state: place.state, unanswered }, world.clock.now()),
    stageName: playbook.stages.find(({ id }) => id === place.stage)?.name ?? place.stage,
    owner: owner === null ? null : nameBy(facts.people)(owner).name,
    influence: adoption === null ? null : { k: adoption.influenced, n: adoption.toInform },
  }
}
