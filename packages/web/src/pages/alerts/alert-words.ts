import type { Alert } from '../../api/alerts.ts'
import { paths } from '../../paths.ts'
import { formatCount, formatInstant, formatStanding } from '../../words/format.ts'
import type { Sentence } from '../../words/sentence.ts'
import type { MarkTone } from '../changes/mark.tsx'

export const SEVERITY_NAMES: { readonly [S in Alert['severity']]: string } = {
  urgent: 'Urgent',
  today: 'Today',
  note: 'Note',
}
export const SEVERITY_TONES: { readonly [S in Alert['severity']]: MarkTone } = {
  urgent: 'alarm',
  today: 'person',
  note: 'quiet',
}
export const CLASS_NAMES: { readonly [C in Alert['class']]: string } = {
  outage: 'Outage',
  'bad-output': 'Bad output',
  unattended: 'Unattended',
}

export function signalName(signal: string): string {
  return signal.replaceAll('-', ' ')
}

/** How an alert stands, in a few words. */
export function standing(alert: Alert, now: Date): string {
  switch (alert.state) {
    case 'open':
      if (alert.unansweredSince !== null) {
        return `nobody has answered ${formatStanding(new Date(alert.unansweredSince), now)}`
      }
      if (alert.heldUntil !== null) return `kept until ${formatInstant(new Date(alert.heldUntil))}`
      return alert.severity === 'note' ? 'on the screen alone' : 'waits for an answer'
    case 'acknowledged':
      return `in the hands of ${alert.acknowledged?.by.name ?? 'somebody'}`
    case 'snoozed':
      return alert.snoozedUntil === null ? 'put off' : `put off until ${formatInstant(new Date(alert.snoozedUntil))}`
    case 'calm':
      return 'well again, waits for a verdict'
    case 'resolved':
      return alert.resolved?.verdict == null ? 'closed itself' : `resolved as ${alert.resolved.verdict}`
    default:
      return alert.state satisfies never
  }
}

/** What waits for the reader, what waits for others, what nobody answered. */
export function alertsSentence(all: readonly Alert[], me: string): Sentence {
  // Of a group of the same cause its page alone is counted, as nobody is told of the others.
  const alerts = all.filter(({ pages }) => pages)
  const waiting = alerts.filter(({ state, severity }) => state === 'open' && severity !== 'note')
  const mine = waiting.filter(({ owner }) => owner?.id === me)
  const others = waiting.length - mine.length
  const unanswered = waiting.filter(({ unansweredSince }) => unansweredSince !== null)
  const calm = alerts.filter(({ state }) => state === 'calm')
  const [first] = mine
  const said: Sentence[] = []
  if (alerts.length === 0) return [{ text: 'No alert is open', tone: 'good' }, ': nothing departs from normal.']
  if (first === undefined) {
    said.push([
      'No alert waits for you',
      others > 0 ? `; ${formatCount(others, 'alert')} of others ${others === 1 ? 'waits' : 'wait'}.` : '.',
    ])
  } else {
    said.push([
      { text: `${formatCount(mine.length, 'alert')} ${mine.length === 1 ? 'waits' : 'wait'} for you`, tone: 'person' },
      mine.length === 1 ? ': ' : ', first: ',
      { text: `${first.on.name}: ${first.sentence}`, href: paths.alert(first.id) },
      others > 0 ? ` ${formatCount(others, 'alert')} of others ${others === 1 ? 'waits' : 'wait'}.` : '',
    ])
  }
  if (unanswered.length > 0) {
    said.push([' ', { text: `Nobody answered ${formatCount(unanswered.length, 'alert')}`, tone: 'alarm' }, '.'])
  }
  if (calm.length > 0) {
    said.push([
      ` ${formatCount(calm.length, 'alert')} ${calm.length === 1 ? 'is' : 'are'} well again and ${calm.length === 1 ? 'waits' : 'wait'} for a verdict.`,
    ])
  }
  return said.flat()
}

/** The page of what an alert stands on. */
export function hrefOfGround(on: Alert['on']): string {
  return on.kind === 'workflow' ? paths.workflow(on.slug) : paths.seam(on.id)
}

/** One alert: what is, since when, in whose hands. */
export function alertSentence(alert: Alert, now: Date): Sentence {
  const { on, sentence, since, ownerSentence, state } = alert
  const tone = state === 'resolved' ? undefined : state === 'open' && alert.severity === 'urgent' ? 'alarm' : 'person'
  return [
    { text: on.name, href: hrefOfGround(on), strong: true },
    `: ${sentence} `,
    since === null ? '' : `It has stood ${formatStanding(new Date(since), now)}. `,
    state === 'resolved' ? '' : `${ownerSentence} `,
    { text: capital(standing(alert, now)), ...(tone === undefined ? {} : { tone }) },
    '.',
  ]
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
