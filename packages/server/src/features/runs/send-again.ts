import type { SentAgain } from '@dayshift/contract'
import type { Actor } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { World } from '../../platform/world.ts'
import { open, quarantineKey } from '../contents/index.ts'
import { recordAct } from '../ledger/index.ts'
import type { RunIntake } from './ingest/run-intake.ts'

/**
 * Takes a quarantined record in on the way that all runs take: mended by a person, or as it came where the cause is
 * mended elsewhere. What is still wrong is said, and the record stays as it was.
 */
export async function sendAgain(
  world: World,
  intake: RunIntake,
  { workspaceId, actor }: { readonly workspaceId: string; readonly actor: Actor },
  id: string,
  mended: string | undefined,
): Promise<z.output<typeof SentAgain>> {
  const kept = await inWorkspace(world.db, workspaceId, (trx) =>
    trx
      .selectFrom('quarantined_records')
      .select(['sealed'])
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .executeTakeFirst(),
  )
  if (kept === undefined) throw notFound('record in quarantine', id)
  const record = parsed(mended ?? open(quarantineKey(world.secret), id, kept.sealed))
  // The sender's clock is long gone: the record's own times count.
  const result = await intake.takeIn(workspaceId, { sentAt: null, records: [record], keepsBad: false })
  const [rejected] = result.rejected
  if (rejected !== undefined) {
    throw new ProblemError({
      status: 422,
      code: 'record-still-bad',
      title: 'The record was not taken in',
      detail: 'Cannot take the record in: something in it is still wrong.',
      mend: 'Mend what is named under "errors" and send it again. The record stays in quarantine.',
      errors: rejected.errors,
    })
  }
  const runId = idOf(record)
  await inWorkspace(world.db, workspaceId, async (trx) => {
    const gone = await trx
      .deleteFrom('quarantined_records')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .returning('id')
      .executeTakeFirst()
    // Somebody else was first: then the act is told already.
    if (gone === undefined) return
    await publish(trx, workspaceId, { topic: 'runs', workflow: null, id: runId })
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'record-sent-again',
      subject: `run:${runId}`,
      sentence: `took a record out of quarantine into the runs${mended === undefined ? ' as it came' : ', mended by hand'}${result.accepted === 0 ? '; a run of its id was there already' : ''}.`,
      details: { quarantined: id, mended: mended !== undefined },
    })
  })
  return { runId, duplicate: result.accepted === 0 }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new ProblemError({
      status: 422,
      code: 'record-not-json',
      title: 'The record is not JSON',
      detail: `Cannot take the record in: it does not parse as JSON (${error instanceof Error ? error.message : 'no reason given'}).`,
      mend: 'Mend the text and send it again.',
    })
  }
}

/** The intake took it in: it has an id. */
function idOf(record: unknown): string {
  const id: unknown = typeof record === 'object' && record !== null ? Reflect.get(record, 'id') : undefined
  return typeof id === 'string' ? id.toLowerCase() : ''
}
