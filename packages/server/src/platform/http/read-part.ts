import type { z } from 'zod'
import { type Fault, ProblemError } from './problem.ts'

type Part = 'params' | 'query' | 'body'

/** Reads one part of a request with its schema; every fault found goes into one problem. */
export function readPart(part: Part, schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return undefined
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const errors = read.error.issues.flatMap((issue) => faultsOf(part, issue))
  const count = errors.length === 1 ? '1 thing is' : `${String(errors.length)} things are`
  throw new ProblemError({
    status: 400,
    code: 'invalid-request',
    title: 'The request is not as the contract says',
    detail:
      value === undefined && part === 'body'
        ? 'The request has no body, and this route needs one in JSON.'
        : `${count} wrong with the ${NAME_OF[part]}: ${errors
            .slice(0, 3)
            .map((fault) => `${fault.path || 'the whole'}: ${fault.message}`)
            .join('; ')}${errors.length > 3 ? '; …' : ''}.`,
    mend: 'Correct what "errors" names and send again. The contract is at /api/docs.',
    errors,
  })
}

const NAME_OF: Record<Part, string> = { params: 'address', query: 'query', body: 'body' }

function faultsOf(part: Part, issue: z.core.$ZodIssue): Fault[] {
  return [{ path: pathOf(part, issue.path), message: issue.message }]
}

function pathOf(part: Part, path: readonly PropertyKey[]): string {
  const steps = path.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'))
  switch (part) {
    case 'body':
      return steps.map((step) => `/${step}`).join('')
    case 'query':
      return `?${steps.join('.')}`
    case 'params':
      return `:${steps.join('.')}`
    default:
      return part satisfies never
  }
}
