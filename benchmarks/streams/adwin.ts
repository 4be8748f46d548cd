interface Bucket {
  /** A power of two. */
  n: number
  sum: number
  /** Sum of squared distances from the bucket's mean. */
  squares: number
}

/** Buckets of each size before the two oldest are joined, and how often cuts are looked for: as published and as in MOA. */
const PER_SIZE = 5
const CLOCK = 32
const LEAST_WINDOW = 5
const GRACE = 10

/**
 * ADWIN, the peer: a window over the latest values that drops its oldest part as long as some cut into an older and a
 * newer part shows means that differ by more than ε = √(2/m·σ²·ln(2 ln n/δ)) + 2/(3m)·ln(2 ln n/δ), 1/m = 1/n₀ + 1/n₁.
 *
 * Bifet and Gavaldà, "Learning from time-changing data with adaptive windowing", SDM 2007: ADWIN2, with its exponential
 * histogram. It gives no bound on the run length; δ = .002 is the default of MOA and river.
 */
export function startAdwin(delta = 0.002): (value: number) => boolean {
  // The oldest first.
  const buckets: Bucket[] = []
  const window: Bucket = { n: 0, sum: 0, squares: 0 }
  let clock = 0

  const add = (value: number): void => {
    Object.assign(window, joined(window, { n: 1, sum: value, squares: 0 }))
    buckets.push({ n: 1, sum: value, squares: 0 })
    let end = buckets.length
    for (let size = 1; ; size *= 2) {
      let start = end
      while (start > 0 && buckets[start - 1]?.n === size) start--
      if (end - start <= PER_SIZE) return
      const [a, b] = [buckets[start], buckets[start + 1]]
      if (a === undefined || b === undefined) return
      buckets.splice(start, 2, joined(a, b))
      end = start + 1
    }
  }

  const isCut = (): boolean => {
    const logs = Math.log((2 * Math.log(window.n)) / delta)
    const variance = window.squares / window.n
    let [n, sum] = [0, 0]
    for (const bucket of buckets) {
      n += bucket.n
      sum += bucket.sum
      const rest = window.n - n
      if (n < LEAST_WINDOW || rest < LEAST_WINDOW) continue
      const parts = 1 / (n - LEAST_WINDOW + 1) + 1 / (rest - LEAST_WINDOW + 1)
      const most = Math.sqrt(2 * parts * variance * logs) + (2 / 3) * parts * logs
      if (Math.abs(sum / n - (window.sum - sum) / rest) > most) return true
    }
    return false
  }

  return (value) => {
    add(value)
    clock++
    if (clock % CLOCK !== 0 || window.n <= GRACE) return false
    let changed = false
    while (buckets.length > 1 && isCut()) {
      changed = true
      const dropped = buckets.shift()
      if (dropped !== undefined) Object.assign(window, without(window, dropped))
    }
    return changed
  }
}

function joined(a: Bucket, b: Bucket): Bucket {
  const n = a.n + b.n
  const apart = a.n === 0 || b.n === 0 ? 0 : a.sum / a.n - b.sum / b.n
  return { n, sum: a.sum + b.sum, squares: a.squares + b.squares + ((a.n * b.n) / n) * apart * apart }
}

function without(whole: Bucket, part: Bucket): Bucket {
  const n = whole.n - part.n
  const sum = whole.sum - part.sum
  const apart = n === 0 ? 0 : sum / n - part.sum / part.n
  return { n, sum, squares: Math.max(0, whole.squares - part.squares - ((n * part.n) / whole.n) * apart * apart) }
}
