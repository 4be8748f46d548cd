import { LIVE_TOPICS } from '@dayshift/contract'
import { bootServer, type TestPerson, type TestServer } from '@dayshift/testkit'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { inWorkspace } from '../database/index.ts'
import { coalesce } from './coalesce.ts'
import { publish, type Change } from './index.ts'

interface Heard {
  readonly topic: string
  readonly workflow: string | null
  readonly id: string | null
}

interface Stream {
  readonly heard: Heard[]
  readonly ended: Promise<void>
  close(): void
}

let server: TestServer
beforeAll(async () => {
  server = await bootServer()
})
afterAll(() => server.close())

const streams: Stream[] = []
afterEach(() => {
  for (const stream of streams.splice(0)) stream.close()
})

/** Opens the stream as somebody, and waits until it is open. */
async function listen(as: TestPerson): Promise<Stream> {
  const aborting = new AbortController()
  const response = await fetch(`${server.address}/api/v1/events`, {
    headers: { cookie: as.cookie },
    signal: aborting.signal,
  })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const heard: Heard[] = []
  const ended = (async () => {
    let rest = ''
    const decoder = new TextDecoder()
    try {
      for await (const chunk of response.body ?? []) {
        rest += decoder.decode(chunk, { stream: true })
        const events = rest.split('\n\n')
        rest = events.pop() ?? ''
        for (const event of events) {
          const data = /^data: (.*)$/m.exec(event)?.[1]
          if (data !== undefined) heard.push(JSON.parse(data) as Heard)
        }
      }
    } catch {
      // Closed by the test.
    }
  })()
  const stream = { heard, ended, close: () => aborting.abort() }
  streams.push(stream)
  return stream
}

async function tell(change: Partial<Change> = {}, workspaceId = server.workspaceId): Promise<void> {
  await inWorkspace(server.world.db, workspaceId, (trx) =>
    publish(trx, workspaceId, { topic: 'cases', workflow: null, id: null, ...change }),
  )
}

function within(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 20_000, interval: 20 })
}

describe('live events', () => {
  test('come after the commit, and only then', async () => {
    const stream = await listen(server.viewer)
    await expect(
      inWorkspace(server.world.db, server.workspaceId, async (trx) => {
        await publish(trx, server.workspaceId, { topic: 'cases', workflow: 'never', id: null })
        throw new Error('rolled back')
      }),
    ).rejects.toThrow('rolled back')
    await tell({ workflow: 'billing-replies', id: 'c1' })
    const cases = () => stream.heard.filter(({ topic }) => topic === 'cases')
    await within(() => expect(cases()).toHaveLength(1))
    expect(cases()).toMatchObject([{ workflow: 'billing-replies', id: 'c1', at: expect.any(String) }])
  })

  test('of another workspace are not heard', async () => {
    const other = await server.addWorkspace('Other')
    const [mine, theirs] = await Promise.all([listen(server.admin), listen(other.admin)])
    await tell({ topic: 'runs', id: 'theirs' }, other.workspaceId)
    await tell({ topic: 'people', id: 'mine' })
    await within(() => expect([mine.heard.length, theirs.heard.length]).toEqual([1, 1]))
    expect(mine.heard).toMatchObject([{ topic: 'people', id: 'mine' }])
    expect(theirs.heard).toMatchObject([{ topic: 'runs', id: 'theirs' }])
  })

  test('need a signed-in person or a key', async () => {
    expect((await server.request('GET', '/api/v1/events')).status).toBe(401)
  })

  test('a burst comes as few events', async () => {
    const stream = await listen(server.viewer)
    for (let n = 0; n < 40; n++) await tell({ workflow: 'billing-replies', id: `c${n}` })
    await tell({ topic: 'people', id: 'last' })
    await within(() => {
      expect(stream.heard.filter(({ topic }) => topic === 'people')).toHaveLength(1)
      expect(stream.heard.filter(({ id }) => id === null).length).toBeGreaterThan(0)
    })
    expect(stream.heard.length).toBeLessThan(40)
  })

  test('are heard again when the connection to the database broke, and everything is read anew', async () => {
    const stream = await listen(server.viewer)
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'dayshift live'`.execute(server.world.db)
    await within(() => expect(new Set(stream.heard.map(({ topic }) => topic)).size).toBe(LIVE_TOPICS.length))
    await tell({ id: 'after' })
    await within(() => expect(stream.heard.at(-1)).toMatchObject({ id: 'after' }))
  })

  test('end when the server closes', async () => {
    const closing = await bootServer()
    const response = await fetch(`${closing.address}/api/v1/events`, { headers: { cookie: closing.viewer.cookie } })
    await closing.close()
    expect(await response.text()).toContain('retry: 2000')
  })
})

describe('coalescing', () => {
  const change = (id: string | null, workflow: string | null = 'w'): Change => ({ topic: 'cases', workflow, id })

  test('lets the first through at once and what follows through as one, naming what all have in common', () => {
    vi.useFakeTimers()
    const sent: Change[] = []
    const { take, stop } = coalesce(
      250,
      (one) => sent.push(one),
      () => true,
    )
    take(change('a'))
    take(change('b'))
    take(change('c'))
    expect(sent).toEqual([change('a')])
    vi.advanceTimersByTime(250)
    expect(sent).toEqual([change('a'), change(null)])
    take(change('d', 'x'))
    expect(sent).toHaveLength(2)
    vi.advanceTimersByTime(10_000)
    expect(sent).toEqual([change('a'), change(null), change('d', 'x')])
    stop()
    vi.useRealTimers()
  })

  test('sends nothing to a client that does not read, holds one change, and sends that when it reads again', () => {
    vi.useFakeTimers()
    const sent: Change[] = []
    let reads = false
    const { take, stop } = coalesce(
      250,
      (one) => sent.push(one),
      () => reads,
    )
    for (let n = 0; n < 1_000; n++) take(change(`c${n}`))
    vi.advanceTimersByTime(5_000)
    expect(sent).toEqual([])
    reads = true
    vi.advanceTimersByTime(250)
    expect(sent).toEqual([change(null)])
    stop()
    vi.useRealTimers()
  })
})
