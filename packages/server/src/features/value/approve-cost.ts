import type { AnswerCostRequest, AskCostRequest, HourRateRequest } from '@dayshift/contract'
import { amountInWords, approvingDuty, dateInWords, DAY_MS, refuseUnlessMay } from '@dayshift/core'
import { storable } from '../../platform/database/index.ts'
import type { Caller } from '../../platform/http/caller.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import type { World } from '../../platform/world.ts'
import { calmAlert, raiseAlert } from '../alerts/index.ts'
import { onHandover, orRefuse, tell } from '../handover/index.ts'
import { costRequests, hourRateOf, insertCostAnswer, insertCostRequest, insertHourRate } from './approval-store.ts'

/** Told to whoever approves the running cost until it is answered. */
const ASKED = 'running-cost-asked'
/** An approval holds for a year at most. */
const LONGEST_DAYS = 366

/** Asks whether running it may cost so much a month; whoever approves it is told. A later question takes the place of an earlier one. */
export async function askCost(world: World, caller: Caller, slug: string, asked: AskCostRequest): Promise<void> {
  await onHandover(world, caller, slug, async (on) => {
    orRefuse(refuseUnlessMay('money', on.person, on.duties, on.people))
    const { trx, workspaceId, workflow, person, now: at } = on
    const { amount, currency } = asked
    const why = storable(asked.why)
    const what = `${amountInWords(amount)} ${currency} a month`
    const place = { workspaceId, workflowId: workflow.id }
    await insertCostRequest(trx, place, { id: world.newId(), amount, currency, why, at, by: person })
    await calmAlert(trx, world, workspaceId, { on: { kind: 'workflow', id: workflow.id }, signal: ASKED, slice: null })
    await raiseAlert(trx, world, workspaceId, {
      on: { kind: 'workflow', id: workflow.id },
      signal: ASKED,
      slice: null,
      class: 'unattended',
      severity: 'today',
      sentence: `${person.name} asks whether running it may cost ${what}: ${why}`,
      next: 'Approve it until a day, or refuse it with a reason.',
      runbookSection: null,
      since: at,
      candidates: [],
      evidence: { amount, currency },
      link: `/workflows/${slug}/value`,
      causedBy: person.id,
    })
    await tell(world, on, {
      act: 'running-cost-asked',
      sentence: `asked that running “${workflow.name}” may cost ${what}: ${why}`,
      details: { amount, currency, why },
    })
  })
}

/** Whoever approves the running cost answers what was asked last. */
export async function answerCost(world: World, caller: Caller, slug: string, asked: AnswerCostRequest): Promise<void> {
  await onHandover(world, caller, slug, async (on) => {
    const { trx, workspaceId, workflow, person, playbook, duties, people, now: at } = on
    const place = { workspaceId, workflowId: workflow.id }
    const duty = approvingDuty(playbook)
    const holder = duties.find((held) => held.duty === duty)?.person ?? null
    if (holder !== person.id) {
      const name = people.find(({ id }) => id === holder)?.name
      const title = duty === 'finance' ? 'finance' : 'whoever answers for the spend'
      throw new ProblemError({
        status: 403,
        code: 'not-your-duty',
        title: `This is for ${title}`,
        detail: `Only ${title} may approve what “${workflow.name}” costs; ${name === undefined ? 'nobody holds that duty' : `that is ${name}`}.`,
        mend: name === undefined ? `Give the duty "${duty}" to somebody first.` : `Ask ${name}.`,
      })
    }
    const [last] = await costRequests(trx, place)
    if (last === undefined || last.id !== asked.request || last.answer !== null) {
      throw new ProblemError({
        status: 409,
        code: 'cost-moved',
        title: 'This is not what is asked now',
        detail: `Cannot answer "${asked.request}": ${last === undefined ? 'nobody asked' : last.id === asked.request ? 'it is answered' : 'something else was asked since'}.`,
        mend: 'Look at what is asked now.',
      })
    }
    // Her own question is hers to answer only where the playbook has nobody else for it; then the record says so.
    const isOwn = last.by.id === person.id
    if (isOwn && duty === 'finance') {
      throw new ProblemError({
        status: 403,
        code: 'own-request',
        title: 'This is your own request',
        detail: `${person.name} asked for it, and can’t approve it.`,
        mend: 'Have somebody else ask, or hold the duty.',
      })
    }
    const until = asked.verdict === 'approved' ? asked.until : null
    if (until !== null) refuseBeyond(until, at)
    const reason = storable(asked.reason)
    await insertCostAnswer(trx, workspaceId, last.id, { verdict: asked.verdict, reason, until, at, by: person })
    await calmAlert(trx, world, workspaceId, { on: { kind: 'workflow', id: workflow.id }, signal: ASKED, slice: null })
    const what = `${amountInWords(last.amount)} ${last.currency} a month`
    const own = isOwn ? ', which was asked for by the same person' : ''
    await tell(world, on, {
      act: `running-cost-${asked.verdict}`,
      sentence: `${asked.verdict} that running “${workflow.name}” costs ${what}${own}${until === null ? '' : `, until ${dateInWords(until)}`}: ${reason}`,
      details: {
        request: last.id,
        amount: last.amount,
        currency: last.currency,
        verdict: asked.verdict,
        until,
        reason,
      },
    })
  })
}

function refuseBeyond(until: string, now: Date): void {
  const last = new Date(now.getTime() + LONGEST_DAYS * DAY_MS).toISOString().slice(0, 10)
  const today = now.toISOString().slice(0, 10)
  if (until >= today && until <= last) return
  throw new ProblemError({
    status: 422,
    code: 'until-refused',
    title: 'Not this day',
    detail: `Cannot approve until ${dateInWords(until)}: ${until < today ? 'that day is over' : `a year is the most, ${dateInWords(last)}`}.`,
    mend: 'Choose another day.',
  })
}

/** Says what an hour of its people costs. What is so already changes nothing. */
export async function sayHourRate(world: World, caller: Caller, slug: string, asked: HourRateRequest): Promise<void> {
  await onHandover(world, caller, slug, async (on) => {
    orRefuse(refuseUnlessMay('money', on.person, on.duties, on.people))
    const { trx, workspaceId, workflow, person, now: at } = on
    const place = { workspaceId, workflowId: workflow.id }
    const { rate, currency } = asked
    const basis = storable(asked.basis)
    const before = await hourRateOf(trx, place)
    if (before?.currency === currency && Number(before.rate) === Number(rate) && before.basis === basis) return
    await insertHourRate(trx, place, { id: world.newId(), rate, currency, basis, at, by: person })
    await tell(world, on, {
      act: 'hour-rate-said',
      sentence: `said that an hour of the people of “${workflow.name}” costs ${rate} ${currency}: ${basis}`,
      details: { rate, currency, basis },
    })
  })
}
