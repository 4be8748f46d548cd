import type { components } from './schema.d.ts'

type Problem = components['schemas']['Problem']
/** What was wrong where; faults of a text, like a manifest, also say line and column (from 1). */
type ProblemFault = NonNullable<Problem['errors']>[number]

/** What the server refused, or that it could not be reached (`status` 0, code `server-gone`). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly status: number
  readonly code: string
  readonly title: string
  readonly mend: string | null
  readonly errors: readonly ProblemFault[]

  constructor(problem: Pick<Problem, 'status' | 'code' | 'title' | 'detail' | 'mend' | 'errors'>) {
    super(problem.detail)
    this.status = problem.status
    this.code = problem.code
    this.title = problem.title
    this.mend = problem.mend ?? null
    this.errors = problem.errors ?? []
  }
}

/** Any failure as one that can be shown. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  if (error instanceof TypeError) return serverGone()
  const detail = error instanceof Error ? error.message : String(error)
  return new ApiProblem({
    status: 0,
    code: 'unexpected',
    title: 'Something went wrong in this page',
    detail,
    mend: 'Load the page again.',
  })
}

export function serverGone(): ApiProblem {
  return new ApiProblem({
    status: 0,
    code: 'server-gone',
    title: 'The server does not answer',
    detail: 'Nothing was changed, and nothing that you typed is lost.',
    mend: 'It is tried again by itself; look whether the server runs if this stays.',
  })
}

export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'detail' in value
}
