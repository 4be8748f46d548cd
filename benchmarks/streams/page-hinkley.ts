/** The defaults of river. */
const TOLERANCE = 0.005
const THRESHOLD = 50
const FORGETTING = 1 - 0.0001
const LEAST = 30

/**
 * The test of Page and Hinkley, the peer, for a mean that rises: the sum of what values exceed the mean so far and a
 * tolerance by, from its least on (Page, Biometrika 41, 1954; Hinkley, Biometrika 58, 1971). It gives no bound on the run
 * length.
 */
export function startPageHinkley(threshold = THRESHOLD): (value: number) => boolean {
  let [n, mean, sum] = [0, 0, 0]
  return (value) => {
    n++
    mean += (value - mean) / n
    sum = Math.max(0, FORGETTING * sum + value - mean - TOLERANCE)
    return n >= LEAST && sum >= threshold
  }
}
