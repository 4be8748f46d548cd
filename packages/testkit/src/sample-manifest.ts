import { contentHash, type Json, type Manifest } from '@dayshift/core'
import { inWorkspace, type World } from '@dayshift/server'

const HOUR_MS = 3_600_000

/** A whole manifest of a workflow that drafts replies to tickets; each member may be replaced. */
export function sampleManifest(overrides: Partial<Manifest> = {}): Manifest {
  return {
    dayshift: 1,
    workflow: 'billing-replies',
    name: 'Billing replies',
    release: '2026-11-20',
    purpose: 'Drafts replies to billing questions.',
    doesNot: ['It does not send anything.'],
    trigger: 'A ticket comes in.',
    reads: ['The ticket'],
    produces: 'A reply',
    usedBy: 'Billing support',
    pilot: null,
    input: {
      type: 'object',
      properties: { ticket: { type: 'string' }, text: { type: 'string', minLength: 1 } },
      required: ['text'],
    },
    output: {
      type: 'object',
      properties: { reply: { type: 'string', minLength: 1 }, refundDays: { type: 'integer' } },
      required: ['reply'],
      additionalProperties: false,
    },
    unitKey: 'input.ticket',
    dedupe: null,
    confidence: null,
    model: { provider: 'example', name: 'small-model', version: null, parameters: {} },
    prompts: [],
    rules: [
      {
        name: 'money',
        on: 'output',
        when: 'output.reply.contains("refund")',
        to: 'review',
        because: 'The answer names money: check it against the billing policy.',
      },
    ],
    rollout: { percent: 100, steps: [] },
    qaSample: 0,
    call: { timeoutMs: 10_000, attempts: 2, backoffMs: 100, breaker: { failures: 5, coolDownMs: 30_000 } },
    fallback: { route: 'human', sentence: 'Support answers the ticket by hand.' },
    limits: { perRun: null, perDay: null, perMonth: null, latencyMs: null },
    metrics: [],
    slices: [],
    data: { capture: 'full', retentionDays: 30, subject: null, redact: [] },
    cases: { dueMs: 4 * HOUR_MS, backupAfterMs: 8 * HOUR_MS, expireMs: 24 * HOUR_MS },
    runbook: {
      correctLooksLike: 'The reply names the right number of days.',
      dailyChecks: [],
      breaksFirst: ['Refund times'],
      stopWhen: ['Two customers complain on one day.'],
      callBuilderWhen: ['The replies are empty.'],
    },
    ...overrides,
  }
}

/** Lays in the manifest's workflow with that manifest as its one active release. Gives the release's content hash. */
export async function addSampleRelease(world: World, workspaceId: string, manifest: Manifest): Promise<string> {
  const [id, releaseId] = [world.newId(), world.newId()]
  const at = world.clock.now()
  const hash = contentHash(manifest as unknown as Json) // plain data
  await inWorkspace(world.db, workspaceId, async (trx) => {
    await trx
      .insertInto('workflows')
      .values({
        id,
        workspace_id: workspaceId,
        slug: manifest.workflow,
        name: manifest.name,
        purpose: manifest.purpose,
        created_at: at,
      })
      .execute()
    await trx
      .insertInto('releases')
      .values({
        id: releaseId,
        workspace_id: workspaceId,
        workflow_id: id,
        name: manifest.release,
        content_hash: hash,
        manifest: JSON.stringify(manifest),
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
  return hash
}

/** Makes a release that was taken in the one that runs, for this share of the units; as after a change's last step. */
export async function putLive(
  world: World,
  workspaceId: string,
  slug: string,
  hash: string,
  rolloutPercent: number,
): Promise<void> {
  await inWorkspace(world.db, workspaceId, async (trx) => {
    const { id } = await trx
      .selectFrom('releases')
      .innerJoin('workflows', 'workflows.id', 'releases.workflow_id')
      .select('releases.id')
      .where('workflows.slug', '=', slug)
      .where('releases.content_hash', '=', hash)
      .executeTakeFirstOrThrow()
    await trx
      .updateTable('workflows')
      .set((of) => ({
        active_release_id: id,
        activated_at: world.clock.now(),
        rollout_percent: rolloutPercent,
        gate_version: of('gate_version', '+', 1),
      }))
      .where('slug', '=', slug)
      .execute()
  })
}
