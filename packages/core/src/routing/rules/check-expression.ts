import type { ASTNode, Environment, ParseResult } from '@marcbachmann/cel-js'
import type { JsonSchema } from '../../json/json.ts'
import { compilePattern } from '../like.ts'
import { checkingEnvironment, EVALUATING, type CheckingEnvironment } from './cel-environment.ts'
import {
  explainCelError,
  explainUnknownField,
  fault,
  faultAt,
  type ExpressionFault,
  type FaultContext,
} from './cel-fault.ts'
import { declaredType } from './declared-fields.ts'
import { unguardedReads, type OptionalRead } from './optional-reads.ts'
import { checkedTypeName, iterationOf, partsOf, visit } from './syntax-tree.ts'

/** What an expression may read. `output` is null for what is asked before the call. */
export interface ExpressionSchemas {
  readonly input: JsonSchema
  readonly output: JsonSchema | null
}

/** A well-typed expression: its tree, the library's way to evaluate it, and its CEL type. */
export interface CheckedExpression {
  readonly kind: 'checked'
  readonly ast: ASTNode
  readonly evaluate: ParseResult
  /** `bool`, `double`, `int`, `string`, `dyn`, … */
  readonly type: string
  readonly optionalReads: readonly OptionalRead[]
  /** How deep iterations over lists stand in each other. */
  readonly iterationDepth: number
  readonly context: FaultContext
}

/** Longest expression, in UTF-16 units. */
const MAX_EXPRESSION_LENGTH = 4_096
/** Iterations inside of iterations multiply the work. */
const MAX_ITERATION_DEPTH = 2

/** Parses an expression and checks every name, type, function and pattern in it against the schemas. */
export function checkExpression(source: string, schemas: ExpressionSchemas): CheckedExpression | ExpressionFault {
  const { environment, shapes } = environmentOf(schemas)
  const context: FaultContext = { source, shapes, hasOutput: schemas.output !== null }
  if (source.length > MAX_EXPRESSION_LENGTH) {
    const message = `The expression has ${source.length} characters; at most ${MAX_EXPRESSION_LENGTH} are allowed`
    return fault(message, 'Split it into several rules.', MAX_EXPRESSION_LENGTH, source.length - MAX_EXPRESSION_LENGTH)
  }
  if (source.trim() === '')
    return fault('The expression is empty', 'Write a condition, for example `input.amount > 100`.', 0, source.length)
  // The parser's own limit counts no signs in front of a value.
  const signs = /(?:[!-]\s*){65}/.exec(source)
  if (signs !== null)
    return fault('More than 64 signs stand in front of a value', 'Leave out those that cancel out.', signs.index, 65)
  try {
    return checkWithPromotion(source, environment, context)
  } catch (error) {
    return explainCelError(error, context)
  }
}

/** Compiling an environment takes longer than checking a rule, and a manifest's rules all share their schemas. */
const environments = new WeakMap<ExpressionSchemas, CheckingEnvironment>()

function environmentOf(schemas: ExpressionSchemas): CheckingEnvironment {
  const known = environments.get(schemas)
  if (known !== undefined) return known
  const output = schemas.output === null ? null : declaredType(schemas.output, 'output')
  const made = checkingEnvironment(declaredType(schemas.input, 'input'), output)
  environments.set(schemas, made)
  return made
}

/**
 * `has(output.confidence) ? output.confidence : 0` and `[1, 2.5]` mix a double with an int literal, which CEL refuses
 * though no reader would. Such literals are turned into doubles in the tree, one mixture after the other.
 */
function checkWithPromotion(
  source: string,
  environment: Environment,
  context: FaultContext,
): CheckedExpression | ExpressionFault {
  const promoted = new Set<number>()
  for (;;) {
    const parsed = environment.parse(source)
    promoteLiterals(parsed.ast, promoted)
    const refusal = findRefusal(parsed.ast)
    if (refusal !== null) return refusal
    const checked = parsed.check()
    if (!checked.valid) {
      if (addPromotions(parsed.ast, checked.error, promoted)) continue
      return explainCelError(checked.error, context)
    }
    const unknown = findUnknownInHas(parsed.ast, context)
    if (unknown !== null) return unknown

    const evaluate = EVALUATING.parse(source)
    promoteLiterals(evaluate.ast, promoted)
    const evaluable = evaluate.check()
    if (!evaluable.valid) return explainCelError(evaluable.error, context)
    return {
      kind: 'checked',
      ast: parsed.ast,
      evaluate,
      type: checked.type ?? 'dyn',
      optionalReads: unguardedReads(parsed.ast, context.shapes),
      iterationDepth: iterationDepth(parsed.ast),
      context,
    }
  }
}

function promoteLiterals(ast: ASTNode, starts: ReadonlySet<number>): void {
  if (starts.size === 0) return
  visit(ast, (node) => {
    // The tree is ours alone between parsing and checking, and the library has no other way to change a literal.
    if (node.op === 'value' && typeof node.args === 'bigint' && starts.has(node.start))
      (node as { args: unknown }).args = Number(node.args)
  })
}

