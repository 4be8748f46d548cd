import type { Evidence } from '../criterion-result.ts'
import type { HandoverFacts } from '../facts.ts'
import type { Criterion, CriterionParam, Playbook, StageId } from '../playbook.ts'
import type { CriterionVerdict } from '../verdict.ts'
import type { Param, Params, Values } from './params.ts'

/** Says of one kind of criterion whether it is met. Pure; what it does not know it calls `unknown`. */
export interface Evaluator {
  readonly name: string
  /** What it asks, in one sentence. */
  readonly says: string
  readonly params: Params
  readonly judge: (input: JudgeInput, params: Criterion['params']) => Finding
}

export interface JudgeInput {
  readonly playbook: Playbook
  /** The stage whose exit the criterion guards. */
  readonly stage: StageId
  readonly facts: HandoverFacts
  readonly now: Date
}

export interface Finding {
  readonly verdict: CriterionVerdict
  /** What is, in one plain sentence with its figures, n and window. */
  readonly sentence: string
  readonly evidence?: readonly Evidence[]
  /** Acts in plain words that would make it met; empty where it is. */
  readonly missing?: readonly string[]
  readonly warnings?: readonly string[]
  /** Where the evidence's own instants do not say it. */
  readonly asOf?: Date | null
}

export function defineEvaluator<P extends Params>(definition: {
  readonly name: string
  readonly says: string
  readonly params: P
  readonly judge: (input: JudgeInput & { readonly params: Values<P> }) => Finding
}): Evaluator {
  const { name, says, params, judge } = definition
  return { name, says, params, judge: (input, given) => judge({ ...input, params: readParams(params, given) }) }
}

/** What is wrong with one parameter as it is given, finishing the sentence `"name" …`; null where it is right. */
export function paramFault(param: Param<unknown>, value: CriterionParam | undefined): string | null {
  const given = value ?? param.default
  if (given === null) return `is missing: say ${param.expected} (${param.means})`
  return param.read(given) === null ? `must be ${param.expected}; it is ${JSON.stringify(given)}` : null
}

function readParams<P extends Params>(params: P, given: Criterion['params']): Values<P> {
  const values = Object.entries(params).map(([name, param]) => {
    const fault = paramFault(param, given[name])
    if (fault !== null) throw new Error(`The parameter "${name}" ${fault}`)
    return [name, param.read(given[name] ?? param.default ?? '')]
  })
  return Object.fromEntries(values) as Values<P> // each was read by the parameter of its name
}
