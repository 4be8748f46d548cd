import { FAULT_KINDS, faultFor, type FaultKind, type ForcedFault, type Json, LONGEST_FAULT_MS } from '@dayshift/core'
import { createBreaker, type Breaker } from '../call/breaker.ts'
import type { Clock } from '../clock.ts'

/** The faults that drills force on one workflow, as far as a living server says so. */
export interface Faults {
  /** What the server says now; what it no longer names is over at once. */
  hear(faults: readonly ForcedFault[]): void
  /** The fault that hits a unit now; null where none does. */
  hits(unitKey: string): ForcedFault | null
  /** Milliseconds that a fault may still last; 0 where it is over. */
  remainingMs(fault: ForcedFault): number
  /** Failures on purpose open no breaker for the units beside them. */
  breakerOf(fault: ForcedFault): Breaker
}

interface Known {
  readonly fault: ForcedFault
  /** On the monotonic clock. */
  readonly heardAt: number
  /** How far its beginning lay ahead then. */
  readonly aheadMs: number
  readonly breaker: Breaker
}

/**
 * A fault ends by this process's own clocks, also where the server is gone: at its end on the wall clock, and at the latest
 * when it has been known here for as long as it was to last, so that a wall clock that is set back prolongs nothing. It
 * is never read from disk.
 */
export function createFaults(clock: Clock): Faults {
  let known: readonly Known[] = []

  function remainingMs(fault: ForcedFault): number {
    const held = known.find((each) => each.fault.id === fault.id)
    if (held === undefined) return 0
    const { from, until } = held.fault
    const lasts = Math.min(until - from, LONGEST_FAULT_MS)
    const byWall = from + lasts - clock.now()
    // A fault that was planned ahead is known before it begins.
    const byOwn = held.heardAt + held.aheadMs + lasts - clock.monotonic()
    return Math.max(0, Math.min(byWall, byOwn))
  }

  return {
    hear(faults) {
      if (faults.length === 0 && known.length === 0) return
      known = faults.map((fault) => {
        const before = known.find((each) => each.fault.id === fault.id)
        if (before !== undefined) return { ...before, fault }
        const aheadMs = Math.max(0, fault.from - clock.now())
        return { fault, heardAt: clock.monotonic(), aheadMs, breaker: createBreaker() }
      })
    },
    hits(unitKey) {
      if (known.length === 0) return null
      const alive = known.flatMap(({ fault }) => (remainingMs(fault) > 0 ? [fault] : []))
      return faultFor(alive, unitKey, clock.now())
    },
    remainingMs,
    breakerOf: (fault) => known.find((each) => each.fault.id === fault.id)?.breaker ?? createBreaker(),
  }
}

/** The faults in a server's answer; whatever is not as it should be is left out: a fault is never guessed. */
export function readFaults(value: unknown): readonly ForcedFault[] {
  return Array.isArray(value) ? value.flatMap((each) => readFault(each) ?? []) : []
}

function readFault(value: unknown): ForcedFault | null {
  if (typeof value !== 'object' || value === null) return null
  const wire = value as { readonly [name: string]: unknown } // each member that is used is checked here
  const { id, kind, percent, unitKeys, slowMs, factor, output = null } = wire
  const from = instantOf(wire['from'])
  const until = instantOf(wire['until'])
  if (typeof id !== 'string' || !/^[0-9a-f-]{36}$/.test(id)) return null
  if (from === null || until === null || !isFaultKind(kind)) return null
  if (typeof percent !== 'number' || !Array.isArray(unitKeys)) return null
  return {
    id,
    kind,
    percent,
    unitKeys: unitKeys.filter((key) => typeof key === 'string'),
    from,
    until,
    slowMs: typeof slowMs === 'number' ? slowMs : 0,
    factor: typeof factor === 'number' ? factor : 1,
    output: output as Json, // a member of a parsed JSON answer
  }
}

function isFaultKind(kind: unknown): kind is FaultKind {
  return FAULT_KINDS.some((each) => each === kind)
}

function instantOf(value: unknown): number | null {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? null : at
}
