/** A playbook with the core duties alone, and five days of parallel operation and settling; for tests of what moves. */
export const SMALL_PLAYBOOK = `
playbook: 1
id: small
name: Small
purpose: The core duties alone.
onePersonMayHoldBoth: true
transfer: { parallelDays: 5, settleDays: 5, supportDays: 7 }
stages:
  - { id: design, name: Design, question: Who runs it?, weeks: { from: 1 }, rolloutAtMost: 0, criteria: [{ id: named, name: Named, evaluator: duties-filled, params: { duties: [business-owner] } }] }
  - { id: pilot, name: Pilot, question: Does it help?, weeks: { from: 1 }, rolloutAtMost: 50, criteria: [{ id: volume, name: Volume, evaluator: run-volume }] }
  - { id: readiness, name: Readiness, question: Is it ready?, weeks: { from: 1 }, rolloutAtMost: 50, criteria: [{ id: runbook, name: Runbook, evaluator: runbook }] }
  - { id: transfer, name: Transfer, question: Is it theirs?, weeks: { from: 1 }, rolloutAtMost: 50, criteria: [{ id: done, name: Done, evaluator: transfer }] }
  - { id: launch, name: Launch, question: Does it hold?, weeks: { from: 1 }, rolloutAtMost: 100, criteria: [{ id: settled, name: Settled, evaluator: support-settled }] }
  - { id: operation, name: Operation, question: Does it still help?, weeks: { from: 2 }, rolloutAtMost: 100 }
duties:
  - { id: change-owner, name: Change owner, does: Changes it., layer: performance, requiredFrom: design }
  - { id: daily-care, name: Daily care, does: Watches it., layer: performance, movesAtTransfer: true, requiredFrom: pilot, notWith: [backup] }
  - { id: backup, name: Backup, does: Takes over., layer: performance, movesAtTransfer: true, requiredFrom: transfer, notWith: [daily-care] }
  - { id: informs, name: Informs the rest, does: Tells the rest., layer: performance, movesAtTransfer: true, requiredFrom: transfer }
  - { id: business-owner, name: Business owner, does: Answers for it., layer: performance, requiredFrom: pilot }
  - { id: spend, name: Monthly spend, does: Owns the bill., layer: performance, movesAtTransfer: true, requiredFrom: transfer }
`
