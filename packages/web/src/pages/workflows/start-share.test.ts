import { expect, test } from 'vitest'
import type { WorkflowDetail } from '../../api/workflows.ts'
import { startShare } from './start-share.ts'

// Only these two are read.
const workflow = (active: boolean) =>
  ({ rolloutPercent: 90, releases: [{ active, createdAt: '2026-11-20T08:00:00Z' }] }) as unknown as WorkflowDetail

test('a newer release begins with the share of its manifest, not with the share of the one before it', () => {
  expect(startShare(workflow(true), '2026-11-21T08:00:00Z', 5)).toBe(5)
})

test('an earlier release goes on with the share that units have now', () => {
  expect(startShare(workflow(true), '2026-11-19T08:00:00Z', 5)).toBe(90)
})

test('the first release begins with the share of its manifest', () => {
  expect(startShare(workflow(false), '2026-11-19T08:00:00Z', 5)).toBe(5)
})
