import { daysWithin, judgeTarget, type Measured, measure, MEASURES, type Target } from '../../runs/measures.ts'
import { counted } from '../../workflows/in-words.ts'
import type { CriterionVerdict } from '../verdict.ts'
import { allOf } from '../verdict.ts'
import { defineEvaluator, type Finding, type JudgeInput } from './evaluator.ts'
import { listOf, wholeNumber } from './params.ts'
import { figure } from './say.ts'

const ALL_MEASURES = Object.keys(MEASURES) as (keyof typeof MEASURES)[] // the names of the table

/** Targets against what was measured, with n, window and interval; too few and "could be either" are unknown. */
export const targetsMet = defineEvaluator({
  name: 'targets-met',
  says: 'Every written target is met over a window, with the whole interval on its good side.',
  params: {
    windowDays: wholeNumber('Days that end today.', 14, { least: 1, most: 400 }),
    minimum: wholeNumber('Fewest units for a figure.', 30, { least: 1 }),
    measures: listOf('Measures that must have a target; empty: whichever have one.', ALL_MEASURES, []),
  },
  judge: ({ params, ...input }) => judgeTargets(input, params),
})

export interface TargetWindow {
  readonly windowDays: number
  readonly minimum: number
  readonly measures: readonly string[]
}

export function judgeTargets({ facts, now }: JudgeInput, { windowDays, minimum, measures }: TargetWindow): Finding {
  const untold = measures.filter((name) => !facts.targets.some((target) => target.measure === name))
  if (facts.targets.length === 0 || untold.length > 0) {
    const names = untold.length === 0 ? '' : ` for: ${untold.map(measureName).join(', ')}`
    return {
      verdict: 'unknown',
      sentence: `No target is written${names}, so nothing can be compared.`,
      missing: [`Write a target${names}.`],
    }
  }
  const targets = facts.targets.filter(({ measure: of }) => measures.length === 0 || measures.includes(of))
  const days = daysWithin(facts.days, windowDays, now)
  const judged = targets.map((target) => {
    const measured = measure(days, target.measure, minimum)
    return { target, measured, verdict: judgeTarget(target, measured) }
  })
  const count = (verdict: CriterionVerdict) => judged.filter((each) => each.verdict === verdict).length
  const last = days.at(-1)?.day
  const at = last === undefined ? null : new Date(`${last}T00:00:00.000Z`)
  return {
    verdict: allOf(judged.map(({ verdict }) => verdict)),
    sentence: `${count('met')} of ${counted(judged.length, 'target')} met over the last ${counted(windowDays, 'day')}${count('unmet') > 0 ? `, ${count('unmet')} missed` : ''}${count('unknown') > 0 ? `, ${count('unknown')} not certain yet` : ''}.`,
    evidence: judged.map(({ target, measured }) => ({ text: sayTarget(target, measured), at, ref: 'runs' })),
    missing: judged
      .filter(({ verdict }) => verdict !== 'met')
      .map(({ target, measured, verdict }) =>
        verdict === 'unmet'
          ? `Bring "${measureName(target.measure)}" to ${boundOf(target)}: it is ${sayMeasured(target, measured)}.`
          : measured.kind === 'insufficient'
            ? `Collect ${figure(Math.max(1, measured.needed - measured.n))} more for "${measureName(target.measure)}": not enough yet, ${figure(measured.n)} of ${figure(measured.needed)}.`
            : `Collect more for "${measureName(target.measure)}": the interval lies on both sides of ${boundOf(target)}.`,
      ),
    asOf: at,
  }
}

function measureName(name: string): string {
  return ALL_MEASURES.includes(name as Target['measure']) ? MEASURES[name as Target['measure']].name : name // looked up first
}

function boundOf({ measure: of, bound, value }: Target): string {
  return `${bound === 'at-least' ? 'at least' : 'at most'} ${withUnit(of, value)}`
}

function sayTarget(target: Target, measured: Measured): string {
  return `${measureName(target.measure)}: ${sayMeasured(target, measured)}; target ${boundOf(target)}`
}

function sayMeasured({ measure: of }: Target, measured: Measured): string {
  if (measured.kind === 'insufficient') return `not enough yet: ${figure(measured.n)} of ${figure(measured.needed)}`
  const { value, interval, n } = measured
  const range = interval === null ? '' : `, ${figure(interval.low)} to ${figure(interval.high)}`
  return `${withUnit(of, value)} (n = ${figure(n)}${range})`
}

function withUnit(of: Target['measure'], value: number): string {
  const { unit } = MEASURES[of]
  if (unit === 'money') return String(value)
  return `${figure(value)} ${unit}`
}
