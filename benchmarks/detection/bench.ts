import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { benchNab } from './bench-nab.ts'
import { benchTcpd } from './bench-tcpd.ts'

const GOAL = { tcpdF1: 0.75, tcpdCover: 0.7, nabStandard: 67, nabLowFalsePositives: 62 }
const DATA = fileURLToPath(new URL('../../../shared/data', import.meta.url))

/** Change points and departures on public data, beside what is published for the same files. Each scorer is checked first. */
export async function bench(): Promise<object> {
  if (!existsSync(DATA)) throw new Error(`Cannot run the benchmark "detection": its public data are not at "${DATA}".`)
  const tcpd = benchTcpd(join(DATA, 'tcpd'))
  const nab = benchNab(join(DATA, 'nab'))
  const reached = {
    tcpdF1: tcpd.mean.f1 >= GOAL.tcpdF1,
    tcpdCover: tcpd.mean.cover >= GOAL.tcpdCover,
    nabStandard: (nab.profiles['standard']?.score ?? 0) >= GOAL.nabStandard,
    nabLowFalsePositives: (nab.profiles['reward_low_FP_rate']?.score ?? 0) >= GOAL.nabLowFalsePositives,
  }
  return { bench: 'detection', tcpd, nab, goal: GOAL, reached }
}
