import type { Task } from '../../platform/jobs/index.ts'
import { caseSweep } from './case-sweep.ts'
import { caseTimer } from './case-timer.ts'

export { freeCasesOf } from './free-cases.ts'
export { registerCases } from './register-cases.ts'
export { reasonBeforeAnswering } from './hide-output.ts'
export { openCasesForRuns } from './open-cases.ts'
export type { ArrivedRun } from './open-cases.ts'
export { pastCases } from './past-cases.ts'
export { pendingReruns } from './pending-reruns.ts'

/** What `startJobs` runs for cases. */
export const caseTasks: readonly Task[] = [caseTimer, caseSweep]
export { waitingCases } from './waiting-cases.ts'
