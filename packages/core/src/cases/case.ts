/** Why a unit waits for a person. */
export const CASE_KINDS = ['review', 'exception', 'failure', 'qa-sample'] as const
export type CaseKind = (typeof CASE_KINDS)[number]

/** Where a case stands. `handed-over` went to the existing process when nobody decided in time. */
export const CASE_STATES = ['waiting', 'claimed', 'completed', 'handed-over', 'rerun'] as const
export type CaseState = (typeof CASE_STATES)[number]

/** What a person did with an output. */
export const DECISION_KINDS = ['accepted', 'edited', 'overridden', 'ignored', 'escalated', 'bypass'] as const
export type DecisionKind = (typeof DECISION_KINDS)[number]

export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const
export type Priority = (typeof PRIORITIES)[number]
