import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { bootServer, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sourcesHash } from './sources-hash.ts'
import type { WebState } from './web-build.ts'

const HTML = { accept: 'text/html,application/xhtml+xml' }
let server: TestServer
let directory: string
let state: WebState = { kind: 'ready' }

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'dayshift-web-'))
  mkdirSync(join(directory, 'assets'))
  writeFileSync(join(directory, 'index.html'), '<!doctype html><title>the app</title>')
  writeFileSync(join(directory, 'assets', 'main-abc.js'), 'console.log("plain")')
  writeFileSync(join(directory, 'assets', 'main-abc.js.gz'), gzipSync('console.log("packed")'))
  const web = { directory, state: () => state, done: Promise.resolve(), stop: () => {} }
  server = await bootServer({ seeded: false, web })
})
afterAll(async () => {
  await server.close()
  rmSync(directory, { recursive: true, force: true })
})

describe('the screens', () => {
  test.each(['/', '/sign-in', '/workflows/billing-replies?window=7d', '/runs/0190aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee'])(
    '%s gives the app, which is asked for each time',
    async (path) => {
      const answer = await server.request('GET', path, { headers: HTML })
      expect([answer.status, answer.body]).toEqual([200, '<!doctype html><title>the app</title>'])
      expect(answer.headers['cache-control']).toBe('no-cache')
      expect(answer.headers['content-security-policy']).toContain("default-src 'self'")
    },
  )

  test('files with a hash in their name are kept for good, and sent packed to whoever can unpack', async () => {
    const packed = await server.request('GET', '/assets/main-abc.js', { headers: { 'accept-encoding': 'gzip' } })
    expect(packed.body).toBe('console.log("packed")')
    expect(packed.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    const plain = await server.request('GET', '/assets/main-abc.js', { headers: { 'accept-encoding': 'identity' } })
    expect(plain.body).toBe('console.log("plain")')
  })

  test('a file that is not there is a 404, not the app; so is anything below /api', async () => {
    for (const path of ['/assets/gone.js', '/api/v1/gone', '/assets/..%2f..%2fsecret']) {
      expect((await server.request('GET', path, { headers: HTML })).status).not.toBe(200)
    }
    expect((await server.request('GET', '/assets/gone.js', { headers: HTML })).status).toBe(404)
  })

  test('while they are built, and where that failed, a page says so, and the API works', async () => {
    state = { kind: 'building' }
    const building = await server.request('GET', '/inbox', { headers: HTML })
    expect(building.status).toBe(503)
    expect(building.body).toContain('http-equiv="refresh"')
    state = { kind: 'failed', why: 'no <vite> here' }
    const failed = await server.request('GET', '/', { headers: HTML })
    expect(failed.status).toBe(503)
    expect(failed.body).toContain('no &lt;vite> here')
    expect((await server.request('GET', '/api/v1/setup')).status).toBe(200)
    state = { kind: 'ready' }
  })
})

test('the hash of the sources moves with a source, and not with a test', async () => {
  const packages = mkdtempSync(join(tmpdir(), 'dayshift-sources-'))
  try {
    expect(await sourcesHash(packages)).toBeNull()
    mkdirSync(join(packages, 'web', 'src'), { recursive: true })
    writeFileSync(join(packages, 'web', 'src', 'main.tsx'), 'one')
    const one = await sourcesHash(packages)
    writeFileSync(join(packages, 'web', 'src', 'main.test.tsx'), 'a test')
    expect(await sourcesHash(packages)).toBe(one)
    writeFileSync(join(packages, 'web', 'src', 'main.tsx'), 'two')
    expect(await sourcesHash(packages)).not.toBe(one)
  } finally {
    rmSync(packages, { recursive: true, force: true })
  }
})
