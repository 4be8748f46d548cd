import { type Limits, parseAmount } from '@dayshift/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBudget, type BudgetOnDisk } from './budget.ts'

const euro = (amount: string) => ({ amount, currency: 'EUR' })
const LIMITS: Limits = { perRun: euro('0.10'), perDay: euro('1'), perMonth: euro('2'), latencyMs: null }
const NOON = Date.UTC(2026, 10, 20, 12)
const DAY = 86_400_000

test('a new day has its own budget, the month goes on', () => {
  const budget = createBudget(null, () => {})
  const spend = (now: number) => {
    let runs = 0
    for (;;) {
      const reservation = budget.reserve(LIMITS, now)
      if (reservation.kind === 'refused') return { runs, why: reservation.why }
      budget.settle(reservation.held, euro('0.10'), LIMITS, now)
      runs++
    }
  }
  expect(spend(NOON)).toMatchObject({ runs: 10, why: expect.stringContaining('1 EUR a day') })
  expect(spend(NOON + DAY)).toMatchObject({ runs: 10 })
  expect(spend(NOON + 2 * DAY)).toMatchObject({ runs: 0, why: expect.stringContaining('2 EUR a month') })
  expect(spend(NOON - 5 * DAY)).toMatchObject({ runs: 0 })
  expect(spend(NOON + 12 * DAY)).toMatchObject({ runs: 10 })
})

test('whatever comes in between, the limit holds, and what is on disk is never less than what was spent', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('reserve' as const) }),
    fc.record({ kind: fc.constant('settle' as const), cents: fc.nat(10), unknown: fc.boolean() }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      let disk: BudgetOnDisk | null = null
      const budget = createBudget(null, (state) => (disk = state))
      const held: bigint[] = []
      let spent = 0n
      for (const next of steps) {
        if (next.kind === 'reserve') {
          const reservation = budget.reserve(LIMITS, NOON)
          if (reservation.kind === 'reserved') held.push(reservation.held)
        } else {
          const reservation = held.pop()
          if (reservation === undefined) continue
          const cost = euro(`0.${String(next.cents).padStart(2, '0')}`)
          budget.settle(reservation, next.unknown ? null : cost, LIMITS, NOON)
          spent += next.unknown ? reservation : (parseAmount(cost.amount) ?? 0n)
        }
        const inUse = spent + held.reduce((sum, amount) => sum + amount, 0n)
        expect(inUse <= (parseAmount('1') ?? 0n)).toBe(true)
        const onDisk: bigint = disk === null ? 0n : (parseAmount((disk as BudgetOnDisk).daySpent) ?? 0n)
        expect(onDisk >= inUse).toBe(true)
      }
    }),
  )
})

test('what a dead process has spent is counted', () => {
  const left = { day: '2026-11-20', daySpent: '0.5', month: '2026-11', monthSpent: '1.5' }
  const fresh = createBudget(null, () => {})
  fresh.add(left)
  fresh.add({ ...left, daySpent: '0.4', monthSpent: '0.4' })
  fresh.add({ day: '2026-11-19', daySpent: '0.4', month: '2026-10', monthSpent: '0.4' })
  expect(fresh.reserve(LIMITS, NOON)).toMatchObject({ kind: 'reserved' })
  expect(fresh.reserve(LIMITS, NOON)).toMatchObject({ kind: 'refused', why: expect.stringContaining('a day') })
  expect(fresh.reserve(LIMITS, NOON + DAY)).toMatchObject({ kind: 'refused', why: expect.stringContaining('a month') })
})
