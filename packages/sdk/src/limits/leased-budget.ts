import type { GateState, SpendLeaseAnswer } from '@dayshift/contract'
import {
  costOfTokens,
  dayOf,
  formatAmount,
  type Money,
  parseAmount,
  PRICE_CURRENCY,
  type TokenPrices,
  type Usage,
} from '@dayshift/core'
import type { Clock } from '../clock.ts'
import { messageOf, type Tell } from '../files/tell.ts'
import type { ServerLink } from '../server-link.ts'
import { LEASE_PATIENCE, leasePath } from './end-leases.ts'
import type { LeaseFiles } from './lease-file.ts'

/** The limits that the server has hosts hold. */
export type SpendLimits = NonNullable<GateState['spend']>

/** What a call has reserved. */
export interface LeaseHold {
  /** The run's record names it. */
  readonly lease: string
  /** Replaces the reservation by what the call cost; null where nobody knows: then all of it stays spent. */
  settle(cost: Money | null): void
}

export type LeaseReservation =
  | { readonly kind: 'reserved'; readonly hold: LeaseHold }
  /** `waits`: the server wasn't asked yet; it may give more. */
  | { readonly kind: 'refused'; readonly why: string; readonly waits: boolean }

/**
 * One process's share of a workflow's budget, leased from the server day by day (UTC). A call reserves before it begins
 * and never beyond what is leased; what is left of a call's reservation is free for the next one. The server hears what
 * was spent with every ask, and gets back what an idle host doesn't need. While it is out of reach, what is leased may be
 * used until the lease ends, and nothing more.
 */
export interface LeasedBudget {
  /** `startedAt` (milliseconds since 1970) says of which day the run is. */
  reserve(limits: SpendLimits, perRun: Money | null, startedAt: number): LeaseReservation
  /** Reserves whatever is leased: the call goes on beyond the limit, and is counted. */
  reserveBeyond(limits: SpendLimits, perRun: Money | null, startedAt: number): LeaseHold
  /** Reserves for a call that no unit waits for, of what real units are sure not to need; null where nothing is to spare. */
  reserveSpare(limits: SpendLimits, perRun: Money | null, startedAt: number): Promise<LeaseHold | null>
  /** Asks for more, for at most a second; true where trying again may help. */
  more(): Promise<boolean>
  /** The state of the gate was heard: leases ahead, tells what was spent, and gives back where limits have changed. */
  hear(limits: SpendLimits | null): Promise<void>
  /** What a call that told tokens and no cost has cost, by the server's prices; null where they are not known. */
  costOf(usage: Usage, asked: string): Money | null
  unknownCosts(): number
  /** The last word: gives everything back. */
  end(): Promise<void>
}

export interface LeasedBudgetOptions {
  readonly workflow: string
  readonly link: ServerLink
  readonly clock: Clock
  readonly newId: (unixMs: number) => string
  readonly tell: Tell
  /** Null keeps nothing on disk: what a killed process had leased counts whole then. */
  readonly files: LeaseFiles | null
  /** What this host is called, for people. */
  readonly holder: string
}

interface Lease {
  readonly id: string
  readonly day: string
  readonly currency: string
  cap: bigint
  spent: bigint
  held: bigint
  seq: number
  /** On the monotonic clock. */
  endsAt: number
  /** What stands on disk as spent at most. */
  saved: bigint
  /** Something was spent or reserved that the server hasn't heard of. */
  dirty: boolean
}

/** How long a call waits for the server at most, where its lease is used up. */
const WAIT = 1_000
/** After a refusal or a failure the server is not asked for this long by calls. */
const REFUSED_FOR = 2_000
const DOWN_FOR = 3_000
/** A lease is renewed this long before its end. */
const RENEW_BEFORE = 20_000
/** How many calls a busy host wants to have free, and how many calls' worth is written ahead on disk. */
const UNKNOWN_PAUSE = 25
const COMFORT = 8n
const ROOM = 2n

