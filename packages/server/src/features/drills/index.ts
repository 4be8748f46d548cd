import type { Task } from '../../platform/jobs/index.ts'
import { drillSweep, drillTimer } from './drill-timer.ts'

export { drillFacts, faultsOf, findDrills } from './faults.ts'
export { heldBackFrom } from './held-back.ts'
export { type Practised, practisedOf } from './practised.ts'
export { registerDrills } from './register-drills.ts'

/** What `startJobs` runs for drills. */
export const drillTasks: readonly Task[] = [drillTimer, drillSweep]
