import { sampleSize, wholePercent } from '@dayshift/core'

export interface SizeFlags {
  readonly units: number
  /** Shares, 0..1. */
  readonly within: number
  readonly expected: number
  readonly json?: true
}

/** Says how many answers must be judged; no server is needed. */
export function printSampleSize({ units, within, expected, json }: SizeFlags): void {
  const size = sampleSize({ units, within, expected })
  process.stdout.write(
    json === true
      ? `${JSON.stringify({ units, within, expected, size })}\n`
      : `Judge ${String(size)} of ${String(units)} answers: then the 95 % interval of the share of right ones reaches ${String(Math.round(within * 1000) / 10)} points to either side, where ${wholePercent(expected)} are right.\n`,
  )
}
