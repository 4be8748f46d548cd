import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { calibrationOf, groupForecasts, reliabilityOf, seededRandom } from '@dayshift/core'
import type { BenchOptions } from '../run.ts'

const DECISIONS = 1_000_000
const RESAMPLES = 1000
/** scikit-learn takes as long for each resample as for the one before: some are timed, the rest is reckoned. */
const TIMED_AT_PEER = 10
const PEER = fileURLToPath(new URL('peer.py', import.meta.url))

interface Peer {
  readonly version: string
  readonly curveSeconds: number
  readonly resampleSeconds: number
}

/** The reliability diagram (isotonic, CORP) with bootstrap intervals, beside scikit-learn's isotonic regression. */
export async function bench(_options: BenchOptions): Promise<unknown> {
  const { p, y } = decisions()
  const random = seededRandom('resamples')
  const before = timePeer()
  let at = performance.now()
  const forecasts = groupForecasts(p, y)
  const { ece, brier } = calibrationOf(forecasts)
  const curveSeconds = (performance.now() - at) / 1000
  at = performance.now()
  reliabilityOf(forecasts, { resamples: RESAMPLES, random })
  const allSeconds = (performance.now() - at) / 1000
  // Timed on both sides, because such machines grow slower and faster.
  const peer = meanOf(before, timePeer())
  const peerSeconds = peer === null ? null : peer.curveSeconds + RESAMPLES * peer.resampleSeconds
  const times = peerSeconds === null ? null : peerSeconds / (curveSeconds + allSeconds)
  console.error(
    `${DECISIONS.toLocaleString('en')} decisions, all confidences different; ECE ${ece.toFixed(4)}, Brier ${brier.toFixed(4)}\n`,
  )
  console.error(
    `dayshift      grouping, ECE, Brier, CORP ${curveSeconds.toFixed(2)} s; curve with ${RESAMPLES} resamples ${allSeconds.toFixed(1)} s`,
  )
  console.error(
    peer === null || peerSeconds === null
      ? 'scikit-learn  is not installed for /usr/bin/python3 or python3: nothing to compare with'
      : `scikit-learn  ${peer.version}: curve ${peer.curveSeconds.toFixed(2)} s; a resample ${peer.resampleSeconds.toFixed(3)} s (${2 * TIMED_AT_PEER} timed), ${RESAMPLES} reckoned ${peerSeconds.toFixed(0)} s`,
  )
  if (times !== null)
    console.error(`\n${times.toFixed(1)} times as fast; the goal is 5: ${times >= 5 ? 'reached' : 'not reached'}`)
  return { decisions: DECISIONS, resamples: RESAMPLES, curveSeconds, allSeconds, peer, peerSeconds, times }
}

/** Confidences spread over 0..1, each a little too sure of itself. */
function decisions(): { readonly p: Float64Array; readonly y: Uint8Array } {
  const random = seededRandom('decisions')
  const p = Float64Array.from({ length: DECISIONS }, random)
  const y = Uint8Array.from(p, (stated) => (random() < 0.5 + 0.8 * (stated - 0.5) ? 1 : 0))
  return { p, y }
}

function meanOf(one: Peer | null, other: Peer | null): Peer | null {
  if (one === null || other === null) return null
  const mean = (a: number, b: number) => (a + b) / 2
  return {
    version: one.version,
    curveSeconds: mean(one.curveSeconds, other.curveSeconds),
    resampleSeconds: mean(one.resampleSeconds, other.resampleSeconds),
  }
}

function timePeer(): Peer | null {
  for (const python of ['/usr/bin/python3', 'python3']) {
    const { status, stdout } = spawnSync(python, [PEER, String(DECISIONS), String(TIMED_AT_PEER)], { encoding: 'utf8' })
    if (status === 0) return JSON.parse(stdout) as Peer // printed by peer.py
  }
  return null
}
