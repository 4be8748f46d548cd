import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createGateSide } from './gate-side.ts'
import { createPeerSide } from './peer-side.ts'
import { unitText } from './workload.ts'

/** One side of the comparison: takes a unit's JSON text through all of it, and ends a turn by writing its records. */
export interface Side {
  readonly name: string
  unit(text: string): void | Promise<void>
  endTurn(): void | Promise<void>
  close(): Promise<void>
}

interface Measured {
  readonly name: string
  readonly units: number
  /** Microseconds a unit: its own time and its share of the turn's write. */
  readonly p50: number
  readonly p99: number
  readonly mean: number
}

/** Units that arrive in one turn of the event loop; their records are written together on both sides. */
const TURN = 100
const GOAL = { p50: 3, p99: 15, timesPeer: 20 }

/** The whole gate without the AI call against ajv, json-rules-engine and unleash-client doing the same work. */
export async function bench(): Promise<object> {
  const directory = mkdtempSync(join(tmpdir(), 'dayshift-bench-'))
  try {
    const gate = await measure(await createGateSide(join(directory, 'gate')), 4000, 2000)
    const peer = await measure(await createPeerSide(join(directory, 'peer')), 400, 200)
    const timesPeer = peer.p50 / gate.p50
    const reached = { p50: gate.p50 <= GOAL.p50, p99: gate.p99 <= GOAL.p99, timesPeer: timesPeer >= GOAL.timesPeer }
    return {
      bench: 'gate',
      work: 'parse JSON, input contract of 20 fields, 10 rules, rollout, output contract, record on disk (written, not synced)',
      unit: 'microseconds a unit',
      turn: TURN,
      gate,
      peer,
      timesPeer: Number(timesPeer.toFixed(1)),
      goal: GOAL,
      reached,
    }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

async function measure(side: Side, turns: number, warmUp: number): Promise<Measured> {
  const micros = new Float64Array(turns * TURN)
  let index = 0
  for (let turn = 0; turn < warmUp + turns; turn += 1) {
    const texts = Array.from({ length: TURN }, (_, place) => unitText(turn * TURN + place))
    const times = new Float64Array(TURN)
    for (let place = 0; place < TURN; place += 1) {
      const started = performance.now()
      const pending = side.unit(texts[place] ?? '')
      if (pending !== undefined) await pending
      times[place] = (performance.now() - started) * 1000
    }
    const started = performance.now()
    await side.endTurn()
    const share = ((performance.now() - started) * 1000) / TURN
    if (turn < warmUp) continue
    for (const time of times) micros[index++] = time + share
  }
  await side.close()
  micros.sort()
  const at = (q: number) => Number((micros[Math.floor(q * (micros.length - 1))] ?? 0).toFixed(2))
  const mean = Number((micros.reduce((sum, time) => sum + time, 0) / micros.length).toFixed(2))
  return { name: side.name, units: micros.length, p50: at(0.5), p99: at(0.99), mean }
}
