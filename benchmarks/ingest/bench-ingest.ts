import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '@dayshift/server'
import { type ServerProcess, startServerProcess } from '@dayshift/testkit'
import pg from 'pg'
import type { BenchOptions } from '../run.ts'
import type { ClientReport, ClientTask } from './client-process.ts'
import { measureCopy } from './copy-peer.ts'

interface Scenario {
  readonly name: string
  readonly batch: number
  readonly connections: number
  readonly personShare: number
}

const SCENARIOS: readonly Scenario[] = [
  { name: 'batches of 500', batch: 500, connections: 4, personShare: 0 },
  { name: 'batches of 1000', batch: 1000, connections: 4, personShare: 0 },
  { name: 'batches of 100', batch: 100, connections: 4, personShare: 0 },
  { name: 'batches of 500, 20 % to a person', batch: 500, connections: 4, personShare: 0.2 },
]
const GOALS = { recordsPerSecond: 30_000, ratio: 0.6, p99Ms: 150 }
const WARM_UP_SECONDS = 2
const COPY_REPETITIONS = 3

/**
 * Records with 25 columns over HTTP on loopback, from a client process to the real server process to the embedded
 * PostgreSQL with fsync, all on this machine; then a server-side COPY of the rows of the first scenario, in the same
 * PostgreSQL.
 */
export async function bench({ seconds }: BenchOptions): Promise<unknown> {
  const directory = mkdtempSync(join(tmpdir(), 'dayshift-bench-'))
  const log = { info: () => {}, warn: console.error, error: console.error }
  const postgres = await startEmbeddedPostgres({ dataDirectory: directory, log })
  let server: ServerProcess | null = null
  let client: ChildProcess | null = null
  try {
    server = await startServerProcess({
      databaseUrl: postgres.connectionString,
      dataDirectory: directory,
      secret: randomBytes(32).toString('hex'),
      jobs: 1,
      seed: true,
    })
    client = startClient()
    const target = { address: server.address, key: server.key ?? '' }
    const adminUrl = new URL(postgres.adminConnectionString)
    adminUrl.pathname = new URL(postgres.connectionString).pathname
    await run(client, target, SCENARIOS[0], WARM_UP_SECONDS)

    const results = []
    let copy: Awaited<ReturnType<typeof measureCopy>> | null = null
    for (const scenario of SCENARIOS) {
      // Each begins with an empty table and a quiet disk.
      // oxlint-disable-next-line no-await-in-loop -- one after the other: the machine is what is measured
      await settle(adminUrl.toString())
      const before = cpuSeconds(server.child, client, postgres)
      // oxlint-disable-next-line no-await-in-loop
      const report = await run(client, target, scenario, seconds)
      results.push({ scenario, report, cpu: spent(before, cpuSeconds(server.child, client, postgres), report.records) })
      // oxlint-disable-next-line no-await-in-loop
      copy ??= await measureCopy(adminUrl.toString(), COPY_REPETITIONS)
    }
    if (copy === null) throw new Error('Cannot compare: nothing was copied')
    const copyRate = median(copy.rates)
    const measured = results.map(({ scenario, report, cpu }) => resultOf(scenario, report, cpu, copyRate))
    const answer = {
      bench: 'ingest',
      goals: GOALS,
      results: measured,
      peer: {
        name: 'server-side COPY from a file into a table with the same columns, partitions and indexes, one transaction',
        rows: copy.rows,
        rowsPerSecond: Math.round(copyRate),
        repetitions: copy.rates.map(Math.round),
      },
      durability: await durability(adminUrl.toString()),
      machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30) },
      versions: { node: process.version, postgres: await postgresVersion(adminUrl.toString()) },
    }
    printTable(measured, copyRate)
    return answer
  } finally {
    if (client?.connected) client.disconnect()
    await server?.stop()
    await postgres.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}

interface Result {
  readonly name: string
  readonly batch: number
  readonly connections: number
  readonly personShare: number
  readonly records: number
  readonly seconds: number
  readonly recordsPerSecond: number
  readonly batchMs: { readonly p50: number; readonly p99: number; readonly n: number }
  /** Where the time of the two cores went; null where the system doesn't say. */
  readonly cpuMicrosecondsPerRecord: Cpu | null
  readonly ratioToCopy: number
}

