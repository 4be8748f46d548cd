import type { SeamDetail } from '@dayshift/contract'
import type { Actor, JsonObject } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { readSeams, type StoredSeam } from './read-seams.ts'
import { seamDetail } from './seam-detail.ts'
import { peopleOnly } from './seam-problems.ts'

export interface Caller {
  readonly workspaceId: string
  readonly actor: Actor
}

export interface OnSeam {
  readonly trx: Trx
  readonly workspaceId: string
  readonly now: Date
  readonly seam: StoredSeam
}

interface Done {
  readonly act: string
  /** Reads after the actor's name. */
  readonly sentence: string
  readonly details?: JsonObject
}

/** One act of a person on a locked seam, told to the screens and the ledger; null where nothing changed. */
export async function actOnSeam(
  world: World,
  { workspaceId, actor }: Caller,
  id: string,
  work: (on: OnSeam) => Promise<Done | null>,
): Promise<SeamDetail | null> {
  peopleOnly(actor)
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const now = world.clock.now()
    const seam = await lockSeam(trx, workspaceId, id, now)
    const done = await work({ trx, workspaceId, now, seam })
    if (done !== null) {
      await publish(trx, workspaceId, { topic: 'seams', workflow: null, id })
      for (const { slug } of seam.workflows)
        await publish(trx, workspaceId, { topic: 'handover', workflow: slug, id: null })
      await recordAct(trx, world, { workspaceId, actor, subject: `seam:${id}`, ...done })
    }
    const [after] = await readSeams(trx, workspaceId, now, { id })
    return after === undefined ? null : await seamDetail(trx, workspaceId, after, now)
  })
}

/** The seam, and nobody else changes it until the transaction ends. */
export async function lockSeam(trx: Trx, workspaceId: string, id: string, now: Date): Promise<StoredSeam> {
  await trx
    .selectFrom('seams')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .execute()
  return await knownSeam(trx, workspaceId, id, now)
}

export async function knownSeam(trx: Trx, workspaceId: string, id: string, now: Date): Promise<StoredSeam> {
  const [seam] = await readSeams(trx, workspaceId, now, { id })
  if (seam === undefined) throw notFound('seam', id)
  return seam
}
