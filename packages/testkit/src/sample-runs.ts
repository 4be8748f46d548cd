import { randomBytes, randomUUID } from 'node:crypto'
import { sha256Hex, uuidV7FromTime } from '@dayshift/core'
import { inWorkspace, type World } from '@dayshift/server'

/** A run record as a host sends it: 25 members and more, each of which a test may replace. */
export type SampleRun = Readonly<Record<string, unknown>> & { readonly id: string }

/** A good record of a run at `at`, answered automatically. */
export function sampleRun(at: Date, overrides: Readonly<Record<string, unknown>> = {}): SampleRun {
  return {
    id: uuidV7FromTime(at, randomBytes(10)),
    workflow: 'billing-replies',
    release: SAMPLE_RELEASE,
    unitKey: `ticket-${randomUUID()}`,
    startedAt: at.toISOString(),
    endedAt: new Date(at.getTime() + 840).toISOString(),
    latencyMs: 840.25,
    status: 'ok',
    failureClass: null,
    failureMessage: null,
    attempts: 1,
    retries: 0,
    requestedModel: 'small-model',
    resolvedModel: 'small-model-2026-10-01',
    inputTokens: 812,
    outputTokens: 120,
    costAmount: '0.000515',
    costCurrency: 'USD',
    costSource: 'price-list',
    finishReason: 'stop',
    confidence: 0.93,
    inputQuality: 1,
    route: 'automatic',
    reasonCode: 'clear',
    reasonRule: null,
    reasonMessage: 'No rule asks for a person.',
    bucket: 4711,
    ...overrides,
  }
}

/** The content hash of the release that {@link addSampleWorkflow} lays in. */
export const SAMPLE_RELEASE = sha256Hex('the sample release')

/** Lays in a workflow with one active release, whose manifest has only what the record's side reads of it. Gives its id. */
export async function addSampleWorkflow(
  world: World,
  workspaceId: string,
  slug = 'billing-replies',
  data: { readonly capture: 'none' | 'redacted' | 'full'; readonly retentionDays: number } = {
    capture: 'full',
    retentionDays: 30,
  },
): Promise<string> {
  const [id, releaseId] = [world.newId(), world.newId()]
  const at = world.clock.now()
  await inWorkspace(world.db, workspaceId, async (trx) => {
    await trx
      .insertInto('workflows')
      .values({ id, workspace_id: workspaceId, slug, name: 'Billing replies', purpose: 'Answers.', created_at: at })
      .execute()
    await trx
      .insertInto('releases')
      .values({
        id: releaseId,
        workspace_id: workspaceId,
        workflow_id: id,
        name: '2026-11-20',
        content_hash: SAMPLE_RELEASE,
        manifest: JSON.stringify({ data }),
        source: '',
        created_at: at,
        created_by: 'test',
        created_by_name: 'Test',
      })
      .execute()
    await trx
      .updateTable('workflows')
      .set({ active_release_id: releaseId, activated_at: at })
      .where('id', '=', id)
      .execute()
  })
  return id
}
