import type { Actor } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { subjectDigest } from './sealing.ts'

/**
 * Erases everything readable about one subject: its key, the sealed contents, records of it in quarantine. Records,
 * figures and the ledger stay. Contents of earlier runs that are delivered later are not kept either. Gives the number
 * of runs whose contents were erased.
 */
export async function eraseSubject(
  trx: Trx,
  world: World,
  workspaceId: string,
  actor: Actor,
  subject: string,
): Promise<number> {
  const now = world.clock.now()
  const digest = subjectDigest(world.secret, workspaceId, subject)
  const keys = await trx
    .updateTable('subject_keys')
    .set({ wrapped_key: null, erased_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('subject_digest', '=', digest)
    .where('erased_at', 'is', null)
    .returning('id')
    .execute()
  if (keys.length === 0) {
    const mark = { id: world.newId(), workspace_id: workspaceId, subject_digest: digest, created_at: now }
    await trx
      .insertInto('subject_keys')
      .values({ ...mark, wrapped_key: null, erased_at: now })
      .execute()
  }
  const contents =
    keys.length === 0
      ? []
      : await trx
          .updateTable('run_contents')
          .set({ sealed: null })
          .where(
            'subject_key_id',
            'in',
            keys.map((key) => key.id),
          )
          .where('sealed', 'is not', null)
          .returning('run_id')
          .execute()
  await trx
    .deleteFrom('quarantined_records')
    .where('workspace_id', '=', workspaceId)
    .where('subject_digest', '=', digest)
    .execute()
  const erased = contents.length
  await recordAct(trx, world, {
    workspaceId,
    actor,
    act: 'subject-erased',
    subject: `subject:${digest}`,
    sentence: `erased the contents of ${erased === 1 ? '1 run' : `${String(erased)} runs`} about one subject.`,
    details: { runs: erased },
  })
  return erased
}
