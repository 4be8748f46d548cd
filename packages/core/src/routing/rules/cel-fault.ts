import { ParseError, TypeError as CelTypeError, type ASTNode } from '@marcbachmann/cel-js'
import { closestName } from './closest-name.ts'
import { MAX_NESTING } from './cel-environment.ts'
import type { ObjectShape } from './declared-fields.ts'
import { accessOf } from './optional-reads.ts'
import { checkedTypeName } from './syntax-tree.ts'

/** What is wrong with an expression: where (UTF-16 units from its start), and what to write instead. */
export interface ExpressionFault {
  readonly kind: 'invalid'
  readonly message: string
  readonly offset: number
  readonly length: number
  readonly mend: string
}

/** What the messages need to know about the place where an expression stands. */
export interface FaultContext {
  readonly source: string
  readonly shapes: ReadonlyMap<string, ObjectShape>
  readonly hasOutput: boolean
}

export function fault(message: string, mend: string, offset: number, length: number): ExpressionFault {
  return { kind: 'invalid', message, offset, length: Math.max(1, length), mend }
}

export function faultAt(node: ASTNode, message: string, mend: string): ExpressionFault {
  return fault(message, mend, node.start, node.end - node.start)
}

/** Puts an error of the CEL library into plain words. */
export function explainCelError(error: unknown, context: FaultContext): ExpressionFault {
  if (error instanceof ParseError) return explainParseError(error, context)
  if (error instanceof CelTypeError) return explainTypeError(error, context)
  const reason = error instanceof Error ? error.message : 'something was thrown'
  return fault(`The expression can't be read: ${reason}`, 'Write it in a simpler way.', 0, context.source.length)
}

function explainParseError(error: ParseError, context: FaultContext): ExpressionFault {
  const { source } = context
  const offset = Math.min(error.range?.start ?? 0, source.length)
  const length = (error.range?.end ?? offset) - offset
  if (error.code === 'limit_exceeded') return explainLimit(error.summary, offset)
  const rest = source.slice(offset)
  const word = /^[A-Za-z]+/.exec(rest)?.[0].toLowerCase() ?? ''
  const operator = WORD_OPERATORS.get(word)
  if (operator !== undefined) return fault(`"${word}" is no operator`, `Write "${operator}".`, offset, word.length)
  const at = offset >= source.length ? 'at the end' : `at "${shortened(rest)}"`
  if (rest.startsWith('=')) return fault(`"=" is no operator`, 'Write "==" to compare.', offset, 1)
  if (/^[&|](?![&|])/.test(rest))
    return fault(`"${rest[0]}" is no operator`, `Write "${rest[0]}${rest[0]}".`, offset, 1)
  if (error.code.startsWith('unterminated'))
    return fault(`A text is not closed ${at}`, `Put a closing quote behind it.`, offset, length)
  if (error.code === 'reserved_identifier') return fault(sentence(error.summary), 'Use another name.', offset, length)
  if (offset >= source.length) {
    return fault(
      'The expression ends too early',
      'Write what is missing: a value, a bracket or a quote.',
      Math.max(0, offset - 1),
      1,
    )
  }
  const what = /^(Unexpected|Expected|Invalid)/.test(error.summary)
    ? `The expression can't be read ${at}`
    : `${sentence(error.summary)} ${at}`
  return fault(what, 'Check the signs, brackets and quotes at this place.', offset, length)
}

const WORD_OPERATORS = new Map([
  ['and', '&&'],
  ['or', '||'],
  ['not', '!'],
  ['is', '=='],
  ['equals', '=='],
])

function explainLimit(summary: string, offset: number): ExpressionFault {
  const message = summary.includes('maxDepth')
    ? `The expression nests deeper than ${MAX_NESTING} levels`
    : `The expression is too large: ${summary.replace(/^Exceeded max(\w+) \((\d+)\)$/, 'more than $2 of $1')}`
  return fault(message, 'Split it into several rules.', offset, 1)
}

function explainTypeError(error: CelTypeError, context: FaultContext): ExpressionFault {
  const node = error.node
  const offset = error.range?.start ?? 0
  const length = (error.range?.end ?? context.source.length) - offset
  if (node !== undefined) {
    switch (error.code) {
      case 'no_such_key':
        return (
          explainUnknownField(node, context) ??
          fault(sentence(error.summary), 'Declare the field in the schema.', offset, length)
        )
      case 'unknown_variable':
        return explainUnknownName(node, context)
      case 'no_such_overload':
        return explainOverload(node, error.summary, context)
      case 'no_matching_overload':
        return explainCall(node, error.summary, context)
      case 'invalid_logical_operand':
        return faultAt(
          node,
          '"&&", "||" and "!" take true or false on both sides',
          'Compare first, for example `input.amount > 0`.',
        )
      case 'invalid_index_type':
        return faultAt(node, 'The place in a list is a whole number, and this is not', 'Take a whole number: int(…).')
      case 'invalid_macro_argument':
        return faultAt(
          node,
          'This takes a field, or a name for the elements of a list',
          'Write has(input.field), or list.exists(item, …).',
        )
    }
  }
  return fault(sentence(readableTypes(error.summary)), 'Make both sides the same kind of value.', offset, length)
}

/** A field that the schema doesn't declare, wherever it is read; null where the node reads none. */
export function explainUnknownField(node: ASTNode, context: FaultContext): ExpressionFault | null {
  const [object, name] = accessOf(node)
  if (object === null || name === null) return null
  const shape = context.shapes.get(checkedTypeName(object) ?? '')
  return shape === undefined ? null : unknownField(shape, name, node, context)
}

