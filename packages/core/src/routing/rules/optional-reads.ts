import type { ASTNode } from '@marcbachmann/cel-js'
import type { ObjectShape } from './declared-fields.ts'
import { chainOf, checkedTypeName, iterationOf, partsOf } from './syntax-tree.ts'

/** A field that need not be there is read without asking `has()` first: absent, it makes the expression fail. */
export interface OptionalRead {
  /** As the expression reaches it: `input.customer.segment`. */
  readonly field: string
  readonly offset: number
  readonly length: number
}

/**
 * Finds reads of optional fields that no `has()` guards. A guard is known to hold on the other side of `&&`, on the
 * other side of `||` when negated, and in the branches of a ternary; both sides of `&&` and `||` guard each other,
 * because CEL absorbs the failure of one side when the other settles the result.
 */
export function unguardedReads(ast: ASTNode, shapes: ReadonlyMap<string, ObjectShape>): readonly OptionalRead[] {
  const found = new Map<string, OptionalRead>()
  walk(ast, new Set(), shapes, found)
  return [...found.values()]
}

type Guards = ReadonlySet<string>

function walk(
  node: ASTNode,
  guards: Guards,
  shapes: ReadonlyMap<string, ObjectShape>,
  found: Map<string, OptionalRead>,
): void {
  const inside = (part: ASTNode, known: Guards) => walk(part, known, shapes, found)
  switch (node.op) {
    case '&&':
      inside(node.args[0], union(guards, presentWhen(true, node.args[1])))
      inside(node.args[1], union(guards, presentWhen(true, node.args[0])))
      return
    case '||':
      inside(node.args[0], union(guards, presentWhen(false, node.args[1])))
      inside(node.args[1], union(guards, presentWhen(false, node.args[0])))
      return
    case '?:':
      inside(node.args[0], guards)
      inside(node.args[1], union(guards, presentWhen(true, node.args[0])))
      inside(node.args[2], union(guards, presentWhen(false, node.args[0])))
      return
    case 'call': {
      const [name, args] = node.args
      const [argument] = args
      if (name !== 'has' || argument?.op !== '.') break
      // The last name is what is asked for; everything before it is read.
      inside(argument.args[0], guards)
      return
    }
    case '.':
    case '[]':
      note(node, guards, shapes, found)
      break
  }
  const iteration = iterationOf(node)
  if (iteration === null) {
    for (const part of partsOf(node)) inside(part, guards)
    return
  }
  inside(iteration.list, guards)
  const [first, ...others] = iteration.bodies
  if (first !== undefined) inside(first, guards)
  for (const body of others) inside(body, first === undefined ? guards : union(guards, presentWhen(true, first)))
}

function note(
  node: ASTNode,
  guards: Guards,
  shapes: ReadonlyMap<string, ObjectShape>,
  found: Map<string, OptionalRead>,
): void {
  const [object, name] = accessOf(node)
  if (object === null || name === null) return
  const field = shapes.get(checkedTypeName(object) ?? '')?.fields.get(name)
  if (field === undefined || field.required) return
  const chain = chainOf(node)
  if (chain !== null && guards.has(chain)) return
  const text = chain ?? node.input.slice(node.start, node.end)
  if (!found.has(text)) found.set(text, { field: text, offset: node.start, length: node.end - node.start })
}

/** The object and the name of `a.b` and `a["b"]`. */
export function accessOf(node: ASTNode): readonly [object: ASTNode, name: string] | readonly [null, null] {
  if (node.op === '.') return node.args
  if (node.op === '[]' && node.args[1].op === 'value' && typeof node.args[1].args === 'string')
    return [node.args[0], node.args[1].args]
  return [null, null]
}

/** The fields that are certainly there when the expression has this value. */
function presentWhen(value: boolean, node: ASTNode): Guards {
  switch (node.op) {
    case '!_':
      return presentWhen(!value, node.args)
    case '&&':
    case '||': {
      const left = presentWhen(value, node.args[0])
      const right = presentWhen(value, node.args[1])
      return value === (node.op === '&&') ? union(left, right) : intersection(left, right)
    }
    case 'call': {
      const [argument] = node.args[1]
      const chain = value && node.args[0] === 'has' && argument !== undefined ? chainOf(argument) : null
      return new Set(chain === null ? [] : prefixesOf(chain))
    }
    default:
      return new Set()
  }
}

/** `has(input.a.b)` also says that `input.a` is there. */
function prefixesOf(chain: string): readonly string[] {
  const names = chain.split('.')
  return names.map((_, index) => names.slice(0, index + 1).join('.'))
}

function union(a: Guards, b: Guards): Guards {
  return b.size === 0 ? a : new Set([...a, ...b])
}

function intersection(a: Guards, b: Guards): Guards {
  return new Set([...a].filter((guard) => b.has(guard)))
}
