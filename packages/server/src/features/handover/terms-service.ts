import type {
  Disagreement,
  Money,
  MoneyRequest,
  OpenDisagreementRequest,
  TargetRequest,
  TargetState,
} from '@dayshift/contract'
import { MEASURES, refused, refuseUnlessMay } from '@dayshift/core'
import type { z } from 'zod'
import type { Caller } from '../../platform/http/caller.ts'
import { notFound } from '../../platform/http/problem.ts'
import type { World } from '../../platform/world.ts'
import { readDisagreements, readMoney, readTargets } from './evidence-store.ts'
import { dayInWords } from './in-words.ts'
import { onHandover, tell } from './on-handover.ts'
import { nameBy } from './people.ts'
import { conflict, orRefuse, refusalProblem } from './problems.ts'
import { wireDisagreement, wireMoney, wireTarget } from './to-wire.ts'

/** Sets the lifecycle budget, if it is still what the writer saw. */
export async function setMoney(
  world: World,
  caller: Caller,
  slug: string,
  { currency, lines, committedValue, basedOn }: z.output<typeof MoneyRequest>,
): Promise<z.output<typeof Money>> {
  return await onHandover(world, caller, slug, async (on) => {
    orRefuse(refuseUnlessMay('money', on.person, on.duties, on.people))
    const before = await readMoney(on.trx, on.workspaceId, on.workflow.id)
    const name = nameBy(on.people)
    if (before.version !== basedOn) {
      throw conflict(
        'budget-moved',
        'The budget has changed',
        `The budget of “${on.workflow.name}” can't be set over version ${basedOn}: it is at version ${before.version}${before.by === null ? '' : `, set by ${name(before.by).name}`}.`,
        'Look at it as it is now, and set it again.',
      )
    }
    const version = before.version + 1
    await on.trx
      .insertInto('money_versions')
      .values({
        workspace_id: on.workspaceId,
        workflow_id: on.workflow.id,
        version,
        currency,
        lines: JSON.stringify(lines),
        committed_value: committedValue,
        at: on.now,
        by_id: on.person.id,
      })
      .execute()
    await tell(world, on, {
      act: 'budget-set',
      sentence: `set the budget of “${on.workflow.name}”: ${lines.map(({ line, planned }) => `${line} ${planned} ${currency}`).join(', ') || 'no line'}${committedValue === null ? '' : `; the case commits to ${committedValue} ${currency} a year`}.`,
      details: { version, currency, lines, committedValue },
    })
    return wireMoney(await readMoney(on.trx, on.workspaceId, on.workflow.id), name)
  })
}

/** Sets the one target of a measure, or takes it away. What is so already changes nothing. */
export async function setTarget(
  world: World,
  caller: Caller,
  slug: string,
  { measure, bound, value }: z.output<typeof TargetRequest>,
): Promise<{ items: z.output<typeof TargetState>[] }> {
  return await onHandover(world, caller, slug, async (on) => {
    orRefuse(refuseUnlessMay('targets', on.person, on.duties, on.people))
    const name = nameBy(on.people)
    const before = await readTargets(on.trx, on.workspaceId, on.workflow.id)
    const was = before.find((target) => target.measure === measure) ?? null
    if ((was?.value ?? null) === value && (value === null || was?.bound === bound)) {
      return { items: before.map((target) => wireTarget(target, name)) }
    }
    await on.trx
      .insertInto('targets')
      .values({
        workspace_id: on.workspaceId,
        workflow_id: on.workflow.id,
        measure,
        bound,
        value,
        at: on.now,
        by_id: on.person.id,
      })
      .execute()
    const { name: what, unit } = MEASURES[measure]
    const words = bound === 'at-least' ? 'at least' : 'at most'
    await tell(world, on, {
      act: 'target-set',
      sentence:
        value === null
          ? `took the target for “${what}” away.`
          : `set the target “${what}”: ${words} ${value} ${unit === 'money' ? 'in the currency of the runs' : unit}.`,
      details: { measure, bound, value },
    })
    const after = await readTargets(on.trx, on.workspaceId, on.workflow.id)
    return { items: after.map((target) => wireTarget(target, name)) }
  })
}

/** Says that people still disagree; it blocks until it is settled. */
export async function openDisagreement(
  world: World,
  caller: Caller,
  slug: string,
  { about, text }: z.output<typeof OpenDisagreementRequest>,
): Promise<z.output<typeof Disagreement>> {
  return await onHandover(world, caller, slug, async (on) => {
    const id = world.newId()
    await on.trx
      .insertInto('disagreements')
      .values({
        id,
        workspace_id: on.workspaceId,
        workflow_id: on.workflow.id,
        about,
        text,
        opened_at: on.now,
        opened_by: on.person.id,
      })
      .execute()
    await tell(world, on, {
      act: 'disagreement-opened',
      sentence: `said that people disagree about ${ABOUT_WORDS[about]}: ${text}`,
      details: { id, about },
    })
    const opened = { id, about, text, openedAt: on.now, openedBy: on.person.id, settledAt: null, settled: null }
    return wireDisagreement(opened, nameBy(on.people))
  })
}

const ABOUT_WORDS = {
  ownership: 'who owns it',
  success: 'what success is',
  failure: 'what counts as a failure',
} as const

/** Settles a disagreement with the words of what was agreed: by whoever opened it, the business owner or an admin. */
export async function settleDisagreement(
  world: World,
  caller: Caller,
  slug: string,
  id: string,
  words: string,
): Promise<z.output<typeof Disagreement>> {
  return await onHandover(world, caller, slug, async (on) => {
    const all = await readDisagreements(on.trx, on.workspaceId, on.workflow.id)
    const open = all.find((each) => each.id === id)
    if (open === undefined) throw notFound(`disagreement of "${slug}"`, id)
    if (open.openedBy !== on.person.id) orRefuse(refuseUnlessMay('settle', on.person, on.duties, on.people))
    const name = nameBy(on.people)
    if (open.settled !== null) {
      throw conflict(
        'already-settled',
        'It is settled',
        `The disagreement was settled by ${name(open.settled.by).name} on ${dayInWords(open.settled.at)}: ${open.settled.words}`,
        'Open a new one where people disagree again.',
      )
    }
    if (words.trim() === '') {
      throw refusalProblem(
        refused('invalid', 'words-missing', 'A disagreement is settled by what was agreed.', 'Write it down.'),
      )
    }
    const settled = { at: on.now, by: on.person.id, words }
    await on.trx
      .insertInto('settlements')
      .values({ disagreement_id: id, workspace_id: on.workspaceId, words, at: settled.at, by_id: settled.by })
      .execute()
    await tell(world, on, {
      act: 'disagreement-settled',
      sentence: `settled the disagreement about ${ABOUT_WORDS[open.about]}: ${words}`,
      details: { id, about: open.about },
    })
    return wireDisagreement({ ...open, settledAt: settled.at, settled }, name)
  })
}
