import type { ASTNode } from '@marcbachmann/cel-js'

/** The parts of a node, in the order of the text; a macro's variable counts as a part. */
export function partsOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return []
    case '.':
    case '.?':
      return [node.args[0]]
    case 'call':
      return node.args[1]
    case 'rcall':
      return [node.args[1], ...node.args[2]]
    case 'list':
      return node.args
    case 'map':
      return node.args.flat()
    case '?:':
      return node.args
    case '!_':
    case '-_':
      return [node.args]
    default:
      return node.args
  }
}

/** Visits a node and all below it. */
export function visit(node: ASTNode, seen: (node: ASTNode) => void): void {
  seen(node)
  for (const part of partsOf(node)) visit(part, seen)
}

/** The iteration macros: the variable they bind and the expressions that see it; null for any other node. */
export function iterationOf(
  node: ASTNode,
): { readonly list: ASTNode; readonly variable: ASTNode; readonly bodies: readonly ASTNode[] } | null {
  if (node.op !== 'rcall' || !ITERATIONS.has(node.args[0])) return null
  const [, list, args] = node.args
  const [variable, ...bodies] = args
  return variable === undefined || bodies.length === 0 ? null : { list, variable, bodies }
}

const ITERATIONS = new Set(['exists', 'all', 'exists_one', 'map', 'filter'])

/** `input.customer.name` as text, for a plain chain of names; null for anything else. */
export function chainOf(node: ASTNode): string | null {
  if (node.op === 'id') return node.args
  if (node.op === '.') {
    const left = chainOf(node.args[0])
    return left === null ? null : `${left}.${node.args[1]}`
  }
  if (node.op === '[]' && node.args[1].op === 'value' && typeof node.args[1].args === 'string') {
    const left = chainOf(node.args[0])
    return left === null ? null : `${left}.${node.args[1].args}`
  }
  return null
}

/** The name of the CEL type that the checker found for a node; the library keeps it on the node, outside of its types. */
export function checkedTypeName(node: ASTNode): string | null {
  const { checkedType } = node as ASTNode & { readonly checkedType?: { readonly name: string } }
  return checkedType?.name ?? null
}
