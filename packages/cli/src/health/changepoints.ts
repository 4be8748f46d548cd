import { changePoints } from '@dayshift/core'
import { CliFailure } from '../failure.ts'
import { readJson } from '../read-json.ts'

/** Prints where the series of a file changes its level or its trend. */
export function printChangePoints(file: string, as: 'json' | 'words'): void {
  const { name, dimensions, times } = readSeries(file)
  const found = changePoints(dimensions)
  if (as === 'json') process.stdout.write(`${JSON.stringify({ changePoints: found })}\n`)
  else process.stdout.write(`${inWords(name, found, times)}\n`)
}

interface Series {
  readonly name: string
  readonly dimensions: readonly (readonly number[])[]
  readonly times: readonly unknown[]
}

/** Reads the format of the Turing Change Point Dataset: {"series":[{"raw":[1,2,null,…]},…]}, one entry per dimension. */
function readSeries(file: string): Series {
  const refuse = (why: string) => new CliFailure('series-refused', `Cannot use the series "${file}": ${why}.`)
  const content = readJson(file, 'series')
  if (!isRecord(content)) throw refuse('it must be an object like {"series":[{"raw":[1,2,3]}]}')
  const { series, name, time } = content
  if (!Array.isArray(series) || series.length === 0)
    throw refuse('it needs "series", a list with one entry per dimension, like [{"raw":[1,2,3]}]')
  const dimensions = series.map((dimension: unknown, d) => {
    const raw: unknown = isRecord(dimension) ? dimension['raw'] : undefined
    if (!Array.isArray(raw) || raw.length === 0) throw refuse(`series[${d}] needs "raw", a list of numbers`)
    const wrong = raw.findIndex(
      (value: unknown) => value !== null && !(typeof value === 'number' && Number.isFinite(value)),
    )
    if (wrong !== -1)
      throw refuse(`series[${d}].raw[${wrong}] is ${JSON.stringify(raw[wrong])}, and a number or null is needed`)
    const first: unknown = raw.find((value: unknown) => value !== null)
    if (typeof first !== 'number') throw refuse(`series[${d}] holds no value at all`)
    return filled(raw as readonly (number | null)[], first) // checked above
  })
  const length = dimensions[0]?.length ?? 0
  const other = dimensions.findIndex((values) => values.length !== length)
  if (other !== -1)
    throw refuse(`series[${other}] has ${dimensions[other]?.length ?? 0} values, and series[0] has ${length}`)
  const raw = isRecord(time) ? time['raw'] : undefined
  return {
    name: typeof name === 'string' ? name : file,
    dimensions,
    times: Array.isArray(raw) && raw.length === length ? raw : [],
  }
}

/** A missing value is taken for the last one that is known. */
function filled(raw: readonly (number | null)[], first: number): number[] {
  let last = first
  return raw.map((value) => {
    last = value ?? last
    return last
  })
}

function inWords(name: string, found: readonly number[], times: readonly unknown[]): string {
  if (found.length === 0) return `${name} does not change its level or its trend.`
  const places = found.map((index) => {
    const time = times[index]
    return typeof time === 'string' || typeof time === 'number' ? `${index} (${time})` : String(index)
  })
  return `${name} changes at ${places.join(', ')}; counted from 0, each the first value of what is new.`
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
