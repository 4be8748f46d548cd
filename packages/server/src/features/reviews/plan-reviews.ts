import type {
  CloseActionRequest,
  LayInPlanRequest,
  PolicyAnswerRequest,
  PolicyChangeRequest,
  ReviewAction,
  ReviewCalendar,
  ReviewStartRequest,
} from '@dayshift/contract'
import { addDays, dateInWords, dayIn, isZone, PLAN_TEMPLATES, refused, refuseRelease } from '@dayshift/core'
import type { z } from 'zod'
import type { Caller } from '../../platform/http/caller.ts'
import { notFound } from '../../platform/http/problem.ts'
import type { World } from '../../platform/world.ts'
import { zoneOf } from '../alerts/index.ts'
import { orRefuse } from '../handover/index.ts'
import { findRelease } from '../workflows/index.ts'
import { followCalendar } from './follow-calendar.ts'
import { type OnReview, onReview, tell } from './on-review.ts'
import { actionWire, readCalendar } from './read-reviews.ts'
import {
  findActions,
  insertActions,
  insertPlan,
  insertPolicyAnswer,
  insertPolicyChange,
  insertStart,
  policyChangesOf,
  saveClosed,
  startsOf,
} from './store.ts'

/** Sets the date from which reviews are counted from now on; what has come due before keeps its day. */
export async function setStart(
  world: World,
  caller: Caller,
  slug: string,
  { day, time, zone, reason, intendedUsers }: z.output<typeof ReviewStartRequest>,
): Promise<ReviewCalendar> {
  return await onReview(world, caller, bySlug(slug), async (on) => {
    const before = (await startsOf(on.trx, on.place)).at(-1) ?? null
    const its = zone ?? before?.zone ?? (await zoneOf(on.trx, caller.workspaceId))
    if (!isZone(its)) {
      orRefuse(
        refused('invalid', 'unknown-zone', `“${its}” is no time zone.`, 'Write one like “Europe/Berlin” or “UTC”.'),
      )
    }
    await insertStart(on.trx, on.place, {
      day,
      time,
      zone: its,
      setAt: on.now,
      intendedUsers: intendedUsers ?? before?.intendedUsers ?? null,
      reason: reason.trim(),
      by: { id: on.actor.id, name: on.actor.name },
    })
    await insertPlan(on.trx, on.place, on.now)
    await followCalendar(on.trx, world, on.place)
    return await told(world, on, {
      act: 'review-date-set',
      sentence: `set ${dateInWords(day)} as the date from which reviews are counted${before === null || before.day === day ? '' : `, instead of ${dateInWords(before.day)}`}: ${reason.trim()}`,
      details: { day, time, zone: its, before: before?.day ?? null, intendedUsers: intendedUsers ?? null },
    })
  })
}

export async function tellPolicyChange(
  world: World,
  caller: Caller,
  slug: string,
  { holdsFrom, words, source, touches }: z.output<typeof PolicyChangeRequest>,
): Promise<ReviewCalendar> {
  return await onReview(world, caller, bySlug(slug), async (on) => {
    const id = world.newId()
    const by = { id: on.actor.id, name: on.actor.name }
    await insertPolicyChange(on.trx, on.place, { id, holdsFrom, words, source, touches, toldAt: on.now, by })
    return await told(world, on, {
      act: 'policy-change-told',
      sentence: `told of a policy change from ${dateInWords(holdsFrom)} on: ${words} (${source})`,
      details: { id, holdsFrom, touches },
    })
  })
}

/** Answers a policy change, once: by a release that was made since it was known, or by why none is needed. */
export async function answerPolicyChange(
  world: World,
  caller: Caller,
  id: string,
  answer: z.output<typeof PolicyAnswerRequest>,
): Promise<ReviewCalendar> {
  const known = async (on: Pick<OnReview, 'trx'>) => {
    const [change] = await policyChangesOf(on.trx, caller.workspaceId, { id })
    if (change === undefined) throw notFound('policy change', id)
    return change
  }
  return await onReview(
    world,
    caller,
    (trx) => known({ trx }),
    async (on) => {
      const change = await known(on)
      if (change.answer !== null) {
        orRefuse(
          refused(
            'conflict',
            'policy-answered',
            `${change.answer.by.name} has answered this policy change on ${dateInWords(change.answer.at.toISOString().slice(0, 10))}.`,
          ),
        )
      }
      let words: string
      if (answer.kind === 'release') {
        const release = await findRelease(on.trx, caller.workspaceId, on.workflow.id, { hash: answer.release })
        if (release === null) throw notFound(`release of "${on.workflow.slug}"`, answer.release)
        const why = refuseRelease(change, release)
        if (why !== null) orRefuse(refused('invalid', 'release-too-old', why, 'Name one that was made since.'))
        words = release.name
      } else words = answer.reason.trim()
      const by = { id: on.actor.id, name: on.actor.name }
      await insertPolicyAnswer(on.trx, caller.workspaceId, id, { kind: answer.kind, words, at: on.now, by })
      return await told(world, on, {
        act: 'policy-change-answered',
        sentence:
          answer.kind === 'release'
            ? `answered the policy change “${change.words}” by release ${words}.`
            : `said that the policy change “${change.words}” needs no change here: ${words}`,
        details: { id, kind: answer.kind },
      })
    },
  )
}

