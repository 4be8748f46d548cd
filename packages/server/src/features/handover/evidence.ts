import type { Evidence } from '@dayshift/contract'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import type { Caller } from '../../platform/http/caller.ts'
import type { World } from '../../platform/world.ts'
import { dutiesOf } from '../duties/index.ts'
import { playbookOf } from '../playbooks/index.ts'
import { knownWorkflow } from '../workflows/index.ts'
import { readActs, readDisagreements, readDocuments, readMoney, readTargets, readWaivers } from './evidence-store.ts'
import { nameBy, readPeople } from './people.ts'
import { wireAct, wireDisagreement, wireDocumentSummary, wireMoney, wireTarget, wireWaiver } from './to-wire.ts'

/** All that people have told about one workflow's way to operation. */
export async function getEvidence(
  world: World,
  { workspaceId, actor }: Caller,
  slug: string,
): Promise<z.output<typeof Evidence>> {
  return await inWorkspace(
    world.db,
    workspaceId,
    async (trx) => {
      const workflow = await knownWorkflow(trx, workspaceId, slug)
      const { id } = workflow
      const now = world.clock.now()
      const name = nameBy(await readPeople(trx, world, workspaceId))
      const playbook = await playbookOf(trx, workspaceId, id)
      const documents = await readDocuments(trx, workspaceId, id)
      const reader = actor.kind === 'person' ? actor.id : null
      const context = { playbook, duties: await dutiesOf(trx, workspaceId, id), name, reader }
      return {
        acts: (await readActs(trx, workspaceId, id)).map((act) => wireAct(act, name)),
        documents: playbook.documents.map((document) =>
          wireDocumentSummary(document, documents.find((each) => each.document === document.id) ?? null, context),
        ),
        money: wireMoney(await readMoney(trx, workspaceId, id), name),
        targets: (await readTargets(trx, workspaceId, id)).map((target) => wireTarget(target, name)),
        disagreements: (await readDisagreements(trx, workspaceId, id)).map((each) => wireDisagreement(each, name)),
        waivers: (await readWaivers(trx, workspaceId, id)).map((waiver) => wireWaiver(waiver, name, now)),
      }
    },
    { isolation: 'repeatable read' },
  )
}
