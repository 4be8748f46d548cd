import { LIVE_TOPICS } from '@dayshift/contract'
import { Client } from 'pg'
import { z } from 'zod'
import type { World } from '../world.ts'
import { LIVE_CHANNEL } from './publish.ts'
import type { Change } from './publish.ts'

/** Hears the changes that all server processes publish, and hands them to those who listen here. */
export interface LiveHub {
  /** Hears what changes in one workspace from now on; the function that is given back ends it. */
  subscribe(workspaceId: string, hear: (change: Change) => void): () => void
  /** Hears what changes in any workspace: for parts of the server, never for a client. */
  hearAll(hear: (change: Change) => void): () => void
  /** Ends when this is aborted. */
  readonly ended: AbortSignal
  /** Lets every listener go and ends the connection. Repeating it changes nothing. */
  stop(): Promise<void>
}

const RECONNECT_MS = 1_000
/** A connection whose other end has silently gone is noticed within this time. */
const PROBE_MS = 30_000

const Payload = z.object({
  workspaceId: z.string(),
  topic: z.enum(LIVE_TOPICS),
  workflow: z.string().nullable(),
  id: z.string().nullable(),
})

/**
 * Listens on one connection of its own, which is made anew when it breaks. What was published meanwhile is lost, so
 * after each new connection every listener hears every topic once and reads again.
 */
export async function startLiveHub(world: Pick<World, 'log'>, connectionString: string): Promise<LiveHub> {
  const log = world.log.child({ part: 'live' })
  const listeners = new Map<string, Set<(change: Change) => void>>()
  const hearers = new Set<(change: Change) => void>()
  const ending = new AbortController()
  let client: Client | null = null
  let retry: NodeJS.Timeout | null = null

  function tell(workspaceId: string, change: Change): void {
    for (const hear of listeners.get(workspaceId) ?? []) hear(change)
  }

  function tellHearers(change: Change): void {
    for (const hear of hearers) hear(change)
  }

  function tellAll(): void {
    for (const topic of LIVE_TOPICS) tellHearers({ topic, workflow: null, id: null })
    for (const workspaceId of listeners.keys()) {
      for (const topic of LIVE_TOPICS) tell(workspaceId, { topic, workflow: null, id: null })
    }
  }

  async function connect(): Promise<void> {
    const fresh = new Client({
      connectionString,
      application_name: 'dayshift live',
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      query_timeout: 10_000,
    })
    const lost = (why: string): void => {
      if (client !== fresh) return
      client = null
      log.warn({ why }, 'the connection that hears of changes broke; making a new one')
      again()
    }
    fresh.on('error', (error) => lost(error.message))
    fresh.on('end', () => lost('it ended'))
    fresh.on('notification', ({ payload }) => {
      const read = Payload.safeParse(parse(payload))
      if (!read.success) return
      const { workspaceId, ...change } = read.data
      tell(workspaceId, change)
      tellHearers(change)
    })
    try {
      await fresh.connect()
      await fresh.query(`listen ${LIVE_CHANNEL}`)
    } catch (error) {
      await fresh.end().catch(() => {})
      throw error
    }
    if (ending.signal.aborted) return fresh.end()
    client = fresh
  }

  function again(): void {
    if (ending.signal.aborted || retry !== null) return
    retry = setTimeout(() => {
      retry = null
      connect().then(tellAll, (error: unknown) => {
        log.debug({ err: error }, 'changes are not heard yet')
        again()
      })
    }, RECONNECT_MS)
    retry.unref()
  }

  const probe = setInterval(() => {
    const probed = client
    probed?.query('select 1').catch((error: unknown) => {
      log.debug({ err: error }, 'the connection that hears of changes does not answer')
      probed.end().catch(() => {})
    })
  }, PROBE_MS)
  probe.unref()

  await connect()
  return {
    ended: ending.signal,
    subscribe(workspaceId, hear) {
      const known = listeners.get(workspaceId) ?? new Set()
      known.add(hear)
      listeners.set(workspaceId, known)
      return () => {
        known.delete(hear)
        if (known.size === 0) listeners.delete(workspaceId)
      }
    },
    hearAll(hear) {
      hearers.add(hear)
      return () => void hearers.delete(hear)
    },
    async stop() {
      if (ending.signal.aborted) return
      ending.abort()
      clearInterval(probe)
      if (retry !== null) clearTimeout(retry)
      listeners.clear()
      hearers.clear()
      const last = client
      client = null
      await last?.end().catch(() => {})
    },
  }
}

function parse(payload: string | undefined): unknown {
  try {
    return JSON.parse(payload ?? '')
  } catch {
    return null
  }
}
