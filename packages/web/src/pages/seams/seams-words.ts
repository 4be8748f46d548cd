import { nameOfSeam, SEAM_STATES, type SeamState } from '@dayshift/core'
import type { Seam, SeamDetail, SeamList } from '../../api/seams.ts'
import type { Shown } from '../../components/verdict-mark.tsx'
import { paths } from '../../paths.ts'
import { formatCount, formatMoney } from '../../words/format.ts'
import type { Piece, Sentence } from '../../words/sentence.ts'

/** Without decimals: a cost by the year is told, not measured. */
export function yearly(amount: string, currency: string): string {
  return formatMoney(amount.split('.')[0] ?? amount, currency)
}

/** Which handoff costs most, and whether it is solid enough to automate. */
export function seamsSentence({ seams, yearly: sums, counts }: SeamList): Sentence {
  const [dearest] = seams
  if (dearest === undefined) return ['No seam is in the register yet.']
  const priced = sums.map(({ amount, currency }) => yearly(amount, currency)).join(' and ')
  const { cost, currency } = dearest
  return [
    { text: formatCount(counts.all, 'seam'), strong: true },
    priced === '' ? '; no workaround is told yet, so that none has a price.' : '; papering over them costs ',
    ...(priced === '' || cost.yearly === null
      ? []
      : [
          { text: `${priced} a year`, strong: true },
          '. The dearest is ',
          { text: nameOfSeam(dearest), strong: true, href: paths.seam(dearest.id) },
          ` (${yearly(cost.yearly, currency)}): `,
          dearest.state === 'ready'
            ? ({ text: 'ready to automate', tone: 'good' } as Piece)
            : ({ text: `not to be automated yet`, tone: 'person' } as Piece),
          '.',
        ]),
    ...(counts.withoutOwner === 0
      ? []
      : [
          ' ',
          {
            text: formatCount(counts.withoutOwner, 'seam has no owner', 'seams have no owner'),
            tone: 'alarm',
          } as Piece,
          '.',
        ]),
    ...(counts.breaking === 0
      ? []
      : [
          ' ',
          { text: `${formatCount(counts.breaking, 'seam is', 'seams are')} breaking now`, tone: 'alarm' } as Piece,
          '.',
        ]),
  ]
}

export function seamSentence({ seam, steps }: SeamDetail): Sentence {
  const { cost, currency, owner } = seam
  const next = steps.find(({ verdict }) => verdict !== 'met')
  const open = next?.conditions.filter(({ verdict }) => verdict !== 'met').length ?? 0
  return [
    { text: nameOfSeam(seam), strong: true },
    ' is ',
    { text: SEAM_STATES[seam.state].toLowerCase(), strong: true, tone: seam.state === 'ready' ? 'good' : 'person' },
    cost.yearly === null
      ? ', no workaround is told, so that it has no price, and it is '
      : `, costs ${yearly(cost.yearly, currency)} a year to paper over, and is `,
    owner === null
      ? { text: 'nobody’s job', tone: 'alarm', strong: true }
      : { text: `${owner.name}’s job`, ...(seam.errors.length === 0 ? {} : { tone: 'alarm' as const }), strong: true },
    '.',
    ...(next === undefined
      ? []
      : [
          ' Next: ',
          { text: STEP_NAMES[next.step].toLowerCase(), tone: 'person' } as Piece,
          ` (${formatCount(open, 'thing')} open).`,
        ]),
  ]
}

export const STEP_NAMES = {
  map: 'Map it: name what must cross',
  explicit: 'Make it explicit, in a system',
  owner: 'Give it an owner',
  automate: 'Only then automate',
} as const

/** How a state is shown: ready is met, what breaks or has no owner asks for a person. */
export function shownOf({ state, errors, openSignals }: Pick<Seam, 'state' | 'errors' | 'openSignals'>): Shown {
  if (openSignals > 0 || errors.length > 0) return 'unmet'
  return state === 'ready' ? 'met' : 'attention'
}

export function stateWords({ state, openSignals, errors }: Pick<Seam, 'state' | 'errors' | 'openSignals'>): string {
  if (openSignals > 0) return 'Breaking now'
  const word = SEAM_STATES[state satisfies SeamState]
  return errors.length > 0 && state !== 'ready' ? `${word}, with a hole` : word
}
