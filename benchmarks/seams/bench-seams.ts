import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { printTable } from '../detection/print-table.ts'
import { type LogShape, writeCsv, writeXes } from './generated-log.ts'

const GOALS = { timesPm4js: 40, ofDuckDb: 2, maxMemoryMb: 1000 }
const REPETITIONS = 3

interface Run {
  readonly seconds: number
  /** Of all its threads. */
  readonly cpuSeconds: number
  readonly total: number
  readonly pairs: number
  readonly memoryMb: number
}

/**
 * Discovery end to end, each side in a process of its own, timed from before it opens the file until it has its answer: XES beside pm4js, a table beside
 * DuckDB's `lead()`, and ten million events for memory. The best of three, sides taking turns.
 */
export async function bench(): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'dayshift-bench-seams-'))
  try {
    const xes = join(folder, 'log.xes')
    const table = join(folder, 'log.csv')
    const shape = { perCase: 12, actors: 40, arrangement: 'by-case' } as const
    writeXes(xes, { ...shape, events: 100_000 })
    writeCsv(table, { ...shape, events: 1_000_000 })
    const [ownXes, pm4js] = takeTurns(
      () => run('own-side.ts', xes, 'xes'),
      () => run('pm4js-side.ts', xes),
    )
    const [ownTable, duckDb] = takeTurns(
      () => run('own-side.ts', table),
      () => run('duckdb-side.ts', table),
    )
    const large = [
      ['2.5 million by case', { ...shape, events: 2_500_000 }],
      ['10 million by case', { ...shape, events: 10_000_000 }],
      ['10 million, 5,000 cases take turns', { ...shape, events: 10_000_000, arrangement: 'mixed' }],
    ] satisfies readonly (readonly [string, LogShape])[]
    const memory = large.map(([name, own]) => {
      const path = join(folder, 'large.csv')
      writeCsv(path, own)
      const megabytes = Math.round(statSync(path).size / 1e6)
      const { seconds, memoryMb, total } = run('own-side.ts', path)
      rmSync(path)
      return { name, megabytes, seconds, memoryMb, total }
    })
    const faster = pm4js.seconds / ownXes.seconds
    const ofDuckDb = ownTable.seconds / duckDb.seconds
    const same = (a: Run, b: Run) => a.total === b.total && a.pairs === b.pairs
    printTable('XES of 100,000 events, end to end', [
      ['', 'seconds', 'of processor', 'handovers', 'pairs'],
      ['dayshift seams discover', ...cells(ownXes)],
      ['pm4js 0.0.28', ...cells(pm4js)],
      [
        `${faster.toFixed(0)} times as fast (goal ${String(GOALS.timesPm4js)}), counts ${same(ownXes, pm4js) ? 'the same' : 'DIFFER'}`,
      ],
    ])
    printTable('Table of 1,000,000 events, end to end', [
      ['', 'seconds', 'of processor', 'handovers', 'pairs'],
      ['dayshift seams discover', ...cells(ownTable)],
      ['DuckDB 1.5, lead() and median', ...cells(duckDb)],
      [
        `${ofDuckDb.toFixed(2)} times DuckDB (goal ${String(GOALS.ofDuckDb)}), counts ${same(ownTable, duckDb) ? 'the same' : 'DIFFER'}`,
      ],
    ])
    printTable('Memory', [
      ['events', 'MB of file', 'seconds', 'MB of memory', `goal ${String(GOALS.maxMemoryMb)}`],
      ...memory.map(({ name, megabytes, seconds, memoryMb }) => [
        name,
        String(megabytes),
        seconds.toFixed(1),
        String(memoryMb),
        memoryMb < GOALS.maxMemoryMb ? 'reached' : 'not reached',
      ]),
    ])
    return {
      cpu: cpus()[0]?.model,
      xes: { own: ownXes, pm4js, timesAsFast: faster, sameCounts: same(ownXes, pm4js) },
      table: { own: ownTable, duckDb, ofDuckDb, sameCounts: same(ownTable, duckDb) },
      memory,
      goals: GOALS,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function cells({ seconds, cpuSeconds, total, pairs }: Run): string[] {
  return [seconds.toFixed(2), cpuSeconds.toFixed(2), total.toLocaleString('en'), String(pairs)]
}

/** The best of each, so that what else the machine does weighs least. */
function takeTurns(own: () => Run, peer: () => Run): readonly [Run, Run] {
  let best: readonly [Run, Run] | null = null
  for (let turn = 0; turn < REPETITIONS; turn += 1) {
    const [a, b] = [own(), peer()]
    best = best === null ? [a, b] : [faster(best[0], a), faster(best[1], b)]
  }
  return best ?? [own(), peer()]
}

function faster(a: Run, b: Run): Run {
  return a.seconds <= b.seconds ? a : b
}

interface OwnAnswer {
  readonly handovers?: { readonly total: number; readonly pairs: readonly unknown[] }
  readonly total?: number
  readonly pairs?: number
}

function run(side: string, ...args: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, side), ...args], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  if (status !== 0) throw new Error(`${side} failed: ${stderr}`)
  const answer = JSON.parse(stdout) as OwnAnswer // both sides are ours
  const said = (name: string): number => Number(new RegExp(`"${name}":([\\d.]+)`).exec(stderr)?.[1] ?? Number.NaN)
  return {
    seconds: said('ms') / 1000,
    cpuSeconds: said('cpuMs') / 1000,
    total: answer.handovers?.total ?? answer.total ?? 0,
    pairs: answer.handovers?.pairs.length ?? answer.pairs ?? 0,
    memoryMb: Math.round(said('maxRssKb') / 1024),
  }
}
