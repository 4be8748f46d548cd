import { bootServer, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let server: TestServer
const example = { email: 'ada@example.com', password: 'day-shift-example' }
const elsewhere = { 'x-forwarded-for': '203.0.113.5' }

beforeAll(async () => {
  server = await bootServer({ jobs: 1, trustProxy: true, example: async () => example })
})
afterAll(() => server.close())

describe('health', () => {
  test('/healthz and /readyz answer without a caller, and are not kept', async () => {
    const lives = await server.request('GET', '/healthz')
    expect([lives.status, lives.body]).toEqual([200, { status: 'lives' }])
    const ready = await server.request('GET', '/readyz')
    expect([ready.status, ready.body]).toEqual([
      200,
      { status: 'ready', reasons: [], parts: { database: 'ok', jobs: 'ok' } },
    ])
    expect(ready.headers['cache-control']).toBe('no-store')
  })
})

describe('metrics', () => {
  test('count requests by route, never by address, and read the queue and the sessions', async () => {
    await server.request('GET', '/api/v1/runs/0190aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee', { as: server.viewer })
    await server.request('POST', '/api/v1/runs', { as: server.key, body: { records: [{ id: 'bad' }] } })
    const { status, headers, body } = await server.request('GET', '/metrics')
    expect(status).toBe(200)
    expect(headers['content-type']).toMatch(/^text\/plain/)
    expect(body).toContain(
      'dayshift_http_request_duration_seconds_count{method="GET",route="/api/v1/runs/:id",status="404"} 1',
    )
    expect(body).not.toContain('0190aaaa')
    expect(body).toContain('dayshift_run_records_total{result="rejected"} 1')
    expect(body).toContain('dayshift_run_batches_total 1')
    expect(body).toMatch(/^dayshift_jobs_waiting \d+$/m)
    expect(body).toMatch(/^dayshift_database_sessions [1-9]/m)
    expect(body).toMatch(/^dayshift_cases_open 0$/m)
  })

  test('are for this machine itself, for admins and for keys', async () => {
    const from = (request: object) => server.request('GET', '/metrics', { headers: elsewhere, ...request })
    expect((await from({})).status).toBe(401)
    expect((await from({ as: server.viewer })).status).toBe(401)
    expect((await from({ as: server.admin })).status).toBe(200)
    expect((await from({ as: server.key })).status).toBe(200)
  })
})

test("the example's sign-in is shown on the machine itself and to nobody else", async () => {
  const here = await server.request('GET', '/api/v1/setup')
  expect(here.body.example).toEqual(example)
  const there = await server.request('GET', '/api/v1/setup', { headers: elsewhere })
  expect(there.body.example).toBeNull()
})