function resultOf(scenario: Scenario, report: ClientReport, cpu: Cpu | null, copyRate: number): Result {
  const rate = report.records / report.seconds
  const ordered = report.latencies.toSorted((a, b) => a - b)
  return {
    ...scenario,
    records: report.records,
    seconds: rounded(report.seconds),
    recordsPerSecond: Math.round(rate),
    batchMs: { p50: rounded(quantile(ordered, 0.5)), p99: rounded(quantile(ordered, 0.99)), n: ordered.length },
    cpuMicrosecondsPerRecord: cpu,
    ratioToCopy: rounded(rate / copyRate),
  }
}

function printTable(results: readonly Result[], copyRate: number): void {
  console.error(
    `${''.padEnd(36)}${['records/s', 'p50 ms', 'p99 ms', 'of COPY'].map((head) => head.padStart(11)).join('')}`,
  )
  for (const { name, recordsPerSecond, batchMs, ratioToCopy } of results) {
    const cells = [recordsPerSecond, batchMs.p50, batchMs.p99, ratioToCopy]
    console.error(`${name.padEnd(36)}${cells.map((cell) => String(cell).padStart(11)).join('')}`)
  }
  console.error(`${'server-side COPY'.padEnd(36)}${String(Math.round(copyRate)).padStart(11)}`)
  console.error(
    `goals: ${String(GOALS.recordsPerSecond)} records/s, ${String(GOALS.ratio)} of COPY, p99 ${String(GOALS.p99Ms)} ms a batch`,
  )
}

function startClient(): ChildProcess {
  // What it prints must not mix with the JSON on standard output.
  return fork(new URL('./client-process.ts', import.meta.url), { stdio: ['ignore', 2, 2, 'ipc'] })
}

function run(
  client: ChildProcess,
  target: Pick<ClientTask, 'address' | 'key'>,
  scenario: Scenario | undefined,
  seconds: number,
): Promise<ClientReport> {
  if (scenario === undefined) throw new Error('Cannot run without a scenario')
  const { batch, connections, personShare } = scenario
  const answer = new Promise<ClientReport>((resolve, reject) => {
    client.once('exit', (code) => reject(new Error(`The client of the benchmark ended with ${String(code)}`)))
    client.once('message', (report) => resolve(report as ClientReport)) // by client-process.ts
  })
  client.send({ ...target, batch, connections, personShare, seconds } satisfies ClientTask)
  return answer
}

async function settle(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query('truncate runs')
    await client.query('checkpoint')
  })
}

async function durability(databaseUrl: string): Promise<Record<string, string>> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ name: string; setting: string }>(
      `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')`,
    )
    return Object.fromEntries(rows.map((row) => [row.name, row.setting]))
  })
}

async function postgresVersion(databaseUrl: string): Promise<string> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`)
    return rows[0]?.version ?? 'unknown'
  })
}

async function withClient<Value>(url: string, use: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

/** Of each part: seconds so far, or microseconds a record. */
interface Cpu {
  readonly server: number
  readonly client: number
  readonly postgres: number
}

/** Null where the system doesn't say. */
function cpuSeconds(server: ChildProcess, client: ChildProcess, postgres: { pid(): number | null }): Cpu | null {
  const postmaster = postgres.pid()
  if (process.platform !== 'linux' || postmaster === null) return null
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readProcess)
  const sum = (belongs: (one: Process) => boolean) =>
    processes.filter(belongs).reduce((total, one) => total + one.seconds, 0)
  return {
    server: sum(({ pid }) => pid === server.pid),
    client: sum(({ pid }) => pid === client.pid),
    postgres: sum(({ pid, parent }) => pid === postmaster || parent === postmaster),
  }
}

interface Process {
  readonly pid: number
  readonly parent: number
  readonly seconds: number
}

function readProcess(name: string): Process[] {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'latin1')
    // The name in parentheses may hold anything; after it come the state, the parent, and the times in hundredths.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return [{ pid: Number(name), parent: Number(fields[1]), seconds: (Number(fields[11]) + Number(fields[12])) / 100 }]
  } catch {
    // It ended meanwhile.
    return []
  }
}

function spent(before: Cpu | null, after: Cpu | null, records: number): Cpu | null {
  if (before === null || after === null) return null
  const each = (part: keyof Cpu) => rounded(((after[part] - before[part]) / records) * 1e6)
  return { server: each('server'), client: each('client'), postgres: each('postgres') }
}

function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  )
}

function quantile(ordered: readonly number[], q: number): number {
  return ordered[Math.floor(q * (ordered.length - 1))] ?? Number.NaN
}

function rounded(value: number): number {
  return Number(value.toPrecision(3))
}
