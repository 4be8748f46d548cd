import type { HandoverFacts } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { influenceFact } from '../adoption/index.ts'
import { changeFacts } from '../changes/index.ts'
import { drillFacts } from '../drills/index.ts'
import { dutiesByWorkflow } from '../duties/index.ts'
import { runbookFact } from '../runbook/index.ts'
import { runDaysByWorkflow } from '../runs/index.ts'
import { declaredReleases, type StoredWorkflow } from '../workflows/index.ts'
import type { HandoverNeeds } from './needs.ts'
import { readElsewhere } from './elsewhere.ts'
import {
  actsByWorkflow,
  disagreementsByWorkflow,
  documentsByWorkflow,
  moneyByWorkflow,
  NO_MONEY,
  targetsByWorkflow,
  waiversByWorkflow,
} from './evidence-store.ts'
import { readPeople } from './people.ts'
import { placesOf } from './place-store.ts'
import { transferFact } from './transfer/index.ts'

/** Everything that verdicts on a workflow are computed from, as one transaction sees it. */
export async function readFacts(
  trx: Trx,
  world: Pick<World, 'clock'>,
  needs: HandoverNeeds,
  workspaceId: string,
  workflow: StoredWorkflow,
): Promise<HandoverFacts> {
  return await (
    await factsReader(trx, world, needs, workspaceId, [workflow])
  )(workflow)
}

/**
 * Reads at once, for several workflows, what most facts need, and gives the reader of each one's facts, which asks for the
 * rest.
 */
export async function factsReader(
  trx: Trx,
  world: Pick<World, 'clock'>,
  needs: HandoverNeeds,
  workspaceId: string,
  workflows: readonly StoredWorkflow[],
): Promise<(workflow: StoredWorkflow) => Promise<HandoverFacts>> {
  const ids = workflows.map(({ id }) => id)
  const placeOf = await placesOf(trx, workspaceId, workflows)
  const releases = await declaredReleases(trx, workspaceId, ids)
  const duties = await dutiesByWorkflow(trx, workspaceId, ids)
  const acts = await actsByWorkflow(trx, workspaceId, ids)
  const money = await moneyByWorkflow(trx, workspaceId, ids)
  const people = await readPeople(trx, world, workspaceId)
  const holders = new Set([...duties.values()].flatMap((held) => held.map(({ person }) => person)))
  const elsewhere = await readElsewhere(trx, workspaceId, [...holders])
  const documents = await documentsByWorkflow(trx, workspaceId, ids)
  const targets = await targetsByWorkflow(trx, workspaceId, ids)
  const days = await runDaysByWorkflow(trx, workspaceId, ids, world.clock.now())
  const disagreements = await disagreementsByWorkflow(trx, workspaceId, ids)
  const waivers = await waiversByWorkflow(trx, workspaceId, ids)
  const watches = await needs.watchesOf(trx, workspaceId, ids)
  return async (workflow) => {
    const { id, slug, name, createdAt, activatedAt, rolloutPercent, paused } = workflow
    const place = placeOf(workflow)
    const release = releases.get(id) ?? null
    const held = duties.get(id) ?? []
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
      people,
      duties: held,
      elsewhere: elsewhere(id, held),
      acts: (acts.get(id) ?? []).filter(({ struck }) => struck === null),
      documents: documents.get(id) ?? [],
      money: (money.get(id) ?? NO_MONEY).facts,
      runningCost: await needs.costOf(trx, workspaceId, id),
      targets: targets.get(id) ?? [],
      days: days.get(id) ?? [],
      changes: await changeFacts(trx, workspaceId, id),
      drills: await drillFacts(trx, workspaceId, id),
      transfer: await transferFact(trx, workspaceId, id),
      disagreements: disagreements.get(id) ?? [],
      waivers: waivers.get(id) ?? [],
      runbook: await runbookFact(trx, workspaceId, id),
      watch: watches.get(id) ?? null,
      adoption: await influenceFact(trx, world, workspaceId, id),
      seams: await needs.seamsOf(trx, workspaceId, id),
    }
  }
}
