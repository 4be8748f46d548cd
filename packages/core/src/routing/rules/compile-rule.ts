import type { ParseResult } from '@marcbachmann/cel-js'
import { typeInWords, fault, type ExpressionFault } from './cel-fault.ts'
import { checkExpression, type CheckedExpression, type ExpressionSchemas } from './check-expression.ts'
import { compileClosure, DEFERRED, Failure, type Closure } from './closures.ts'
import { evaluateByLibrary } from './library-evaluation.ts'
import { RuleError } from './rule-error.ts'

export { RuleError } from './rule-error.ts'
export type { ExpressionFault } from './cel-fault.ts'
export type { ExpressionSchemas } from './check-expression.ts'

/** The values that an expression reads, as `JSON.parse` gives them. */
export interface RuleEnvironment {
  readonly input: unknown
  readonly output?: unknown
}

export type RuleResult = boolean | RuleError

export interface CompiledRule {
  readonly kind: 'compiled'
  /** Whether the rule applies. Never throws; what can't be told is a `RuleError`. */
  readonly evaluate: (env: RuleEnvironment) => RuleResult
  readonly warnings: readonly ExpressionWarning[]
  /** How it is evaluated: by closures, or by the CEL library where it has an operator that only the library knows. */
  readonly engine: 'closures' | 'library'
}

export interface CompiledValue<Value extends string | number = string | number> {
  readonly kind: 'compiled'
  /** The value for one unit. Never throws; what can't be told is a `RuleError`. */
  readonly evaluate: (env: RuleEnvironment) => Value | RuleError
  readonly warnings: readonly ExpressionWarning[]
  readonly engine: 'closures' | 'library'
}

/** An optional field is read unguarded: an input without it makes the expression fail, and the unit goes to a person. */
export interface ExpressionWarning {
  readonly field: string
  readonly message: string
  readonly mend: string
  readonly offset: number
  readonly length: number
}

/**
 * Compiles a rule: a CEL condition over `input` and, after the call, `output`. It is checked here against both schemas,
 * so that a wrong name, type or pattern is found when the manifest is validated.
 */
export function compileRule(source: string, schemas: ExpressionSchemas): CompiledRule | ExpressionFault {
  return compile(source, schemas, CONDITION)
}

/**
 * Compiles an expression that gives a value: `number` for a confidence, `key` for a unit key, a dedupe key, a subject or
 * a slice. A key is text that isn't empty, or a number, which is written as JSON writes it.
 */
export function compileValue(
  source: string,
  schemas: ExpressionSchemas,
  expected: 'number',
): CompiledValue<number> | ExpressionFault
export function compileValue(
  source: string,
  schemas: ExpressionSchemas,
  expected: 'key',
): CompiledValue<string> | ExpressionFault
export function compileValue(
  source: string,
  schemas: ExpressionSchemas,
  expected: 'number' | 'key',
): CompiledValue | ExpressionFault
export function compileValue(
  source: string,
  schemas: ExpressionSchemas,
  expected: 'number' | 'key',
): CompiledValue | ExpressionFault {
  return expected === 'number' ? compile(source, schemas, NUMBER) : compile(source, schemas, KEY)
}

/** What an expression must give: the CEL types that can, and how a result is read. */
interface Expectation<Value> {
  readonly types: ReadonlySet<string>
  readonly needed: string
  readonly mend: string
  /** The value, or null where the result is of another kind. */
  readonly read: (result: unknown) => Value | null
}

const CONDITION: Expectation<boolean> = {
  types: new Set(['bool', 'dyn']),
  needed: 'true or false',
  mend: 'Compare it with something, for example `input.amount > 100`.',
  read: (result) => (typeof result === 'boolean' ? result : null),
}

const NUMBER: Expectation<number> = {
  types: new Set(['double', 'int', 'dyn']),
  needed: 'a number',
  mend: 'Take a numeric field, for example `output.confidence`, or convert with double(…).',
  read: (result) => {
    const value = typeof result === 'bigint' ? Number(result) : result
    return typeof value === 'number' && Number.isFinite(value) ? value : null
  },
}

