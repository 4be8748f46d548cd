import { contractCheck, redact } from '@dayshift/core'
import type { CompiledContract, Draft, Json, JsonSchema, Manifest, Reason, ReasonCode, Route } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx, World } from '../../platform/world.ts'
import { openContents } from '../contents/index.ts'
import type { Contents } from '../contents/index.ts'
import type { StoredCase } from './store.ts'

/** All that a case is decided by besides itself. */
export interface CaseContext {
  readonly workflow: { readonly slug: string; readonly name: string }
  readonly run: {
    readonly id: string
    readonly status: string
    readonly route: Route
    readonly reason: Reason
    readonly confidence: number | null
  }
  /** The release of the run; null where it had none. */
  readonly release: { readonly hash: string; readonly name: string } | null
  /** The manifest of that release, else of the one that is active now. */
  readonly manifest: Manifest | null
  readonly contents: Contents
}

export async function contextOf(trx: Trx, world: World, stored: StoredCase): Promise<CaseContext> {
  const { runId } = stored.record
  const row = await trx
    .selectFrom('workflows as w')
    .leftJoin('runs as r', (join) => join.on('r.id', '=', runId))
    .leftJoin('releases as own', 'own.id', 'r.release_id')
    .leftJoin('releases as active', 'active.id', 'w.active_release_id')
    .select([
      'w.slug',
      'w.name',
      'r.status',
      'r.route',
      'r.reason_code',
      'r.reason_rule',
      'r.reason_message',
      'r.confidence',
      'own.content_hash',
      'own.name as release_name',
      // What the workflows part wrote, parsed and normalised.
      sql<Manifest | null>`coalesce(own.manifest, active.manifest)`.as('manifest'),
    ])
    .where('w.id', '=', stored.workflowId)
    .executeTakeFirstOrThrow()
  const contents = (await openContents(trx, world, [runId])).get(runId) ?? { state: 'not-captured' }
  return {
    workflow: { slug: row.slug, name: row.name },
    run: {
      id: runId,
      status: row.status ?? 'not-called',
      // The ingest lets no other values in.
      route: (row.route ?? 'human') as Route,
      reason: {
        code: (row.reason_code ?? 'no-output') as ReasonCode,
        rule: row.reason_rule,
        message: row.reason_message ?? 'The record of the run is gone.',
      },
      confidence: row.confidence,
    },
    release: row.content_hash === null ? null : { hash: row.content_hash, name: row.release_name ?? '' },
    manifest: row.manifest,
    contents,
  }
}

/** The output that a person can accept or edit. */
export function draftOf({ run, contents }: CaseContext, { drill, firstRunId }: StoredCase): Draft {
  if (drill?.kind === 'wrong' && drill.revealedAt !== null && run.id === firstRunId) {
    return { kind: 'none', why: 'This answer was made wrong on purpose for a drill.' }
  }
  if (run.status !== 'ok' || run.reason.code === 'output-contract') return { kind: 'none', why: run.reason.message }
  if (contents.state === 'kept' && contents.output !== undefined)
    return { kind: 'kept', output: asJson(contents.output) }
  return { kind: 'not-kept' }
}

/** What is wrong with a value by the workflow's contract; nothing where there is none. */
export function checkOf(manifest: Manifest | null, side: 'input' | 'output'): CompiledContract['check'] {
  return manifest === null ? () => [] : contractCheck(manifest[side])
}

export function schemaOf(manifest: Manifest | null, side: 'input' | 'output'): JsonSchema {
  return manifest === null ? {} : manifest[side]
}

/**
 * What may be kept of a value that a person wrote, under the manifest's policy; undefined for nothing: nothing is
 * captured, or the contents of the run were erased or have expired, and this is content about the same unit.
 */
export function keepable({ manifest, contents }: CaseContext, side: 'input' | 'output', value: Json): Json | undefined {
  if (contents.state === 'erased' || contents.state === 'expired') return undefined
  if (manifest === null) return contents.state === 'kept' ? value : undefined
  const { capture, redact: pointers } = manifest.data
  if (capture === 'none') return undefined
  if (capture === 'full') return value
  const whole = redact({ [side]: value }, pointers)
  return typeof whole === 'object' && whole !== null && !Array.isArray(whole)
    ? (whole as { readonly [member: string]: Json })[side] // one member went in
    : undefined
}

/** What came out of `JSON.parse`. */
export function asJson(value: unknown): Json {
  return value as Json
}
