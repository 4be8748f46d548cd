import rateLimit from '@fastify/rate-limit'
import { type Permission, permits, ROLES, SCOPES } from '@dayshift/core'
import type { FastifyRequest } from 'fastify'
import type { App } from './app.ts'
import type { Caller } from './caller.ts'
import type { ApiConfig, Needed } from './fastify-types.ts'
import { isOurHost, isOurOrigin, type Places } from './origin.ts'
import { ProblemError } from './problem.ts'

/** Who a request says it is. `refused` is a key or a session that was good once, or never. */
export type Identified =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'caller'; readonly caller: Caller; readonly setCookies: readonly string[] }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string; readonly mend: string }

/** Requests a minute. */
export interface Limits {
  /** Tries to sign in, to set up or to change a password, per address. */
  readonly strict: number
  /** Requests without a good session or key, per address. */
  readonly anonymous: number
  /** Per signed-in person. */
  readonly person: number
  /** Per API key. */
  readonly key: number
}

export const LIMITS: Limits = { strict: 10, anonymous: 300, person: 1_200, key: 120_000 }

export interface GuardSetup {
  readonly identify: (request: FastifyRequest) => Promise<Identified>
  /** Names of those who can give a permission, to be told to somebody who lacks it. */
  readonly adminsOf: (workspaceId: string) => Promise<readonly string[]>
  readonly places: Places
  readonly limits: Limits
}

/** Lets in who may come in: checks host, origin, limits, identity and permission before a byte of the body is read. */
export async function addGuard(app: App, setup: GuardSetup): Promise<void> {
  const { identify, places, limits } = setup
  await app.register(rateLimit, { global: false })
  const perMinute = (max: number, keyGenerator: (request: FastifyRequest) => string) =>
    app.createRateLimit({ max, timeWindow: 60_000, keyGenerator })
  const limitStrict = perMinute(limits.strict, (request) => `strict ${request.ip}`)
  const limitAnonymous = perMinute(limits.anonymous, (request) => `anonymous ${request.ip}`)
  const limitPerson = perMinute(limits.person, (request) => `person ${request.caller?.actor.id ?? request.ip}`)
  const limitKey = perMinute(limits.key, (request) => `key ${request.caller?.actor.id ?? request.ip}`)

  app.decorateRequest('caller', null)
  app.addHook('onRoute', (route) => {
    if (!route.url.startsWith('/api')) return
    // The documents' page brings routes of its own making.
    if (/^\/api\/docs(\/|$)/.test(route.url)) route.config = { ...route.config, api: { permission: 'any-caller' } }
    if (route.config?.api === undefined) {
      throw new Error(
        `Cannot register ${String(route.method)} ${route.url}: it says no permission; set config.api.permission`,
      )
    }
  })
  app.addHook('onRequest', async (request, reply) => {
    if (!isOurHost(request.host, places)) throw unknownHost(request)
    const api = request.routeOptions.config.api
    if (api === undefined) return
    if (api.anyOrigin === true) {
      reply.header('access-control-allow-origin', '*')
      reply.header('access-control-expose-headers', 'retry-after')
      if (changes(request)) await hold(limitAnonymous, request, 'Too many requests')
      return
    }
    if (changes(request) && !usesKey(request) && !isOurOrigin({ ...request.headers, host: request.host }, places))
      throw foreignOrigin(request)
    if (api.strict === true) await hold(limitStrict, request, 'Too many tries')
    if (api.permission === 'public') return
    const identified = await identify(request)
    if (identified.kind !== 'caller') {
      await hold(limitAnonymous, request, 'Too many requests without a good sign-in')
      throw identified.kind === 'anonymous' ? signInNeeded() : refused(identified)
    }
    request.caller = identified.caller
    for (const cookie of identified.setCookies) reply.header('set-cookie', cookie)
    await hold(identified.caller.actor.kind === 'key' ? limitKey : limitPerson, request, 'Too many requests')
    await check(api, identified.caller, setup)
  })
}