function unknownField(shape: ObjectShape, name: string, node: ASTNode, context: FaultContext): ExpressionFault {
  const at = context.source.lastIndexOf(name, node.end)
  const offset = at >= node.start ? at : node.start
  const message = `"${shape.path}" has no field "${name}"`
  const closest = closestName(name, shape.fields.keys())
  const declared = [...shape.fields.keys()]
  const mend =
    closest !== null
      ? `Did you mean "${closest}"?`
      : declared.length === 0
        ? `Its schema declares no fields: list them under "properties".`
        : `Declared are: ${listed(declared)}.`
  return fault(message, mend, offset, name.length)
}

function explainUnknownName(node: ASTNode, context: FaultContext): ExpressionFault {
  const name = node.op === 'id' ? node.args : context.source.slice(node.start, node.end)
  if (name === 'output' && !context.hasOutput) {
    return faultAt(
      node,
      'This expression is asked before the AI is called, so there is no "output" yet',
      'Read "input", or make it a rule on the output.',
    )
  }
  const roots = context.hasOutput ? ['input', 'output'] : ['input']
  const owner = [...context.shapes.values()].find((shape) => roots.includes(shape.path) && shape.fields.has(name))
  const closest = closestName(name, roots)
  const mend =
    owner !== undefined
      ? `Write "${owner.path}.${name}".`
      : closest !== null
        ? `Did you mean "${closest}"?`
        : `Text stands in quotes; fields begin with ${roots.map((root) => `"${root}."`).join(' or ')}.`
  return faultAt(node, `"${name}" is not known here`, mend)
}

function explainOverload(node: ASTNode, summary: string, context: FaultContext): ExpressionFault {
  const sign = node.op.replace('_', '')
  const [left, right] = summary.replace(/^no such overload: /, '').split(` ${sign} `)
  if (left === undefined || right === undefined) {
    return faultAt(
      node,
      `"${sign}" can't take ${typeInWords(summary.replace(/^no such overload: [-!]/, ''), context)}`,
      'Compare or convert it first.',
    )
  }
  const message = `"${sign}" can't take ${typeInWords(left, context)} on the left and ${typeInWords(right, context)} on the right`
  return faultAt(node, message, mendOfOverload(sign, left, right))
}

function mendOfOverload(sign: string, left: string, right: string): string {
  const both = [left, right]
  const hasNumber = both.some((type) => type === 'int' || type === 'double')
  if (both.includes('null')) return 'This field is never null; ask has(…) whether it is there.'
  if (sign === '%') return 'Take whole numbers: int(…).'
  if (sign === 'in') return 'On the right stands a list of the same kind of values, for example ["a", "b"].'
  if (both.includes('string') && hasNumber) return 'Put quotes around text, or convert with string(…) or double(…).'
  if (both.includes('bool')) return 'A field that is true or false is used as it is: `input.urgent` or `!input.urgent`.'
  return 'Make both sides the same kind of value.'
}

function explainCall(node: ASTNode, summary: string, context: FaultContext): ExpressionFault {
  const called = /'(.*)'$/.exec(summary)?.[1] ?? summary
  const name = node.op === 'call' || node.op === 'rcall' ? node.args[0] : called
  if (name === 'like')
    return faultAt(node, `like(text, pattern) takes two texts`, "Write like(input.message, r'(?i)\\brefund\\b').")
  const readable = called.replace(/\b(object_\d+|string|double|int|bool|dyn|list<[^()]*>|map<[^()]*>)\b/g, (type) =>
    typeInWords(type, context),
  )
  return faultAt(node, `There is no function "${readable}"`, mendOfCall(name))
}

function mendOfCall(name: string): string {
  if (/^(len|length|lenght|count)$/i.test(name)) return 'Write size(…).'
  if (name === 'size') return 'size(…) takes a text, a list or an object.'
  const closest = closestName(name, FUNCTIONS)
  return closest === null || closest === name
    ? `Check the kinds of its values. Known are: ${listed(FUNCTIONS)}.`
    : `Did you mean "${closest}"?`
}

const FUNCTIONS = (
  'has like size contains startsWith endsWith lowerAscii upperAscii trim exists all exists_one filter map split join ' +
  'string double int timestamp duration'
).split(' ')

/** A CEL type as people say it. */
export function typeInWords(type: string, context: FaultContext): string {
  switch (type) {
    case 'string':
      return 'text'
    case 'int':
    case 'double':
    case 'uint':
      return 'a number'
    case 'bool':
      return 'true or false'
    case 'dyn':
      return 'anything'
    case 'null':
      return 'null'
  }
  const shape = context.shapes.get(type)
  if (shape !== undefined) return `an object ("${shape.path}")`
  if (type.startsWith('list')) return 'a list'
  return type.startsWith('map') ? 'an object' : type
}

function readableTypes(summary: string): string {
  return summary
    .replace(/\bobject_\d+\b/g, 'object')
    .replace(/\bdouble\b|\bint\b/g, 'number')
    .replace(/'string'/g, "'text'")
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function shortened(text: string): string {
  return text.length <= 24 ? text : `${text.slice(0, 23)}…`
}

const LISTED = 12

function listed(names: readonly string[]): string {
  const shown = names.slice(0, LISTED).join(', ')
  return names.length > LISTED ? `${shown} and ${names.length - LISTED} more` : shown
}
