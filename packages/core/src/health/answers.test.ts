import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { highestRate } from '../detection/stream/rate-bound.ts'
import { type Answer, type ShareMemory, type SharePoint, type ShareStanding, watchShare } from './watch-share.ts'
import { lookAtState } from './watch-state.ts'

const HOUR = 3_600_000
const START = Date.parse('2026-11-02T00:00:00Z')
const baseline = { id: 'b', to: new Date(START), reference: { kind: 'counted', hits: 8, n: 400 } } as const

const hours = (hits: readonly number[], from = 0): readonly SharePoint[] =>
  hits.map((k, i) => ({ at: new Date(START + (from + i) * HOUR), hits: k, n: 10 }))
const look = (
  points: readonly SharePoint[],
  now: number,
  memory: ShareMemory | null,
  answer: Answer | null = null,
  against:
    | typeof baseline
    | { id: string; to: Date; reference: { kind: 'counted'; hits: number; n: number } } = baseline,
): ShareStanding => watchShare({ baseline: against, points, memory, answer, now: new Date(now) })

/** A stream that has alarmed by the end of its hours, and when. */
const alarmed = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.array(fc.integer({ min: 3, max: 9 }), { minLength: 24, maxLength: 60 }))
  .map(([quiet, hits]) => {
    const points = hours([...Array.from({ length: quiet }, () => 0), ...hits])
    return { points, now: START + points.length * HOUR }
  })
const verdict = fc.constantFrom('noise' as const, 'useful' as const)

function memoryOf(standing: ShareStanding): ShareMemory {
  if (standing.memory === null) throw new Error('It remembers nothing')
  return standing.memory
}

