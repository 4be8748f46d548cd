import type { HandoverFacts } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { influenceFact } from '../adoption/index.ts'
import { changeFacts } from '../changes/index.ts'
import { drillFacts } from '../drills/index.ts'
import { dutiesOf } from '../duties/index.ts'
import { runbookFact } from '../runbook/index.ts'
import { readRunDays } from '../runs/index.ts'
import { declaredRelease, type StoredWorkflow } from '../workflows/index.ts'
import type { HandoverNeeds } from './needs.ts'
import { dutiesElsewhere } from './elsewhere.ts'
import { readActs, readDisagreements, readDocuments, readMoney, readTargets, readWaivers } from './evidence-store.ts'
import { readPeople } from './people.ts'
import { readPlace } from './place-store.ts'
import { transferFact } from './transfer/index.ts'

/** Everything that verdicts on a workflow are computed from, as one transaction sees it. */
export async function readFacts(
  trx: Trx,
  world: Pick<World, 'clock'>,
  needs: HandoverNeeds,
  workspaceId: string,
  workflow: StoredWorkflow,
): Promise<HandoverFacts> {
  const { id, slug, name, createdAt, activatedAt, rolloutPercent, paused } = workflow
  const place = await readPlace(trx, workspaceId, workflow)
  const release = await declaredRelease(trx, workspaceId, workflow)
  const duties = await dutiesOf(trx, workspaceId, id)
  const acts = await readActs(trx, workspaceId, id)
  const money = await readMoney(trx, workspaceId, id)
  return {
    workflow: {
      slug,
      name,
      registeredAt: createdAt,
      stage: place.stage,
      stageSince: place.stageSince,
      startedAt: place.startedAt,
      activeRelease:
        workflow.activeReleaseId === null || activatedAt === null || release === null
          ? null
          : { hash: release.hash, name: release.name, activatedAt },
      rolloutPercent,
      paused: paused !== null,
    },
    manifest: release?.manifest ?? null,
    people: await readPeople(trx, world, workspaceId),
    duties,
    elsewhere: await dutiesElsewhere(trx, workspaceId, id, duties),
    acts: acts.filter(({ struck }) => struck === null),
    documents: await readDocuments(trx, workspaceId, id),
    money: money.facts,
    runningCost: await needs.costOf(trx, workspaceId, id),
    targets: await readTargets(trx, workspaceId, id),
    days: await readRunDays(trx, workspaceId, id, world.clock.now()),
    changes: await changeFacts(trx, workspaceId, id),
    drills: await drillFacts(trx, workspaceId, id),
    transfer: await transferFact(trx, workspaceId, id),
    disagreements: await readDisagreements(trx, workspaceId, id),
    waivers: await readWaivers(trx, workspaceId, id),
    runbook: await runbookFact(trx, workspaceId, id),
    watch: await needs.watchOf(trx, workspaceId, id),
    adoption: await influenceFact(trx, world, workspaceId, id),
    seams: await needs.seamsOf(trx, workspaceId, id),
  }
}
