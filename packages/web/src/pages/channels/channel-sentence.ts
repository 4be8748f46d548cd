import type { Severity, Way } from '@dayshift/core'
import type { Channel, ChannelList, Told } from '../../api/channels.ts'
import { formatCount, formatStanding, listOf } from '../../words/format.ts'
import type { Sentence } from '../../words/sentence.ts'
import { paths } from '../../paths.ts'
import { stateOf } from './channel-words.ts'

/** Whether what is told arrives: how many work, which don't, what waits. */
export function channelsSentence({ items, mail }: ChannelList): Sentence {
  const marks = items.map((channel) => ({ channel, mark: stateOf(channel, mail !== null) }))
  const bad = marks.filter(({ mark }) => mark[0] === 'unmet').map(({ channel }) => channel)
  const good = marks.filter(({ mark }) => mark[0] === 'met').length
  const waiting = items.reduce((sum, { health }) => sum + health.waiting, 0)
  const rest: Sentence =
    waiting === 0 ? [] : [` ${formatCount(waiting, 'message')} ${waiting === 1 ? 'waits' : 'wait'} to be sent.`]
  if (bad.length > 0) {
    return [
      ...bad.flatMap((channel, index): Sentence => [
        index === 0 ? '' : index === bad.length - 1 ? ' and ' : ', ',
        { text: channel.name, tone: 'alarm', href: paths.channel(channel.id) },
      ]),
      bad.length === 1 ? ' does not work' : ' do not work',
      `; ${good === 0 ? 'no other channel has been used' : `${formatCount(good, 'channel')} ${good === 1 ? 'works' : 'work'}`}.`,
      ...rest,
    ]
  }
  if (mail === null && items.length === 1) {
    return [
      { text: 'Nobody is told outside these screens', tone: 'person' },
      ': e-mail is not set up, and there is no other channel.',
    ]
  }
  return [
    good === 0
      ? 'Nothing has been sent yet.'
      : { text: `${formatCount(good, 'channel')} ${good === 1 ? 'works' : 'work'}`, strong: true },
    good === 0 ? '' : ', and none fails.',
    ...rest,
  ]
}

/** One channel: whether it works, since when not, what waits. */
export function channelSentence(channel: Channel, hasMail: boolean, now: Date): Sentence {
  const { health, name } = channel
  const [mark, word] = stateOf(channel, hasMail)
  const waits: Sentence =
    health.waiting === 0
      ? []
      : [` ${formatCount(health.waiting, 'message')} ${health.waiting === 1 ? 'waits' : 'wait'}.`]
  const week = ` In the last 7 days ${formatCount(health.delivered, 'message')} arrived${
    health.dead === 0 ? '' : `, ${String(health.dead)} did not`
  }.`
  switch (word) {
    case 'Fails':
      return [
        { text: `${name} has failed`, tone: 'alarm' },
        health.failingSince === null ? '' : ` ${formatStanding(new Date(health.failingSince), now)}`,
        `: ${health.lastFailure ?? ''}`,
        ...waits,
        week,
      ]
    case 'Switched off':
      return [
        { text: `${name} was switched off`, tone: 'alarm' },
        `: ${health.lastFailure ?? 'nothing arrived for days.'}`,
        week,
      ]
    case 'Paused':
      return [
        { text: `${name} is paused`, tone: 'person' },
        ': what is told is kept until it is switched on.',
        ...waits,
        week,
      ]
    case 'Not set up':
      return [{ text: 'E-mail is not set up', tone: 'person' }, ': whoever runs the installation sets its server.']
    default:
      return mark === 'met'
        ? [{ text: `${name} works`, tone: 'good' }, '.', ...waits, week]
        : [`Nothing has been sent on ${name} yet.`, ...waits]
  }
}

const IN_SENTENCE: { readonly [W in Way]: string } = { email: 'e-mail', slack: 'Slack' }

/** How the reader is told. */
export function toldSentence({ choices, ways }: Told): Sentence {
  const on = (severity: Severity) => choices.find((choice) => choice.severity === severity)?.ways ?? []
  const reach = ways.filter(({ way, available }) => available && on('urgent').includes(way))
  if (reach.length === 0) {
    return [
      { text: 'Nothing urgent reaches you', tone: 'alarm' },
      ' outside these screens: none of the ways that you chose is set up.',
    ]
  }
  const today = on('today').map((way) => IN_SENTENCE[way])
  return [
    'Of what is urgent you are told by ',
    { text: listOf(reach.map(({ way }) => IN_SENTENCE[way])), strong: true },
    today.length === 0
      ? '; what waits for working hours is on the screens.'
      : `; of what waits for working hours by ${listOf(today)}.`,
  ]
}
