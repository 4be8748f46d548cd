import { normalTail } from '../../packages/core/src/detection/offline/normal-tail.ts'

/** NAB's program has it with four digits. */
const ROOT_OF_2 = Math.round(Math.SQRT2 * 1e4) / 1e4

/** NAB's own baseline detector, to check the scorer by: the tail of a normal distribution over the last 6,400 values. */
export function windowedGaussian(values: readonly number[]): number[] {
  let window: number[] = []
  let waiting: number[] = []
  let mean = 0
  let deviation = 1
  const refit = () => {
    mean = window.reduce((sum, x) => sum + x, 0) / window.length
    deviation = Math.sqrt(window.reduce((sum, x) => sum + (x - mean) ** 2, 0) / window.length)
    if (deviation === 0) deviation = 0.000001
  }
  return values.map((value) => {
    // The tail is rounded to 0 beside 1 far out, on purpose: the published threshold is exactly 1.
    const score =
      window.length === 0 ? 0 : 1 - normalTail((Math.abs(value - mean) / deviation / ROOT_OF_2) * Math.SQRT2)
    if (window.length < 6400) {
      window.push(value)
      refit()
    } else {
      waiting.push(value)
      if (waiting.length === 100) {
        window = [...window.slice(100), ...waiting]
        waiting = []
        refit()
      }
    }
    return score
  })
}
