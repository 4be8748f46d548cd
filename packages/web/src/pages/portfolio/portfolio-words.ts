import { moneyFigure, shareRange, type PortfolioStage } from '@dayshift/core'
import type { Portfolio, PortfolioItem } from '../../api/portfolio.ts'
import { paths } from '../../paths.ts'
import { formatCount, formatNumber, NBSP } from '../../words/format.ts'
import type { Piece, Sentence } from '../../words/sentence.ts'

export const STAGE_NAMES: { readonly [S in PortfolioStage]: string } = {
  design: 'Design',
  pilot: 'Pilot',
  readiness: 'Readiness',
  transfer: 'Transfer',
  launch: 'Launch',
  operation: 'Operation',
  paused: 'On hold',
  retired: 'Retired',
  unknown: 'Unknown',
}

export const SIGN_NAMES: { readonly [S in PortfolioItem['signs'][number]['sign']]: string } = {
  'not-adopted': 'Deployed, not adopted',
  'in-limbo': 'In limbo',
  'nobody-cares': 'Nobody cares for it',
  'pilot-overruns': 'Pilot overruns',
  'only-prototype': 'Only the prototype is funded',
  'cost-not-approved': 'Running cost not approved',
  'counted-on': 'Counted on, called an experiment',
  'builders-carry-both': 'Builders carry both',
  'no-second-look': 'No second look',
  'question-open': 'Builders’ question open',
  unwatched: 'Not watched',
  'alerts-unanswered': 'Alerts unanswered',
  'trails-delivery': 'Adoption trails delivery',
  'blamed-on-model': 'Blamed on the model',
  'no-impact': 'Milestones hit, no impact',
  'flat-impact': 'Strong delivery, flat impact',
  'below-promise': 'Below its promise',
  'upkeep-without-value': 'Upkeep without value',
  'handoff-least': 'Handoff invested in least',
}

export const WITH_NAMES = {
  builders: 'With builders',
  operators: 'With operators',
  nobody: 'Nobody’s',
  list: 'Only in a list',
} as const

/** What counted as a success at deployment and is not adopted comes first: nobody else says it. */
export function portfolioSentence({ totals }: Portfolio): Sentence {
  const { initiatives, deployed, adopted, deployedNotAdopted, deployedUnknown, inLimbo, listedOnly } = totals
  const lead: Piece = { text: formatCount(initiatives, 'initiative'), strong: true }
  if (deployed === 0) {
    const known = initiatives - listedOnly
    return [
      lead,
      known === 0
        ? ', known from a list alone: of none is it known whether it arrived.'
        : `; none of the ${formatNumber(known)} that run here is deployed.`,
      ...limboPart(inLimbo),
    ]
  }
  return [
    lead,
    '; ',
    { text: `${formatNumber(deployed)} deployed`, strong: true },
    `, ${adopted === 0 ? 'none' : formatNumber(adopted)} of them adopted. `,
    deployedNotAdopted === 0
      ? 'None that counted as a success at deployment is known not to be adopted'
      : {
          text: `${formatNumber(deployedNotAdopted)} counted as ${deployedNotAdopted === 1 ? 'a success' : 'successes'} at deployment and ${deployedNotAdopted === 1 ? 'is' : 'are'} not adopted`,
          tone: 'alarm',
          href: paths.portfolio({ sign: 'not-adopted' }),
        },
    deployedUnknown === 0 ? '.' : `; of ${formatNumber(deployedUnknown)} nobody knows.`,
    ...limboPart(inLimbo),
  ]
}

function limboPart(inLimbo: number): Sentence {
  if (inLimbo === 0) return []
  const text = `${formatNumber(inLimbo)} in limbo`
  return [' ', { text, tone: 'alarm', href: paths.portfolio({ sign: 'in-limbo' }) }, '.']
}

/** `412.50 EUR`; `–` where nothing was priced. */
export function costWords({ costs }: Pick<PortfolioItem, 'costs'>): string {
  return costs.length === 0 ? '–' : costs.map(({ amount, currency }) => shortMoney(amount, currency)).join(', ')
}

/** What one decision that it influenced costs, all that is on record counted in. */
export function perDecisionWords({ worth, influence }: Pick<PortfolioItem, 'worth' | 'influence'>): string {
  if (worth === null) return '–'
  const { perInfluenced, currency } = worth
  if (perInfluenced !== null) return shortMoney(String(perInfluenced.value), currency)
  return influence?.k === 0 ? 'none influenced' : 'unknown'
}

/** From which share of its decisions on it pays; empty where nobody knows. */
export function breakEvenWords({ worth }: Pick<PortfolioItem, 'worth'>): string {
  return worth?.breakEven == null ? '' : `from ${shareRange(worth.breakEven)} on`
}

/** After how many months it is paid back; empty where nobody knows. */
export function paybackWords({ payback }: Pick<PortfolioItem, 'payback'>): string {
  if (payback === null || (payback.verdict === 'unknown' && payback.earliest === null)) return ''
  if (payback.earliest === null) return 'never paid back'
  const months = (of: number) => formatNumber(Math.max(1, Math.ceil(of)))
  if (payback.latest === null) return `back in ${months(payback.earliest)} months at best`
  return `back in ${months(payback.earliest)} to ${months(payback.latest)} months`
}

/** `27,000 EUR`, `0.36 EUR`: cents are noise beside budgets; below 100 they are not. */
export function shortMoney(amount: string, currency: string): string {
  return `${moneyFigure(Number(amount))}${NBSP}${currency}`
}

/** Whose it is, by where it stands in a list of who carries what. */
export function whose({ care }: Pick<PortfolioItem, 'care'>): keyof typeof WITH_NAMES {
  return care === null ? 'list' : care.with
}
