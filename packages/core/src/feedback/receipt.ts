import { dateInWords } from '../workflows/in-words.ts'
import type { FlagState, FlagVerdict } from './flag.ts'

export interface ReceiptFacts {
  readonly state: FlagState
  readonly verdict: FlagVerdict | null
  /** Who answers or has answered; null where nobody is on watch. */
  readonly by: string | null
  readonly dueAt: Date
  readonly answeredAt: Date | null
  readonly now: Date
}

/** What a reporter reads of her flag, in one sentence; the words of the answer stand below it. */
export function receiptSentence({ state, verdict, by, dueAt, answeredAt, now }: ReceiptFacts): string {
  const name = by ?? 'The team'
  if (state === 'waiting' || verdict === null) {
    return now.getTime() > dueAt.getTime()
      ? `Thank you; ${name} was to answer by ${dateOf(dueAt)} and has been reminded.`
      : `Thank you; ${name} will answer by ${dateOf(dueAt)}.`
  }
  const on = answeredAt === null ? '' : ` on ${dateOf(answeredAt)}`
  if (verdict === 'unclear') return `${name} asked back${on}.`
  return `${name} answered${on}: ${ANSWERS[verdict]}.`
}

const ANSWERS: { readonly [V in Exclude<FlagVerdict, 'unclear'>]: string } = {
  wrong: 'it is wrong, and kept as an example of what to mend',
  right: 'it is right after all',
  elsewhere: 'it is not about this workflow',
  reliability: 'it is noted that the workflow is not as reliable as it used to be, and those who build it know',
}

/** `2 Dec 2026`, in UTC. */
function dateOf(at: Date): string {
  return dateInWords(at.toISOString().slice(0, 10))
}
