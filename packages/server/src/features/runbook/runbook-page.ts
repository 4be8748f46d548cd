import { DAY_MS, type Runbook, runbookMarkdown, runbookOf, type RunbookSource, sha256Hex } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { dutiesOf } from '../duties/index.ts'
import { playbookOf } from '../playbooks/index.ts'
import { readFailures, readRunDays } from '../runs/index.ts'
import type { WorkflowToRun } from '../workflows/index.ts'
import { namedDuties } from './named-duties.ts'
import type { RunbookReaders } from './readers.ts'

/** The window of the figures and failures on the page. */
const WINDOW_DAYS = 28

export interface GeneratedRunbook {
  readonly runbook: Runbook
  /** The page without what moves by itself; its hash is what a confirmation binds to. */
  readonly written: string
  readonly contentHash: string
}

/** The page with its figures, failures and drills; null while the workflow has no release. */
export async function generateRunbook(
  trx: Trx,
  world: Pick<World, 'clock'>,
  readers: RunbookReaders,
  workspaceId: string,
  workflow: WorkflowToRun,
): Promise<GeneratedRunbook | null> {
  const now = world.clock.now()
  const { id } = workflow
  return await generate(trx, workspaceId, workflow, now, {
    failures: await readFailures(trx, id, new Date(now.getTime() - WINDOW_DAYS * DAY_MS), now),
    days: await readRunDays(trx, workspaceId, id, now),
    targets: await readers.targetsOf(trx, workspaceId, id),
    drills: (await readers.drillFacts(trx, workspaceId, id)).filter(({ quiz }) => quiz !== true),
  })
}

/** The page without what moves by itself: enough to tell whether a confirmation still holds. */
export async function generateWritten(
  trx: Trx,
  workspaceId: string,
  workflow: WorkflowToRun,
): Promise<GeneratedRunbook | null> {
  return await generate(trx, workspaceId, workflow, new Date(0), { failures: [], days: [], targets: [], drills: [] })
}

async function generate(
  trx: Trx,
  workspaceId: string,
  { id, release }: WorkflowToRun,
  now: Date,
  live: Pick<RunbookSource, 'failures' | 'days' | 'targets' | 'drills'>,
): Promise<GeneratedRunbook | null> {
  if (release === null) return null
  const { manifest, hash, name } = release
  const playbook = await playbookOf(trx, workspaceId, id)
  const duties = await namedDuties(trx, workspaceId, await dutiesOf(trx, workspaceId, id))
  const runbook = runbookOf(
    { manifest, release: { hash, name }, playbook, duties, windowDays: WINDOW_DAYS, ...live },
    now,
  )
  const written = runbookMarkdown(runbook, 'written')
  return { runbook, written, contentHash: sha256Hex(written) }
}