export function createLeasedBudget(options: LeasedBudgetOptions): LeasedBudget {
  const { workflow, link, clock, tell, files } = options
  const leases = new Map<string, Lease>()
  let limits: SpendLimits | null = null
  let version: string | null = null
  let highest = 0n
  let prices: SpendLeaseAnswer['prices'] = []
  let refused: { readonly why: string; readonly until: number } | null = null
  let isSpare = false
  let downUntil = Number.NEGATIVE_INFINITY
  let least = 0n
  let waiting = 0n
  let reservedSince = 0n
  let unknown = 0
  let ended = false
  let underway: Promise<void> | null = null

  function leaseOf(day: string, currency: string): Lease {
    const known = leases.get(day)
    if (known !== undefined && known.currency === currency) return known
    const lease: Lease = {
      id: options.newId(clock.now()),
      day,
      currency,
      cap: 0n,
      spent: 0n,
      held: 0n,
      seq: 0,
      endsAt: Number.NEGATIVE_INFINITY,
      saved: 0n,
      dirty: false,
    }
    if (known !== undefined) retire(known)
    leases.set(day, lease)
    return lease
  }

  /** One of another currency or an ended one: its calls still settle, and its last word is told when they have. */
  function retire(lease: Lease): void {
    leases.set(`${lease.day} ${lease.id}`, lease)
    lease.cap = usedOf(lease)
  }

  function freeOf(lease: Lease): bigint {
    return clock.monotonic() >= lease.endsAt ? 0n : lease.cap - usedOf(lease)
  }

  function reserve(now: SpendLimits, perRun: Money | null, startedAt: number): LeaseReservation {
    limits = now
    const lease = leaseOf(dayOf(new Date(startedAt)), currencyOf(now))
    const free = freeOf(lease)
    const amount = reservationOf(lease, perRun, free)
    least = amountOf(perRun) ?? highest
    if (free > 0n && amount > 0n && amount <= free) {
      const hold = held(lease, amount)
      if (freeOf(lease) < (COMFORT / 2n) * least && isReachable()) void ask(lease)
      return { kind: 'reserved', hold }
    }
    if (!isReachable()) return { kind: 'refused', why: DOWN, waits: false }
    if (refused !== null && clock.monotonic() < refused.until)
      return { kind: 'refused', why: refused.why, waits: false }
    return { kind: 'refused', why: NOT_LEASED, waits: true }
  }

  /** Where nobody knows what a call costs, it holds all that is free: one at a time until the first has ended. */
  function reservationOf(lease: Lease, perRun: Money | null, free: bigint): bigint {
    const known = amountOf(perRun) ?? (highest > 0n ? highest : null)
    return known ?? (lease.held > 0n ? 0n : free)
  }

  function held(lease: Lease, amount: bigint): LeaseHold {
    lease.held += amount
    lease.dirty = true
    reservedSince++
    save(lease, amount)
    let open = true
    return {
      lease: lease.id,
      settle(cost) {
        if (!open) return
        open = false
        lease.held -= amount
        lease.dirty = true
        const told = cost !== null && cost.currency === lease.currency ? amountOf(cost) : null
        if (told === null) unknown++
        else if (told > highest) highest = told
        lease.spent += told ?? amount
        save(lease, amount)
      },
    }
  }

  /** On disk never less stands as spent than was, and than is held. */
  function save(lease: Lease, step: bigint): void {
    const used = usedOf(lease)
    if (files === null || used <= lease.saved) return
    const ahead = used + step * ROOM
    lease.saved = ahead > lease.cap && lease.cap > used ? lease.cap : ahead
    write(lease)
  }

  function write(lease: Lease): void {
    const { id, day, currency, saved } = lease
    try {
      files?.save({ workflow, lease: id, day, currency, spentAtMost: formatAmount(saved) })
    } catch (error) {
      tell(`spend-${workflow}`, `Could not keep what "${workflow}" has spent: ${messageOf(error)}.`)
    }
  }

  function isReachable(): boolean {
    return clock.monotonic() >= downUntil
  }

  /** One ask at a time; those who come meanwhile wait for its end. */
  function ask(lease: Lease, ends = false): Promise<void> {
    underway ??= later()
      .then(() => exchange(lease, ends))
      .finally(() => {
        underway = null
      })
    return underway
  }

  async function exchange(lease: Lease, ends: boolean): Promise<void> {
    if (freeOf(lease) === 0n || ends) lease.cap = usedOf(lease)
    const sentAt = clock.monotonic()
    const [spent, heldNow] = [lease.spent, lease.held]
    const floor = lease.cap > usedOf(lease) ? lease.cap : usedOf(lease)
    lease.cap = floor
    lease.seq++
    lease.dirty = false
    const busy = reservedSince > 0n || waiting > 0n
    const one = least > 0n ? least : (amountOf(limits?.perRun ?? null) ?? highest)
    const comfort = busy ? one * (reservedSince * 2n > COMFORT ? reservedSince * 2n : COMFORT) : one
    const free = floor - usedOf(lease)
    const want = ends || free >= comfort ? 0n : one === 0n ? 1n : comfort - free
    const need = ends ? 0n : one * waiting
    reservedSince = 0n
    const body = {
      lease: lease.id,
      day: lease.day,
      currency: lease.currency,
      seq: lease.seq,
      spent: formatAmount(spent),
      held: formatAmount(heldNow),
      floor: formatAmount(floor),
      need: formatAmount(need),
      want: formatAmount(one === 0n && !ends ? wholeOf(limits) : want),
      least: formatAmount(one),
      ends,
      holder: options.holder,
    }
    try {
      const response = await link.post(leasePath(workflow), JSON.stringify(body), LEASE_PATIENCE)
      if (response.status !== 200) throw new Error(await problemOf(response))
      hear(lease, (await response.json()) as SpendLeaseAnswer, sentAt, ends) // our own server's contract; each member is checked
    } catch (error) {
      lease.dirty = true
      downUntil = clock.monotonic() + DOWN_FOR
      tell(
        `spend-${workflow}`,
        `Could not ask for the budget of "${workflow}" (${messageOf(error)}): this host uses what it has leased, and nothing more.`,
      )
    }
  }

  function hear(lease: Lease, answer: SpendLeaseAnswer, sentAt: number, ends: boolean): void {
    const upTo = typeof answer.upTo === 'string' ? parseAmount(answer.upTo) : null
    highest = max(highest, answer.highest?.currency === lease.currency ? (amountOf(answer.highest) ?? 0n) : 0n)
    if (Array.isArray(answer.prices)) prices = answer.prices
    if (ends || upTo === null) {
      files?.remove(lease.id)
      for (const [key, each] of leases) if (each === lease) leases.delete(key)
      // Somebody else gave this lease's last word, while this process stood still: a new one is begun.
      if (!ends) lease.endsAt = Number.NEGATIVE_INFINITY
      return
    }
    isSpare = answer.spare
    lease.cap = upTo
    lease.endsAt = sentAt + answer.ttlMs
    refused =
      answer.refused === null || answer.refused === undefined
        ? null
        : { why: answer.refused.sentence, until: clock.monotonic() + REFUSED_FOR }
    if (lease.saved > lease.cap && usedOf(lease) <= lease.cap) {
      lease.saved = lease.cap
      write(lease)
    }
  }

  async function reserveSpare(now: SpendLimits, perRun: Money | null, startedAt: number): Promise<LeaseHold | null> {
    limits = now
    const lease = leaseOf(dayOf(new Date(startedAt)), currencyOf(now))
    const amount = amountOf(perRun) ?? highest
    // Before anybody knows what a call costs, the first one is a real unit's.
    if (amount === 0n) return null
    // The next real unit finds its reservation here still.
    const isFree = () => isSpare && refused === null && freeOf(lease) >= amount + max(least, amount)
    if (!isFree()) {
      if (ended || !isReachable()) return null
      reservedSince++
      await within(WAIT, ask(lease))
    }
    return isFree() ? held(lease, amount) : null
  }

  async function more(): Promise<boolean> {
    if (ended || limits === null) return false
    const until = clock.monotonic() + WAIT
    const lease = leaseOf(dayOf(new Date(clock.now())), currencyOf(limits))
    waiting++
    try {
      while (clock.monotonic() < until) {
        await within(until - clock.monotonic(), ask(lease))
        if (freeOf(lease) >= least && freeOf(lease) > 0n) return true
        if (!isReachable() || refused !== null) return false
        if (least === 0n && lease.held > 0n) {
          // Nobody knows what a call costs before the first one has ended.
          await pause(UNKNOWN_PAUSE)
          return clock.monotonic() < until
        }
      }
      return false
    } finally {
      waiting--
    }
  }

  async function tick(now: SpendLimits | null): Promise<void> {
    limits = now
    if (now === null || ended) {
      for (const lease of leases.values()) await settled(lease)
      return
    }
    if (now.perDay === null && now.perMonth === null) return
    const today = dayOf(new Date(clock.now()))
    const isOther = version !== null && version !== now.version
    version = now.version
    const current = leaseOf(today, currencyOf(now))
    for (const lease of Array.from(leases.values())) if (lease !== current) await settled(lease)
    if (isOther) {
      // Other limits: what is free goes back at once, and is asked for under them.
      current.cap = usedOf(current)
      refused = null
      await underway
      await ask(current)
      return
    }
    const left = current.endsAt - clock.monotonic()
    const isIdle = reservedSince === 0n && waiting === 0n && !current.dirty
    if (isIdle && left > RENEW_BEFORE) return
    if (isIdle) current.cap = usedOf(current)
    await ask(current)
  }

  /** The last word of a lease whose calls have all settled; until then what it spent is told. */
  async function settled(lease: Lease): Promise<void> {
    if (lease.held === 0n && lease.seq === 0 && lease.spent === 0n) {
      for (const [key, each] of leases) if (each === lease) leases.delete(key)
      return
    }
    await underway
    if (lease.held === 0n) await ask(lease, true)
  }

  return {
    reserve,
    reserveBeyond(now, perRun, startedAt) {
      limits = now
      const lease = leaseOf(dayOf(new Date(startedAt)), currencyOf(now))
      return held(lease, amountOf(perRun) ?? highest)
    },
    reserveSpare,
    more,
    hear: (now) => tick(now).catch((error: unknown) => tell(`spend-${workflow}`, messageOf(error))),
    costOf(usage, asked) {
      const { inputTokens, outputTokens, resolvedModel, requestedModel } = usage
      const model = resolvedModel ?? requestedModel ?? asked
      const known = prices.find((each) => each.model === model)
      if (known === undefined || inputTokens === null || outputTokens === null) return null
      const { cacheReadTokens, cacheWriteTokens } = usage
      const cost = costOfTokens(pricesOf(known), {
        inputTokens,
        outputTokens,
        cacheReadTokens: cacheReadTokens ?? 0,
        cacheWriteTokens: cacheWriteTokens ?? 0,
      })
      return { amount: formatAmount(cost), currency: PRICE_CURRENCY }
    },
    unknownCosts: () => unknown,
    async end() {
      ended = true
      await underway
      for (const lease of Array.from(leases.values())) {
        if (lease.seq === 0) continue
        lease.cap = usedOf(lease)
        if (lease.held === 0n) {
          await underway
          await ask(lease, true)
        } else {
          lease.saved = usedOf(lease)
          write(lease)
        }
      }
    },
  }
}

