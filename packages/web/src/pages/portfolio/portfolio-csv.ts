import type { PortfolioItem } from '../../api/portfolio.ts'
import { STAGE_NAMES, whose, WITH_NAMES } from './portfolio-words.ts'

const COLUMNS: readonly (readonly [name: string, of: (item: PortfolioItem) => string | number | null])[] = [
  ['initiative', ({ name }) => name],
  ['workflow', ({ slug }) => slug],
  ['unit', ({ unit }) => unit],
  ['stage', ({ stage }) => STAGE_NAMES[stage]],
  ['stage as written', ({ stageName }) => stageName],
  ['days in stage', ({ days }) => days],
  ['whose', (item) => WITH_NAMES[whose(item)]],
  ['owner', ({ owner }) => owner],
  ['on watch', ({ onWatch }) => onWatch?.name ?? null],
  ['deployed', ({ deployed }) => deployed],
  ['adopted', ({ adopted }) => adopted],
  ['influenced', ({ influence }) => influence?.k ?? null],
  ['to inform', ({ influence }) => influence?.n ?? null],
  ['influence low', ({ influence }) => influence?.interval?.low ?? null],
  ['influence high', ({ influence }) => influence?.interval?.high ?? null],
  ['health', ({ health }) => health.state],
  ['open alerts', ({ alerts }) => alerts.open],
  ['alerts unanswered', ({ alerts }) => alerts.unanswered],
  ['next date', ({ nextDate }) => nextDate?.day ?? null],
  ['what then', ({ nextDate }) => nextDate?.what ?? null],
  ['cost 30 d', ({ costs }) => costs.map(({ amount, currency }) => `${amount} ${currency}`).join('; ')],
  ['cost per influenced decision', ({ worth }) => worth?.perInfluenced?.value ?? null],
  ['currency of it', ({ worth }) => worth?.currency ?? null],
  ['pays', ({ worth }) => worth?.covers ?? null],
  ['break-even low', ({ worth }) => worth?.breakEven?.low ?? null],
  ['break-even high', ({ worth }) => worth?.breakEven?.high ?? null],
  ['planned', ({ money }) => money?.planned ?? null],
  ['of it asked for', ({ money }) => money?.requested ?? null],
  ['bound', ({ money }) => money?.committed ?? null],
  ['paid', ({ money }) => money?.actual ?? null],
  ['value a year committed to', ({ money }) => money?.committedValue ?? null],
  ['currency of the money', ({ money }) => money?.currency ?? null],
  ['paid back after months, earliest', ({ payback }) => payback?.earliest ?? null],
  ['paid back after months, latest', ({ payback }) => payback?.latest ?? null],
  ['given up', ({ givenUp }) => givenUp?.sentence ?? null],
  ['risk', ({ risk }) => risk],
  ['early signs', ({ signs }) => signs.map(({ sentence }) => sentence).join(' ')],
  ['as of', ({ asOf }) => asOf],
]

/** A line of names, then one for each initiative. */
export function csvRows(items: readonly PortfolioItem[]): readonly (readonly (string | number | null)[])[] {
  return [COLUMNS.map(([name]) => name), ...items.map((item) => COLUMNS.map(([, of]) => of(item)))]
}
