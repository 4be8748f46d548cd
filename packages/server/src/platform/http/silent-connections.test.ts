import { connect } from 'node:net'
import { once } from 'node:events'
import { bootServer } from '@dayshift/testkit'
import { expect, test } from 'vitest'

test('a connection on which nothing was asked does not hold up the closing of the server', async () => {
  const server = await bootServer()
  const { hostname, port } = new URL(server.address)
  const silent = connect(Number(port), hostname)
  await once(silent, 'connect')
  // The server has accepted it by the time that it answers a later one.
  expect((await server.request('GET', '/healthz')).status).toBe(200)
  const ended = once(silent, 'close')
  await server.close()
  await ended
}, 20_000)
