export { registerPortfolio } from './register-portfolio.ts'
export type { PortfolioNeeds } from './needs.ts'
export { portfolioTask } from './look.ts'
