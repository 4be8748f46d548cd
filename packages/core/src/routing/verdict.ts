/** Where a unit goes. */
export const ROUTES = ['automatic', 'review', 'human', 'existing-process'] as const
export type Route = (typeof ROUTES)[number]

/** Why: a stable code. The order is the order in which the gate asks. */
export const REASON_CODES = [
  'no-release',
  'lease-expired',
  'paused',
  'duplicate',
  'input-contract',
  'input-rule',
  'input-rule-error',
  'outside-rollout',
  'budget',
  'call-failed',
  'no-output',
  'output-contract',
  'output-rule',
  'output-rule-error',
  'low-confidence',
  'qa-sample',
  'clear',
] as const
export type ReasonCode = (typeof REASON_CODES)[number]

export interface Reason {
  readonly code: ReasonCode
  /** The rule's name where a rule decided, else null. */
  readonly rule: string | null
  /** One sentence in plain words. */
  readonly message: string
}

/** What the gate decided for one unit. `bucket` is 0..9999, the unit's fixed place in the rollout. */
export interface Verdict {
  readonly route: Route
  readonly reason: Reason
  readonly bucket: number
}
