import { counted } from '../../workflows/in-words.ts'
import { evidenceOf } from './acts.ts'
import { defineEvaluator } from './evaluator.ts'
import { oneOf, wholeNumber } from './params.ts'
import { nameOf } from './people.ts'
import { dayOf, daysBetween } from './say.ts'

/** One written date, one receiver who said yes, one instant. */
export const transfer = defineEvaluator({
  name: 'transfer',
  says: 'The transfer has a written date and a receiver, was accepted, or is done.',
  params: { state: oneOf('How far it must be.', ['planned', 'accepted', 'done'], 'done') },
  judge({ params: { state }, facts }) {
    const { transfer: plan } = facts
    if (plan === null || plan.state === 'cancelled') {
      return {
        verdict: 'unmet',
        sentence: 'No transfer is planned.',
        missing: ['Write the date of the transfer and name the receiver.'],
      }
    }
    const { from, to, at, acceptedAt, doneAt, id } = plan
    const ref = `transfer:${id}`
    const receiver = nameOf(facts, to)
    const evidence = [
      ...(doneAt === null
        ? []
        : [{ text: `Daily care went from ${nameOf(facts, from)} to ${receiver}`, at: doneAt, ref }]),
      ...(acceptedAt === null ? [] : [{ text: `Accepted by ${receiver}`, at: acceptedAt, ref }]),
    ]
    const reached = doneAt === null ? (acceptedAt === null ? 'planned' : 'accepted') : 'done'
    const order = ['planned', 'accepted', 'done']
    const sentence = {
      planned: `Planned for ${dayOf(at)}; ${receiver} has not accepted yet.`,
      accepted: `Planned for ${dayOf(at)} and accepted by ${receiver}.`,
      done: `Done on ${dayOf(doneAt ?? at)}: ${receiver} has the daily care.`,
    }[reached]
    if (order.indexOf(reached) >= order.indexOf(state))
      return { verdict: 'met', sentence, evidence, asOf: doneAt ?? acceptedAt }
    return {
      verdict: 'unmet',
      sentence,
      evidence,
      missing: reached === 'planned' ? [`Have ${receiver} accept.`] : [`It happens by itself on ${dayOf(at)}.`],
    }
  },
})

/** Both teams run it together for a while; a document does not replace that. */
export const parallelOperation = defineEvaluator({
  name: 'parallel-operation',
  says: 'Builder and operator ran it together long enough, and met over sessions, incidents and reviews.',
  params: {
    days: wholeNumber("Days; 0: the playbook's.", 0, { most: 400 }),
    together: wholeNumber('Sessions, incidents and reviews held together in that time.', 2, { least: 1, most: 500 }),
    incidents: wholeNumber('Of them, incidents.', 0, { most: 500 }),
    reviews: wholeNumber('Of them, performance reviews.', 0, { most: 500 }),
  },
  judge({ params, playbook, facts, now }) {
    const days = params.days > 0 ? params.days : playbook.transfer.parallelDays
    const { transfer: plan } = facts
    if (plan === null || plan.state === 'cancelled') {
      return {
        verdict: 'unknown',
        sentence: 'Parallel operation has not begun: no transfer is planned.',
        missing: ['Plan the transfer: parallel operation begins with it.'],
      }
    }
    const until = plan.doneAt ?? now
    const lasted = Math.max(0, daysBetween(plan.parallelSince, until))
    const joint = facts.acts.filter(
      ({ kind, at, people }) =>
        (kind === 'joint-session' || kind === 'joint-incident' || kind === 'joint-review') &&
        at >= plan.parallelSince &&
        at <= until &&
        people.includes(plan.from) &&
        people.includes(plan.to),
    )
    const count = (wanted: string) => joint.filter(({ kind }) => kind === wanted).length
    const missing = [
      ...(lasted < days ? [`Run it together for ${counted(days - lasted, 'more day')}.`] : []),
      ...(joint.length < params.together
        ? [
            `Meet ${counted(params.together - joint.length, 'more time')} over it, in sessions, incidents or reviews, with ${nameOf(facts, plan.from)} and ${nameOf(facts, plan.to)}.`,
          ]
        : []),
      ...(count('joint-incident') < params.incidents
        ? [`Handle ${counted(params.incidents - count('joint-incident'), 'more incident')} together.`]
        : []),
      ...(count('joint-review') < params.reviews
        ? [`Hold ${counted(params.reviews - count('joint-review'), 'more performance review')} together.`]
        : []),
    ]
    return {
      verdict: missing.length === 0 ? 'met' : 'unmet',
      sentence: `Run together for ${lasted} of ${counted(days, 'day')}, ${joint.length} of ${params.together} times together.`,
      evidence: evidenceOf(joint, facts),
      missing,
    }
  },
})

/** The time after the transfer in which every day is looked at, closed by a verdict. */
export const supportSettled = defineEvaluator({
  name: 'support-settled',
  says: 'The early-support time was checked day by day and ended as settled.',
  params: { days: wholeNumber("Days with a finished checklist; 0: the playbook's.", 0, { most: 100 }) },
  judge({ params, playbook, facts }) {
    const days = params.days > 0 ? params.days : playbook.transfer.supportDays
    const plan = facts.transfer
    const support = plan?.support ?? null
    if (plan === null || support === null) {
      return {
        verdict: 'unknown',
        sentence: 'Early support has not begun: nothing was transferred.',
        missing: ['Make the transfer: early support begins with it.'],
      }
    }
    const { daysChecked, verdict, until } = support
    const evidence = [
      { text: `${daysChecked} of ${counted(days, 'day')} checked`, at: plan.doneAt, ref: `transfer:${plan.id}` },
    ]
    const missing = [
      ...(daysChecked < days ? [`Finish the checklist on ${counted(days - daysChecked, 'more day')}.`] : []),
      ...(verdict === null ? [`Close it with a verdict after ${dayOf(until)}.`] : []),
      ...(verdict === 'one-more-pass'
        ? ['One more pass was asked for: mend what is rough, then close it as settled.']
        : []),
    ]
    return {
      verdict: missing.length === 0 ? 'met' : 'unmet',
      sentence: `${daysChecked} of ${counted(days, 'day')} of early support checked; ${verdict === null ? 'no verdict yet' : verdict === 'settled' ? 'settled' : 'one more pass'}.`,
      evidence,
      missing,
    }
  },
})
