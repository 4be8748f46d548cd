import { amountInWords } from '../spend/amount-in-words.ts'
import { parseAmount } from '../spend/amount.ts'
import { dateInWords } from '../workflows/in-words.ts'
import { dayOf } from './evaluators/say.ts'
import type { RunningCostFact } from './facts.ts'
import type { Playbook } from './playbook.ts'
import type { CriterionVerdict } from './verdict.ts'

/** How finance stands to what it costs to run. */
export const COST_APPROVALS = ['not-asked', 'asked', 'approved', 'refused', 'lapsed', 'outgrown'] as const
export type CostApproval = (typeof COST_APPROVALS)[number]

export interface CostStanding {
  readonly state: CostApproval
  readonly verdict: CriterionVerdict
  readonly sentence: string
}

/**
 * Whether finance approves what it costs to run (S079): asked, answered, and by now. An approval ends on its day, and
 * does no longer hold where the last 30 days cost more than it says. A later question takes the place of an earlier one.
 */
export function costStanding(
  { asked, answer, month }: RunningCostFact,
  nameOf: (person: string) => string,
  now: Date,
): CostStanding {
  if (asked === null) {
    return { state: 'not-asked', verdict: 'unknown', sentence: 'Nobody has asked whether it may cost what it costs.' }
  }
  const money = (amount: string) => `${amountInWords(amount)} ${asked.currency}`
  const what = `${money(asked.amount)} a month`
  if (answer === null) {
    const sentence = `${nameOf(asked.by)} asked for ${what} on ${dayOf(asked.at)}; it is not answered.`
    return { state: 'asked', verdict: 'unknown', sentence }
  }
  const said = `${nameOf(answer.by)} ${answer.verdict} ${what} on ${dayOf(answer.at)}`
  if (answer.verdict === 'refused') {
    return { state: 'refused', verdict: 'unmet', sentence: `${said}: ${answer.reason}` }
  }
  const until = answer.until ?? ''
  if (now.toISOString().slice(0, 10) > until) {
    return { state: 'lapsed', verdict: 'unmet', sentence: `${said}, and that ended on ${dateInWords(until)}.` }
  }
  if (month !== null && (parseAmount(month) ?? 0n) > (parseAmount(asked.amount) ?? 0n)) {
    const sentence = `${said}, and the last 30 days cost ${money(month)}.`
    return { state: 'outgrown', verdict: 'unmet', sentence }
  }
  const costs = month === null ? '' : `; the last 30 days cost ${money(month)}`
  return { state: 'approved', verdict: 'met', sentence: `${said}, until ${dateInWords(until)}${costs}.` }
}

/** Which duty approves the running cost: finance where the playbook has it, else whoever answers for the spend. */
export function approvingDuty({ duties }: Pick<Playbook, 'duties'>): 'finance' | 'spend' {
  return duties.some(({ id }) => id === 'finance') ? 'finance' : 'spend'
}
