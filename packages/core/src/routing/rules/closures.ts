import type { ASTNode } from '@marcbachmann/cel-js'
import { compilePattern } from '../like.ts'
import { RuleError } from './rule-error.ts'

/**
 * An expression as a JavaScript function. Failures come back as values (`Failure`), because CEL's `&&` and `||` absorb
 * them and throwing is slow.
 */
export type Closure = (input: unknown, output: unknown) => unknown

/**
 * A failed part. Its error is private, so that reading a field (`message`, `code`) of a failure by mistake can never look
 * like reading a field of the data.
 */
export class Failure {
  readonly #error: RuleError
  constructor(error: RuleError) {
    this.#error = error
  }
  static errorOf(failure: Failure): RuleError {
    return failure.#error
  }
}

/**
 * "Ask the library": what a closure returns for anything but the plain cases that it knows to be equal (a mixed
 * comparison, an operator on objects, a value that is no JSON). Expressions have no effects, so evaluating again is safe.
 */
export const DEFERRED = new Failure(new RuleError('failed', 'the expression could not be evaluated'))

/** List elements that one evaluation may look at: nested `exists` over long lists would otherwise stall the gate. */
const MAX_VISITS = 100_000

/**
 * Compiles a checked syntax tree to closures, or gives null where it has an operator that only the library knows.
 * The closures follow the library's evaluation of `dyn` values; differential tests hold the two together.
 */
export function compileClosure(ast: ASTNode, source: string): Closure | null {
  const compilation: Compilation = { source, locals: [], scope: new Map(), visits: { left: MAX_VISITS } }
  const body = compile(ast, compilation)
  if (body === null || compilation.locals.length === 0) return body
  return (input, output) => {
    compilation.visits.left = MAX_VISITS
    return body(input, output)
  }
}

interface Compilation {
  readonly source: string
  /** Values of the iteration variables. Evaluation never overlaps itself, so one place for each is enough. */
  readonly locals: unknown[]
  readonly scope: ReadonlyMap<string, number>
  readonly visits: { left: number }
}

function compile(node: ASTNode, c: Compilation): Closure | null {
  switch (node.op) {
    case 'value':
      return compileLiteral(node.args)
    case 'id':
      return compileName(node.args, c)
    case '.':
      return compileField(node.args[0], node.args[1], node, c)
    case '[]':
      return compileIndex(node.args[0], node.args[1], node, c)
    case '!_':
      return map1(compile(node.args, c), not)
    case '-_':
      return map1(compile(node.args, c), negated)
    case '&&':
      return map2(compile(node.args[0], c), compile(node.args[1], c), and)
    case '||':
      return map2(compile(node.args[0], c), compile(node.args[1], c), or)
    case '?:':
      return compileTernary(node.args, c)
    case '==':
      return compileEquality(node.args, c)
    case '!=':
      return map1(compileEquality(node.args, c), notEqual)
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compileComparison(node.op, node.args, c)
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return map2(compile(node.args[0], c), compile(node.args[1], c), ARITHMETIC[node.op])
    case 'in':
      return compileMembership(node.args, c)
    case 'call':
      return compileCall(node.args[0], node.args[1], node, c)
    case 'rcall':
      return compileMethod(node.args[0], node.args[1], node.args[2], c)
    default:
      return null
  }
}

function map1(a: Closure | null, make: (a: Closure) => Closure): Closure | null {
  return a === null ? null : make(a)
}

function map2(a: Closure | null, b: Closure | null, make: (a: Closure, b: Closure) => Closure): Closure | null {
  return a === null || b === null ? null : make(a, b)
}

/** The failure among two operands, the left first; else the library decides. */
function failureOf(a: unknown, b?: unknown): Failure {
  if (a instanceof Failure) return a
  return b instanceof Failure ? b : DEFERRED
}

// Literals and names

type Scalar = string | number | bigint | boolean | null

function isScalar(value: unknown): value is Scalar {
  return value === null || (typeof value !== 'object' && typeof value !== 'function' && value !== undefined)
}

function compileLiteral(value: unknown): Closure | null {
  return isScalar(value) ? () => value : null
}

function compileName(name: string, c: Compilation): Closure | null {
  const { locals } = c
  const slot = c.scope.get(name)
  if (slot !== undefined) return () => locals[slot]
  if (name === 'input') return (input) => (input === undefined ? DEFERRED : input)
  if (name === 'output') return (_input, output) => (output === undefined ? DEFERRED : output)
  return null
}

