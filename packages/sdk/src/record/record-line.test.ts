import { RunRecordWire } from '@dayshift/contract'
import { CALL_STATUSES, FAILURE_CLASSES, REASON_CODES, ROUTES } from '@dayshift/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRunIds } from './run-ids.ts'
import { recordBeginning, recordRest } from './record-line.ts'

const newId = createRunIds()
const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const words = fc.string({ unit: 'binary', maxLength: 30 })

const facts = fc.record({
  id: fc.constant(0).map(() => newId(Date.UTC(2026, 10, 20))),
  common: fc.record({
    workflow: fc.constant('billing-replies'),
    release: nullable(fc.constant('a'.repeat(64))),
    model: nullable(words),
  }),
  unitKey: fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }),
  startedAt: fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) }),
  latencyMs: fc.double({ min: -1, max: 1e9, noNaN: true }),
  verdict: fc.record({
    route: fc.constantFrom(...ROUTES),
    reason: fc.record({
      code: fc.constantFrom(...REASON_CODES),
      rule: nullable(words),
      message: fc.string({ unit: 'binary', maxLength: 3000 }),
    }),
    bucket: fc.integer({ min: 0, max: 9999 }),
  }),
  failure: nullable(fc.record({ failureClass: fc.constantFrom(...FAILURE_CLASSES), message: words })),
  attempts: fc.nat(5),
  usage: fc.record({
    requestedModel: nullable(words),
    resolvedModel: nullable(words),
    inputTokens: nullable(fc.nat()),
    outputTokens: nullable(fc.nat()),
    cacheReadTokens: nullable(fc.nat()),
    cacheWriteTokens: nullable(fc.nat()),
    costAmount: nullable(fc.constant('0.0042')),
    costCurrency: nullable(fc.constant('EUR')),
    costSource: nullable(words),
    finishReason: nullable(words),
  }),
  confidence: nullable(fc.double({ min: 0, max: 1, noNaN: true })),
  inputQuality: nullable(fc.double({ min: 0, max: 1, noNaN: true })),
  duplicateOf: nullable(fc.constant('0192f5a0-7c3e-7abc-8def-0123456789ab')),
  drill: nullable(fc.constant('0192f5a0-7c3e-7abc-8def-0123456789ab')),
  spendLease: nullable(fc.constant('0192f5a0-7c3e-7abc-8def-0123456789ab')),
  rerunOf: nullable(
    fc.constant({ runId: '0192f5a0-7c3e-7abc-8def-0123456789ab', caseId: '0192f5a0-7c3e-7abc-8def-0123456789ab' }),
  ),
  subject: nullable(words),
})

test('every record is one line that the contract takes in, with the same values', () => {
  fc.assert(
    fc.property(facts, (run) => {
      const { common, verdict } = run
      const line = recordBeginning(common, verdict) + recordRest(run, common, verdict.bucket, ',"input":{"a":1}')
      expect(line).not.toContain('\n')
      const record = RunRecordWire.parse(JSON.parse(line))
      expect(record).toMatchObject({
        id: run.id,
        unitKey: run.unitKey,
        route: run.verdict.route,
        reasonCode: run.verdict.reason.code,
        bucket: run.verdict.bucket,
        attempts: run.attempts,
        startedAt: new Date(run.startedAt).toISOString(),
        input: { a: 1 },
      })
      expect(record.reasonRule ?? null).toBe(run.verdict.reason.rule)
      expect(record.failureClass ?? null).toBe(run.failure?.failureClass ?? null)
      expect(record.confidence ?? null).toBe(run.confidence)
      expect(record.subject ?? null).toBe(run.subject)
      expect(record.drill ?? null).toBe(run.drill)
      expect(CALL_STATUSES).toContain(record.status)
    }),
  )
})
