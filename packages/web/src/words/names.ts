import type {
  CallStatus,
  CaseKind,
  CaseState,
  DecisionKind,
  FailureClass,
  Priority,
  ReasonCode,
  Role,
  Route,
  Scope,
} from '@dayshift/core'
import { humanise } from './format.ts'

/** The words that people read for the record's codes: one word for one thing, on every screen. */
export const ROUTE_NAMES: { readonly [R in Route]: string } = {
  automatic: 'Automatic',
  review: 'Review',
  human: 'Person',
  'existing-process': 'Existing process',
}

/** What a route means, for the reader who meets it for the first time. */
export const ROUTE_MEANINGS: { readonly [R in Route]: string } = {
  automatic: "The AI's answer takes effect without a person.",
  review: "A person checks the AI's answer before it takes effect.",
  human: 'A person does the work; no AI answer is used.',
  'existing-process': 'The unit goes the way that it went before the AI.',
}

export const REASON_NAMES: { readonly [R in ReasonCode]: string } = {
  'no-release': 'No release may run',
  'lease-expired': 'Server out of reach',
  paused: 'Paused',
  duplicate: 'Came before',
  'input-contract': 'Input incomplete or malformed',
  'input-rule': 'Rule on the input',
  'input-rule-error': 'Rule on the input failed',
  'outside-rollout': 'Outside the rollout',
  budget: 'Budget used up',
  'call-failed': 'AI call failed',
  'no-output': 'No answer',
  'output-contract': 'Answer malformed',
  'output-rule': 'Rule on the answer',
  'output-rule-error': 'Rule on the answer failed',
  'low-confidence': 'Low confidence',
  'qa-sample': 'Quality sample',
  clear: 'Nothing held it',
}

/** A rule is known by its name (`names-a-date` reads as `Names a date`); without one, the code in words. */
export function reasonName(code: string, rule: string | null | undefined): string {
  if (rule) return humanise(rule)
  return code in REASON_NAMES ? REASON_NAMES[code as ReasonCode] : code
}

export const STATUS_NAMES: { readonly [S in CallStatus]: string } = {
  ok: 'Answered',
  failed: 'Failed',
  'not-called': 'Not called',
}

export const FAILURE_NAMES: { readonly [F in FailureClass]: string } = {
  timeout: 'No answer in time',
  error: 'The call ended in an error',
  'breaker-open': 'Not tried: it failed too often just before',
  'not-json': 'The answer was not JSON',
  'output-contract': 'The answer was malformed',
  aborted: 'The host stopped the call',
}

export const CASE_KIND_NAMES: { readonly [K in CaseKind]: string } = {
  review: 'Review',
  exception: 'Exception',
  failure: 'Failure',
  'qa-sample': 'Quality sample',
}

export const CASE_STATE_NAMES: { readonly [S in CaseState]: string } = {
  waiting: 'Waiting',
  claimed: 'Claimed',
  completed: 'Decided',
  'handed-over': 'Went to the existing process',
  rerun: 'Being run again',
}

export const PRIORITY_NAMES: { readonly [P in Priority]: string } = {
  urgent: 'Urgent',
  high: 'High',
  normal: 'Normal',
  low: 'Low',
}

export const DECISION_NAMES: { readonly [D in DecisionKind]: string } = {
  accepted: 'Accepted',
  edited: 'Edited',
  overridden: 'Overridden',
  ignored: 'Ignored',
  escalated: 'Escalated',
  bypass: 'Decided without the output',
}

export const ROLE_NAMES: { readonly [R in Role]: string } = { admin: 'Admin', member: 'Member', viewer: 'Viewer' }

export const ROLE_MEANINGS: { readonly [R in Role]: string } = {
  admin: 'Does everything: people, keys, duties; may stop and undo any change.',
  member: 'Works in the inbox, proposes changes, holds duties, pauses workflows, reads everything.',
  viewer: 'Reads everything, changes nothing.',
}

export const SCOPE_MEANINGS: { readonly [S in Scope]: string } = {
  'runs:write': 'Deliver runs and decisions (every host needs it)',
  'gate:read': 'Fetch the active release, rollout and pause (every host needs it)',
  'runs:read': 'Read runs and figures',
  'cases:write': 'Read and decide cases, flag, pause',
  'workflows:write': 'Propose changes; nothing goes live by a key',
  'ledger:read': 'Read the ledger',
}

export const CONTENT_STATES: { readonly [S in 'kept' | 'not-captured' | 'erased' | 'expired']: string } = {
  kept: 'Kept',
  'not-captured': 'The contents of this run were not captured: the manifest keeps none.',
  erased: 'The contents were erased at the wish of the person whom they were about. The record stays.',
  expired: 'The contents are past their retention and gone. The record stays.',
}

/** Where a flag stands, behind what it says. */
export const FLAG_WORDS = { waiting: '(waits for an answer)', asked: '(asked back)', answered: '(answered)' } as const
