import { approvingDuty, costStanding } from '../running-cost.ts'
import { defineEvaluator } from './evaluator.ts'

/** Finance has said that it may cost what it costs to run, and that still holds. */
export const costApproved = defineEvaluator({
  name: 'cost-approved',
  says: 'Whoever approves the running cost was asked, said yes, and it costs no more than that.',
  params: {},
  judge({ playbook, facts: { runningCost, people }, now }) {
    const { state, verdict, sentence } = costStanding(
      runningCost,
      (person) => people.find(({ id }) => id === person)?.name ?? 'Somebody',
      now,
    )
    const who = approvingDuty(playbook) === 'finance' ? 'finance' : 'whoever answers for the spend'
    const missing = {
      'not-asked': [`Ask ${who} on Value to approve what a month of it costs.`],
      asked: [`Have ${who} answer on Value.`],
      approved: [],
      refused: [`Ask ${who} again on Value, with what has changed.`],
      lapsed: [`Ask ${who} on Value to approve it anew.`],
      outgrown: [`Ask ${who} on Value for what it costs by now, or have it cost less.`],
    }[state]
    return { verdict, sentence, missing, asOf: runningCost.answer?.at ?? runningCost.asked?.at ?? null }
  },
})
