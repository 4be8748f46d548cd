import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstRunsWindow } from './baseline.ts'
import { inputPlan, measureInput } from './input-fields.ts'
import { createTally, mergeTallies, type Tally } from './tally.ts'
import { sketchQuantile, valueBucket, valueOfBucket } from './value-buckets.ts'
import { beganAt, type ShareMemory, type SharePoint, watchShare } from './watch-share.ts'

const HOUR = 3_600_000
const START = Date.UTC(2026, 10, 2)

const counted = fc.dictionary(fc.constantFrom('runs', 'failed', 'retried'), fc.nat(1000))
const tally: fc.Arbitrary<Tally> = fc.record({
  counts: counted,
  sketches: fc.dictionary(
    fc.constantFrom('latency', 'cat:/topic'),
    fc.dictionary(fc.constantFrom('1', '2', 'x'), fc.nat(50)),
  ),
})

describe('tallies', () => {
  test('merge to the same whole in any order and in any parts', () => {
    fc.assert(
      fc.property(fc.array(tally, { maxLength: 8 }), fc.nat(8), (tallies, at) => {
        const whole = mergeTallies(tallies)
        expect(mergeTallies(tallies.toReversed())).toEqual(whole)
        expect(mergeTallies([mergeTallies(tallies.slice(0, at)), mergeTallies(tallies.slice(at))])).toEqual(whole)
      }),
    )
  })

  test('a value is read back from its bucket within 1 %, whatever its sign; a quantile is one of the values', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-5, max: 1e9, noNaN: true }), fc.boolean(), (magnitude, negative) => {
        const value = negative ? -magnitude : magnitude
        expect(Math.abs(valueOfBucket(valueBucket(value)) - value)).toBeLessThanOrEqual(Math.abs(value) * 0.0101)
      }),
    )
    expect([valueBucket(0), valueOfBucket(0)]).toEqual([0, 0])
    const sketch = Object.fromEntries([-5, 0, 1, 2, 3].map((value) => [String(valueBucket(value)), 1]))
    expect(sketchQuantile(sketch, 0)).toBeCloseTo(-5, 0)
    expect(sketchQuantile(sketch, 0.5)).toBeCloseTo(1, 1)
    expect(sketchQuantile({}, 0.5)).toBeNull()
  })

  test('fields that the data policy removes are not measured, nor what lies below them; nothing at all where nothing is kept', () => {
    const input = {
      type: 'object',
      properties: {
        customer: { type: 'object', properties: { name: { type: 'string' }, age: { type: 'integer' } } },
        topic: { enum: ['a', 'b'] },
      },
      required: ['topic'],
    } as const
    const data = { capture: 'full', retentionDays: 30, subject: null } as const
    const plan = inputPlan({ input, unitKey: null, data: { ...data, redact: ['/input/customer'] } })
    expect(plan.fields.map(({ pointer }) => pointer)).toEqual(['/topic'])
    expect(plan.unmeasured.map(({ pointer }) => pointer)).toEqual(['/customer'])
    expect(inputPlan({ input, unitKey: null, data: { ...data, capture: 'none', redact: [] } }).fields).toEqual([])
    const measured = createTally()
    const { fields } = inputPlan({ input, unitKey: null, data: { ...data, redact: [] } })
    measureInput(measured, fields, { topic: 'mail anna@example.com', customer: null })
    expect(measured.tally().counts).toMatchObject({ inputs: 1, 'missing:/customer': 1, 'unknown:/topic': 1 })
    // A missing object is one fault, not one for each field in it; and no address is kept as a category.
    expect(measured.tally().counts['in:/customer/name']).toBeUndefined()
    expect(JSON.stringify(measured.tally())).not.toContain('anna@example.com')
  })

  test('what names the unit is counted as missing or of another type, but how it is spread is not watched', () => {
    const input = { type: 'object', properties: { id: { type: 'string' }, text: { type: 'string' } } } as const
    const data = { capture: 'full', retentionDays: 30, subject: null, redact: [] } as const
    const measured = createTally()
    const { fields } = inputPlan({ input, unitKey: 'input.id', data })
    measureInput(measured, fields, { id: 'T-1', text: 'Hello' })
    measureInput(measured, fields, { id: 7, text: 'Hello' })
    measureInput(measured, fields, { text: 'Hello' })
    expect(measured.tally().counts).toMatchObject({ 'in:/id': 3, 'missing:/id': 1, 'type:/id': 1 })
    expect(Object.keys(measured.tally().sketches)).toEqual(['len:/text'])
  })

  test('the first runs of a release end with the hour in which there are enough', () => {
    const hours = [90, 90, 90].map((runs, i) => ({ hour: new Date(START + i * HOUR), runs }))
    expect(firstRunsWindow(hours)).toEqual({ from: new Date(START), to: new Date(START + 3 * HOUR), runs: 270 })
    expect(firstRunsWindow(hours.slice(0, 2))).toBeNull()
  })
})

describe('a share that is watched', () => {
  const baseline = { id: 'b', to: new Date(START), reference: { kind: 'counted', hits: 8, n: 400 } } as const
  const points = (hits: readonly number[]): readonly SharePoint[] =>
    hits.map((k, i) => ({ at: new Date(START + i * HOUR), hits: k, n: 10 }))
  const look = (all: readonly SharePoint[], now: number, memory: ShareMemory | null) =>
    watchShare({ baseline, points: all, memory, now: new Date(now) })

  test('stands the same however often one looked before, and takes a late record in once', () => {
    const hours = fc.array(fc.nat(10), { minLength: 12, maxLength: 72 })
    fc.assert(
      fc.property(hours, fc.array(fc.nat(72), { maxLength: 6 }), fc.nat(71), (hits, stops, late) => {
        const all = points(hits)
        // One hour's record comes late: it was not there at the looks before.
        const before = all.filter((_, i) => i !== late)
        const end = START + hits.length * HOUR
        let memory: ShareMemory | null = null
        for (const stop of stops.toSorted((a, b) => a - b)) {
          const standing = look(before, Math.min(end, START + stop * HOUR), memory)
          // What was found stays found: only looks without a finding are compared.
          if (standing.kind === 'departed' || standing.memory === null) return
          memory = standing.memory
        }
        const [fresh, stepped] = [look(all, end, null), look(all, end, memory)]
        expect(stepped.kind).toBe(fresh.kind)
        if (fresh.kind === 'unknown' || stepped.kind === 'unknown') return
        expect(stepped.memory.state).toEqual(fresh.memory.state)
        expect(stepped.e).toBeCloseTo(fresh.e, 6)
      }),
    )
  })

  test('says since when it is higher: the hour of the step, to the hour', () => {
    const stepped = points([...Array.from({ length: 40 }, () => 0), ...Array.from({ length: 20 }, () => 4)])
    expect(beganAt(stepped, 0.02)).toEqual(new Date(START + 40 * HOUR))
    expect(beganAt(points([0, 0, 0]), 0.02)).toBeNull()
    const standing = look(stepped, START + 60 * HOUR, null)
    expect(standing).toMatchObject({ kind: 'departed', since: new Date(START + 40 * HOUR), raised: true })
  })

  test('a baseline of too few says unknown, never well', () => {
    const few = { ...baseline, reference: { kind: 'counted', hits: 0, n: 12 } } as const
    expect(
      watchShare({ baseline: few, points: points([0, 0]), memory: null, now: new Date(START + HOUR) }),
    ).toMatchObject({
      kind: 'unknown',
      why: 'The baseline says nothing about it: 12 of 30 are needed.',
    })
  })
})
