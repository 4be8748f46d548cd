import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../../drills/seeded-random.ts'
import { addCategories, type CategoryCounts, mergeCategories, startCategories } from './categories.ts'

const kind = fc.oneof(fc.constantFrom('a', 'b', '__proto__', 'constructor', ''), fc.string({ maxLength: 3 }))
const counts = fc
  .array(fc.record({ kind, n: fc.nat(20) }), { maxLength: 40 })
  .map((kinds) => ({ kinds, state: addCategories(startCategories(), kinds) }))

test('up to the bound the counts are exact, however they came together, and survive JSON', () => {
  fc.assert(
    fc.property(counts, counts, (a, b) => {
      const exact = new Map<string, number>()
      for (const each of [...a.kinds, ...b.kinds]) exact.set(each.kind, (exact.get(each.kind) ?? 0) + each.n)
      const merged = mergeCategories(a.state, JSON.parse(JSON.stringify(b.state)) as CategoryCounts)
      expect(new Map(merged.kinds.map((each) => [each.kind, each.n]))).toEqual(
        new Map([...exact].filter(([, n]) => n > 0)),
      )
      expect(merged).toMatchObject({ others: 0, lost: 0, n: [...exact.values()].reduce((sum, n) => sum + n, 0) })
      expect(mergeCategories(b.state, a.state)).toEqual(merged)
      expect(JSON.parse(JSON.stringify(merged))).toEqual(merged)
    }),
  )
})

test('with more kinds than are kept each count lacks at most what is said, and that is at most n/201', () => {
  const random = seededRandom('categories')
  const exact = new Map<string, number>()
  let merged = startCategories()
  for (let day = 0; day < 300; day++) {
    const today: { kind: string; n: number }[] = []
    for (let i = 0; i < 100; i++) {
      const kind =
        random() < 0.3 ? 'always' : random() < 0.2 ? `often ${Math.floor(random() * 20)}` : `once ${day} ${i}`
      today.push({ kind, n: 1 })
      exact.set(kind, (exact.get(kind) ?? 0) + 1)
    }
    merged = mergeCategories(merged, addCategories(startCategories(), today))
  }
  expect(merged.n).toBe(30_000)
  expect(merged.kinds.length).toBeLessThanOrEqual(200)
  expect(merged.lost).toBeLessThanOrEqual(30_000 / 201)
  const kept = new Map(merged.kinds.map((each) => [each.kind, each.n]))
  for (const [kind, n] of exact) {
    expect(kept.get(kind) ?? 0).toBeLessThanOrEqual(n)
    expect(n - (kept.get(kind) ?? 0)).toBeLessThanOrEqual(merged.lost)
  }
  expect(merged.others).toBe(30_000 - merged.kinds.reduce((sum, { n }) => sum + n, 0))
})

test('a count that is no whole number is refused', () => {
  expect(() => addCategories(startCategories(), [{ kind: 'a', n: 0.5 }])).toThrow('Cannot count "a" 0.5 times')
})
