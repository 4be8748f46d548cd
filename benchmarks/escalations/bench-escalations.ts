import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inWorkspace, openDatabase } from '@dayshift/server'
import {
  addSampleRelease,
  bootServer,
  layInEscalations,
  type PendingEscalations,
  sampleManifest,
  type TestServer,
} from '@dayshift/testkit'
import type { BenchOptions } from '../run.ts'

const PENDING = 100_000
/** Over how long the pending ones come due: as in an hour in which something large breaks. */
const SPREAD_MS = 600_000
const BURST = 1_000
/** Long enough to write them before the first comes due. */
const LAY_IN_MS = 30_000

interface Lateness {
  readonly fired: number
  readonly p50: number
  readonly p99: number
  readonly max: number
}

/**
 * How late escalations fire: 100,000 of them pending on the embedded PostgreSQL with fsync, coming due over ten minutes, and 1,000 at one
 * instant. Late is from the due time until others can see that it was told.
 */
export async function bench({ seconds }: BenchOptions): Promise<unknown> {
  const directory = mkdtempSync(join(tmpdir(), 'dayshift-bench-'))
  const log = { info: () => {}, warn: console.error, error: console.error }
  // With fsync, as in life.
  const database = await openDatabase({ dataDirectory: directory, log })
  const server = await bootServer({ database, jobs: 2 })
  try {
    const bea = await server.addPerson('Bea Lind', 'member')
    const cy = await server.addPerson('Cy Holm', 'member')
    const workflowId = await layInWorkflow(server, { 'daily-care': bea.id, backup: cy.id })
    const start = Date.now() + LAY_IN_MS
    const alike = { workflowId, owner: bea.id }
    const pending = { ...alike, many: PENDING, from: new Date(start), spreadMs: SPREAD_MS, prefix: 'spread' }
    await layInEscalations(server.world, server.workspaceId, pending)
    const spread = await watch(server, pending, start + seconds * 1_000)
    const at = Date.now() + 2_000
    const together = { ...alike, many: BURST, from: new Date(at), spreadMs: 0, prefix: 'burst' }
    await layInEscalations(server.world, server.workspaceId, together)
    const burst = await watch(server, together, at + 30_000)
    const row = (name: string, { fired, p50, p99, max }: Lateness) =>
      console.error(`${name.padEnd(34)} ${String(fired).padStart(6)} ${ms(p50)} ${ms(p99)} ${ms(max)}`)
    console.error(`${'escalations'.padEnd(34)}  fired    p50 ms    p99 ms    max ms`)
    row(`${PENDING} pending, over ${SPREAD_MS / 60_000} min`, spread)
    row(`${BURST} due at one instant`, burst)
    return { pending: PENDING, spreadMs: SPREAD_MS, seconds, spread, burst: { many: BURST, ...burst } }
  } finally {
    await server.close()
    rmSync(directory, { recursive: true, force: true })
  }
}

function ms(value: number): string {
  return value.toFixed(0).padStart(9)
}

async function layInWorkflow(server: TestServer, duties: Readonly<Record<string, string>>): Promise<string> {
  await addSampleRelease(server.world, server.workspaceId, sampleManifest())
  for (const [duty, person] of Object.entries(duties)) {
    const path = `/api/v1/workflows/billing-replies/duties/${duty}`
    await server.request('POST', path, { as: server.admin, body: { person } })
  }
  return inWorkspace(server.world.db, server.workspaceId, async (trx) => {
    const row = await trx.selectFrom('workflows').select('id').executeTakeFirstOrThrow()
    return row.id
  })
}

/** Sees what is told as soon as it is committed, and compares it with when it was due. */
async function watch(
  server: TestServer,
  { many, from, spreadMs, prefix }: PendingEscalations,
  until: number,
): Promise<Lateness> {
  const lates = new Map<string, number>()
  while (Date.now() < until && lates.size < many) {
    const rows = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      trx
        .selectFrom('alerts')
        .select(['signal', 'told'])
        .where('last_told_at', '>', new Date(Date.now() - 5_000))
        .where('signal', 'like', `${prefix}-%`)
        .execute(),
    )
    const now = Date.now()
    for (const { signal, told } of rows) {
      if (told.length < 2 || lates.has(signal)) continue
      const n = Number(signal.slice(prefix.length + 1))
      lates.set(signal, now - (from.getTime() + n * (spreadMs / many)))
    }
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  const sorted = [...lates.values()].toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { fired: sorted.length, p50: at(0.5), p99: at(0.99), max: sorted.at(-1) ?? 0 }
}
