import { expect, test } from 'vitest'
import { parseAuditMap } from './parse-audit-map.ts'

test('a map says how hand-overs, decisions and verdicts are spelled; what it leaves out is as by default', () => {
  const { map, errors } = parseAuditMap(
    'handover: {tools: [Call_Colleague]}\ndecisions: {unitKey: ticket, words: {edited: [Sent With Changes]}}\n',
  )
  expect(errors).toEqual([])
  expect(map?.handoverTools).toEqual(['call_colleague'])
  expect(map?.decisions).toEqual({ unitKey: 'ticket', runId: null, decision: 'decision' })
  expect(parseAuditMap('decisions: {runId: trace}').map?.decisions).toMatchObject({ unitKey: null, runId: 'trace' })
  expect(map?.decisionWords.get('sent with changes')).toBe('edited')
  expect(map?.decisionWords.get('approved')).toBe('accepted')
  expect(parseAuditMap('handover: call_colleague').map?.handoverTools).toEqual(['call_colleague'])
})

test.each([
  ['', 'The map is empty'],
  ['handovers: x\n', '"handovers"'],
  ['decisions: {words: {kept: [a]}}\n', 'kept'],
  ['handover: [x\n', ''],
])('%j is refused with its place', (text, words) => {
  const { map, errors } = parseAuditMap(text)
  expect(map).toBeNull()
  expect(errors[0]?.message).toContain(words)
  expect(errors[0]?.line).toBeGreaterThan(0)
})
