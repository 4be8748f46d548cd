import type { Trx, World } from '../../platform/world.ts'
import { open, seal, unwrapKey } from './sealing.ts'
import { keysOf } from './subject-keys.ts'

/** What was captured of a run, already redacted as its manifest says. */
export interface Capture {
  readonly runId: string
  /** Key of the person whom it is about; null where the run names none. */
  readonly subject: string | null
  /** When the run began. */
  readonly at: Date
  readonly expiresAt: Date
  /** As {@link contentsText} made it. */
  readonly text: string
}

/** What there is to read of a run. */
export type Contents =
  | { readonly state: 'kept'; readonly input?: unknown; readonly output?: unknown }
  | { readonly state: 'not-captured' | 'erased' | 'expired' }

/** The text that is sealed; a member that is undefined was not captured. */
export function contentsText(contents: { readonly input?: unknown; readonly output?: unknown }): string {
  return JSON.stringify({ input: contents.input, output: contents.output })
}

/** Keeps the contents of a batch of new runs, each sealed under its subject's key. One run is given once. */
export async function sealContents(
  trx: Trx,
  world: World,
  workspaceId: string,
  captures: readonly Capture[],
): Promise<void> {
  if (captures.length === 0) return
  const keys = await keysOf(trx, world, workspaceId, captures)
  const now = world.clock.now()
  const rows = captures.map((capture, i) => {
    const found = keys[i]
    if (found === undefined) throw new Error(`Cannot seal the contents of run "${capture.runId}": it has no key`)
    const { runId, expiresAt, text } = capture
    const keep = found.key !== null && expiresAt > now
    return {
      run_id: runId,
      workspace_id: workspaceId,
      subject_key_id: found.id,
      sealed: keep && found.key !== null ? seal(found.key, runId, text) : null,
      expires_at: expiresAt,
    }
  })
  await trx.insertInto('run_contents').values(rows).execute()
}

/** The contents of runs, by run id; every run asked for has an entry. One query. */
export async function openContents(
  trx: Trx,
  world: World,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, Contents>> {
  if (runIds.length === 0) return new Map()
  const rows = await trx
    .selectFrom('run_contents')
    .innerJoin('subject_keys', 'subject_keys.id', 'run_contents.subject_key_id')
    .select(['run_contents.run_id', 'sealed', 'expires_at', 'subject_keys.id as key_id', 'wrapped_key', 'erased_at'])
    .where('run_contents.run_id', 'in', runIds)
    .execute()
  const now = world.clock.now()
  const found = new Map(rows.map((row) => [row.run_id, read(world, row, now)]))
  return new Map(runIds.map((id) => [id, found.get(id) ?? { state: 'not-captured' }]))
}

interface ContentsRow {
  readonly run_id: string
  readonly sealed: Buffer | null
  readonly expires_at: Date
  readonly key_id: string
  readonly wrapped_key: Buffer | null
  readonly erased_at: Date | null
}

function read(world: World, row: ContentsRow, now: Date): Contents {
  if (row.erased_at !== null && row.erased_at < row.expires_at) return { state: 'erased' }
  if (row.sealed === null || row.wrapped_key === null || row.expires_at <= now) return { state: 'expired' }
  const key = unwrapKey(world.secret, row.key_id, row.wrapped_key)
  // Made by contentsText.
  const { input, output } = JSON.parse(open(key, row.run_id, row.sealed)) as { input?: unknown; output?: unknown }
  return { state: 'kept', ...(input === undefined ? {} : { input }), ...(output === undefined ? {} : { output }) }
}
