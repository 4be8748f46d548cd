import type { FastifyError, FastifyRequest } from 'fastify'
import { isUnavailable } from '../database/index.ts'
import { unsupportedType } from './body-parsers.ts'
import { ProblemError } from './problem.ts'

/** The problem that whatever was thrown is told as. What the caller can't mend is told without its insides. */
export function problemOf(error: unknown, request: FastifyRequest, bodyLimit: number): ProblemError {
  if (error instanceof ProblemError) return error
  const code = codeOf(error)
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return tooLarge(bodyLimit)
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return unsupportedType(request)
  if (code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE') return notGzip(error)
  if (isUnavailable(error)) return databaseAway(error)
  if (code === '22021' || code === '22P05') return unstorableText(error)
  const status = statusOf(error)
  if (status !== null && status < 500) {
    return new ProblemError({
      status,
      code: 'refused',
      title: 'The request was refused',
      detail: error instanceof Error ? error.message : 'The request could not be read.',
      cause: error,
    })
  }
  return new ProblemError({
    status: 500,
    code: 'internal',
    title: 'The server failed',
    detail: 'Something went wrong in the server that is not the fault of this request.',
    mend: 'Try again. If it stays, look for the id in "instance" in the log of the server.',
    cause: error,
  })
}

function tooLarge(bodyLimit: number): ProblemError {
  return new ProblemError({
    status: 413,
    code: 'too-large',
    title: 'The body is too large',
    detail: `The body is larger than ${String(bodyLimit)} bytes (counted after unpacking), the limit of this server.`,
    mend: 'Send fewer records in one request.',
  })
}

function notGzip(cause: unknown): ProblemError {
  return new ProblemError({
    status: 400,
    code: 'malformed-gzip',
    title: 'Not gzip',
    detail: 'The body is said to be gzipped and does not unpack.',
    mend: 'Send the whole gzip stream, or the body plain without Content-Encoding.',
    cause,
  })
}

/** PostgreSQL's text holds no NUL character. */
function unstorableText(cause: unknown): ProblemError {
  return new ProblemError({
    status: 400,
    code: 'unstorable-text',
    title: 'A text that can not be kept',
    detail: 'A text in this request holds a NUL character (U+0000), which the database can not keep.',
    mend: 'Send the text without it.',
    cause,
  })
}

function databaseAway(cause: unknown): ProblemError {
  return new ProblemError({
    status: 503,
    code: 'database-away',
    title: 'The database does not answer',
    detail: 'The server lives, but its database does not answer now. Nothing of this request was kept.',
    mend: 'Send the same request again in a moment; /readyz says when the database is back.',
    retryAfter: 2,
    cause,
  })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

function statusOf(error: unknown): number | null {
  const status = (error as Partial<FastifyError> | null)?.statusCode
  return typeof status === 'number' && status >= 400 ? status : null
}
