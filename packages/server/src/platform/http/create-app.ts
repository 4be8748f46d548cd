import type { Socket } from 'node:net'
import helmet from '@fastify/helmet'
import { fastify, type FastifyBaseLogger, LogController } from 'fastify'
import type { Metrics } from '../metrics/metrics.ts'
import { addWebApp, answerScreen, asksForScreen } from '../web/add-web-app.ts'
import type { WebBuild } from '../web/web-build.ts'
import type { World } from '../world.ts'
import type { App } from './app.ts'
import { addBodyParsers } from './body-parsers.ts'
import { problemOf } from './failures.ts'
import { addGuard, type GuardSetup } from './guard.ts'
import { methodsAt } from './methods-at.ts'
import { PROBLEM_TYPE, ProblemError, problemDocument } from './problem.ts'
import { endSilentConnections } from './silent-connections.ts'

export interface AppSetup extends GuardSetup {
  readonly world: World
  readonly metrics: Metrics
  /** Bytes that the body of a request may have, unpacked. */
  readonly bodyLimit: number
  /** True behind a proxy that sets `X-Forwarded-For` itself. */
  readonly trustProxy: boolean
  readonly checksResponses: boolean
  /** The screens; null where the server is an API alone. */
  readonly web: WebBuild | null
}

/** 12 MB: a batch of 5,000 records with contents, or one input of 10 MB. */
export const BODY_LIMIT = 12 * 1024 * 1024

/** The HTTP application with everything that holds for each route; features then register theirs. */
export async function createApp(setup: AppSetup): Promise<App> {
  const { world, metrics, bodyLimit } = setup
  const loggerInstance: FastifyBaseLogger = world.log
  const app: App = fastify({
    loggerInstance,
    // Its lines carry addresses with their queries; `observe` writes ours.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    // One proxy: what it saw counts, not what a client wrote before it.
    trustProxy: (_address, hop) => setup.trustProxy && hop === 0,
    genReqId: () => world.newId(),
    requestIdHeader: false,
    // A request that starts during the shutdown is told to come back; those in flight are finished.
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 512 },
  })
  app.decorate('checksResponses', setup.checksResponses)
  app.decorate('metrics', metrics)
  answerFailures(app, bodyLimit, setup.web)
  endSilentConnections(app)
  observe(app, metrics)
  leaveNoConnection(app)
  await addHeaders(app, setup.places.publicUrl)
  addBodyParsers(app)
  await addGuard(app, setup)
  if (setup.web !== null) await addWebApp(app, setup.web)
  return app
}

function answerFailures(app: App, bodyLimit: number, web: WebBuild | null): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error, request, bodyLimit)
    if (problem.status >= 500) request.log.error({ err: error, route: request.routeOptions.url }, problem.title)
    if (problem.retryAfter !== null) reply.header('retry-after', String(problem.retryAfter))
    // The rest of a body that is refused unread is not waited for.
    if (problem.status === 413) reply.header('connection', 'close')
    return reply
      .code(problem.status)
      .type(PROBLEM_TYPE)
      .send(JSON.stringify(problemDocument(problem, request.id)))
  })
  app.setNotFoundHandler((request, reply) => {
    if (web !== null && asksForScreen(request)) return answerScreen(web, reply)
    const path = request.url.split('?')[0] ?? ''
    const methods = methodsAt(path)
    if (methods.length === 0 || methods.includes(request.method)) throw noSuchAddress(request.method, path)
    reply.header('allow', methods.join(', '))
    throw wrongMethod(request.method, path, methods)
  })
}

function noSuchAddress(method: string, path: string): ProblemError {
  return new ProblemError({
    status: 404,
    code: 'no-such-address',
    title: 'Nothing is here',
    detail: `There is nothing at ${method} ${path}.`,
    mend: 'The addresses of the API are at /api/docs.',
  })
}

function wrongMethod(method: string, path: string, methods: readonly string[]): ProblemError {
  return new ProblemError({
    status: 405,
    code: 'wrong-method',
    title: 'Wrong method',
    detail: `${path} does not take ${method}; it takes ${methods.join(' and ')}.`,
    mend: `Send it as ${methods.join(' or ')}.`,
  })
}

function observe(app: App, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const ms = reply.elapsedTime
    const { method } = request
    metrics.request({ method, route, status: reply.statusCode, ms })
    const facts = {
      method,
      route,
      status: reply.statusCode,
      ms: Math.round(ms * 10) / 10,
      by: request.caller?.actor.id,
    }
    request.log.debug(facts, 'answered')
  })
}

/**
 * A connection whose request was in flight at the close would be kept open for the next one, and waited for; so would
 * one that a browser opened ahead and has sent nothing on yet, which Node doesn't count as idle.
 */
function leaveNoConnection(app: App): void {
  let closing = false
  const unused = new Set<Socket>()
  app.server.on('connection', (socket: Socket) => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  app.server.on('request', ({ socket }) => unused.delete(socket))
  app.addHook('preClose', async () => {
    closing = true
    for (const socket of unused) socket.destroy()
  })
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close')
  })
  app.addHook('onResponse', async (request) => {
    // Its headers may have gone out before the close began.
    if (closing) request.raw.socket.destroySoon()
  })
}

/** A strict policy that lets our own built app work; Mantine sets styles at run time, hence 'unsafe-inline' there. */
async function addHeaders(app: App, publicUrl: URL | null): Promise<void> {
  const secure = publicUrl?.protocol === 'https:'
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure,
    referrerPolicy: { policy: 'same-origin' },
  })
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
    if (request.url.startsWith('/api') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
}
