import { Environment, EvaluationError } from '@marcbachmann/cel-js'
import { compilePattern } from '../like.ts'
import type { DeclaredType, ObjectShape } from './declared-fields.ts'

/** Deepest nesting of parentheses, calls, fields and indexes in an expression. */
export const MAX_NESTING = 64

/**
 * Two environments of the CEL library, because JSON values are plain objects of doubles:
 *
 * - `checking` knows the declared type of every field and refuses what can't work. It is never evaluated.
 * - `evaluating` takes `input` and `output` as they come (`dyn`), so that the library looks at the values themselves and
 *   reads own properties only; typed, it would wrap objects and follow prototypes.
 *
 * Every JSON number is a double, while `100` in a rule is a CEL int. CEL compares the two, but has no arithmetic, no
 * equality of declared types and no list membership for them; both environments get those overloads, always
 * computing in doubles: `output.amount * 2`, `output.amount == 100`, `output.amount in [1, 2]`.
 */
export function checkingEnvironment(input: DeclaredType, output: DeclaredType | null): CheckingEnvironment {
  const environment = CHECKING_BASE.clone()
  const shapes = new Map<string, ObjectShape>()
  const names = new Map<ObjectShape, string>()

  function celTypeOf(type: DeclaredType): string {
    switch (type.kind) {
      case 'text':
        return 'string'
      case 'number':
        return 'double'
      case 'flag':
        return 'bool'
      case 'null':
        return 'null'
      case 'anything':
        return 'dyn'
      case 'list':
        return `list<${celTypeOf(type.items)}>`
      case 'map':
        return `map<string, ${celTypeOf(type.values)}>`
      case 'object':
        return celObjectType(type.shape)
      default:
        return type satisfies never
    }
  }

  function celObjectType(shape: ObjectShape): string {
    const known = names.get(shape)
    if (known !== undefined) return known
    // Plain numbered names: the library keeps every type name it has ever seen, and must not keep what users write.
    const name = `object_${names.size + 1}`
    names.set(shape, name)
    shapes.set(name, shape)
    const fields: Record<string, string> = {}
    for (const [field, { type }] of shape.fields) {
      Object.defineProperty(fields, field, { value: celTypeOf(type), enumerable: true })
    }
    // A class of its own, or the library would take all declared objects for one type. It is never instantiated.
    environment.registerType(name, {
      ctor: class {
        readonly shape = shape
      },
      fields,
    })
    return name
  }

  environment.registerVariable('input', celTypeOf(input))
  if (output !== null) environment.registerVariable('output', celTypeOf(output))
  return { environment, shapes }
}

export interface CheckingEnvironment {
  readonly environment: Environment
  /** The declared objects by the name of their CEL type. */
  readonly shapes: ReadonlyMap<string, ObjectShape>
}

const LIMITS = {
  maxDepth: MAX_NESTING,
  maxAstNodes: 4_096,
  maxListElements: 500,
  maxMapEntries: 100,
  maxCallArguments: 8,
}

const CHECKING_BASE = baseEnvironment()
  .registerOperator('double in list<int>', neverEvaluated)
  .registerOperator('int in list<double>', neverEvaluated)

/** The library's own evaluator over JSON values. */
export const EVALUATING: Environment = baseEnvironment()
  .registerVariable('input', 'dyn')
  .registerVariable('output', 'dyn')

function baseEnvironment(): Environment {
  return (
    new Environment({ limits: LIMITS })
      .registerOperator('double + int: double', (a: number, b: bigint) => a + Number(b))
      .registerOperator('int + double: double', (a: bigint, b: number) => Number(a) + b)
      .registerOperator('double - int: double', (a: number, b: bigint) => a - Number(b))
      .registerOperator('int - double: double', (a: bigint, b: number) => Number(a) - b)
      .registerOperator('double * int: double', (a: number, b: bigint) => a * Number(b))
      .registerOperator('int * double: double', (a: bigint, b: number) => Number(a) * b)
      .registerOperator('double / int: double', (a: number, b: bigint) => a / Number(b))
      .registerOperator('int / double: double', (a: bigint, b: number) => Number(a) / b)
      // JavaScript orders a number and a bigint exactly, as CEL wants it.
      .registerOperator('double == int', (a: number, b: bigint) => a <= b && !(a < b))
      .registerFunction('like(string, string): bool', likeOrThrow, { async: false })
  )
}

function likeOrThrow(text: string, pattern: string): boolean {
  const compiled = compilePattern(pattern)
  if (compiled.kind === 'compiled') return compiled.occursIn(text)
  throw new EvaluationError({ code: 'invalid_pattern', message: compiled.message })
}

function neverEvaluated(): never {
  throw new Error('The checking environment evaluates nothing')
}
