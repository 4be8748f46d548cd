import type { Problem } from '@dayshift/contract'

/** One thing that was wrong: `path` is a JSON Pointer into the body, `?name` for the query, `:name` for the address. */
export interface Fault {
  readonly path: string
  readonly message: string
  readonly code?: string
  /** In a text, like a manifest; from 1. */
  readonly line?: number | null
  readonly column?: number | null
}

export interface ProblemParts {
  /** HTTP status, 400 to 599. */
  readonly status: number
  /** Stable, kebab-case; programs decide by it. */
  readonly code: string
  /** A few words, the same for every problem of this code. */
  readonly title: string
  /** What happened this time: the action, the value, what is and what would be right. */
  readonly detail: string
  /** What to do now. */
  readonly mend?: string | null
  readonly errors?: readonly Fault[] | null
  /** Seconds after which trying again makes sense; answered as `Retry-After`. */
  readonly retryAfter?: number
  readonly cause?: unknown
}

/** A failure that the caller is told about, as an RFC 9457 problem document. Handlers throw it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly status: number
  readonly code: string
  readonly title: string
  readonly mend: string | null
  readonly errors: readonly Fault[] | null
  readonly retryAfter: number | null

  constructor(parts: ProblemParts) {
    super(parts.detail, parts.cause === undefined ? undefined : { cause: parts.cause })
    this.status = parts.status
    this.code = parts.code
    this.title = parts.title
    this.mend = parts.mend ?? null
    this.errors = parts.errors ?? null
    this.retryAfter = parts.retryAfter ?? null
  }
}

export const PROBLEM_TYPE = 'application/problem+json'

/** The document of a problem; `instance` is the id of the request, to be quoted to whoever reads the log. */
export function problemDocument(problem: ProblemError, instance: string): Problem {
  return {
    type: `urn:dayshift:problem:${problem.code}`,
    title: problem.title,
    status: problem.status,
    code: problem.code,
    detail: problem.message,
    mend: problem.mend,
    instance: `urn:dayshift:request:${instance}`,
    errors: problem.errors === null ? null : problem.errors.map((fault) => ({ ...fault })),
  }
}

/** The thing named in the address isn't there, or isn't in the caller's workspace: both look the same. */
export function notFound(what: string, id: string): ProblemError {
  return new ProblemError({
    status: 404,
    code: 'not-found',
    title: 'Not found',
    detail: `There is no ${what} "${id}" in this workspace.`,
    mend: `Check the address, or look it up in the list.`,
  })
}
