export { onRuns } from './after-runs.ts'
export { onShadowRuns } from './after-shadow-runs.ts'
export { spendOf } from './lease-spend.ts'
export { createPriceBook } from './price-book.ts'
export { registerSpend } from './register-spend.ts'

export { spendWatch } from './watch-spend.ts'
