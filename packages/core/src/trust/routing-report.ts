import { shareOf, type Proportion } from '../runs/proportion.ts'
import {
  atCoverage,
  atThreshold,
  selectiveCurve,
  thresholdWithin,
  type ErrorBudget,
  type Routable,
  type RoutingPoint,
} from './selective.ts'
import { percentWithTenths } from './whole-percent.ts'

/** One unit whose right label is known, and what was predicted; null where nothing was. */
export interface Prediction {
  readonly truth: string
  readonly predicted: string | null
  /** Whatever scale, higher is surer. */
  readonly confidence: number
}

export interface RoutingInput {
  /** What the threshold is chosen on, and nothing else. */
  readonly validation: readonly Prediction[]
  /** What is reported on. */
  readonly test: readonly Prediction[]
  /** Labels of units that must go to a person: answering one automatically is an error, whatever the answer. */
  readonly outside: ReadonlySet<string>
  readonly budget: ErrorBudget
}

export interface CoveragePoint {
  /** Share of all units that is to be handled automatically, 0..1; equal confidences may make it a few more. */
  readonly coverage: number
  readonly threshold: number
  readonly accuracy: Proportion
}

export interface RoutingReport {
  readonly validation: number
  readonly test: number
  /** Right predictions among the units that have a label of their own, whatever their confidence. */
  readonly inScope: Proportion
  /** Accuracy of what is handled automatically, by how much is. */
  readonly atCoverage: readonly CoveragePoint[]
  /** The curve in steps of a hundredth of the units. */
  readonly curve: readonly Omit<CoveragePoint, 'threshold'>[]
  /** With the threshold that keeps the budget on the validation units; null where none does. */
  readonly routed: Routed | null
  readonly budget: ErrorBudget
  readonly notes: readonly string[]
}

export interface Routed {
  readonly threshold: number
  /** On the validation units: the error stays below this, as sure as the budget asks. */
  readonly errorsAtMost: number
  /** Of all test units. */
  readonly automatic: Proportion
  readonly review: Proportion
  /** Wrong ones among those handled automatically. */
  readonly errors: Proportion
  /** Of the test units with a label of their own: handled automatically, and right. */
  readonly inScopeRight: Proportion
  /** Of those that must go to a person: how many do. Null where there are none. */
  readonly outsideToPerson: Proportion | null
}

const COVERAGES = [0.5, 0.7, 0.8, 0.9] as const
const STEPS = 100

/** What routing by confidence would do: how right the automatic part is, and how much is left for people. */
export function routingReport({ validation, test, outside, budget }: RoutingInput): RoutingReport {
  const known = test.filter(({ truth }) => !outside.has(truth))
  const curve = selectiveCurve(test.map((unit) => routable(unit, outside)))
  const chosen = thresholdWithin(selectiveCurve(validation.map((unit) => routable(unit, outside))), budget)
  return {
    validation: validation.length,
    test: test.length,
    inScope: shareOf({ k: known.filter(({ truth, predicted }) => truth === predicted).length, n: known.length }),
    atCoverage: COVERAGES.flatMap((coverage) => {
      const point = atCoverage(curve, coverage)
      return point === null ? [] : [{ coverage, threshold: point.threshold, accuracy: accuracyOf(point) }]
    }),
    curve: Array.from({ length: STEPS }, (_, step) => (step + 1) / STEPS).flatMap((coverage) => {
      const point = atCoverage(curve, coverage)
      return point === null ? [] : [{ coverage, accuracy: accuracyOf(point) }]
    }),
    routed: chosen === null ? null : routedAt(atThreshold(curve, chosen.threshold), chosen.errorsAtMost, test, outside),
    budget,
    notes: notesOf(validation, test, outside, chosen === null),
  }
}

function routable({ truth, predicted, confidence }: Prediction, outside: ReadonlySet<string>): Routable {
  return { confidence, right: truth === predicted && !outside.has(truth) }
}

function accuracyOf({ right, automatic }: RoutingPoint): Proportion {
  return shareOf({ k: right, n: automatic })
}

function routedAt(
  { threshold, automatic, right }: RoutingPoint,
  errorsAtMost: number,
  test: readonly Prediction[],
  outside: ReadonlySet<string>,
): Routed {
  const strangers = test.filter(({ truth }) => outside.has(truth))
  return {
    threshold,
    errorsAtMost,
    automatic: shareOf({ k: automatic, n: test.length }),
    review: shareOf({ k: test.length - automatic, n: test.length }),
    errors: shareOf({ k: automatic - right, n: automatic }),
    inScopeRight: shareOf({ k: right, n: test.length - strangers.length }),
    outsideToPerson:
      strangers.length === 0
        ? null
        : shareOf({ k: strangers.filter(({ confidence }) => confidence < threshold).length, n: strangers.length }),
  }
}

function notesOf(
  validation: readonly Prediction[],
  test: readonly Prediction[],
  outside: ReadonlySet<string>,
  none: boolean,
): readonly string[] {
  const share = (units: readonly Prediction[]) =>
    units.length === 0 ? 0 : units.filter(({ truth }) => outside.has(truth)).length / units.length
  const [before, after] = [share(validation), share(test)]
  return [
    ...(none ? ['No threshold keeps the budget on the validation units: all of it goes to people.'] : []),
    ...(outside.size > 0 && Math.abs(before - after) > 0.05
      ? [
          `Units that must go to a person are ${percentWithTenths(before)} of the validation units and ${percentWithTenths(after)} of the test units: what was promised on the one does not hold on the other.`,
        ]
      : []),
  ]
}
