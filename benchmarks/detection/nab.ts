import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Scoring of the Numenta Anomaly Benchmark v1.1 (Lavin & Ahmad, arXiv:1510.03336), as its own program does it. */

export interface NabFile {
  /** `folder/name.csv` */
  readonly name: string
  readonly times: readonly string[]
  readonly values: readonly number[]
  /** First and last row of each labelled window. */
  readonly windows: readonly { readonly from: number; readonly to: number }[]
}

export interface Profile {
  readonly tpWeight: number
  readonly fnWeight: number
  readonly fpWeight: number
}

export function readCorpus(folder: string): NabFile[] {
  const labels = JSON.parse(readFileSync(join(folder, 'labels/combined_windows.json'), 'utf8')) as Record<
    string,
    [string, string][]
  >
  const data = join(folder, 'data')
  return readdirSync(data)
    .toSorted()
    .flatMap((part) => readdirSync(join(data, part)).map((file) => `${part}/${file}`))
    .map((name) => {
      const rows = readFileSync(join(data, name), 'utf8').trim().split(/\r?\n/).slice(1)
      const times = rows.map((row) => row.slice(0, row.indexOf(',')))
      const rowAt = (label: string) => {
        const row = times.indexOf(label.replace(/\.0+$/, ''))
        if (row === -1) throw new Error(`Cannot read the labels of NAB: "${name}" has no row at ${label}.`)
        return row
      }
      return {
        name,
        times,
        values: rows.map((row) => Number(row.slice(row.indexOf(',') + 1))),
        windows: (labels[name] ?? []).map(([from, to]) => ({ from: rowAt(from), to: rowAt(to) })),
      }
    })
}

export function readProfiles(folder: string): Readonly<Record<string, Profile>> {
  const profiles = JSON.parse(readFileSync(join(folder, 'config/profiles.json'), 'utf8')) as Record<
    string,
    { CostMatrix: Profile }
  >
  return Object.fromEntries(Object.entries(profiles).map(([name, { CostMatrix }]) => [name, CostMatrix]))
}

/** The first 15 % of a file, of at most 5,000 rows, are not scored. */
function probation(rows: number): number {
  return Math.floor(0.15 * Math.min(rows, 5000))
}

export interface Counted {
  readonly score: number
  readonly tp: number
  readonly tn: number
  readonly fp: number
  readonly fn: number
}

/** What one file scores where every row at or above the threshold is a detection. */
export function scoreFile(
  file: NabFile,
  scores: readonly number[],
  threshold: number,
  profile: Profile,
): Counted & { readonly windowsFound: number } {
  const points = scorable(file, scores, profile)
  const best = new Map<string, number>()
  const counts = { tp: 0, tn: 0, fp: 0, fn: 0 }
  let score = 0
  for (const { anomaly, window, weighted } of points) {
    if (window !== null && !best.has(window)) best.set(window, -profile.fnWeight)
    const isDetected = anomaly >= threshold
    if (window === null) {
      if (isDetected) score += weighted
      counts[isDetected ? 'fp' : 'tn'] += 1
    } else {
      if (isDetected) best.set(window, Math.max(best.get(window) ?? 0, weighted))
      counts[isDetected ? 'tp' : 'fn'] += 1
    }
  }
  const windowsFound = [...best.values()].filter((each) => each > -profile.fnWeight).length
  for (const each of best.values()) score += each
  return { score, ...counts, windowsFound }
}

/** The threshold that scores best over the corpus, as NAB finds it for every detector and profile. */
export function bestThreshold(
  corpus: readonly NabFile[],
  scores: readonly (readonly number[])[],
  profile: Profile,
): { readonly threshold: number; readonly score: number } {
  const points = corpus
    .flatMap((file, i) => scorable(file, scores[i] ?? [], profile))
    .toSorted((a, b) => b.anomaly - a.anomaly)
  const windows = new Map<string, number>()
  for (const { window } of points) if (window !== null) windows.set(window, -profile.fnWeight)
  let score = [...windows.values()].reduce((sum, each) => sum + each, 0)
  let best = { threshold: 1.1, score }
  for (const [place, { anomaly, window, weighted }] of points.entries()) {
    if (window === null) score += weighted
    else {
      const before = windows.get(window) ?? 0
      if (weighted > before) {
        score += weighted - before
        windows.set(window, weighted)
      }
    }
    if (points[place + 1]?.anomaly !== anomaly && score > best.score + 1e-9) best = { threshold: anomaly, score }
  }
  return best
}

/** 0 is what a detector gets that never says anything, 100 one that finds each window at once and nothing else. */
export function normalised(score: number, corpus: readonly NabFile[], profile: Profile): number {
  const windows = corpus.reduce((sum, file) => sum + file.windows.length, 0)
  const nothing = corpus.reduce((sum, file) => {
    const none = scoreFile(
      file,
      file.values.map(() => 0),
      1.1,
      profile,
    )
    return sum + none.score
  }, 0)
  return (100 * (score - nothing)) / (windows * profile.tpWeight - nothing)
}

interface Point {
  readonly anomaly: number
  /** In which window it lies; null outside. */
  readonly window: string | null
  readonly weighted: number
}

/** Points after the probation with what a detection there is worth. */
function scorable(file: NabFile, scores: readonly number[], profile: Profile): Point[] {
  const from = probation(file.values.length)
  const greatest = sigmoid(-1)
  const points: Point[] = []
  let next = 0
  let before: { readonly from: number; readonly to: number } | null = null
  for (let row = 0; row < file.values.length; row += 1) {
    const window = file.windows[next]
    const anomaly = scores[row] ?? 0
    let point: Point
    if (window !== undefined && row >= window.from) {
      const width = window.to - window.from + 1
      const weighted = (sigmoid(-(window.to - row + 1) / width) * profile.tpWeight) / greatest
      point = { anomaly, window: `${file.name}|${next}`, weighted }
      if (row === window.to) {
        before = window
        next += 1
      }
    } else {
      const worth = before === null ? -1 : sigmoid((row - before.to) / (before.to - before.from))
      point = { anomaly, window: null, weighted: worth * profile.fpWeight }
    }
    if (row >= from) points.push(point)
  }
  return points
}

/** +1 well before the end of a window, 0 at its end, −1 well behind; `position` in widths of the window. */
function sigmoid(position: number): number {
  return position > 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1
}

/** Scores per file as a detector's authors published them. */
export function readScores(
  folder: string,
  detector: string,
  profile: string,
): ReadonlyMap<string, Counted & { readonly threshold: number }> {
  const text = readFileSync(join(folder, 'results', detector, `${detector}_${profile}_scores.csv`), 'utf8')
  return new Map(
    text
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .filter((row) => !row.startsWith('Totals'))
      .map((row) => {
        const [, , file = '', threshold, score, tp, tn, fp, fn] = row.split(',')
        return [
          file,
          {
            threshold: Number(threshold),
            score: Number(score),
            tp: Number(tp),
            tn: Number(tn),
            fp: Number(fp),
            fn: Number(fn),
          },
        ]
      }),
  )
}
