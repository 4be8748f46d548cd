import { daysWithin, judgeTarget, measure, MEASURES } from '../runs/measures.ts'
import type { Measure, Measured, RunDay, Target } from '../runs/measures.ts'
import type { Limits } from '../workflows/manifest.ts'
import type { DrillOutcome } from './drill.ts'

/** What a normal day is held against: what comes out, how fast, what it costs (S329). */
export const TARGET_ASPECTS = ['output', 'speed', 'cost'] as const
export type TargetAspect = (typeof TARGET_ASPECTS)[number]

const ASPECT_OF: { readonly [M in Measure]: TargetAspect } = {
  'failure-share': 'output',
  'automatic-share': 'output',
  'human-share': 'output',
  'override-share': 'output',
  'edit-share': 'output',
  'kept-share': 'output',
  'flag-share': 'output',
  'input-quality': 'output',
  'latency-p95': 'speed',
  'cost-per-run': 'cost',
}

/** One bound and what was measured against it. */
export interface TargetLine {
  readonly aspect: TargetAspect
  readonly measure: Measure
  readonly bound: Target['bound']
  readonly value: number
  /** Of a bound on a cost; null of any other. */
  readonly currency: string | null
  /** Where it is written: the manifest's limits, or a target of the workspace. */
  readonly source: 'manifest' | 'target'
  readonly measured: Measured
  readonly verdict: 'met' | 'unmet' | 'unknown'
}

export interface TargetCheck extends DrillOutcome {
  readonly lines: readonly TargetLine[]
}

export const DEFAULT_CHECK_DAYS = 7

/**
 * Holds the last days against the written targets and the manifest's limits, with intervals. Passed only where each of
 * output, speed and cost has a written bound and all are met; what nobody wrote down, or too few runs, is inconclusive.
 */
export function checkTargets(
  days: readonly RunDay[],
  targets: readonly Target[],
  limits: Limits | null,
  windowDays: number,
  now: Date,
): TargetCheck {
  const within = daysWithin(days, windowDays, now)
  const spent = new Set(within.flatMap(({ cost }) => cost?.currency ?? []))
  const [spentIn = null] = spent.size === 1 ? spent : []
  const written = [
    ...targets.map((target) => ({ target, source: 'target' as const, currency: spentIn })),
    ...manifestTargets(limits, now),
  ]
  const lines = written.map(({ target, source, currency }): TargetLine => {
    const { measure: which, bound, value } = target
    const measured = measure(within, which)
    // A limit in one currency says nothing about costs in another.
    const comparable = currency === null || spentIn === null || currency === spentIn
    return {
      aspect: ASPECT_OF[which],
      measure: which,
      bound,
      value,
      currency: MEASURES[which].unit === 'money' ? currency : null,
      source,
      measured,
      verdict: comparable ? judgeTarget(target, measured) : 'unknown',
    }
  })
  const unmet = lines.filter(({ verdict }) => verdict === 'unmet')
  const unknown = lines.filter(({ verdict }) => verdict === 'unknown')
  const unwritten = TARGET_ASPECTS.filter((aspect) => !lines.some((line) => line.aspect === aspect))
  const findings = [
    ...unmet.map(
      (line) => `${MEASURES[line.measure].name}: the target is missed. Cut what drives it, or write another one.`,
    ),
    ...unknown.map((line) => `${MEASURES[line.measure].name}: ${whyUnknown(line, spentIn)}`),
    ...unwritten.map((aspect) => `No target is written for ${ASPECT_WORDS[aspect]}. Write one.`),
  ]
  const met = lines.length - unmet.length - unknown.length
  const said = `${met} of ${lines.length} bounds are met over ${windowDays} days`
  if (unmet.length > 0)
    return {
      verdict: 'messy',
      sentence: `${said}; ${unmet.length} ${unmet.length === 1 ? 'is' : 'are'} missed.`,
      findings,
      lines,
    }
  if (unknown.length > 0 || unwritten.length > 0) {
    const open = [
      ...(unknown.length === 0 ? [] : [`${unknown.length} can't be told yet`]),
      ...(unwritten.length === 0
        ? []
        : [`nothing is written for ${unwritten.map((aspect) => ASPECT_WORDS[aspect]).join(' and ')}`]),
    ]
    return { verdict: 'inconclusive', sentence: `${said}; ${open.join(', and ')}.`, findings, lines }
  }
  return { verdict: 'passed', sentence: `${said}.`, findings, lines }
}

const ASPECT_WORDS: { readonly [A in TargetAspect]: string } = {
  output: 'what comes out',
  speed: 'speed',
  cost: 'cost',
}

function manifestTargets(limits: Limits | null, now: Date) {
  const bound = (measure: Measure, value: number, currency: string | null) => ({
    target: { measure, bound: 'at-most', value, setBy: 'manifest', setAt: now } as const,
    source: 'manifest' as const,
    currency,
  })
  if (limits === null) return []
  const { latencyMs, perRun } = limits
  return [
    ...(latencyMs === null ? [] : [bound('latency-p95', latencyMs, null)]),
    ...(perRun === null ? [] : [bound('cost-per-run', Number(perRun.amount), perRun.currency)]),
  ]
}

function whyUnknown({ measured, currency }: TargetLine, spentIn: string | null): string {
  if (currency !== null && spentIn !== null && currency !== spentIn) {
    return `the bound is in ${currency} and costs are told in ${spentIn}. Write it in one currency.`
  }
  if (measured.kind === 'insufficient') return `not enough yet: ${measured.n} of ${measured.needed}.`
  return 'the interval lies on both sides of the target; more runs will tell.'
}
