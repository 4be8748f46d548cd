export type { Failure, Reason, ReasonCode, Route, Usage } from '@dayshift/core'
export type { Call, CallRelease } from './call/call.ts'
export type { CallReport } from './call/usage.ts'
export type { Clock } from './clock.ts'
export { createDayshift } from './create-dayshift.ts'
export type {
  Dayshift,
  DayshiftOptions,
  FlagTokenOptions,
  Health,
  Reporter,
  WorkflowHealth,
  WorkflowOptions,
} from './dayshift.ts'
export type { Crossing, CrossingSaid } from './crossing.ts'
export type { Log } from './files/tell.ts'
export type { RunResult } from './result.ts'
export type { DecidedUnit, DecisionMade, RouteOptions, RunOptions, Workflow } from './workflow.ts'
