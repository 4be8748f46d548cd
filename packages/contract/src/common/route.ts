import type { Permission } from '@dayshift/core'
import type { z } from 'zod'

/** One route of `/api/v1`: the server registers it, OpenAPI and the web client are generated from it. */
export interface ApiRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below `/api/v1`, with `:name` parameters. */
  readonly path: string
  readonly tag: string
  readonly summary: string
  /** What the caller needs; `public` is open to anybody, `signed-in` to every member. */
  readonly permission: Permission | 'public' | 'signed-in'
  /** True where pages of any origin may call it, without cookies; what it needs to know comes in its body. */
  readonly crossOrigin?: true
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly status: 200 | 201 | 202 | 204
  readonly response: z.ZodType
  /** What the answer is, where it is not JSON. */
  readonly media?: 'application/x-ndjson' | 'text/csv' | 'text/calendar' | 'text/markdown'
}

export function route<const R extends ApiRoute>(definition: R): R {
  return definition
}