async function check(api: ApiConfig, caller: Caller, setup: GuardSetup): Promise<void> {
  if (isLetIn(api.permission, caller)) return
  throw notPermitted(api.permission, caller, await setup.adminsOf(caller.workspaceId))
}

function isLetIn(needed: Needed, caller: Caller): boolean {
  if (needed === 'public' || needed === 'any-caller') return true
  if (needed === 'signed-in') return caller.person !== null
  return permits(caller.actor, needed)
}

type Limiter = ReturnType<App['createRateLimit']>

async function hold(limiter: Limiter, request: FastifyRequest, title: string): Promise<void> {
  const answer = await limiter(request)
  if (answer.isAllowed || !answer.isExceeded) return
  throw new ProblemError({
    status: 429,
    code: 'too-many-requests',
    title,
    detail: `More than ${String(answer.max)} in a minute came from here.`,
    mend: `Wait ${String(answer.ttlInSeconds)} s and try again.`,
    retryAfter: answer.ttlInSeconds,
  })
}

function usesKey(request: FastifyRequest): boolean {
  return request.headers.authorization !== undefined || request.headers['x-api-key'] !== undefined
}

function changes(request: FastifyRequest): boolean {
  return request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'OPTIONS'
}

function unknownHost(request: FastifyRequest): ProblemError {
  return new ProblemError({
    status: 421,
    code: 'unknown-host',
    title: 'Not a name of this server',
    detail: `The request is addressed to "${request.host}", which is no name of this server.`,
    mend: 'Use the address that the server printed at its start, or set its public URL.',
  })
}

function foreignOrigin(request: FastifyRequest): ProblemError {
  return new ProblemError({
    status: 403,
    code: 'foreign-origin',
    title: 'The request comes from another site',
    detail: `A page of ${request.headers.origin ?? 'another site'} asked for this change, and only our own pages may.`,
    mend: 'Do it in Dayshift itself; a program uses an API key.',
  })
}

function signInNeeded(): ProblemError {
  return new ProblemError({
    status: 401,
    code: 'sign-in-needed',
    title: 'Sign in first',
    detail: 'This needs a signed-in person or an API key, and the request carries neither.',
    mend: 'Sign in at /sign-in; a program sends "Authorization: Bearer ds_…" with a key that an admin made.',
  })
}

function refused({ code, detail, mend }: Identified & { kind: 'refused' }): ProblemError {
  return new ProblemError({ status: 401, code, title: 'Not let in', detail, mend })
}

function notPermitted(needed: Needed, caller: Caller, admins: readonly string[]): ProblemError {
  const { actor } = caller
  const who = admins.length === 0 ? 'An admin' : admins.join(' or ')
  if (actor.kind === 'key') {
    const scopes = SCOPES.filter((scope) => isPermission(needed) && permits({ ...actor, scopes: [scope] }, needed))
    return new ProblemError({
      status: 403,
      code: 'not-permitted',
      title: 'Not permitted',
      detail: `The key "${actor.name}" has the scopes ${actor.scopes.join(', ')}; this needs ${
        scopes.length === 0 ? 'a signed-in person' : scopes.join(' or ')
      }.`,
      mend: scopes.length === 0 ? 'Sign in and do it there.' : `${who} can make a key with that scope.`,
    })
  }
  const roles = ROLES.filter((role) => isPermission(needed) && permits({ ...PROBE, role }, needed)).toReversed()
  return new ProblemError({
    status: 403,
    code: 'not-permitted',
    title: 'Not permitted',
    detail: `${actor.name} is a ${caller.person?.role ?? 'guest'}; this needs the role ${roles.join(' or ')} ("${needed}").`,
    mend: `${who} can do it, or change the role.`,
  })
}

const PROBE = { kind: 'person', id: '', name: '' } as const

function isPermission(needed: Needed): needed is Permission {
  return needed !== 'public' && needed !== 'signed-in' && needed !== 'any-caller'
}
