import type { CaseDetail } from '../../api/cases.ts'
import type { Sentence } from '../../words/sentence.ts'

/** Why this unit waits for a person, in one sentence. */
export function caseSentence({ case: item, contents, ownAnswer }: CaseDetail): Sentence {
  const why = { text: item.reason.message, strong: true } as const
  if (ownAnswer?.isAsked === true) return ['Answer this one before you see what the AI says: ', why]
  if (item.kind === 'qa-sample') return ['A quality check: say whether this answer is right. ', why]
  if (item.route === 'review') return ['Check this answer before it takes effect: ', why]
  if (item.kind === 'failure') return ['The AI gave nothing usable, so a person does it: ', why]
  return contents.output === undefined
    ? ['A person does this one without the AI: ', why]
    : ['A person decides this one: ', why]
}
