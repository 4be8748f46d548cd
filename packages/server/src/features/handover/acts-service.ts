import type { TellActRequest, ToldAct } from '@dayshift/contract'
import { ACT_KINDS, refuseAct, refuseUnlessMay, refused } from '@dayshift/core'
import type { z } from 'zod'
import type { Caller } from '../../platform/http/caller.ts'
import { notFound } from '../../platform/http/problem.ts'
import type { World } from '../../platform/world.ts'
import { insertAct, readActs } from './evidence-store.ts'
import { dayInWords } from './in-words.ts'
import { onHandover, tell } from './on-handover.ts'
import { nameBy } from './people.ts'
import { orRefuse, refusalProblem } from './problems.ts'
import { wireAct } from './to-wire.ts'

type Told = z.output<typeof ToldAct>

/** Keeps what people did as evidence. */
export async function tellAct(
  world: World,
  caller: Caller,
  slug: string,
  { kind, at: when, people, details }: z.output<typeof TellActRequest>,
): Promise<Told> {
  return await onHandover(world, caller, slug, async (on) => {
    const act = {
      id: world.newId(),
      kind,
      at: new Date(when),
      toldAt: on.now,
      by: on.person.id,
      people: [...new Set(people)],
      details,
    }
    orRefuse(refuseAct(act, on.people, on.now))
    await insertAct(on.trx, { workspaceId: on.workspaceId, workflowId: on.workflow.id }, act)
    const name = nameBy(on.people)
    const took = act.people.map((id) => name(id).name)
    await tell(world, on, {
      act: 'act-told',
      sentence: `told for ${dayInWords(act.at)}: “${ACT_KINDS[kind].name}”${took.length === 0 ? '' : `, with ${took.join(', ')}`}.`,
      details: { id: act.id, kind, at: act.at.toISOString(), people: act.people },
    })
    return wireAct({ ...act, struck: null }, name)
  })
}

/** Strikes an act out: by whoever told it, the business owner or an admin. It stays readable and counts nothing. */
export async function strikeAct(world: World, caller: Caller, slug: string, id: string, reason: string): Promise<Told> {
  return await onHandover(world, caller, slug, async (on) => {
    const acts = await readActs(on.trx, on.workspaceId, on.workflow.id)
    const act = acts.find((each) => each.id === id)
    if (act === undefined) throw notFound(`act of "${slug}"`, id)
    if (act.by !== on.person.id) orRefuse(refuseUnlessMay('strike', on.person, on.duties, on.people))
    const name = nameBy(on.people)
    const what = ACT_KINDS[act.kind].name
    if (act.struck !== null) {
      throw refusalProblem(
        refused(
          'conflict',
          'act-struck',
          `“${what}” of ${dayInWords(act.at)} was struck out by ${name(act.struck.by).name} on ${dayInWords(act.struck.at)}.`,
        ),
      )
    }
    if (reason.trim() === '') {
      throw refusalProblem(
        refused('invalid', 'reason-missing', 'A reason is missing: the act stays readable.', 'Say why.'),
      )
    }
    const struck = { at: on.now, by: on.person.id, reason }
    await on.trx
      .insertInto('struck_acts')
      .values({ act_id: id, workspace_id: on.workspaceId, at: struck.at, by_id: struck.by, reason })
      .execute()
    await tell(world, on, {
      act: 'act-struck',
      sentence: `struck out “${what}” of ${dayInWords(act.at)}: ${reason}`,
      details: { id, kind: act.kind, reason },
    })
    return wireAct({ ...act, struck }, name)
  })
}
