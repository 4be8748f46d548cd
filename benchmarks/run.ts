import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

/** One benchmark: it prints a table for people on standard error and gives what goes to standard output as JSON. */
export interface Bench {
  readonly summary: string
  /** True where it measures peers that are installed in benchmarks/ alone, at first use. */
  readonly needsPeers: boolean
  readonly load: () => Promise<{ readonly bench: (options: BenchOptions) => Promise<unknown> }>
}

export interface BenchOptions {
  /** How long each measurement runs. */
  readonly seconds: number
}

const BENCHES: Readonly<Record<string, Bench>> = {
  calibration: {
    summary: 'the reliability diagram with 1,000 bootstraps on a million decisions, beside scikit-learn',
    needsPeers: false,
    load: () => import('./calibration/bench-calibration.ts'),
  },
  detection: {
    summary: 'change points and departures on the public series of TCPD and NAB, beside what is published for them',
    needsPeers: false,
    load: () => import('./detection/bench.ts'),
  },
  gate: {
    summary: 'the whole gate without the AI call, against ajv, json-rules-engine and unleash-client doing the same',
    needsPeers: true,
    load: () => import('./gate/bench.ts'),
  },
  escalations: {
    summary: 'how late escalations fire: 100,000 pending on the real database, and 1,000 due at one instant',
    needsPeers: false,
    load: () => import('./escalations/bench-escalations.ts'),
  },
  ingest: {
    summary: '25-column records over HTTP to durable rows, against a server-side COPY of the same rows',
    needsPeers: false,
    load: () => import('./ingest/bench-ingest.ts'),
  },
  portfolio: {
    summary: 'the lead’s page with 500 workflows, beside the list that reads each of them afresh',
    needsPeers: false,
    load: () => import('./portfolio/bench-portfolio.ts'),
  },
  seams: {
    summary:
      'discovery in event logs end to end: XES beside pm4js, a table beside DuckDB, memory with ten million events',
    needsPeers: true,
    load: () => import('./seams/bench-seams.ts'),
  },
  streams: {
    summary: 'detection on streams, simulated: delay and false alarms against the oracle, ADWIN and Page–Hinkley',
    needsPeers: false,
    load: () => import('./streams/bench-streams.ts'),
  },
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '8' } },
})
const name = positionals[0] ?? ''
const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined
const seconds = Number(values.seconds)
if (bench === undefined || positionals.length !== 1 || !(seconds >= 1 && seconds <= 120)) {
  console.error('npm run bench -- NAME [--seconds N]     N from 1 to 120, 8 unless said\n')
  for (const [known, { summary }] of Object.entries(BENCHES)) console.error(`  ${known.padEnd(12)} ${summary}`)
  process.exit(1)
}
if (bench.needsPeers) installPeers()
const loaded = await bench.load()
console.log(JSON.stringify(await loaded.bench({ seconds }), null, 2))

function installPeers(): void {
  const directory = import.meta.dirname
  if (existsSync(join(directory, 'node_modules'))) return
  console.error('Installing the peers that are measured against (npm ci in benchmarks/)')
  // npm's own output would mix with the JSON on standard output.
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: directory,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(1)
}
