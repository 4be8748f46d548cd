import { join } from 'node:path'
import { changePoints } from '../../packages/core/src/detection/offline/change-points.ts'
import { binarySegmentation } from './binary-segmentation.ts'
import { printTable } from './print-table.ts'
import { cover, f1, readPublished, readSeries, type Series } from './tcpd.ts'

interface Score {
  readonly f1: number
  readonly cover: number
}

interface TcpdResult {
  readonly checked: string
  readonly series: readonly {
    readonly name: string
    readonly found: readonly number[]
    readonly dayshift: Score
    readonly zero: Score
  }[]
  readonly mean: Score
  readonly meanOfZero: Score
  /** Published with default settings, each on the series that it could be run on, with Dayshift on the same ones. */
  readonly methods: readonly {
    readonly method: string
    readonly series: number
    readonly published: Score
    readonly dayshift: Score
  }[]
}

/** The change points of the series of TCPD, scored as its authors do. */
export function benchTcpd(folder: string): TcpdResult {
  const publishedF1 = readPublished(join(folder, 'published_default_f1.csv'))
  const publishedCover = readPublished(join(folder, 'published_default_cover.csv'))
  const check = ({ name }: Series, method: string, { f1: f, cover: c }: Score) => {
    if (!near(f, publishedF1.get(name)?.[method]) || !near(c, publishedCover.get(name)?.[method]))
      throw new Error(`The scorer of TCPD is wrong: "${method}" on "${name}" differs from what is published.`)
  }
  let checked = 0
  const rows = readSeries(folder).map((series) => {
    const { name, dimensions } = series
    const zero = scoreOf(series, [])
    check(series, 'zero', zero)
    if (publishedF1.get(name)?.['binseg'] != null) {
      check(series, 'binseg', scoreOf(series, binarySegmentation(filled(dimensions[0] ?? []))))
      checked += 1
    }
    const found = changePoints(dimensions.map(filled))
    return { name, found, dayshift: scoreOf(series, found), zero }
  })
  const methods = Object.keys(publishedF1.get(rows[0]?.name ?? '') ?? {}).map((method) => {
    const ran = rows.filter(({ name }) => publishedF1.get(name)?.[method] != null)
    const published = ran.map(({ name }) => ({
      f1: publishedF1.get(name)?.[method] ?? 0,
      cover: publishedCover.get(name)?.[method] ?? 0,
    }))
    return {
      method,
      series: ran.length,
      published: meanOf(published),
      dayshift: meanOf(ran.map(({ dayshift }) => dayshift)),
    }
  })
  const result = {
    checked: `"zero" on ${rows.length} series and "binseg" on ${checked} scored again: all agree with what is published`,
    series: rows,
    mean: meanOf(rows.map(({ dayshift }) => dayshift)),
    meanOfZero: meanOf(rows.map(({ zero }) => zero)),
    methods,
  }
  print(result)
  return result
}

function print({ series, mean, meanOfZero, methods }: TcpdResult): void {
  printTable('TCPD, each series: Dayshift, and "zero", which never finds anything', [
    ['series', 'F1', 'cover', 'zero F1', 'zero cover', 'found'],
    ...series.map(({ name, dayshift, zero, found }) => [name, ...digits(dayshift), ...digits(zero), found.join(' ')]),
    ['mean', ...digits(mean), ...digits(meanOfZero)],
  ])
  printTable('TCPD, published default settings, and Dayshift on the same series', [
    ['method', 'series', 'F1', 'cover', 'Dayshift F1', 'Dayshift cover'],
    ...methods.map(({ method, series: n, published, dayshift }) => [
      method,
      String(n),
      ...digits(published),
      ...digits(dayshift),
    ]),
  ])
}

function scoreOf({ annotations, n }: Series, found: readonly number[]): Score {
  return { f1: f1(annotations, found), cover: cover(annotations, found, n) }
}

function meanOf(scores: readonly Score[]): Score {
  const mean = (of: (score: Score) => number) => scores.reduce((sum, each) => sum + of(each), 0) / scores.length
  return { f1: mean((each) => each.f1), cover: mean((each) => each.cover) }
}

/** They are published with three digits. */
function near(score: number, published: number | null | undefined): boolean {
  return published != null && Math.abs(score - published) <= 0.000_501
}

function digits({ f1, cover }: Score): [string, string] {
  return [f1.toFixed(3), cover.toFixed(3)]
}

/** A missing value is taken for the last one that is known, as the command line does. */
function filled(values: readonly (number | null)[]): number[] {
  let last = values.find((value) => value !== null) ?? 0
  return values.map((value) => {
    last = value ?? last
    return last
  })
}