// Fields and indexes

/** Whatever a value may be, reading a name from it is allowed in JavaScript, but for null and undefined. */
type Readable = { readonly [name: string]: unknown } | null | undefined

function compileField(objectNode: ASTNode, name: string, node: ASTNode, c: Compilation): Closure | null {
  const missing = new Failure(new RuleError('missing', `"${excerpt(node, c)}" is missing`))
  if (hasInheritedMeaning(name)) return map1(compile(objectNode, c), (object) => ownField(object, name, missing))
  if (objectNode.op === 'id' && !c.scope.has(objectNode.args)) {
    if (objectNode.args === 'input') return (input) => (input as Readable)?.[name] ?? absentOrNull(input, name, missing)
    if (objectNode.args === 'output') {
      return (_input, output) => (output as Readable)?.[name] ?? absentOrNull(output, name, missing)
    }
  }
  return map1(compile(objectNode, c), (objectOf) => (input, output) => {
    const object = objectOf(input, output)
    return (object as Readable)?.[name] ?? absentOrNull(object, name, missing)
  })
}

function absentOrNull(object: unknown, name: string, missing: Failure): unknown {
  if (object instanceof Failure) return object
  if (object === undefined) return DEFERRED
  return (object as Readable)?.[name] === null ? null : missing
}

/** Names that every object, list or text answers to, and indexes of texts: for these, only own fields of objects count. */
function hasInheritedMeaning(name: string): boolean {
  return /^\d+$/.test(name) || PROTOTYPES.some((prototype) => name in prototype)
}

const PROTOTYPES: readonly object[] = [
  Object.prototype,
  Array.prototype,
  String.prototype,
  Number.prototype,
  BigInt.prototype,
  Boolean.prototype,
  Function.prototype,
]

function ownField(objectOf: Closure, name: string, missing: Failure): Closure {
  return (input, output) => {
    const object = objectOf(input, output)
    if (object instanceof Failure) return object
    if (object === undefined) return DEFERRED
    const value = isJsonObject(object) && Object.hasOwn(object, name) ? object[name] : undefined
    return value === undefined ? missing : value
  }
}

function isJsonObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Failure)
}

function compileIndex(listNode: ASTNode, indexNode: ASTNode, node: ASTNode, c: Compilation): Closure | null {
  if (indexNode.op === 'value' && typeof indexNode.args === 'string')
    return compileField(listNode, indexNode.args, node, c)
  const text = excerpt(node, c)
  return map2(compile(listNode, c), compile(indexNode, c), (listOf, indexOf) => (input, output) => {
    const list = listOf(input, output)
    const index = indexOf(input, output)
    if (Array.isArray(list) && (typeof index === 'bigint' || typeof index === 'number')) {
      const value: unknown = list[Number(index)]
      if (value !== undefined) return value
      return new Failure(new RuleError('out-of-range', `"${text}" asks for place ${index} of a list of ${list.length}`))
    }
    if (isJsonObject(list) && typeof index === 'string') {
      const value = Object.hasOwn(list, index) ? list[index] : undefined
      if (value !== undefined) return value
    }
    return failureOf(list, index)
  })
}

function compileHas(argument: ASTNode | undefined, c: Compilation): Closure | null {
  if (argument?.op !== '.') return null
  const name = argument.args[1]
  return map1(compile(argument.args[0], c), (objectOf) => (input, output) => {
    const object = objectOf(input, output)
    if (object instanceof Failure) return object
    if (object === undefined) return DEFERRED
    return isJsonObject(object) && Object.hasOwn(object, name) && object[name] !== undefined
  })
}

// Logic: a side that settles the question absorbs a failure of the other

function and(left: Closure, right: Closure): Closure {
  return (input, output) => {
    const a = left(input, output)
    if (a === false) return false
    if (a === DEFERRED) return DEFERRED
    const b = right(input, output)
    if (a === true) return typeof b === 'boolean' ? b : failureOf(b)
    if (b === false) return false
    return failureOf(b === DEFERRED ? b : a, b)
  }
}

function or(left: Closure, right: Closure): Closure {
  return (input, output) => {
    const a = left(input, output)
    if (a === true) return true
    if (a === DEFERRED) return DEFERRED
    const b = right(input, output)
    if (a === false) return typeof b === 'boolean' ? b : failureOf(b)
    if (b === true) return true
    return failureOf(b === DEFERRED ? b : a, b)
  }
}

