import type { ParseResult } from '@marcbachmann/cel-js'
import { EvaluationError } from '@marcbachmann/cel-js'
import { RuleError, type RuleErrorCode } from './rule-error.ts'

/** Evaluates by the CEL library; what it throws comes back as a value. */
export function evaluateByLibrary(
  expression: ParseResult,
  env: { readonly input: unknown; readonly output?: unknown },
): unknown {
  try {
    return expression({ input: env.input, output: env.output })
  } catch (error) {
    if (error instanceof EvaluationError) return explained(error)
    return new RuleError(
      'failed',
      `the expression could not be evaluated: ${error instanceof Error ? error.message : 'something was thrown'}`,
    )
  }
}

function explained(error: EvaluationError): RuleError {
  const code = CODES.get(error.code) ?? 'failed'
  const node = error.node
  const text = node?.input === undefined ? '' : shortened(node.input.slice(node.start, node.end))
  switch (code) {
    case 'missing':
      return new RuleError(code, `"${text}" is missing`)
    case 'wrong-type':
      return new RuleError(code, `"${text}" can't be computed: ${readable(error.summary)}`)
    default:
      return new RuleError(code, text === '' ? error.summary : `"${text}": ${error.summary}`)
  }
}

const CODES: ReadonlyMap<string, RuleErrorCode> = new Map([
  ['no_such_key', 'missing'],
  ['unknown_variable', 'missing'],
  ['no_such_overload', 'wrong-type'],
  ['no_matching_overload', 'wrong-type'],
  ['invalid_logical_operand', 'wrong-type'],
  ['invalid_condition_type', 'wrong-type'],
  ['invalid_comprehension_range', 'wrong-type'],
  ['unsupported_type', 'wrong-type'],
  ['index_out_of_bounds', 'out-of-range'],
  ['index_out_of_range', 'out-of-range'],
  ['numeric_overflow', 'out-of-range'],
  ['division_by_zero', 'out-of-range'],
  ['modulo_by_zero', 'out-of-range'],
  ['double_conversion_error', 'out-of-range'],
  ['int_conversion_error', 'out-of-range'],
  ['bool_conversion_error', 'out-of-range'],
  ['invalid_timestamp', 'out-of-range'],
  ['invalid_duration', 'out-of-range'],
  ['invalid_pattern', 'pattern'],
])

function readable(summary: string): string {
  return summary
    .replace(/dyn<([^<>]*(?:<[^<>]*>)?)>/g, '$1')
    .replace(/\b(double|int)\b/g, 'number')
    .replace(/\bstring\b/g, 'text')
}

function shortened(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`
}
