import type { Person } from '@dayshift/contract'
import type { Actor } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import { belongsElsewhere, endSessions, hashPassword, setPassword } from '../../platform/identity/index.ts'
import { publish } from '../../platform/live/index.ts'
import type { World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { personOf } from './people-read-model.ts'

/**
 * Sets a new first password for somebody who lost hers, and ends her sessions. Never the actor's own, and never of an
 * account that another workspace relies on too.
 */
export async function resetPassword(
  world: World,
  workspaceId: string,
  actor: Actor,
  id: string,
  password: string,
): Promise<z.infer<typeof Person>> {
  const known = await inWorkspace(world.db, workspaceId, (trx) => personOf(trx, workspaceId, id))
  if (known === null) throw notFound('person', id)
  const { name } = known
  if (actor.kind === 'person' && actor.id === id) {
    throw refused('own-password', 'This is your own password.', 'Change it in the menu with your name.')
  }
  if (!known.active) {
    throw refused('membership-ended', `The membership of ${name} has ended.`, 'Restore the membership first.')
  }
  if (await belongsElsewhere(world, id, workspaceId)) {
    throw refused(
      'belongs-elsewhere',
      `${name} belongs to another workspace too, and a new password would open that one.`,
      `End the membership here and add ${name} with an address of this workspace.`,
    )
  }
  const passwordHash = await hashPassword(password)
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    await setPassword(trx, world, id, passwordHash)
    await endSessions(trx, id)
    const person = await personOf(trx, workspaceId, id)
    if (person === null) throw notFound('person', id)
    await publish(trx, workspaceId, { topic: 'people', workflow: null, id })
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'password-reset',
      subject: `person:${id}`,
      sentence: `set a new first password for ${name} and ended the open sessions.`,
    })
    return person
  })
}

function refused(code: string, why: string, mend: string): ProblemError {
  return new ProblemError({
    status: 409,
    code,
    title: 'The password was not reset',
    detail: `Cannot reset the password: ${why}`,
    mend,
  })
}