const MIXTURES = new Set(['incompatible_ternary_branches', 'heterogeneous_list_element'])

/** Adds the int literals of the mixture that an error is about; false where there is nothing to mend. */
function addPromotions(
  ast: ASTNode,
  error: { readonly code: string; readonly range?: { readonly start: number; readonly end: number } } | undefined,
  promoted: Set<number>,
): boolean {
  if (error === undefined || !MIXTURES.has(error.code)) return false
  const before = promoted.size
  visit(ast, (node) => {
    const members = node.op === '?:' ? node.args.slice(1) : node.op === 'list' ? node.args : []
    const isMeant = (part: ASTNode) => part.start === error.range?.start && part.end === error.range.end
    if (!(node.op === 'list' ? members.some(isMeant) : isMeant(node))) return
    for (const member of members) {
      const literal = member.op === '-_' ? member.args : member
      if (literal.op === 'value' && typeof literal.args === 'bigint') promoted.add(literal.start)
    }
  })
  return promoted.size > before
}

const TYPE_NAMES = new Set(['bool', 'bytes', 'double', 'int', 'list', 'map', 'null_type', 'string', 'type', 'uint'])
const LIBRARY_NAMES = new Set(['cel', 'google', 'optional'])

/** What the library would allow, and rules may not have. */
function findRefusal(ast: ASTNode): ExpressionFault | null {
  let found: ExpressionFault | null = null
  visit(ast, (node) => {
    found ??= refusalOf(node)
  })
  if (found !== null) return found
  if (iterationDepth(ast) > MAX_ITERATION_DEPTH) {
    return faultAt(
      ast,
      `More than ${MAX_ITERATION_DEPTH} iterations over lists stand in each other`,
      'Split the rule, or compute the value beforehand.',
    )
  }
  return null
}

function refusalOf(node: ASTNode): ExpressionFault | null {
  if (node.op === 'id' && LIBRARY_NAMES.has(node.args)) {
    return faultAt(node, `"${node.args}" is not known here`, 'Fields begin with "input." or "output.".')
  }
  if (node.op === 'rcall' && node.args[0] === 'matches') {
    const receiver = node.input.slice(node.args[1].start, node.args[1].end)
    const pattern = node.args[2][0]
    const written = pattern === undefined ? '"…"' : node.input.slice(pattern.start, pattern.end)
    return faultAt(
      node,
      'matches() is not available, because some patterns make it very slow',
      `Write like(${receiver}, ${written}).`,
    )
  }
  if (node.op === 'call' && node.args[0] === 'like') {
    const pattern = node.args[1][1]
    if (pattern?.op === 'value' && typeof pattern.args === 'string') {
      const compiled = compilePattern(pattern.args)
      if (compiled.kind === 'invalid') return faultAt(pattern, compiled.message, 'Patterns are written in RE2 syntax.')
    }
  }
  const variable = iterationOf(node)?.variable
  if (
    variable?.op === 'id' &&
    (variable.args === 'input' || variable.args === 'output' || TYPE_NAMES.has(variable.args))
  ) {
    return faultAt(
      variable,
      `"${variable.args}" can't be the name of a list's element`,
      'Use another name, for example "item".',
    )
  }
  return null
}

/** The library doesn't look at the names inside of `has(…)`. */
function findUnknownInHas(ast: ASTNode, context: FaultContext): ExpressionFault | null {
  let found: ExpressionFault | null = null
  visit(ast, (node) => {
    const argument = node.op === 'call' && node.args[0] === 'has' ? node.args[1][0] : undefined
    if (found === null && argument !== undefined) found = unknownInChain(argument, context).fault
  })
  return found
}

interface ChainTypes {
  readonly fault: ExpressionFault | null
  /** The CEL type that the chain has so far; null where it can't be told. */
  readonly shapeName: string | null
}

function unknownInChain(node: ASTNode, context: FaultContext): ChainTypes {
  if (node.op !== '.') return { fault: null, shapeName: checkedTypeName(node) }
  const left = unknownInChain(node.args[0], context)
  if (left.fault !== null) return left
  setTypeName(node.args[0], left.shapeName)
  const shape = context.shapes.get(left.shapeName ?? '')
  if (shape === undefined) return { fault: null, shapeName: null }
  const field = shape.fields.get(node.args[1])
  if (field === undefined) return { fault: explainUnknownField(node, context), shapeName: null }
  const inner = field.type.kind === 'object' ? field.type.shape : null
  const name = inner === null ? null : ([...context.shapes].find(([, known]) => known === inner)?.[0] ?? null)
  return { fault: null, shapeName: name }
}

/** The library leaves the parts of `has(…)` untyped; giving them their type lets the other checks see them like any read. */
function setTypeName(node: ASTNode, name: string | null): void {
  const open = node as { checkedType?: { readonly name: string } }
  if (open.checkedType === undefined && name !== null) open.checkedType = { name }
}

function iterationDepth(node: ASTNode): number {
  const inner = Math.max(0, ...partsOf(node).map(iterationDepth))
  return iterationOf(node) === null ? inner : inner + 1
}