function not(operand: Closure): Closure {
  return (input, output) => {
    const a = operand(input, output)
    return typeof a === 'boolean' ? !a : failureOf(a)
  }
}

function compileTernary(nodes: readonly [ASTNode, ASTNode, ASTNode], c: Compilation): Closure | null {
  const condition = compile(nodes[0], c)
  const yes = compile(nodes[1], c)
  const no = compile(nodes[2], c)
  if (condition === null || yes === null || no === null) return null
  return (input, output) => {
    const a = condition(input, output)
    if (a === true) return yes(input, output)
    return a === false ? no(input, output) : failureOf(a)
  }
}

// Equality

function compileEquality(nodes: readonly [ASTNode, ASTNode], c: Compilation): Closure | null {
  const [left, right] = nodes
  const literalRight = literalOf(right)
  if (literalRight !== NO_LITERAL) return equalsLiteral(left, literalRight, c)
  const literalLeft = literalOf(left)
  if (literalLeft !== NO_LITERAL) return equalsLiteral(right, literalLeft, c)
  return map2(compile(left, c), compile(right, c), (a, b) => (input, output) => {
    const x = a(input, output)
    const y = b(input, output)
    if (!isScalar(x) || !isScalar(y)) return failureOf(x, y)
    return scalarsEqual(x, y)
  })
}

function equalsLiteral(node: ASTNode, literal: Scalar, c: Compilation): Closure | null {
  const sized = typeof literal === 'bigint' ? compileSizeComparison('==', node, literal, c) : null
  if (sized !== null) return sized
  const operand = compile(node, c)
  if (operand === null) return null
  // Every number that a double and this literal can share is found by comparing doubles.
  const wanted = typeof literal === 'bigint' && isExact(literal) ? Number(literal) : literal
  return (input, output) => {
    const value = operand(input, output)
    if (value === wanted) return true
    if (typeof value === 'string' || typeof value === 'boolean' || value === null) return false
    if (typeof value === 'number' || typeof value === 'bigint') return scalarsEqual(value, literal)
    return failureOf(value)
  }
}

function scalarsEqual(a: Scalar, b: Scalar): boolean {
  if (a === b) return true
  // JavaScript orders a number and a bigint exactly, and every other mixture is unequal in CEL.
  const mixed = (typeof a === 'number' && typeof b === 'bigint') || (typeof a === 'bigint' && typeof b === 'number')
  return mixed && a <= b && !(a < b)
}

function notEqual(equal: Closure): Closure {
  return not(equal)
}

const NO_LITERAL = Symbol('no literal')

function literalOf(node: ASTNode): Scalar | typeof NO_LITERAL {
  if (node.op === 'value') return isScalar(node.args) ? node.args : NO_LITERAL
  if (node.op !== '-_' || node.args.op !== 'value') return NO_LITERAL
  const value = node.args.args
  return typeof value === 'number' || typeof value === 'bigint' ? -value : NO_LITERAL
}

function isExact(value: bigint): boolean {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
}

// Order

type OrderOperator = '<' | '<=' | '>' | '>='
const MIRRORED: { readonly [operator in OrderOperator]: OrderOperator } = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

function compileComparison(
  operator: OrderOperator,
  nodes: readonly [ASTNode, ASTNode],
  c: Compilation,
): Closure | null {
  const [left, right] = nodes
  const literalRight = literalOf(right)
  if (isNumeric(literalRight)) return compareWithNumber(operator, left, literalRight, c)
  const literalLeft = literalOf(left)
  if (isNumeric(literalLeft)) return compareWithNumber(MIRRORED[operator], right, literalLeft, c)
  const holds = HOLDS[operator]
  return map2(compile(left, c), compile(right, c), (a, b) => (input, output) => {
    const x = a(input, output)
    const y = b(input, output)
    if (isNumeric(x) ? isNumeric(y) : (typeof x === 'string' || typeof x === 'boolean') && typeof x === typeof y) {
      // Two numbers, two texts or two booleans: JavaScript orders each kind as CEL does.
      return holds(x as number, y as number)
    }
    return failureOf(x, y)
  })
}

function isNumeric(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint'
}

/** Works on texts and booleans too, as JavaScript and the library order them. */
const HOLDS: { readonly [operator in OrderOperator]: (a: number | bigint, b: number | bigint) => boolean } = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

