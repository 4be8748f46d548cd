import './fastify-types.ts'
import type { ApiRoute } from '@dayshift/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { World } from '../world.ts'
import type { Caller } from './caller.ts'
import { ProblemError } from './problem.ts'
import { readPart } from './read-part.ts'

/** The HTTP application that features register their routes on; made by `createApp`. */
export type App = FastifyInstance

/** The text of a body in `application/x-ndjson`, handed on unread: its lines are judged one by one by the feature. */
export interface NdjsonBody {
  readonly kind: 'ndjson'
  readonly text: string
}

type Output<S> = S extends z.ZodType ? z.output<S> : undefined

/** What a handler is given: the parts of the request as the route's schemas made them, and who calls. */
export interface Handling<R extends ApiRoute, Body = Output<R['body']>> {
  readonly params: Output<R['params']>
  readonly query: Output<R['query']>
  readonly body: Body
  /** Null on public routes alone. */
  readonly caller: R['permission'] extends 'public' ? null : Caller
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** Answers with the route's response, or with the reply itself where it has sent the answer (304, a stream). */
export type Handler<R extends ApiRoute, Body = Output<R['body']>> = (
  handling: Handling<R, Body>,
) => Promise<z.output<R['response']> | FastifyReply>

/**
 * Registers one route of the contract. Who may call it, what it takes and what it answers come from the contract;
 * a handler runs only for a caller whom the route's permission lets in and on a request that its schemas accept.
 * Faults are thrown as `ProblemError`.
 */
export function register<const R extends ApiRoute>(app: App, world: World, route: R, handler: Handler<R>): void {
  add(app, world, route, handler, false)
}

/** Like `register`, for a route that also takes `application/x-ndjson`. */
export function registerBatch<const R extends ApiRoute>(
  app: App,
  world: World,
  route: R,
  handler: Handler<R, Output<R['body']> | NdjsonBody>,
): void {
  add(app, world, route, handler, true)
}

function add<R extends ApiRoute, Body>(
  app: App,
  world: World,
  route: R,
  handler: Handler<R, Body>,
  takesNdjson: boolean,
): void {
  const url = `/api/v1${route.path}`
  if (route.crossOrigin === true) answerPreflight(app, url, route.method)
  app.route({
    method: route.method,
    url,
    // What anybody may change is guarded by a code or a password.
    config: {
      api: {
        permission: route.permission,
        takesNdjson,
        strict: route.permission === 'public' && route.method !== 'GET' && route.crossOrigin !== true,
        anyOrigin: route.crossOrigin === true,
      },
    },
    handler: async (request, reply) => {
      const body = isNdjson(request.body) ? request.body : readPart('body', route.body, request.body)
      const handling = {
        params: readPart('params', route.params, request.params),
        query: readPart('query', route.query, request.query),
        body,
        caller: request.caller,
        request,
        reply,
      }
      // The parts were just made by the route's own schemas, and the guard has let the caller in: types that
      // TypeScript can't follow through a generic route.
      const answer = await handler(handling as unknown as Handling<R, Body>)
      // A reply is thenable: a handler that returned it has been waited for until the answer was out.
      if (reply.sent) return reply
      if (app.checksResponses) checkResponse(route, answer)
      return reply.code(route.status).type('application/json; charset=utf-8').send(JSON.stringify(answer))
    },
  })
}

/** What a browser asks before a page of another origin may send JSON here. No cookies: nothing allows credentials. */
function answerPreflight(app: App, url: string, method: string): void {
  app.route({
    method: 'OPTIONS',
    url,
    config: { api: { permission: 'public', anyOrigin: true } },
    handler: async (_request, reply) =>
      reply
        .code(204)
        .header('access-control-allow-methods', method)
        .header('access-control-allow-headers', 'content-type')
        .header('access-control-max-age', '7200')
        .send(),
  })
}

export function isNdjson(body: unknown): body is NdjsonBody {
  return body instanceof NdjsonText
}

/** A class, so that no JSON body can pass for it. */
export class NdjsonText implements NdjsonBody {
  readonly kind = 'ndjson'
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

function checkResponse(route: ApiRoute, answer: unknown): void {
  // What the client will see: dates as text, absent instead of undefined.
  const seen: unknown = JSON.parse(JSON.stringify(answer))
  const checked = route.response.safeParse(seen)
  if (checked.success) return
  throw new ProblemError({
    status: 500,
    code: 'response-off-contract',
    title: 'The server answered against its own contract',
    detail: `${route.method} /api/v1${route.path} made an answer that its response schema refuses.`,
    errors: checked.error.issues.map((issue) => ({ path: `/${issue.path.join('/')}`, message: issue.message })),
  })
}
