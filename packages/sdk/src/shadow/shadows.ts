import {
  canonicalJson,
  type Gate,
  type Json,
  type Limits,
  meetsCandidate,
  type Money,
  type Route,
  type Usage,
  type Verdict,
} from '@dayshift/core'
import { callWithPolicy } from '../call/attempts.ts'
import { createBreaker } from '../call/breaker.ts'
import type { Call } from '../call/call.ts'
import { releaseOf } from '../call/release-of.ts'
import { createUsageMeter } from '../call/usage.ts'
import type { Clock } from '../clock.ts'
import type { Shadow } from '../control/gate-state.ts'
import { messageOf, type Tell } from '../files/tell.ts'
import type { Budget } from '../limits/budget.ts'
import type { LeasedBudget, LeaseHold, SpendLimits } from '../limits/leased-budget.ts'
import type { ServerLink } from '../server-link.ts'

/** A unit whose live run has ended. */
export interface ShadowedUnit {
  readonly runId: string
  readonly unitKey: string
  readonly input: unknown
  readonly output: unknown
  readonly verdict: Verdict
  /** The limits that hold for the workflow. */
  readonly spend: SpendLimits | null
}

/**
 * Runs a release beside the live one on a share of the same units, after each unit's result was given: its answer is
 * compared and never used. Its call is paid like any other: it reserves of the workflow's budget, only while there is more
 * to spare than real units need, and never more than its own release's limits permit on this host. Never more than two
 * run at once, and what can't be delivered is dropped.
 */
export interface Shadows {
  follow(shadow: Shadow, unit: ShadowedUnit): void
  /** Ends when what is under way has ended and was sent once. */
  flush(): Promise<void>
}

export interface ShadowsOptions {
  readonly slug: string
  readonly link: ServerLink
  readonly clock: Clock
  readonly random: () => number
  readonly newId: (unixMs: number) => string
  readonly tell: Tell
  /** What this host's shadows may spend by the limits of their own release. */
  readonly budget: Budget
  /** The workflow's budget across all hosts. */
  readonly leased: LeasedBudget
  readonly invoke: (input: unknown, call: Call) => unknown
}