/** Says that an action was done or is dropped: by whoever has it, or an admin. */
export async function closeAction(
  world: World,
  caller: Caller,
  id: string,
  { outcome, words }: z.output<typeof CloseActionRequest>,
): Promise<z.output<typeof ReviewAction>> {
  const known = async (on: Pick<OnReview, 'trx'>) => {
    const [action] = await findActions(on.trx, caller.workspaceId, { id })
    if (action === undefined) throw notFound('action', id)
    return action
  }
  return await onReview(
    world,
    caller,
    async (trx) => ({ slug: (await known({ trx })).workflow.slug }),
    async (on) => {
      const action = await known(on)
      if (action.closed !== null) {
        orRefuse(refused('conflict', 'action-closed', `“${action.what}” was closed by ${action.closed.by.name}.`))
      }
      if (action.person.id !== on.actor.id && on.actor.role !== 'admin') {
        orRefuse(
          refused(
            'not-yours',
            'not-your-action',
            `“${action.what}” is for ${action.person.name} to close, or for an admin.`,
            `Ask ${action.person.name}.`,
          ),
        )
      }
      if (outcome === 'dropped' && words.trim() === '') {
        orRefuse(refused('invalid', 'words-missing', `Why “${action.what}” is dropped is not said.`, 'Say why.'))
      }
      const closed = { at: on.now, by: { id: on.actor.id, name: on.actor.name }, outcome, words: words.trim() }
      await saveClosed(on.trx, id, closed)
      const start = (await startsOf(on.trx, on.place)).at(-1)
      await tell(world, on, {
        act: 'review-action-closed',
        sentence: `${outcome === 'done' ? 'did' : 'dropped'} “${action.what}”${closed.words === '' ? '.' : `: ${closed.words}`}`,
        details: { id, outcome },
      })
      return actionWire({ ...action, closed }, on.actor, dayIn(start?.zone ?? 'UTC', on.now))
    },
  )
}

/** Lays in a plan: each step becomes an action of whoever holds its duty, else of whoever lays it in. */
export async function layInPlan(
  world: World,
  caller: Caller,
  slug: string,
  { plan, from }: z.output<typeof LayInPlanRequest>,
): Promise<ReviewCalendar> {
  return await onReview(world, caller, bySlug(slug), async (on) => {
    const template = PLAN_TEMPLATES.find(({ id }) => id === plan)
    if (template === undefined) throw notFound('plan', plan)
    const open = await findActions(on.trx, caller.workspaceId, { workflowId: on.workflow.id })
    if (open.some((each) => each.plan === template.name)) {
      orRefuse(refused('conflict', 'plan-laid-in', `“${template.name}” was laid in already.`, 'Look at its actions.'))
    }
    const nameOf = (id: string) => on.people.find((person) => person.id === id)?.name ?? id
    const whoseIs = (duty: string) => {
      const person = on.duties.find((each) => each.duty === duty)?.person ?? on.actor.id
      return { id: person, name: nameOf(person) }
    }
    await insertActions(
      on.trx,
      on.place,
      on.now,
      template.steps.map(({ what, duty, days }) => ({
        id: world.newId(),
        what,
        person: whoseIs(duty),
        due: addDays(from, days),
        plan: template.name,
        reviewId: null,
      })),
    )
    return await told(world, on, {
      act: 'plan-laid-in',
      sentence: `laid in the plan “${template.name}” from ${dateInWords(from)} on: ${template.steps.length} actions.`,
      details: { plan, from },
    })
  })
}

function bySlug(slug: string): () => Promise<{ readonly slug: string }> {
  return async () => ({ slug })
}

/** The calendar as it is after the act, which is recorded last. */
async function told(world: World, on: OnReview, act: Parameters<typeof tell>[2]): Promise<ReviewCalendar> {
  const calendar = await readCalendar(on.trx, world, on.place.workspaceId, on.actor, on.workflow.slug)
  await tell(world, on, act)
  return calendar
}
