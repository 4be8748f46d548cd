import type { Waiver, WaiveRequest } from '@dayshift/contract'
import { criterionOf, refused, refuseUnlessMay, refuseWaiver, waiverHolds } from '@dayshift/core'
import type { z } from 'zod'
import type { Caller } from '../../platform/http/caller.ts'
import { notFound } from '../../platform/http/problem.ts'
import type { World } from '../../platform/world.ts'
import { readWaivers } from './evidence-store.ts'
import { dayInWords } from './in-words.ts'
import { onHandover, tell } from './on-handover.ts'
import { nameBy } from './people.ts'
import { conflict, orRefuse, refusalProblem } from './problems.ts'
import { wireWaiver } from './to-wire.ts'

/** Waives a criterion until an expiry. A hard gate only by the business owner or an admin. */
export async function waiveCriterion(
  world: World,
  caller: Caller,
  slug: string,
  asked: z.output<typeof WaiveRequest>,
): Promise<z.output<typeof Waiver>> {
  return await onHandover(world, caller, slug, async (on) => {
    const expiresAt = new Date(asked.expiresAt)
    orRefuse(refuseWaiver({ ...asked, expiresAt }, on.playbook, on.now))
    const criterion = criterionOf(on.playbook, asked.criterion)
    if (criterion === null) throw notFound('criterion', asked.criterion) // refuseWaiver has said so before
    const act = criterion.gate === 'hard' ? 'waive-hard-gate' : 'waive'
    orRefuse(refuseUnlessMay(act, on.person, on.duties, on.people))
    const name = nameBy(on.people)
    const waivers = await readWaivers(on.trx, on.workspaceId, on.workflow.id)
    const holds = waivers.find((each) => each.criterion === criterion.id && waiverHolds(each, on.now))
    if (holds !== undefined) {
      throw conflict(
        'waiver-holds',
        'A waiver holds already',
        `“${criterion.name}” is waived by ${name(holds.by).name} until ${dayInWords(holds.expiresAt)}.`,
        'End that one first, or wait until it lapses.',
      )
    }
    const waiver = {
      id: world.newId(),
      criterion: criterion.id,
      criterionName: criterion.name,
      reason: asked.reason,
      by: on.person.id,
      at: on.now,
      expiresAt,
      endedAt: null,
      ended: null,
    }
    await on.trx
      .insertInto('waivers')
      .values({
        id: waiver.id,
        workspace_id: on.workspaceId,
        workflow_id: on.workflow.id,
        criterion: waiver.criterion,
        criterion_name: waiver.criterionName,
        reason: waiver.reason,
        at: waiver.at,
        by_id: waiver.by,
        expires_at: waiver.expiresAt,
      })
      .execute()
    await tell(world, on, {
      act: 'criterion-waived',
      sentence: `waived “${criterion.name}” until ${dayInWords(expiresAt)}: ${asked.reason}`,
      details: {
        id: waiver.id,
        criterion: criterion.id,
        gate: criterion.gate,
        expiresAt: expiresAt.toISOString(),
        reason: asked.reason,
      },
    })
    return wireWaiver(waiver, name, on.now)
  })
}

/** Ends a waiver before its expiry: whoever may sign one may end one. */
export async function endWaiver(
  world: World,
  caller: Caller,
  slug: string,
  id: string,
  reason: string,
): Promise<z.output<typeof Waiver>> {
  return await onHandover(world, caller, slug, async (on) => {
    const waivers = await readWaivers(on.trx, on.workspaceId, on.workflow.id)
    const waiver = waivers.find((each) => each.id === id)
    if (waiver === undefined) throw notFound(`waiver of "${slug}"`, id)
    orRefuse(refuseUnlessMay('waive', on.person, on.duties, on.people))
    const name = nameBy(on.people)
    if (!waiverHolds(waiver, on.now)) {
      throw conflict(
        'waiver-over',
        'The waiver is over',
        waiver.ended === null
          ? `The waiver of “${waiver.criterionName}” lapsed on ${dayInWords(waiver.expiresAt)}.`
          : `The waiver of “${waiver.criterionName}” was ended by ${name(waiver.ended.by).name} on ${dayInWords(waiver.ended.at)}.`,
        null,
      )
    }
    if (reason.trim() === '') {
      throw refusalProblem(refused('invalid', 'reason-missing', 'A reason is missing: everybody reads it.', 'Say why.'))
    }
    const ended = { at: on.now, by: on.person.id, reason }
    await on.trx
      .insertInto('waiver_ends')
      .values({ waiver_id: id, workspace_id: on.workspaceId, reason, at: ended.at, by_id: ended.by })
      .execute()
    await tell(world, on, {
      act: 'waiver-ended',
      sentence: `ended the waiver of “${waiver.criterionName}” early: ${reason}`,
      details: { id, criterion: waiver.criterion, reason },
    })
    return wireWaiver({ ...waiver, endedAt: ended.at, ended }, name, on.now)
  })
}