function compareWithNumber(
  operator: OrderOperator,
  node: ASTNode,
  literal: number | bigint,
  c: Compilation,
): Closure | null {
  const sized = typeof literal === 'bigint' ? compileSizeComparison(operator, node, literal, c) : null
  if (sized !== null) return sized
  const operand = compile(node, c)
  if (operand === null) return null
  const exact = typeof literal === 'number' || isExact(literal)
  if (!exact) {
    const holds = HOLDS[operator]
    return (input, output) => {
      const value = operand(input, output)
      return isNumeric(value) ? holds(value, literal) : failureOf(value)
    }
  }
  const limit = Number(literal)
  const other = (value: unknown): unknown =>
    typeof value === 'bigint' ? HOLDS[operator](value, limit) : failureOf(value)
  switch (operator) {
    case '<':
      return (input, output) => {
        const value = operand(input, output)
        return typeof value === 'number' ? value < limit : other(value)
      }
    case '<=':
      return (input, output) => {
        const value = operand(input, output)
        return typeof value === 'number' ? value <= limit : other(value)
      }
    case '>':
      return (input, output) => {
        const value = operand(input, output)
        return typeof value === 'number' ? value > limit : other(value)
      }
    case '>=':
      return (input, output) => {
        const value = operand(input, output)
        return typeof value === 'number' ? value >= limit : other(value)
      }
    default:
      return operator satisfies never
  }
}

// Arithmetic: doubles and ints mix as doubles, ints stay ints inside 64 bits

type ArithmeticOperator = '+' | '-' | '*' | '/' | '%'
type Combine = (left: Closure, right: Closure) => Closure

const ARITHMETIC: { readonly [operator in ArithmeticOperator]: Combine } = {
  '+': (left, right) => {
    const onInts = inInt64((a, b) => a + b)
    return (input, output) => {
      const a = left(input, output)
      const b = right(input, output)
      if (typeof a === 'number')
        return typeof b === 'number' ? a + b : typeof b === 'bigint' ? a + Number(b) : failureOf(b)
      if (typeof a === 'string' && typeof b === 'string') return a + b
      if (typeof a === 'bigint') return typeof b === 'number' ? Number(a) + b : onInts(a, b)
      return failureOf(a, b)
    }
  },
  '-': arithmetic(
    (a, b) => a - b,
    inInt64((a, b) => a - b),
  ),
  '*': arithmetic(
    (a, b) => a * b,
    inInt64((a, b) => a * b),
  ),
  '/': arithmetic(
    (a, b) => a / b,
    (a, b) => (typeof b === 'bigint' && b !== 0n ? a / b : failureOf(b)),
  ),
  '%': (left, right) => (input, output) => {
    const a = left(input, output)
    const b = right(input, output)
    return typeof a === 'bigint' && typeof b === 'bigint' && b !== 0n ? a % b : failureOf(a, b)
  },
}

type OnInts = (a: bigint, b: unknown) => unknown

function arithmetic(onDoubles: (a: number, b: number) => number, onInts: OnInts): Combine {
  return (left, right) => (input, output) => {
    const a = left(input, output)
    const b = right(input, output)
    if (typeof a === 'number') {
      if (typeof b === 'number') return onDoubles(a, b)
      return typeof b === 'bigint' ? onDoubles(a, Number(b)) : failureOf(b)
    }
    if (typeof a === 'bigint') return typeof b === 'number' ? onDoubles(Number(a), b) : onInts(a, b)
    return failureOf(a, b)
  }
}

function inInt64(operation: (a: bigint, b: bigint) => bigint): OnInts {
  return (a, b) => {
    if (typeof b !== 'bigint') return failureOf(b)
    const result = operation(a, b)
    return BigInt.asIntN(64, result) === result ? result : DEFERRED
  }
}

function negated(operand: Closure): Closure {
  return (input, output) => {
    const a = operand(input, output)
    return typeof a === 'number' || typeof a === 'bigint' ? -a : failureOf(a)
  }
}

// Membership

