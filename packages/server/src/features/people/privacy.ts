import type { Privacy, PrivacyRequest } from '@dayshift/contract'
import { type Actor, DEFAULT_PRIVACY, type PrivacyTerms } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { personOf } from './people-read-model.ts'

/** How the workspace keeps figures of its people. */
export async function privacyOf(trx: Trx, workspaceId: string): Promise<PrivacyTerms> {
  const row = await newest(trx, workspaceId)
  return row === undefined ? DEFAULT_PRIVACY : { leastGroup: row.least_group, maySee: row.may_see }
}

export async function readPrivacy(trx: Trx, workspaceId: string): Promise<z.output<typeof Privacy>> {
  const row = await newest(trx, workspaceId)
  const maySee = await Promise.all((row?.may_see ?? []).map((id) => personOf(trx, workspaceId, id)))
  return {
    leastGroup: row?.least_group ?? DEFAULT_PRIVACY.leastGroup,
    maySee: maySee.flatMap((person) => (person === null ? [] : [{ id: person.id, name: person.name }])),
    at: row?.at.toISOString() ?? null,
    by: row === undefined ? null : { id: row.by_id, name: row.by_name },
  }
}

/** Sets how small a group may be shown, and who may see figures of other persons. */
export async function setPrivacy(
  world: World,
  { workspaceId, actor }: { readonly workspaceId: string; readonly actor: Actor },
  { leastGroup, maySee }: z.output<typeof PrivacyRequest>,
): Promise<z.output<typeof Privacy>> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const names: string[] = []
    for (const id of new Set(maySee)) {
      // oxlint-disable-next-line no-await-in-loop -- on one connection
      const person = await personOf(trx, workspaceId, id)
      if (person === null || !person.active) throw noSuchPerson(id)
      names.push(person.name)
    }
    await trx
      .insertInto('privacy_terms')
      .values({
        workspace_id: workspaceId,
        least_group: leastGroup,
        may_see: [...new Set(maySee)],
        at: world.clock.now(),
        by_id: actor.id,
        by_name: actor.name,
      })
      .execute()
    for (const topic of ['trust', 'adoption'] as const) {
      // oxlint-disable-next-line no-await-in-loop -- on one connection
      await publish(trx, workspaceId, { topic, workflow: null, id: null })
    }
    const privacy = await readPrivacy(trx, workspaceId)
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'privacy-set',
      subject: 'workspace',
      sentence: `set that groups of fewer than ${String(leastGroup)} people are shown nowhere, and that ${names.length === 0 ? 'nobody sees' : `${names.join(', ')} may see`} figures of other persons.`,
      details: { leastGroup, maySee },
    })
    return privacy
  })
}

function newest(trx: Trx, workspaceId: string) {
  return trx
    .selectFrom('privacy_terms')
    .select(['least_group', 'may_see', 'at', 'by_id', 'by_name'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}

function noSuchPerson(id: string): ProblemError {
  return new ProblemError({
    status: 422,
    code: 'no-such-person',
    title: 'That person can not be named',
    detail: `There is no active person "${id}" in this workspace.`,
    mend: 'Name people who work here now.',
    errors: [{ path: '/maySee', message: `"${id}" is no active person here` }],
  })
}
