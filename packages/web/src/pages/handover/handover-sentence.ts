import type { DutyHolder, Handover, HandoverSummary } from '../../api/handover.ts'
import { paths } from '../../paths.ts'
import { formatDate, formatNumber, formatRelative } from '../../words/format.ts'
import type { Piece, Sentence } from '../../words/sentence.ts'

/** What holds it, and whose the next act is. */
export function handoverSentence(handover: Handover, now: Date): Sentence {
  const { workflow, stage, next, state, stopped, stages, waivers } = handover
  const name: Piece = { text: workflow.name, strong: true }
  if (state !== 'going' && stopped !== null) {
    const when = formatRelative(new Date(stopped.at), now)
    const what: Piece = { text: state === 'retired' ? 'retired' : 'on hold', tone: 'person' }
    return [
      name,
      ' is ',
      what,
      state === 'retired' ? '' : ` in ${stage}`,
      `: ${stopped.by.name}, ${when}: “${stopped.reason}”`,
    ]
  }
  const present = stages.find(({ id }) => id === stage)
  const total = present?.criteria.length ?? 0
  const open = present?.open ?? 0
  const waived =
    waivers.length === 0
      ? ''
      : `; ${formatNumber(waivers.length)} ${waivers.length === 1 ? 'waiver holds' : 'waivers hold'}`
  if (open === 0) {
    const since = `since ${formatDate(new Date(handover.stageSince))}`
    if (next.kind === 'advance') {
      return [
        name,
        ' may leave ',
        { text: stage, strong: true },
        `: all ${formatNumber(total)} criteria let it${waived}. `,
        { text: `The next stage is ${next.to}`, tone: 'good' },
        '.',
      ]
    }
    return [
      name,
      ' is in ',
      { text: stage, strong: true },
      total === 0 ? ` ${since}${waived}.` : ` ${since}; all ${formatNumber(total)} criteria hold${waived}.`,
    ]
  }
  return [
    name,
    ' is held in ',
    { text: stage, strong: true },
    ': ',
    {
      text: `${formatNumber(open)} of ${formatNumber(total)} criteria ${open === 1 ? 'is' : 'are'} open`,
      tone: 'person',
    },
    waived,
    ...nextWords(handover),
  ]
}

function nextWords({ next, workflow }: Handover): Sentence {
  if (next.kind !== 'criterion') return ['.']
  const act: Piece = {
    text: lowerFirst(next.act),
    href: paths.handover(workflow.slug, { criterion: next.criterion }),
  }
  return [', the next is ', whose(next.who, next.mine), ': ', act]
}

/** `yours`, `Olga’s`, or nobody’s: a hole that is said. */
function whose(who: readonly DutyHolder[], mine: boolean): Piece {
  if (mine) return { text: 'yours', strong: true }
  const holder = who.find(({ person }) => person !== null)?.person
  if (holder) return { text: `${holder.name}’s`, strong: true }
  return { text: 'nobody’s yet', tone: 'alarm' }
}

/** `Plan the transfer` as `plan the transfer`; names in capitals stay as they are. */
function lowerFirst(text: string): string {
  const [first = '', second = ''] = text
  return second === second.toLowerCase() && /[a-z]/.test(second) ? first.toLowerCase() + text.slice(1) : text
}

/** The same for a line in a list: where it is, what is open, and whose the next act is. */
export function handoverLine({ slug, stage, state, criteria, open, next, limbo }: HandoverSummary): Sentence {
  if (state === 'retired') return ['Retired']
  const where: Piece = { text: stage, strong: true, href: paths.handover(slug) }
  if (state === 'on-hold') return ['On hold in ', where]
  if (next.kind === 'advance') {
    return [
      'May leave ',
      where,
      `: all ${formatNumber(criteria)} criteria let it. Next: `,
      { text: next.to, tone: 'good' },
    ]
  }
  if (next.kind !== 'criterion') return ['In ', where]
  return [
    limbo === null ? 'Held in ' : { text: 'In limbo in ', tone: 'alarm' },
    where,
    `, ${formatNumber(open)} of ${formatNumber(criteria)} criteria open. Next is `,
    whose(next.who, next.mine),
    ': ',
    { text: lowerFirst(next.act), href: paths.handover(slug, { criterion: next.criterion }) },
  ]
}