const DOWN =
  'The budget could not be asked for: the server is out of reach, and what this host had leased of it is used up.'
const NOT_LEASED = 'The budget of this host is used up, and the server gave it no more within a second.'

function usedOf({ spent, held }: Lease): bigint {
  return spent + held
}

function currencyOf({ perRun, perDay, perMonth }: SpendLimits): string {
  return (perDay ?? perMonth ?? perRun)?.currency ?? 'USD'
}

/** Before anybody knows what a call costs, the first one asks for all there is. */
function wholeOf(limits: SpendLimits | null): bigint {
  return amountOf(limits?.perDay ?? limits?.perMonth ?? null) ?? 1n
}

function amountOf(money: Money | null): bigint | null {
  return money === null ? null : parseAmount(money.amount)
}

function pricesOf(wire: SpendLeaseAnswer['prices'][number]): TokenPrices {
  const tier = (of: Pick<TokenPricesWire, 'input' | 'output' | 'cacheRead' | 'cacheWrite'>) => ({
    input: BigInt(of.input),
    output: BigInt(of.output),
    cacheRead: of.cacheRead === null ? null : BigInt(of.cacheRead),
    cacheWrite: of.cacheWrite === null ? null : BigInt(of.cacheWrite),
  })
  return { ...tier(wire), above: wire.above.map((each) => ({ tokens: each.tokens, ...tier(each) })) }
}

type TokenPricesWire = SpendLeaseAnswer['prices'][number]

async function problemOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null)
  const detail = typeof body === 'object' && body !== null && 'detail' in body ? String(body.detail) : ''
  return `the server answered ${response.status}${detail === '' ? '' : `: ${detail}`}`
}

/** Those who come in the same turn are counted by the one ask. */
function later(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}

function within(ms: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    const done = () => {
      clearTimeout(timer)
      resolve()
    }
    work.then(done, done)
  })
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