describe('after an alarm', () => {
  test('S296 what a detector had gathered before the answer never alarms again, however often one looks', () => {
    fc.assert(
      fc.property(
        alarmed,
        verdict,
        fc.array(fc.integer({ min: 1, max: 59 }), { maxLength: 5 }),
        (of, said, minutes) => {
          const found = look(of.points, of.now, null)
          expect(found).toMatchObject({ kind: 'departed', raised: true })
          const answer = { verdict: said, at: new Date(of.now + 30_000) }
          let memory = memoryOf(found)
          for (const minute of minutes.toSorted((a, b) => a - b)) {
            const standing = look(of.points, of.now + minute * 60_000, memory, answer)
            expect(standing.kind === 'departed' && standing.raised).toBe(false)
            memory = memoryOf(standing)
            expect(memory.state?.n ?? 0).toBe(0)
            // Noise says that this is normal; useful that it is known, and it stands on the screen until it is well.
            expect(standing.kind).toBe(said === 'noise' ? 'well' : 'departed')
          }
        },
      ),
    )
  })

  test('S296 the new detector is held against how it stood, with that figure’s own uncertainty', () => {
    fc.assert(
      fc.property(alarmed, verdict, (of, said) => {
        const found = look(of.points, of.now, null)
        if (found.kind !== 'departed') throw new Error('It has not departed')
        const answer = { verdict: said, at: new Date(of.now) }
        const { departedShare } = found
        const standing = look(of.points, of.now + 1, memoryOf(found), answer)
        const side = memoryOf(standing).state?.sides[0]
        const stood = { kind: 'counted', ...departedShare } as const
        // Too few to be normal by themselves are added to the baseline.
        const few = said === 'noise' && departedShare.n < 30
        expect(side?.bound).toBeCloseTo(
          highestRate(few ? { kind: 'counted', hits: stood.hits + 8, n: stood.n + 400 } : stood, 0.999),
          9,
        )
        expect(side?.bound).toBeGreaterThan(few ? 0.02 : departedShare.hits / departedShare.n)
      }),
    )
  })

  test('S296 an answered departure that gets worse is told anew; one that is well again is watched from the baseline', () => {
    const before = hours([...Array.from({ length: 24 }, () => 0), ...Array.from({ length: 24 }, () => 3)])
    const at = START + 48 * HOUR
    const found = look(before, at, null)
    const answer = { verdict: 'useful', at: new Date(at) } as const
    const same = [
      ...before,
      ...hours(
        Array.from({ length: 48 }, () => 3),
        49,
      ),
    ]
    const calm = look(same, at + 49 * HOUR, memoryOf(found), answer)
    expect(calm).toMatchObject({ kind: 'departed', raised: false, answeredAt: answer.at })
    const worse = [
      ...same,
      ...hours(
        Array.from({ length: 24 }, () => 9),
        97,
      ),
    ]
    const again = look(worse, at + 73 * HOUR, memoryOf(calm), answer)
    expect(again).toMatchObject({ kind: 'departed', raised: true, answeredAt: null })
    expect(again.kind === 'departed' ? again.since : null).toEqual(new Date(START + 97 * HOUR))

    const mended = [
      ...before,
      ...hours(
        Array.from({ length: 96 }, () => 0),
        49,
      ),
    ]
    const well = look(mended, at + 97 * HOUR, memoryOf(calm), answer)
    expect(well).toMatchObject({ kind: 'well', calmed: true, memory: { known: null, normal: null, departed: null } })
    // And what departs from the baseline after that is told.
    const once = [
      ...mended,
      ...hours(
        Array.from({ length: 24 }, () => 3),
        150,
      ),
    ]
    expect(look(once, START + 174 * HOUR, memoryOf(well), answer)).toMatchObject({ kind: 'departed', raised: true })
  })

  test('S296 another baseline is a new detector with that baseline’s uncertainty: nothing of the old one counts', () => {
    fc.assert(
      fc.property(alarmed, fc.nat(60), fc.integer({ min: 60, max: 600 }), (of, hits, n) => {
        const found = memoryOf(look(of.points, of.now, null))
        const next = { id: 'c', to: new Date(of.now), reference: { kind: 'counted', hits, n } } as const
        const more = [...of.points, ...hours([0, 1, 0, 1], of.points.length)]
        const now = of.now + 4 * HOUR
        const [fresh, taken] = [look(more, now, null, null, next), look(more, now, found, null, next)]
        expect(memoryOf(taken)).toEqual(memoryOf(fresh))
        expect(memoryOf(taken).state?.sides[0]?.bound).toBeCloseTo(highestRate(next.reference, 0.999), 9)
        // What had departed from the old one is over, and its alert is told so.
        expect(taken.kind).toBe('well')
        expect(taken.kind === 'well' && taken.calmed).toBe(true)
      }),
    )
  })

  test('S296 a wider threshold that its owner accepted is judged by', () => {
    const points = hours(Array.from({ length: 96 }, () => 1))
    const now = new Date(START + 96 * HOUR)
    expect(watchShare({ baseline, points, memory: null, now })).toMatchObject({ kind: 'departed' })
    expect(watchShare({ baseline, points, memory: null, factor: 4, now })).toMatchObject({ kind: 'well' })
  })
})

describe('a signal that is judged as it stands', () => {
  const moved = (what: string) => ({ verdict: 'moved', since: new Date(START), sentence: '', what }) as const
  const at = (hour: number) => new Date(START + hour * HOUR)

  test('S296 is told once whoever answers, and anew where it is something else than was answered', () => {
    const first = lookAtState(moved('a'), null, { baseline: 'b', answer: null, now: at(1) })
    expect(first.change).toBe('raised')
    const answer = { verdict: 'useful', at: at(2) } as const
    expect(lookAtState(moved('a'), first.memory, { baseline: 'b', answer, now: at(3) }).change).toBeNull()
    expect(lookAtState(moved('b'), first.memory, { baseline: 'b', answer: null, now: at(3) }).change).toBeNull()
    expect(lookAtState(moved('b'), first.memory, { baseline: 'b', answer, now: at(3) }).change).toBe('raised')
  })

  test('S296 of another baseline is looked at anew: calmed where it is well or can’t be told, raised where it is not', () => {
    const { memory } = lookAtState(moved('a'), null, { baseline: 'b', answer: null, now: at(1) })
    const other = { baseline: 'c', answer: null, now: at(2) }
    expect(lookAtState({ verdict: 'unknown', sentence: '' }, memory, other)).toMatchObject({
      state: 'unknown',
      change: 'calmed',
    })
    expect(lookAtState(moved('a'), memory, other)).toMatchObject({ change: 'raised', foundAt: at(2) })
  })
})