export function createShadows(options: ShadowsOptions): Shadows {
  const { slug, link, clock, random, tell, budget, leased } = options
  const breaker = createBreaker()
  const underway = new Set<Promise<void>>()
  let waiting: object[] = []
  let sending: Promise<void> | null = null

  async function runOne({ gate, change }: Shadow, unit: ShadowedUnit): Promise<void> {
    const begun = clock.monotonic()
    const meter = createUsageMeter()
    const admission = gate.admit(unit.input, {
      unitKey: unit.unitKey,
      leaseExpired: false,
      paused: null,
      rolloutPercent: 100,
      duplicate: null,
      reserve: FREE,
    })
    let verdict = admission.kind === 'settled' ? admission.verdict : null
    let failure: string | null = null
    let output: unknown
    let cost: Money | null = null
    let spendLease: string | null = null
    if (admission.kind === 'call') {
      const paid = await reserve(gate, unit.spend)
      // A shadow without a budget has nothing to say about the release.
      if (paid === null) return
      spendLease = paid.hold?.lease ?? null
      const { result, attempts } = await callWithPolicy(
        { clock, random, breaker },
        {
          runId: unit.runId,
          release: releaseOf(gate),
          shadow: true,
          policy: { ...gate.manifest.call, attempts: 1 },
          signal: undefined,
          record: meter.add,
          textIsFine: takesText(gate),
          invoke: (call) => options.invoke(unit.input, call),
        },
      )
      const settled = gate.settle(unit.input, result, { bucket: admission.bucket, draw: NEVER_DRAWN })
      verdict = settled.verdict
      failure = settled.failure?.message ?? null
      output = result.kind === 'answered' ? result.output : undefined
      cost = costOf(meter.read(), gate)
      settle(paid, gate, unit.spend, attempts === 0 ? 'nothing' : cost)
    }
    if (verdict === null) return
    waiting.push({
      id: options.newId(clock.now()),
      workflow: slug,
      change,
      runId: unit.runId,
      unitKey: unit.unitKey,
      at: new Date(clock.now()).toISOString(),
      liveRoute: routeWithoutSample(unit.verdict),
      route: verdict.route,
      reasonCode: verdict.reason.code,
      reasonMessage: verdict.reason.message.slice(0, 2000),
      called: admission.kind === 'call',
      failure: failure?.slice(0, 2000) ?? null,
      sameOutput: sameOutput(unit.output, output),
      latencyMs: Math.max(0, Math.round((clock.monotonic() - begun) * 1000) / 1000),
      costAmount: cost?.amount ?? null,
      costCurrency: cost?.currency ?? null,
      spendLease,
    })
    if (waiting.length > MOST_WAITING) waiting = waiting.slice(-MOST_WAITING)
  }

  /** Both the workflow's budget and the limits of the shadow's own release must have room; null where one has none. */
  async function reserve({ manifest: { limits } }: Gate, spend: SpendLimits | null): Promise<Paid | null> {
    const own = budget.reserve(limits, clock.now())
    if (own.kind === 'refused') return null
    if (spend === null || (spend.perDay === null && spend.perMonth === null)) return { own: own.held, hold: null }
    const hold = await leased.reserveSpare(spend, spend.perRun ?? limits.perRun, clock.now())
    if (hold !== null) return { own: own.held, hold }
    budget.settle(own.held, nothingIn(limits), limits, clock.now())
    return null
  }

  function settle(
    { own, hold }: Paid,
    { manifest: { limits } }: Gate,
    spend: SpendLimits | null,
    cost: Money | null | 'nothing',
  ): void {
    budget.settle(own, cost === 'nothing' ? nothingIn(limits) : cost, limits, clock.now())
    hold?.settle(cost === 'nothing' ? nothingIn(spend ?? limits) : cost)
  }

  function costOf(usage: Usage, gate: Gate): Money | null {
    const { costAmount, costCurrency } = usage
    if (costAmount !== null && costCurrency !== null) return { amount: costAmount, currency: costCurrency }
    return leased.costOf(usage, gate.manifest.model.name)
  }

  async function send(): Promise<void> {
    const records = waiting
    if (records.length === 0) return
    waiting = []
    const response = await link.post('/shadow-runs', JSON.stringify({ records }))
    await response.body?.cancel()
    if (!response.ok) throw new Error(`the server answered ${response.status}`)
  }

  function sendSoon(): void {
    sending ??= send()
      .catch((error: unknown) => {
        tell(
          `shadow-${slug}`,
          `What a shadow of "${slug}" showed could not be sent and is dropped: ${messageOf(error)}.`,
        )
      })
      .finally(() => {
        sending = null
      })
  }

  return {
    follow(shadow, unit) {
      if (underway.size >= MOST_AT_ONCE || !meetsCandidate(slug, unit.unitKey, shadow)) return
      const run = runOne(shadow, unit)
        .catch((error: unknown) => tell(`shadow-${slug}`, `A shadow of "${slug}" failed inside: ${messageOf(error)}.`))
        .finally(() => {
          underway.delete(run)
          sendSoon()
        })
      underway.add(run)
    },
    async flush() {
      while (underway.size > 0) await Promise.all(underway)
      await sending
      sendSoon()
      await sending
    },
  }
}

/** What a shadow's call has reserved: of its release's own limits here, and of the workflow's budget. */
interface Paid {
  readonly own: bigint
  readonly hold: LeaseHold | null
}

type Bounds = Pick<Limits, 'perRun' | 'perDay' | 'perMonth'>

function nothingIn({ perRun, perDay, perMonth }: Bounds): Money {
  return { amount: '0', currency: (perRun ?? perDay ?? perMonth)?.currency ?? '' }
}

/** The budget is asked for once the gate would call. */
const FREE = () => null
const MOST_AT_ONCE = 2
const MOST_WAITING = 200
/** The quality sample is chance, not a difference between two releases. */
const NEVER_DRAWN = 1

function routeWithoutSample({ route, reason }: Verdict): Route {
  return reason.code === 'qa-sample' ? 'automatic' : route
}

function takesText(gate: Gate): boolean {
  const { output } = gate.manifest
  return typeof output === 'object' && output['type'] === 'string'
}

/** Null where one of them gave nothing to compare. */
function sameOutput(live: unknown, shadow: unknown): boolean | null {
  if (live === undefined || shadow === undefined) return null
  try {
    return canonicalJson(live as Json) === canonicalJson(shadow as Json) // throws for what is none
  } catch {
    return null
  }
}
