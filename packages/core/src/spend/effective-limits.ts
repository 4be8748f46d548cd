import { moneyInWords } from '../workflows/in-words.ts'
import type { Limits, Money } from '../workflows/manifest.ts'
import { parseAmount } from './amount.ts'
import type { SpendPeriod } from './period.ts'

/** A limit as a person set it, beside what the manifest said then. */
export interface SetLimit {
  readonly period: SpendPeriod
  readonly limit: Money
  /** The manifest's limit when it was set; null where it had none. */
  readonly manifestThen: Money | null
}

/** The limit of a period that counts, and why it is that one. */
export interface EffectiveLimit {
  readonly period: SpendPeriod
  /** Null where nothing limits it. */
  readonly limit: Money | null
  readonly from: 'manifest' | 'person' | 'nobody'
  readonly manifest: Money | null
  /** What a person set; it need not be what counts. */
  readonly set: Money | null
  /** Why what a person set doesn't count; null where it does, or nothing was set. */
  readonly passedOver: string | null
}

/**
 * The limits that count. A person's lower limit counts at once. A higher one was meant against the limit that the
 * manifest had then: once a release brings another, the lower of the two counts, until somebody raises it anew. A
 * limit in another currency than the manifest's is never compared with it: the manifest's counts.
 */
export function effectiveLimits(manifest: Limits | null, set: readonly SetLimit[]): readonly EffectiveLimit[] {
  return (['run', 'day', 'month'] as const).map((period) =>
    effective(period, manifestLimit(manifest, period), set.find((each) => each.period === period) ?? null),
  )
}

export function manifestLimit(limits: Limits | null, period: SpendPeriod): Money | null {
  if (limits === null) return null
  return { run: limits.perRun, day: limits.perDay, month: limits.perMonth }[period]
}

function effective(period: SpendPeriod, manifest: Money | null, set: SetLimit | null): EffectiveLimit {
  const parts = { period, manifest, set: set?.limit ?? null }
  if (set === null)
    return { ...parts, limit: manifest, from: manifest === null ? 'nobody' : 'manifest', passedOver: null }
  if (manifest === null) return { ...parts, limit: set.limit, from: 'person', passedOver: null }
  const fromManifest = (passedOver: string) => ({ ...parts, limit: manifest, from: 'manifest' as const, passedOver })
  if (manifest.currency !== set.limit.currency) {
    return fromManifest(
      `It is in ${set.limit.currency}, the manifest's in ${manifest.currency}: the two are never compared.`,
    )
  }
  const isRaise = amountOf(set.limit) > amountOf(manifest)
  if (isRaise && !isSame(set.manifestThen, manifest)) {
    const then = set.manifestThen === null ? 'no limit' : moneyInWords(set.manifestThen)
    return fromManifest(
      `It was set when the manifest said ${then}; a release has brought ${moneyInWords(manifest)} since.`,
    )
  }
  return { ...parts, limit: set.limit, from: 'person', passedOver: null }
}

function isSame(a: Money | null, b: Money): boolean {
  return a !== null && a.currency === b.currency && amountOf(a) === amountOf(b)
}

/** What is no amount limits everything. */
function amountOf({ amount }: Money): bigint {
  return parseAmount(amount) ?? 0n
}
