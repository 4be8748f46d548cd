import type { WorkflowDetail, WorkflowSummary } from '@dayshift/contract'
import { cardOf } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { last24hCounts, lastRunTimes } from '../runs/index.ts'
import { actingPeople, activeReleases, candidateReleases, listReleases, openCaseCounts } from './read-model.ts'
import { knownWorkflow } from './known-workflow.ts'
import { allWorkflows, findRelease, type StoredWorkflow } from './store.ts'

type Summary = z.output<typeof WorkflowSummary>
type Detail = z.output<typeof WorkflowDetail>

/** All workflows of the workspace, by name. */
export async function listWorkflows(world: World, workspaceId: string): Promise<{ items: Summary[] }> {
  return await inWorkspace(
    world.db,
    workspaceId,
    async (trx) => {
      const workflows = await allWorkflows(trx, workspaceId)
      const figures = await readFigures(trx, world, workspaceId)
      return { items: workflows.map((workflow) => summaryOf(workflow, figures)) }
    },
    // One instant for all of it: the release that runs is the one whose counts stand beside it.
    { isolation: 'repeatable read' },
  )
}

export async function getWorkflow(world: World, workspaceId: string, slug: string): Promise<Detail> {
  return await inWorkspace(world.db, workspaceId, (trx) => detailOf(trx, world, workspaceId, slug), {
    isolation: 'repeatable read',
  })
}

/** The workflow as the transaction sees it; throws the 404 where there is none. */
export async function detailOf(trx: Trx, world: World, workspaceId: string, slug: string): Promise<Detail> {
  const workflow = await knownWorkflow(trx, workspaceId, slug)
  const figures = await readFigures(trx, world, workspaceId)
  const { activeReleaseId } = workflow
  const active =
    activeReleaseId === null ? null : await findRelease(trx, workspaceId, workflow.id, { id: activeReleaseId })
  const releases = await listReleases(trx, workspaceId, workflow.id)
  return {
    ...summaryOf(workflow, figures),
    card: active === null ? null : writable(cardOf(active.manifest)),
    releases: releases.map((release) => ({
      ...release,
      createdAt: release.createdAt.toISOString(),
      active: release.id === activeReleaseId,
    })),
    people: await actingPeople(trx, workspaceId),
    manifest: active === null ? null : active.manifest,
  }
}

export function writable({ lines }: ReturnType<typeof cardOf>): { lines: { label: string; text: string }[] } {
  return { lines: lines.map((line) => ({ ...line })) }
}

interface FiguresOfAll {
  readonly active: Awaited<ReturnType<typeof activeReleases>>
  readonly candidates: Awaited<ReturnType<typeof candidateReleases>>
  readonly counts: Awaited<ReturnType<typeof last24hCounts>>
  readonly cases: Awaited<ReturnType<typeof openCaseCounts>>
  readonly lastRuns: Awaited<ReturnType<typeof lastRunTimes>>
}

async function readFigures(trx: Trx, world: World, workspaceId: string): Promise<FiguresOfAll> {
  return {
    active: await activeReleases(trx, workspaceId),
    candidates: await candidateReleases(trx, workspaceId),
    counts: await last24hCounts(trx, world, workspaceId),
    cases: await openCaseCounts(trx, workspaceId, world.clock.now()),
    lastRuns: await lastRunTimes(trx, workspaceId),
  }
}

function summaryOf(workflow: StoredWorkflow, { active, candidates, counts, cases, lastRuns }: FiguresOfAll): Summary {
  const { id, slug, name, purpose, activatedAt, rolloutPercent, paused } = workflow
  const release = active.get(id)
  return {
    id,
    slug,
    name,
    purpose,
    activeRelease:
      release === undefined || activatedAt === null ? null : { ...release, activatedAt: activatedAt.toISOString() },
    rolloutPercent,
    candidate: candidates.get(id) ?? null,
    paused: paused && { at: paused.at.toISOString(), by: paused.by, reason: paused.reason },
    last24h: counts.get(id) ?? { automatic: 0, review: 0, human: 0, existingProcess: 0 },
    waiting: cases.get(id)?.waiting ?? 0,
    overdue: cases.get(id)?.overdue ?? 0,
    lastRunAt: lastRuns.get(id)?.toISOString() ?? null,
  }
}
