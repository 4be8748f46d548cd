export { registerHealth } from './register-health.ts'
export { healthTasks } from './tasks.ts'
export { createTallyRuns } from './tally-runs.ts'
export type { HealthNeeds } from './needs.ts'
