import { ADOPTION_SIGNS } from '../adoption/adoption-state.ts'
import { VALUE_SIGNS } from '../value/arrival.ts'
import { EARLY_SIGNS } from './early-signs.ts'

/** All that warns early in a row: what the handover shows, what adoption shows, what the money shows. */
export const PORTFOLIO_SIGNS = [...EARLY_SIGNS, ...ADOPTION_SIGNS, ...VALUE_SIGNS] as const
export type PortfolioSign = (typeof PORTFOLIO_SIGNS)[number]
