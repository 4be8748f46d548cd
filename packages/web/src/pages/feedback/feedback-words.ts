import type { FlagState, FlagVerdict } from '@dayshift/core'
import type {
  FailureCase,
  Feedback,
  FeedbackBoard,
  FeedbackDetail,
  FeedbackList,
  RepeatedError,
  Rework,
} from '../../api/feedback.ts'
import { paths } from '../../paths.ts'
import { formatCount, formatNumber, formatShare, humanise, listOf, NBSP } from '../../words/format.ts'
import type { Sentence } from '../../words/sentence.ts'
import type { MarkTone } from '../changes/mark.tsx'

export const VERDICT_NAMES: { readonly [V in FlagVerdict]: string } = {
  wrong: 'Wrong output',
  right: 'Right after all',
  unclear: 'Unclear: ask back',
  elsewhere: 'Not about this workflow',
  reliability: 'Less reliable than it was',
}

export const VERDICT_EFFECTS: { readonly [V in FlagVerdict]: string } = {
  wrong: 'It becomes an example of a failure case.',
  right: 'Say why, so that the reporter can rely on it.',
  unclear: 'It comes back to you when the reporter has answered.',
  elsewhere: 'Say whom to turn to.',
  reliability: 'A word about the workflow as a whole: those who build it are told.',
}

export const VIA_NAMES: { readonly [V in Feedback['via']]: string } = {
  screen: 'here',
  component: 'in the host’s page',
  rest: 'by a program',
  slack: 'in Slack',
}

export const CASE_STATE_NAMES: { readonly [S in FailureCase['state']]: string } = {
  open: 'Open',
  fixed: 'Mended',
  'seen-again': 'Seen again',
}
export const CASE_STATE_TONES: { readonly [S in FailureCase['state']]: MarkTone } = {
  open: 'person',
  fixed: 'good',
  'seen-again': 'alarm',
}

export function stateOf({ state, verdict, overdue }: Pick<Feedback, 'state' | 'verdict' | 'overdue'>): {
  readonly tone: MarkTone
  readonly word: string
} {
  if (overdue) return { tone: 'alarm', word: 'Overdue' }
  if (state === 'waiting' || verdict === null) return { tone: 'person', word: 'Waits' }
  if (state === 'asked') return { tone: 'quiet', word: 'Asked back' }
  return { tone: 'good', word: ANSWERED[verdict] }
}

const ANSWERED: { readonly [V in FlagVerdict]: string } = {
  wrong: 'Wrong output',
  right: 'Right after all',
  unclear: 'Asked back',
  elsewhere: 'Not about this workflow',
  reliability: 'Less reliable than it was',
}

/** What waits in the whole workspace. */
export function feedbackSentence({ counts }: FeedbackList, state: FlagState | 'all', shown: number): Sentence {
  if (state !== 'waiting') {
    const what = state === 'asked' ? 'asked back' : state === 'answered' ? 'answered' : 'kept'
    return [
      shown === 0 ? `No report is ${what}.` : `The latest reports that are ${what}.`,
      ...waitingTail(counts.waiting),
    ]
  }
  if (counts.waiting === 0) return ['Every report is answered: nothing waits.']
  const mine: Sentence =
    counts.mine === 0
      ? [', none of them for you']
      : [', ', { text: `${formatNumber(counts.mine)} for you`, tone: 'person' }]
  const late: Sentence =
    counts.overdue === 0 ? [] : [', ', { text: `${formatNumber(counts.overdue)} overdue`, tone: 'alarm' }]
  return [
    { text: formatCount(counts.waiting, 'report'), strong: true },
    counts.waiting === 1 ? ' waits for an answer' : ' wait for an answer',
    ...mine,
    ...late,
    '.',
  ]
}

function waitingTail(waiting: number): Sentence {
  if (waiting === 0) return []
  return [
    ' ',
    {
      text: `${formatCount(waiting, 'report')} ${waiting === 1 ? 'waits' : 'wait'}`,
      tone: 'person',
      href: paths.feedback(),
    },
    '.',
  ]
}

/** One report: who said what of which output, and what is next. */
export function reportSentence({ feedback, run }: FeedbackDetail, me: string): Sentence {
  const by = { text: feedback.by.name, strong: true } as const
  const workflow = { text: feedback.workflowName, href: paths.workflowFeedback(feedback.workflow) } as const
  const said: Sentence =
    feedback.kind === 'reliability'
      ? [by, ' says that ', workflow, ' is not as reliable as it used to be. ']
      : [
          by,
          ' says that the output of ',
          workflow,
          ' for unit ',
          { text: feedback.unitKey ?? 'unknown', ...(run === null ? {} : { href: paths.run(run.id) }) },
          ' looks wrong. ',
        ]
  if (feedback.state === 'answered') {
    return [...said, `${feedback.answeredBy?.name ?? 'Somebody'} answered: ${lower(stateOf(feedback).word)}.`]
  }
  if (feedback.state === 'asked')
    return [...said, `${feedback.answeredBy?.name ?? 'Somebody'} asked back; the reporter is next.`]
  const whose = feedback.triager === null ? 'nobody' : feedback.triager.id === me ? 'you' : feedback.triager.name
  return [
    ...said,
    'The answer is for ',
    { text: whose, tone: feedback.overdue ? 'alarm' : 'person' },
    feedback.overdue ? ', and overdue.' : '.',
  ]
}