const KEY: Expectation<string> = {
  types: new Set(['string', 'double', 'int', 'dyn']),
  needed: 'a text that is not empty, or a number',
  mend: 'Take a field that is text or a number, or put several together: `input.account + "/" + input.invoice`.',
  read: (result) => {
    if (typeof result === 'string') return result === '' ? null : result
    return typeof result === 'bigint' || (typeof result === 'number' && Number.isFinite(result)) ? String(result) : null
  },
}

interface Compiled<Value> {
  readonly kind: 'compiled'
  readonly evaluate: (env: RuleEnvironment) => Value | RuleError
  readonly warnings: readonly ExpressionWarning[]
  readonly engine: 'closures' | 'library'
}

function compile<Value>(
  source: string,
  schemas: ExpressionSchemas,
  expectation: Expectation<Value>,
): Compiled<Value> | ExpressionFault {
  const checked = checkExpression(source, schemas)
  if (checked.kind === 'invalid') return checked
  if (!expectation.types.has(checked.type)) {
    const message = `The expression gives ${typeInWords(checked.type, checked.context)}; ${expectation.needed} is needed`
    return fault(message, expectation.mend, 0, source.length)
  }
  const closure = compileClosure(checked.ast, source)
  const isNested = checked.iterationDepth > 1
  if (closure === null && isNested) {
    const message = 'Iterations over lists stand in each other, with a function that is too slow for that'
    return fault(message, 'Use only exists, all and plain comparisons inside, or split the rule.', 0, source.length)
  }
  return {
    kind: 'compiled',
    evaluate:
      closure === null
        ? byLibrary(checked.evaluate, expectation)
        : byClosure(closure, isNested ? null : checked.evaluate, expectation),
    warnings: warningsOf(checked),
    engine: closure === null ? 'library' : 'closures',
  }
}

function byClosure<Value>(
  closure: Closure,
  library: ParseResult | null,
  expectation: Expectation<Value>,
): (env: RuleEnvironment) => Value | RuleError {
  const { read } = expectation
  return (env) => {
    let result: unknown
    try {
      result = closure(env.input, env.output)
    } catch (error) {
      // Only values that are no JSON (getters, proxies) can make a closure throw.
      return new RuleError(
        'failed',
        `the value could not be read: ${error instanceof Error ? error.message : 'something was thrown'}`,
      )
    }
    const value = read(result)
    if (value !== null) return value
    if (!(result instanceof Failure)) return notExpected(result, expectation)
    if (result !== DEFERRED || library === null) return Failure.errorOf(result)
    return byLibrary(library, expectation)(env)
  }
}

function byLibrary<Value>(
  library: ParseResult,
  expectation: Expectation<Value>,
): (env: RuleEnvironment) => Value | RuleError {
  return (env) => {
    const result = evaluateByLibrary(library, env)
    return result instanceof RuleError ? result : (expectation.read(result) ?? notExpected(result, expectation))
  }
}

function notExpected(result: unknown, expectation: Expectation<unknown>): RuleError {
  return new RuleError('result', `it gave ${inWords(result)}, and ${expectation.needed} is needed`)
}

function inWords(result: unknown): string {
  if (result === '') return 'an empty text'
  if (typeof result === 'string') return `the text "${result.length <= 80 ? result : `${result.slice(0, 79)}…`}"`
  if (Array.isArray(result)) return 'a list'
  return typeof result === 'object' && result !== null ? 'an object' : String(result)
}

function warningsOf(checked: CheckedExpression): readonly ExpressionWarning[] {
  return checked.optionalReads.map(({ field, offset, length }) => ({
    field,
    message: `"${field}" is optional: a unit without it can't be decided by this expression and goes to a person`,
    mend: `Write has(${field}) && … before it, or make the field required in the schema.`,
    offset,
    length,
  }))
}
