import { addWorkingDays } from './due-time.ts'
import type { FlagHead, FlagState, FlagVerdict } from './flag.ts'

export interface FlagJudgement {
  readonly verdict: FlagVerdict
  /** What the reporter reads; `right`, `unclear` and `elsewhere` need it. */
  readonly answer: string
  /** Of `wrong` alone: the failure case that it is an example of. */
  readonly failureCaseId: string | null
}

export type FlagJudged =
  | {
      readonly kind: 'judged'
      readonly state: FlagState
      readonly verdict: FlagVerdict
      readonly failureCaseId: string | null
    }
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'refused'
      readonly code: 'answer-needed' | 'failure-case-needed' | 'no-output'
      readonly message: string
      readonly mend: string
    }

/**
 * What a verdict makes of a flag. The last one counts; the same verdict with no new words changes nothing, so that a
 * request that is sent twice is no second act.
 */
export function judgeFlag(flag: FlagHead, { verdict, answer, failureCaseId }: FlagJudgement): FlagJudged {
  const words = answer.trim()
  if (verdict === 'wrong' && flag.kind === 'reliability') {
    return {
      kind: 'refused',
      code: 'no-output',
      message: 'Cannot call the output wrong: this speaks of the workflow as a whole, and names no output.',
      mend: 'Say what it is: a word about its reliability, right after all, or unclear.',
    }
  }
  if (verdict === 'wrong' && failureCaseId === null) {
    return {
      kind: 'refused',
      code: 'failure-case-needed',
      message: 'Cannot keep the output as wrong: no failure case is named.',
      mend: 'Choose the failure case that it is an example of, or open a new one.',
    }
  }
  if (NEEDS_WORDS.includes(verdict) && words === '') {
    return {
      kind: 'refused',
      code: 'answer-needed',
      message: `Cannot answer "${VERDICT_WORDS[verdict]}" without words: whoever flagged it would not know why.`,
      mend: verdict === 'unclear' ? 'Ask what you need to know.' : 'Write one sentence.',
    }
  }
  const linked = verdict === 'wrong' ? failureCaseId : null
  if (flag.verdict === verdict && flag.failureCaseId === linked && words === '' && flag.state !== 'waiting') {
    return { kind: 'unchanged' }
  }
  return {
    kind: 'judged',
    state: verdict === 'unclear' ? 'asked' : 'answered',
    verdict,
    failureCaseId: linked,
  }
}

const NEEDS_WORDS: readonly FlagVerdict[] = ['right', 'unclear', 'elsewhere']

export const VERDICT_WORDS: { readonly [V in FlagVerdict]: string } = {
  wrong: 'wrong output',
  right: 'right after all',
  unclear: 'unclear',
  elsewhere: 'not about this workflow',
  reliability: 'not as reliable as it used to be',
}

/**
 * What a reporter's further words make of her flag: where she was asked, it waits again, with a new due time. Words that
 * come while it waits, or after it was answered, are kept and move nothing.
 */
export function addWords(flag: FlagHead, now: Date, triageDays: number): Pick<FlagHead, 'state' | 'dueAt'> {
  if (flag.state !== 'asked') return { state: flag.state, dueAt: flag.dueAt }
  return { state: 'waiting', dueAt: addWorkingDays(now, triageDays) }
}
