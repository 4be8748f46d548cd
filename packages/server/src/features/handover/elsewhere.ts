import type { DutyFact, HandoverFacts } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'
import { dutiesOf } from '../duties/index.ts'
import { allWorkflows, type StoredWorkflow } from '../workflows/index.ts'
import { readPlaces } from './place-store.ts'

/** What the people of this workflow carry for other workflows that are under way. */
export async function dutiesElsewhere(
  trx: Trx,
  workspaceId: string,
  workflow: StoredWorkflow,
  duties: readonly DutyFact[],
): Promise<HandoverFacts['elsewhere']> {
  if (duties.length === 0) return []
  const people = new Set(duties.map(({ person }) => person))
  const others = (await allWorkflows(trx, workspaceId)).filter(({ id }) => id !== workflow.id)
  const places = await readPlaces(trx, workspaceId, others)
  const carried: HandoverFacts['elsewhere'][number][] = []
  for (const { id, slug } of others) {
    const place = places.get(id)
    if (place === undefined || place.state === 'retired') continue
    // oxlint-disable-next-line no-await-in-loop -- one session, one query after another
    for (const { duty, person } of await dutiesOf(trx, workspaceId, id)) {
      if (people.has(person)) carried.push({ person, workflow: slug, stage: place.stage, duty })
    }
  }
  return carried
}
