export { registerPortfolio } from './register-portfolio.ts'
export type { PortfolioNeeds } from './needs.ts'
export { auditLooks, lookAgain, portfolioTask } from './look.ts'
