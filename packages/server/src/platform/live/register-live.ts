import type { LiveEvent } from '@dayshift/contract'
import type { App } from '../http/app.ts'
import { ProblemError } from '../http/problem.ts'
import type { World } from '../world.ts'
import { coalesce } from './coalesce.ts'
import type { LiveHub } from './live-hub.ts'
import type { Change } from './publish.ts'

const HEARTBEAT_MS = 20_000
/** At most four events a second, topic and client. */
const EVERY_MS = 250
/** A client is let go and comes again, so that one whose membership ended hears no more. */
const LONGEST_MS = 15 * 60_000
/** Bytes that may wait for a slow client before it gets nothing new. */
const MOST_WAITING = 65_536
const MOST_CLIENTS = 2_000

/**
 * `GET /api/v1/events`: server-sent events of what changes in the caller's workspace. The streams end when the server
 * begins to close.
 */
export function registerLive(app: App, world: Pick<World, 'clock'>, hub: LiveHub): void {
  const open = new Set<() => void>()
  app.addHook('preClose', async () => {
    for (const end of open) end()
    await hub.stop()
  })

  app.get('/api/v1/events', { config: { api: { permission: 'any-caller' } } }, async (request, reply) => {
    const { caller } = request
    if (caller === null) throw new TypeError('A request without a caller passed the guard')
    if (hub.ended.aborted || open.size >= MOST_CLIENTS) throw tooMany()
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value)
    }
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      // The connection ends with the stream: kept alive, it would hold up the server's closing.
      connection: 'close',
    })
    // The first bytes tell the client that it is connected; a lost one comes again after two seconds.
    raw.write('retry: 2000\n\n')

    const send = ({ topic, workflow, id }: Change): void => {
      const event: LiveEvent = { topic, workflow, id, at: world.clock.now().toISOString() }
      raw.write(`event: ${topic}\ndata: ${JSON.stringify(event)}\n\n`)
    }
    const coalescer = coalesce(EVERY_MS, send, () => raw.writableLength < MOST_WAITING)
    const unsubscribe = hub.subscribe(caller.workspaceId, coalescer.take)
    const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS)
    const limit = setTimeout(end, LONGEST_MS)
    function end(): void {
      open.delete(end)
      unsubscribe()
      coalescer.stop()
      clearInterval(heartbeat)
      clearTimeout(limit)
      raw.end()
    }
    open.add(end)
    raw.on('close', end)
    raw.on('error', end)
  })
}

function tooMany(): ProblemError {
  return new ProblemError({
    status: 503,
    code: 'no-live-events',
    title: 'No live events now',
    detail: `Cannot open a stream of events: the server is closing, or ${MOST_CLIENTS} streams are open already.`,
    mend: 'Try again in a moment; the screens work without it and show changes when they are read again.',
    retryAfter: 5,
  })
}
