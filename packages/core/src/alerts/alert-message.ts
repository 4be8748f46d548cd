import type { Message } from '../channels/message.ts'
import { instantInZone } from '../handover/transfer/transfer.ts'
import { asSentence } from '../workflows/in-words.ts'
import type { Alert } from './alert.ts'
import type { Candidate, Departure } from './departure.ts'
import type { TellRole } from './escalate.ts'

export interface AlertMessageFacts {
  readonly alert: Pick<Alert, 'id' | 'seen' | 'severity' | 'openedAt'>
  readonly departure: Departure
  /** What it stands on is called. */
  readonly name: string
  /** Null where it stands on none. */
  readonly workflow: Message['workflow']
  /** What makes this telling one: the same reaches the same person once. */
  readonly key: string
  /** IANA name; instants are told by its clocks. */
  readonly zone: string
}

const LONGEST_SUBJECT = 120

/** What a person is told of an alert: what is, since when, what stood there, what to do next, and why it is her. */
export function alertMessage(
  facts: AlertMessageFacts,
  to: {
    readonly role: TellRole
    /** Why it is her: 'because you hold "Daily care"', "as an admin". */
    readonly why: string
    /** Who was told before and has not answered. */
    readonly before: readonly string[]
    readonly lateMs: number | null
    /** It has been told before: it is back, worse, or still there. */
    readonly again: 'back' | 'worse' | 'snooze-over' | 'moved' | null
    /** Examples that were collected for whoever changes the workflow. */
    readonly examples?: readonly string[]
  },
): Message {
  const { departure } = facts
  return {
    ...frameOf(facts),
    lines: [
      ...(to.again === null ? [] : [AGAIN[to.again]]),
      ...wordsOf(facts),
      ...(to.examples === undefined || to.examples.length === 0
        ? []
        : [`Examples that were collected: ${to.examples.join(', ')}.`]),
      `Next: ${asSentence(departure.next)}`,
      ...(departure.runbookSection === null ? [] : [`Runbook: "${departure.runbookSection}".`]),
      whyYou(facts, to),
      ...(to.lateMs === null
        ? []
        : [`This comes ${minutesInWords(to.lateMs)} later than it was due, because no server ran then.`]),
    ],
    alert: { id: facts.alert.id, acts: ACTS_IN.open, state: 'open', news: null },
  }
}

/** What the workspace's channels are told of an alert. */
export function alertAnnouncement(
  facts: AlertMessageFacts,
  tells: { readonly state: 'open' | 'acknowledged' | 'resolved'; readonly line: string },
): Message {
  const { departure } = facts
  const isOpen = tells.state === 'open'
  return {
    ...frameOf(facts),
    lines: [
      ...(isOpen ? [] : [tells.line]),
      ...wordsOf(facts),
      ...(isOpen ? [`Next: ${asSentence(departure.next)}`, tells.line] : []),
    ],
    alert: {
      id: facts.alert.id,
      acts: ACTS_IN[tells.state],
      state: tells.state,
      news: isOpen ? null : tells.line,
    },
  }
}

const ACTS_IN = {
  open: ['acknowledge', 'resolve-useful', 'resolve-noise'],
  acknowledged: ['resolve-useful', 'resolve-noise'],
  resolved: [],
} as const

/** One message in the place of many that would reach one person at once. */
export function floodMessage(first: Message, many: number): Message {
  return {
    key: `${first.key}:flood`,
    severity: first.severity,
    subject: `${many} alerts wait for you at once`,
    lines: [
      `${many} alerts came to you at the same time; one of them: ${first.subject}`,
      'Each stands on the page of alerts with its next step and what is known of it.',
    ],
    link: '/alerts',
    workflow: null,
    alert: null,
  }
}

const AGAIN = {
  back: 'It was well and is not any more.',
  worse: 'It is worse than when you were told of it.',
  'snooze-over': 'It was put off until now.',
  moved: 'It came to you with the duty.',
} as const

function frameOf({ alert, departure, name, workflow, key }: AlertMessageFacts): Omit<Message, 'lines' | 'alert'> {
  const subject = `${name}: ${departure.sentence}`
  return {
    key,
    severity: alert.severity,
    subject: subject.length <= LONGEST_SUBJECT ? subject : `${subject.slice(0, LONGEST_SUBJECT - 1).trimEnd()}…`,
    link: `/alerts/${alert.id}`,
    workflow,
  }
}

function wordsOf({ alert, departure, zone }: AlertMessageFacts): string[] {
  const { slice, candidates } = departure
  return [
    asSentence(departure.sentence),
    ...(slice === null ? [] : [`This is about ${slice.name} "${slice.label}" alone.`]),
    ...(departure.since === null ? [] : [`Since ${instantInZone(departure.since, zone)}.`]),
    ...(alert.seen > 1 ? [`Seen ${alert.seen} times since ${instantInZone(alert.openedAt, zone)}.`] : []),
    ...candidates.map((candidate) => candidateInWords(candidate, zone)),
  ]
}

/** Named as what it is: it stood there, and nobody says that it is the cause. */
export function candidateInWords({ label, at }: Candidate, zone: string): string {
  return `Stood there when it began, as a candidate for the cause: ${label} (${instantInZone(at, zone)}).`
}

function whyYou(
  { departure }: AlertMessageFacts,
  { role, why, before }: { readonly role: TellRole; readonly why: string; readonly before: readonly string[] },
): string {
  switch (role) {
    case 'owner':
      return `You are told ${why}: it waits for your answer.`
    case 'next':
      return `You are told ${why}: ${before.length === 0 ? 'nobody' : before.join(' and ')} ${before.length === 0 ? 'answered' : 'did not answer in time'}.`
    case 'admin':
      return departure.on.kind === 'seam'
        ? 'You are told as an admin: the seam has no owner, and belongs to neither side. Name one on its page.'
        : 'You are told as an admin: the duty that should answer is nobody\u2019s. Assign it on the workflow\u2019s page.'
    default:
      return role satisfies never
  }
}

function minutesInWords(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000))
  if (minutes < 120) return `${minutes} minute${minutes === 1 ? '' : 's'}`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`
}
