import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '@dayshift/server'
import { addSampleRelease, bootServer, sampleManifest, type TestServer } from '@dayshift/testkit'
import type { BenchOptions } from '../run.ts'

const WORKFLOWS = 500
const READS = 10
const PEER_READS = 2

/**
 * The lead's page with 500 workflows on the embedded PostgreSQL: the first readings, while each workflow is looked at for the
 * first time, and those after them; beside the list that reads every workflow afresh (`GET /handovers`).
 */
export async function bench(_options: BenchOptions): Promise<unknown> {
  const directory = mkdtempSync(join(tmpdir(), 'dayshift-bench-'))
  const log = { info: () => {}, warn: console.error, error: console.error }
  const database = await openDatabase({ dataDirectory: directory, log })
  const server = await bootServer({ database })
  try {
    for (let i = 0; i < WORKFLOWS; i += 1) {
      const slug = `sample-${Array.from(String(i), (digit) => 'abcdefghij'[Number(digit)]).join('')}`
      const manifest = sampleManifest({ workflow: slug, name: slug, unitKey: null, rules: [] })
      await addSampleRelease(server.world, server.workspaceId, manifest)
    }
    const first = await readings(server, '/api/v1/portfolio', Math.ceil(WORKFLOWS / 25))
    const after = await readings(server, '/api/v1/portfolio', READS)
    const peer = await readings(server, '/api/v1/handovers', PEER_READS)
    const row = (name: string, { median, most, n }: Readings) =>
      console.error(
        `${name.padEnd(44)} ${String(n).padStart(4)} ${median.toFixed(0).padStart(9)} ${most.toFixed(0).padStart(8)}`,
      )
    console.error(`${`${WORKFLOWS} workflows`.padEnd(44)}    n median ms   max ms`)
    row('the page while 25 more are looked at', first)
    row('the page after that', after)
    row('peer: every workflow read afresh', peer)
    return { workflows: WORKFLOWS, first, after, peer }
  } finally {
    await server.close()
    rmSync(directory, { recursive: true, force: true })
  }
}

interface Readings {
  readonly n: number
  readonly median: number
  readonly most: number
}

async function readings(server: TestServer, path: string, n: number): Promise<Readings> {
  const took: number[] = []
  for (let i = 0; i < n; i += 1) {
    const start = performance.now()
    const { status } = await server.request('GET', path, { as: server.viewer })
    if (status !== 200) throw new Error(`${path} answered ${status}`)
    took.push(performance.now() - start)
  }
  took.sort((a, b) => a - b)
  return { n, median: took[Math.floor(n / 2)] ?? 0, most: took.at(-1) ?? 0 }
}
