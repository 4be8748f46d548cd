import type { Permission } from '@dayshift/core'
import type { Metrics } from '../metrics/metrics.ts'
import type { Caller } from './caller.ts'

/** What a route of the API needs; `any-caller` is a signed-in person or any API key. */
export type Needed = Permission | 'public' | 'signed-in' | 'any-caller'

export interface ApiConfig {
  readonly permission: Needed
  /** True where the route also takes `application/x-ndjson`. */
  readonly takesNdjson?: boolean
  /** Guessing a password or a code must be slow. */
  readonly strict?: boolean
  /** Pages of any origin may call it; cookies and keys count for nothing there. */
  readonly anyOrigin?: boolean
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; null until the guard has run, and on public routes. */
    caller: Caller | null
  }
  interface FastifyInstance {
    /** True in tests: an answer that the contract refuses is a failure. */
    readonly checksResponses: boolean
    /** Counters that features add to. */
    readonly metrics: Metrics
  }
  interface FastifyContextConfig {
    /** What the guard needs to know; a route below /api without it can't be registered. */
    api?: ApiConfig
  }
}