/** All feedback on one workflow. */
export function boardSentence(board: FeedbackBoard, me: string): Sentence {
  const name = { text: board.workflow.name, strong: true } as const
  const { counts, answered, failureCases, triager } = board
  const open = failureCases.filter(({ state }) => state !== 'fixed').length
  const cases: Sentence = open === 0 ? [] : [` ${formatCount(open, 'failure case')} ${open === 1 ? 'is' : 'are'} open.`]
  if (counts.waiting === 0) {
    const all: Sentence =
      answered.n === 0
        ? ['Nobody reported anything on ', name, ' in the last 30 days: all is well, or nobody knows where to say it.']
        : [
            'Every report on ',
            name,
            ` is answered: ${formatNumber(answered.n)} in the last 30 days, ${formatShare(answered.inTime, answered.n)} of them in time.`,
          ]
    return [...all, ...cases]
  }
  const whose = triager === null ? 'nobody' : triager.id === me ? 'you' : triager.name
  return [
    { text: formatCount(counts.waiting, 'report'), tone: 'person' },
    ' on ',
    name,
    counts.waiting === 1 ? ' waits for ' : ' wait for ',
    { text: whose, strong: true },
    ...(counts.overdue === 0
      ? []
      : [', ', { text: `${formatNumber(counts.overdue)} overdue`, tone: 'alarm' } as const]),
    '.',
    ...cases,
  ]
}

export function failureCaseSentence({
  name,
  state,
  flags,
  corrections,
  rework,
  fixedIn,
  owner,
}: FailureCase): Sentence {
  const seen = listOf([
    ...(flags === 0 ? [] : [`flagged ${times(flags)}`]),
    ...(corrections === 0 ? [] : [`corrected ${times(corrections)}`]),
  ])
  const cost = rework.known === 0 ? '' : ` In 8 weeks it took people ${minutesOf(rework)}.`
  const named = { text: name, strong: true } as const
  const figures = seen === '' ? ' has no example yet.' : ` was ${seen}.${cost}`
  if (state === 'open') {
    return [
      named,
      figures,
      ' No release mends it yet; ',
      owner === null ? { text: 'nobody', tone: 'alarm' } : { text: owner.name, strong: true },
      ' holds failure cases.',
    ]
  }
  if (state === 'seen-again') {
    return [
      named,
      figures,
      ' Release ',
      { text: fixedIn?.name ?? '', strong: true },
      ' was to mend it, and ',
      { text: 'it was seen again', tone: 'alarm' },
      ' since.',
    ]
  }
  return [
    named,
    figures,
    ' Release ',
    { text: fixedIn?.name ?? '', strong: true },
    ' mends it: ',
    { text: 'not seen since', tone: 'good' },
    '.',
  ]
}

/** What was put right, in words: `“Category” was refund, should be chargeback`. */
export function correctionWords(fields: RepeatedError['fields']): string {
  return fields
    .map(({ path, kind, from, to }) => {
      const label = `“${humanise(path.split('/').at(-1) ?? '') || 'The output'}”`
      switch (kind) {
        case 'skipped':
          return `${label} left out`
        case 'removed':
          return `${label} should not be there`
        case 'reworded':
          return `${label}: the same words replaced`
        case 'changed':
          return from === null && to === null
            ? `${label}: the same value replaced`
            : `${label} was ${shown(from)}, should be ${shown(to)}`
        default:
          return kind satisfies never
      }
    })
    .join('; ')
}

/** `42 min`, with how many of them are known. */
export function minutesOf({ minutes, known, n }: Rework): string {
  if (known === 0) return `unknown time (${formatCount(n, 'time')})`
  const time =
    minutes < 90
      ? `${formatNumber(minutes < 10 ? minutes : Math.round(minutes))}${NBSP}min`
      : `${formatNumber(Math.round(minutes / 6) / 10)}${NBSP}h`
  return known === n ? time : `${time}, known of ${formatNumber(known)} of ${formatNumber(n)}`
}

function times(n: number): string {
  return n === 1 ? 'once' : n === 2 ? 'twice' : `${formatNumber(n)} times`
}

function shown(value: unknown): string {
  return value === null ? 'empty' : typeof value === 'string' ? value : JSON.stringify(value)
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
