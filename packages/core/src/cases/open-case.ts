import type { ReasonCode, Verdict } from '../routing/verdict.ts'
import type { CasePolicy } from '../workflows/manifest.ts'
import type { CaseKind, Priority } from './case.ts'
import type { CaseRecord } from './case-record.ts'

const HOUR_MS = 3_600_000

/** For a unit whose workflow has no release: due in 4 hours, to the backup after 8, to the existing process after 24. */
export const DEFAULT_CASE_POLICY: CasePolicy = {
  dueMs: 4 * HOUR_MS,
  backupAfterMs: 8 * HOUR_MS,
  expireMs: 24 * HOUR_MS,
}

export interface OpeningRun extends Pick<Verdict, 'route' | 'reason'> {
  readonly id: string
}

/** The case that a run opens, or why it opens none. Its times count from `now`, when the server heard of the run. */
export type Opening =
  | { readonly kind: 'opened'; readonly record: CaseRecord }
  | { readonly kind: 'none'; readonly why: 'no-person-needed' | 'duplicate' }

/** Opens a case for a run whose unit waits for a person. A duplicate waits in the case of the first run. */
export function openCase(caseId: string, run: OpeningRun, policy: CasePolicy, now: number): Opening {
  if (run.route !== 'review' && run.route !== 'human') return { kind: 'none', why: 'no-person-needed' }
  const opening = OF_REASON[run.reason.code]
  if (opening === null) return { kind: 'none', why: 'duplicate' }
  return {
    kind: 'opened',
    record: {
      id: caseId,
      // A unit on its way to a person without the AI's answer is no review of that answer.
      kind: run.route === 'human' && opening.kind === 'review' ? 'exception' : opening.kind,
      state: 'waiting',
      priority: opening.priority,
      runId: run.id,
      openedAt: now,
      dueAt: now + policy.dueMs,
      backupAt: now + policy.backupAfterMs,
      expiresAt: now + policy.expireMs,
      assignedTo: null,
      claim: null,
      token: 0,
      backupSince: null,
      rerun: null,
      closedAt: null,
    },
  }
}

/**
 * What kind of case a reason makes, and how pressing it is. `failure`: the AI was to answer and gave nothing usable.
 * `exception`: the gate kept the unit from the AI, or its answer from use. Rules that keep a unit from the AI are about
 * stakes (fraud, tax, legal), so these and failures come first.
 */
const OF_REASON: { readonly [Code in ReasonCode]: { readonly kind: CaseKind; readonly priority: Priority } | null } = {
  'no-release': { kind: 'exception', priority: 'normal' },
  'lease-expired': { kind: 'exception', priority: 'normal' },
  paused: { kind: 'exception', priority: 'normal' },
  duplicate: null,
  'input-contract': { kind: 'exception', priority: 'normal' },
  'input-rule': { kind: 'exception', priority: 'high' },
  'input-rule-error': { kind: 'exception', priority: 'high' },
  'outside-rollout': { kind: 'exception', priority: 'normal' },
  budget: { kind: 'exception', priority: 'normal' },
  'call-failed': { kind: 'failure', priority: 'high' },
  'no-output': { kind: 'failure', priority: 'high' },
  'output-contract': { kind: 'failure', priority: 'high' },
  'output-rule': { kind: 'review', priority: 'normal' },
  'output-rule-error': { kind: 'exception', priority: 'normal' },
  'low-confidence': { kind: 'exception', priority: 'normal' },
  'qa-sample': { kind: 'qa-sample', priority: 'low' },
  clear: { kind: 'review', priority: 'normal' },
}
