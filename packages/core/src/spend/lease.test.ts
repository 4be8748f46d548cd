import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAmount } from './amount.ts'
import { countedSpend } from './count-spend.ts'
import { countedOf, grantLease, hasSpare, leaseState, type SpendLease } from './lease.ts'

const NOON = Date.UTC(2026, 10, 20, 12)
const DAY = '2026-11-20'
const LIMIT = 100n
const LEAST = 5n

interface Host {
  readonly id: string
  cap: bigint
  spent: bigint
  held: bigint[]
  alive: boolean
  /** By the model's own clock, which stands for the host's monotonic one. */
  endsAt: number
}

/**
 * Hosts and a server by the rules of the wire, with answers that get lost and processes that are killed; beside it the
 * simplest model: what vendors were really paid.
 */
test('S324 whatever hosts do, crash included, what is really spent never passes the limit, and what is given back is spent again', () => {
  const step = fc.record({
    kind: fc.constantFrom(
      'ask' as const,
      'lost-answer' as const,
      'call' as const,
      'settle' as const,
      'crash' as const,
      'succeed' as const,
      'wait' as const,
      'end' as const,
    ),
    host: fc.nat(3),
    calls: fc.nat(4),
    cost: fc.bigInt({ min: 0n, max: LEAST }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      let now = NOON
      let paid = 0n
      let serial = 0
      const book = new Map<string, SpendLease & { readonly id: string }>()
      const fresh = (): Host => ({ id: `lease-${serial++}`, cap: 0n, spent: 0n, held: [], alive: true, endsAt: 0 })
      const hosts = Array.from({ length: 4 }, fresh)
      const used = (host: Host) => host.spent + host.held.reduce((sum, each) => sum + each, 0n)
      const ask = (host: Host, calls: number, isHeard: boolean) => {
        if (now >= host.endsAt) host.cap = used(host)
        const others = countedSpend(
          { recorded: new Map(), leases: [...book.values()] },
          { day: DAY },
          new Date(now),
          host.id,
        )
        const need = BigInt(calls) * LEAST
        const granted = grantLease({ floor: host.cap, need, want: need, least: LEAST }, [
          { period: 'day', limit: LIMIT, others },
        ])
        const amount = host.cap + (granted.kind === 'granted' ? granted.free : 0n)
        const expiresAt = new Date(now + 60_000)
        book.set(host.id, {
          id: host.id,
          day: DAY,
          amount,
          spent: host.spent,
          held: used(host) - host.spent,
          recorded: 0n,
          expiresAt,
          ended: false,
        })
        if (!isHeard) return
        host.cap = amount
        host.endsAt = now + 60_000
      }
      const end = (host: Host) => {
        const lease = book.get(host.id)
        if (lease !== undefined)
          book.set(host.id, { ...lease, amount: used(host), spent: used(host), held: 0n, ended: true })
      }
      for (const { kind, host: at, calls, cost } of steps) {
        const host = hosts[at] as Host // four there are
        now += 500
        switch (kind) {
          case 'ask':
            if (host.alive) ask(host, calls, true)
            break
          case 'lost-answer':
            if (host.alive) ask(host, calls, false)
            break
          case 'call':
            for (let n = 0; n < calls && host.alive && now < host.endsAt && used(host) + LEAST <= host.cap; n++)
              host.held.push(LEAST)
            break
          case 'settle': {
            if (!host.alive || host.held.pop() === undefined) break
            host.spent += cost
            paid += cost
            break
          }
          case 'crash':
            // The vendor is paid for what was under way, and nobody hears of it.
            if (!host.alive) break
            for (const _ of host.held) paid += cost
            host.alive = false
            break
          case 'succeed':
            // The next process on the directory: on disk stands what was spent and held.
            if (host.alive) break
            end(host)
            hosts[at] = fresh()
            break
          case 'end':
            if (!host.alive || host.held.length > 0) break
            end(host)
            hosts[at] = fresh()
            break
          case 'wait':
            now += 61_000
            break
        }
        expect(paid <= LIMIT).toBe(true)
        const counted = countedSpend({ recorded: new Map(), leases: [...book.values()] }, { day: DAY }, new Date(now))
        expect(counted <= LIMIT).toBe(true)
        // Nothing is lost: what counts beyond what was paid or is reserved lies in leases that may still be used or ended.
        const inLeases = [...book.values()].filter(({ ended }) => !ended).reduce((sum, each) => sum + each.amount, 0n)
        const inEnded = [...book.values()].filter(({ ended }) => ended).reduce((sum, each) => sum + each.spent, 0n)
        expect(counted).toBe(inLeases + inEnded)
      }
      // When every lease has its last word, all that was not spent is there for one host.
      for (const host of hosts) end(host)
      const rest =
        LIMIT - countedSpend({ recorded: new Map(), leases: [...book.values()] }, { day: DAY }, new Date(now))
      const granted = grantLease({ floor: 0n, need: LIMIT, want: LIMIT, least: 1n }, [
        { period: 'day', limit: LIMIT, others: LIMIT - rest },
      ])
      expect(granted.kind === 'granted' ? granted.free : 0n).toBe(rest)
    }),
    { numRuns: 400 },
  )
})

