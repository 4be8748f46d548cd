import { apiKeyDigest, signFlagToken } from '@dayshift/core'
import { addSampleRelease, bootServer, sampleManifest, sampleRun, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

let server: TestServer
beforeAll(async () => {
  server = await bootServer({ limits: { anonymous: 5 } })
})
afterAll(() => server.close())

test('pages that flag are held to a rate by address, good token or not, and the page may read that', async () => {
  const release = await addSampleRelease(server.world, server.workspaceId, sampleManifest())
  const run = sampleRun(new Date(), { release })
  await server.request('POST', '/api/v1/runs', { as: server.key, body: { records: [run] } })
  const token = signFlagToken(apiKeyDigest(server.key.secret), {
    runId: run.id,
    reporter: { id: 'r', name: 'Ria' },
    expiresAt: new Date(Date.now() + 3_600_000),
  })
  const give = (body: unknown) =>
    server.request('POST', '/api/v1/feedback', { headers: { origin: 'https://desk.example' }, body })
  const answers = []
  for (const body of [
    { token, flag: {} },
    { token: 'forged' },
    { token },
    { token },
    { token: 'forged' },
    { token },
    { token },
  ]) {
    answers.push(await give(body))
  }
  expect(answers.map(({ status }) => status)).toEqual([200, 401, 200, 200, 401, 429, 429])
  expect(answers[5]?.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'retry-after',
    'retry-after': expect.stringMatching(/^\d+$/),
  })
  // Asking what is allowed costs nothing, and neither do people who are signed in.
  const preflight = await server.request('OPTIONS', '/api/v1/feedback', { headers: { origin: 'https://desk.example' } })
  expect(preflight.status).toBe(204)
  expect((await server.request('GET', '/api/v1/feedback', { as: server.member })).status).toBe(200)
})
