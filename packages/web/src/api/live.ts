import type { LiveTopic } from '@dayshift/contract'
import type { Query, QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: { readonly topics?: readonly LiveTopic[] }
  }
}

/** Each topic that there is; the compiler misses one that is forgotten here. */
const HEARD: { readonly [T in LiveTopic]: true } = {
  runs: true,
  cases: true,
  workflows: true,
  handover: true,
  changes: true,
  drills: true,
  alerts: true,
  health: true,
  spend: true,
  feedback: true,
  adoption: true,
  trust: true,
  portfolio: true,
  reviews: true,
  channels: true,
  seams: true,
  people: true,
  ledger: true,
}
const TOPICS = Object.keys(HEARD) as LiveTopic[] // of its own keys
/** A busy workflow says "runs" many times a second; a screen reads again at most this often. */
const GATHER_MS = 1000
/** A stream that ends is opened again at once; only a server that stays away is worth a banner. */
const GONE_AFTER_MS = 4000

export type Connection = 'connecting' | 'live' | 'gone'

let connection: Connection = 'connecting'
const listeners = new Set<() => void>()

function setConnection(next: Connection): void {
  if (next === connection) return
  connection = next
  for (const listener of listeners) listener()
}

export function useConnection(): Connection {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => connection,
  )
}

/**
 * Listens to what changes and has every query that names a topic in its `meta` read again. Returns how to stop.
 * After a gap everything is read again, because nobody knows what was missed.
 */
export function listen(queries: QueryClient): () => void {
  const source = new EventSource('/api/v1/events')
  const heard = new Set<LiveTopic>()
  let gathering: ReturnType<typeof setTimeout> | null = null
  let going: ReturnType<typeof setTimeout> | null = null
  let missed = false

  function readAgain(): void {
    gathering = null
    const topics = new Set(heard)
    heard.clear()
    void queries.invalidateQueries({ predicate: (query) => touches(query, topics) })
  }

  function hear(topic: LiveTopic): void {
    heard.add(topic)
    gathering ??= setTimeout(readAgain, GATHER_MS)
  }

  for (const topic of TOPICS) source.addEventListener(topic, () => hear(topic))
  source.addEventListener('open', () => {
    if (going !== null) clearTimeout(going)
    going = null
    setConnection('live')
    if (missed) for (const topic of TOPICS) hear(topic)
    missed = false
  })
  source.addEventListener('error', () => {
    missed = true
    going ??= setTimeout(() => setConnection('gone'), GONE_AFTER_MS)
  })

  return () => {
    source.close()
    if (gathering !== null) clearTimeout(gathering)
    if (going !== null) clearTimeout(going)
  }
}

function touches(query: Query, topics: ReadonlySet<LiveTopic>): boolean {
  return query.meta?.topics?.some((topic) => topics.has(topic)) ?? false
}
