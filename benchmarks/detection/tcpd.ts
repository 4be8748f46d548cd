import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Scoring of the Turing Change Point Dataset, as its authors define it (van den Burg & Williams, arXiv:2003.06222, section 4). */

export type Annotations = Readonly<Record<string, readonly number[]>>

export interface Series {
  readonly name: string
  /** Length. */
  readonly n: number
  /** One list of values per dimension; null where one is missing. */
  readonly dimensions: readonly (readonly (number | null)[])[]
  readonly annotations: Annotations
}

export function readSeries(folder: string): Series[] {
  const annotations = JSON.parse(readFileSync(join(folder, 'annotations.json'), 'utf8')) as Record<string, Annotations>
  return readdirSync(join(folder, 'datasets'))
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((file) => {
      const name = file.replace(/\.json$/, '')
      const { n_obs: n, series } = JSON.parse(readFileSync(join(folder, 'datasets', file), 'utf8')) as {
        n_obs: number
        series: { raw: (number | null)[] }[]
      }
      return { name, n, dimensions: series.map(({ raw }) => raw), annotations: annotations[name] ?? {} }
    })
}

/**
 * F1 of precision against the union of the annotators and of recall averaged over them; 0 is added to every set, a match
 * lies within 5 steps, each prediction matches once.
 */
export function f1(annotations: Annotations, predictions: readonly number[]): number {
  const predicted = new Set([0, ...predictions])
  const annotators = Object.values(annotations).map((points) => new Set([0, ...points]))
  const union = new Set(annotators.flatMap((points) => [...points]))
  const precision = matches(union, predicted) / predicted.size
  const recall =
    annotators.reduce((sum, points) => sum + matches(points, predicted) / points.size, 0) / annotators.length
  return (2 * precision * recall) / (precision + recall)
}

const MARGIN = 5

function matches(truth: ReadonlySet<number>, predicted: ReadonlySet<number>): number {
  const free = new Set(predicted)
  let found = 0
  for (const point of [...truth].toSorted((a, b) => a - b)) {
    const [nearest] = [...free]
      .filter((each) => Math.abs(each - point) <= MARGIN)
      .toSorted((a, b) => Math.abs(a - point) - Math.abs(b - point) || a - b)
    if (nearest === undefined) continue
    free.delete(nearest)
    found += 1
  }
  return found
}

/** How well the predicted segments cover those of an annotator (Jaccard index, weighted by length), averaged over annotators. */
export function cover(annotations: Annotations, predictions: readonly number[], n: number): number {
  const predicted = segments(predictions, n)
  const covers = Object.values(annotations).map((points) => {
    const truth = segments(points, n)
    const covered = truth.reduce((sum, a) => {
      const best = Math.max(...predicted.map((b) => jaccard(a, b)))
      return sum + (a.to - a.from) * best
    }, 0)
    return covered / n
  })
  return covers.reduce((sum, each) => sum + each, 0) / covers.length
}

interface Segment {
  readonly from: number
  /** Not part of it. */
  readonly to: number
}

function segments(points: readonly number[], n: number): Segment[] {
  const starts = [...new Set([0, ...points.filter((point) => point > 0 && point < n)])].toSorted((a, b) => a - b)
  return starts.map((from, place) => ({ from, to: starts[place + 1] ?? n }))
}

function jaccard(a: Segment, b: Segment): number {
  const both = Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from))
  return both / (a.to - a.from + (b.to - b.from) - both)
}

/** A published table: scores by series, then by method; null where a method could not be run. */
export function readPublished(file: string): ReadonlyMap<string, Readonly<Record<string, number | null>>> {
  const [header = '', ...rows] = readFileSync(file, 'utf8').trim().split(/\r?\n/)
  const methods = header.split(',').slice(1)
  return new Map(
    rows.map((row) => {
      const [name = '', ...cells] = row.split(',')
      return [name, Object.fromEntries(methods.map((method, i) => [method, score(cells[i] ?? '')]))]
    }),
  )
}

function score(cell: string): number | null {
  return cell === '' || Number.isNaN(Number(cell)) ? null : Number(cell)
}