function compileMembership(nodes: readonly [ASTNode, ASTNode], c: Compilation): Closure | null {
  const [element, list] = nodes
  if (list.op === 'list') return compileLiteralMembership(element, list.args, c)
  const { visits } = c
  return map2(compile(element, c), compile(list, c), (elementOf, listOf) => (input, output) => {
    const value = elementOf(input, output)
    const place = listOf(input, output)
    if (Array.isArray(place)) {
      if (!isScalar(value)) return failureOf(value)
      visits.left -= place.length
      if (visits.left < 0) return TOO_COSTLY
      for (const member of place as readonly unknown[]) {
        if (!isScalar(member)) {
          if (typeof member !== 'object') return DEFERRED
        } else if (scalarsEqual(value, member)) return true
      }
      return false
    }
    if (isJsonObject(place) && typeof value === 'string')
      return Object.hasOwn(place, value) && place[value] !== undefined
    return failureOf(value, place)
  })
}

function compileLiteralMembership(element: ASTNode, members: readonly ASTNode[], c: Compilation): Closure | null {
  const literals = members.map(literalOf)
  const wanted = new Set<Scalar>()
  for (const literal of literals) {
    if (literal === NO_LITERAL || (typeof literal === 'bigint' && !isExact(literal)) || Number.isNaN(literal))
      return null
    wanted.add(typeof literal === 'bigint' ? Number(literal) : literal)
  }
  return map1(compile(element, c), (elementOf) => (input, output) => {
    const value = elementOf(input, output)
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null) {
      return wanted.has(value)
    }
    if (typeof value === 'bigint' && isExact(value)) return wanted.has(Number(value))
    return failureOf(value)
  })
}

// Functions

function compileCall(name: string, args: readonly ASTNode[], node: ASTNode, c: Compilation): Closure | null {
  const [first, second] = args
  if (first === undefined) return null
  if (args.length === 1) {
    if (name === 'has') return compileHas(first, c)
    const conversion = CONVERSIONS.get(name)
    return conversion === undefined ? null : map1(compile(first, c), (operand) => convertedBy(operand, conversion))
  }
  return name === 'like' && args.length === 2 && second !== undefined ? compileLike(first, second, node, c) : null
}

function compileLike(textNode: ASTNode, patternNode: ASTNode, node: ASTNode, c: Compilation): Closure | null {
  const text = compile(textNode, c)
  if (text === null) return null
  if (patternNode.op === 'value' && typeof patternNode.args === 'string') {
    const pattern = compilePattern(patternNode.args)
    if (pattern.kind === 'invalid') return null
    const { occursIn } = pattern
    return (input, output) => {
      const value = text(input, output)
      return typeof value === 'string' ? occursIn(value) : failureOf(value)
    }
  }
  const where = excerpt(node, c)
  return map1(compile(patternNode, c), (patternOf) => (input, output) => {
    const value = text(input, output)
    const source = patternOf(input, output)
    if (typeof value !== 'string' || typeof source !== 'string') return failureOf(value, source)
    const pattern = compilePattern(source)
    if (pattern.kind === 'compiled') return pattern.occursIn(value)
    return new Failure(new RuleError('pattern', `"${where}": ${pattern.message}`))
  })
}

/** Gives `DEFERRED` for what it doesn't convert. */
type Conversion = (value: unknown) => unknown

function convertedBy(operand: Closure, conversion: Conversion): Closure {
  return (input, output) => {
    const value = operand(input, output)
    return value instanceof Failure ? value : conversion(value)
  }
}

const CONVERSIONS: ReadonlyMap<string, Conversion> = new Map<string, Conversion>([
  ['size', sizeOf],
  ['double', toDouble],
  ['string', toText],
  ['int', toInt],
  ['dyn', (value) => (isScalar(value) || typeof value === 'object' ? value : DEFERRED)],
])

function sizeOf(value: unknown): unknown {
  if (typeof value === 'string') return BigInt(codePoints(value))
  if (Array.isArray(value)) return BigInt(value.length)
  return isJsonObject(value) ? BigInt(Object.keys(value).length) : DEFERRED
}

function codePoints(text: string): number {
  let count = text.length
  for (let i = 0; i + 1 < text.length; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      count--
      i++
    }
  }
  return count
}

function toDouble(value: unknown): unknown {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  if (typeof value !== 'string' || value === '' || value !== value.trim()) return DEFERRED
  const parsed = Number(value)
  return Number.isFinite(parsed) ? parsed : DEFERRED
}

function toText(value: unknown): unknown {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean' || typeof value === 'bigint') return `${value}`
  return typeof value === 'number' && Number.isFinite(value) ? `${value}` : DEFERRED
}

function toInt(value: unknown): unknown {
  if (typeof value === 'bigint') return value
  return typeof value === 'number' && Number.isFinite(value) ? BigInt(Math.trunc(value)) : DEFERRED
}