test('what calls need is given whole, what is wanted for later up to a quarter of the rest, and never a part of a call', () => {
  const day = { period: 'day' as const, limit: 100n, others: 20n }
  expect(grantLease({ floor: 0n, need: 0n, want: 50n, least: 5n }, [day])).toEqual({ kind: 'granted', free: 20n })
  expect(grantLease({ floor: 0n, need: 60n, want: 60n, least: 5n }, [day])).toEqual({ kind: 'granted', free: 60n })
  expect(grantLease({ floor: 0n, need: 200n, want: 0n, least: 30n }, [day])).toEqual({ kind: 'granted', free: 60n })
  expect(grantLease({ floor: 77n, need: 5n, want: 5n, least: 5n }, [day])).toEqual({ kind: 'refused', period: 'day' })
  const month = { period: 'month' as const, limit: 500n, others: 499n }
  expect(grantLease({ floor: 0n, need: 5n, want: 5n, least: 5n }, [day, month])).toEqual({
    kind: 'refused',
    period: 'month',
  })
  expect(grantLease({ floor: 0n, need: 5n, want: 50n, least: 5n }, [])).toEqual({ kind: 'granted', free: 50n })
})

test('S324 a lease without a last word counts whole, until a day after its own it is reconciled with what its runs cost', () => {
  const lease: SpendLease = {
    day: DAY,
    amount: 50n,
    spent: 10n,
    held: 5n,
    recorded: 20n,
    expiresAt: new Date(NOON),
    ended: false,
  }
  const at = (iso: string) => new Date(iso)
  expect([leaseState(lease, at('2026-11-20T11:59:59Z')), countedOf(lease, at('2026-11-20T11:59:59Z'))]).toEqual([
    'open',
    50n,
  ])
  expect([leaseState(lease, at('2026-11-21T23:59:59Z')), countedOf(lease, at('2026-11-21T23:59:59Z'))]).toEqual([
    'lapsed',
    50n,
  ])
  expect([leaseState(lease, at('2026-11-22T00:00:00Z')), countedOf(lease, at('2026-11-22T00:00:00Z'))]).toEqual([
    'reconciled',
    20n,
  ])
  expect(countedOf({ ...lease, ended: true }, at('2026-11-20T11:00:00Z'))).toBe(20n)
})

test('runs without a lease count beside leases, and runs under one count once', () => {
  const lease = {
    id: 'a',
    day: DAY,
    amount: 50n,
    spent: 0n,
    held: 0n,
    recorded: 30n,
    expiresAt: new Date(NOON + 1),
    ended: false,
  }
  const book = {
    recorded: new Map([
      [DAY, 37n],
      ['2026-11-19', 11n],
      ['2026-10-31', 99n],
    ]),
    leases: [lease],
  }
  const now = new Date(NOON)
  expect(countedSpend(book, { day: DAY }, now)).toBe(57n)
  expect(countedSpend(book, { day: DAY }, now, 'a')).toBe(7n)
  expect(countedSpend(book, { month: '2026-11' }, now)).toBe(68n)
  expect(parseAmount('0.000000000057')).toBe(57n)
})

test('S324 the last tenth of every limit is kept for real units: what nobody waits for stops before it', () => {
  const day = { period: 'day' as const, limit: 100n, others: 50n }
  const month = { period: 'month' as const, limit: 1000n, others: 700n }
  expect(hasSpare([day, month], 39n)).toBe(true)
  expect(hasSpare([day, month], 40n)).toBe(false)
  expect(hasSpare([day, { ...month, others: 900n }], 1n)).toBe(false)
  expect(hasSpare([{ ...day, limit: 0n, others: 0n }], 0n)).toBe(false)
})
