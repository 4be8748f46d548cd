/** Where an initiative stands: the stages of a handover, what is no longer under way, and what nobody can tell. */
export const PORTFOLIO_STAGES = [
  'design',
  'pilot',
  'readiness',
  'transfer',
  'launch',
  'operation',
  'paused',
  'retired',
  'unknown',
] as const
export type PortfolioStage = (typeof PORTFOLIO_STAGES)[number]