/** `size(x) > 100` without making a bigint, and without counting a text whose length already tells. */
function compileSizeComparison(
  operator: OrderOperator | '==',
  node: ASTNode,
  literal: bigint,
  c: Compilation,
): Closure | null {
  const measured = measuredBySize(node)
  if (measured === null || !isExact(literal)) return null
  const limit = Number(literal)
  const holds = operator === '==' ? (a: number, b: number) => a === b : HOLDS[operator]
  return map1(compile(measured, c), (operand) => (input, output) => {
    const value = operand(input, output)
    if (typeof value === 'string') {
      // A code point takes one or two units: outside of these bounds the units alone decide.
      const units = value.length
      return holds(units < limit || units > limit * 2 ? units : codePoints(value), limit)
    }
    if (Array.isArray(value)) return holds(value.length, limit)
    return isJsonObject(value) ? holds(Object.keys(value).length, limit) : failureOf(value)
  })
}

function measuredBySize(node: ASTNode): ASTNode | null {
  if (node.op === 'call' && node.args[0] === 'size' && node.args[1].length === 1) return node.args[1][0] ?? null
  if (node.op === 'rcall' && node.args[0] === 'size' && node.args[2].length === 0) return node.args[1]
  return null
}

// Methods

function compileMethod(name: string, receiver: ASTNode, args: readonly ASTNode[], c: Compilation): Closure | null {
  const [first, second] = args
  if (first === undefined) {
    const method = TEXT_TO_TEXT.get(name)
    if (name === 'size') return map1(compile(receiver, c), (operand) => convertedBy(operand, sizeOf))
    return method === undefined
      ? null
      : map1(compile(receiver, c), (operand) =>
          convertedBy(operand, (value) => (typeof value === 'string' ? method(value) : DEFERRED)),
        )
  }
  if (args.length === 1) {
    const test = TEXT_TESTS.get(name)
    if (test === undefined) return null
    return map2(compile(receiver, c), compile(first, c), (a, b) => (input, output) => {
      const text = a(input, output)
      const part = b(input, output)
      return typeof text === 'string' && typeof part === 'string' ? test(text, part) : failureOf(text, part)
    })
  }
  const isQuantifier = (name === 'exists' || name === 'all') && args.length === 2 && second !== undefined
  return isQuantifier && first.op === 'id'
    ? compileQuantifier(name === 'exists', receiver, first.args, second, c)
    : null
}

const TEXT_TO_TEXT: ReadonlyMap<string, (text: string) => string> = new Map([
  ['lowerAscii', (text: string) => text.toLowerCase()],
  ['upperAscii', (text: string) => text.toUpperCase()],
  ['trim', (text: string) => text.trim()],
])

const TEXT_TESTS: ReadonlyMap<string, (text: string, part: string) => boolean> = new Map([
  ['contains', (text: string, part: string) => text.includes(part)],
  ['startsWith', (text: string, part: string) => text.startsWith(part)],
  ['endsWith', (text: string, part: string) => text.endsWith(part)],
])

/** `exists` is settled by the first true element, `all` by the first false one; a failure counts only if none settles. */
function compileQuantifier(
  settledBy: boolean,
  listNode: ASTNode,
  name: string,
  predicateNode: ASTNode,
  c: Compilation,
): Closure | null {
  const list = compile(listNode, c)
  const { locals, visits } = c
  const slot = locals.push(undefined) - 1
  const predicate = compile(predicateNode, { ...c, scope: new Map([...c.scope, [name, slot]]) })
  if (list === null || predicate === null) return null
  return (input, output) => {
    const elements = list(input, output)
    if (!Array.isArray(elements)) return failureOf(elements)
    let failed: Failure | null = null
    for (const element of elements as readonly unknown[]) {
      if (--visits.left < 0) return TOO_COSTLY
      locals[slot] = element
      const result = predicate(input, output)
      if (result === settledBy) return settledBy
      if (typeof result === 'boolean') continue
      if (result === DEFERRED || !(result instanceof Failure)) return DEFERRED
      failed ??= result
    }
    return failed ?? !settledBy
  }
}

const TOO_COSTLY = new Failure(new RuleError('cost', `the expression looks at more than ${MAX_VISITS} list elements`))

function excerpt(node: ASTNode, c: Compilation): string {
  const text = c.source.slice(node.start, node.end)
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`
}
