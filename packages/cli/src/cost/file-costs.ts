import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { costReport, type PriceList, priceRuns, readPriceList, readRuns, unpricedInWords } from '@dayshift/core'
import { CliFailure, fileTrouble } from '../failure.ts'
import { readJson } from '../read-json.ts'
import { costInWords, counted } from './cost-in-words.ts'

interface Pricing {
  /** A price file in LiteLLM's format. */
  readonly prices: string | null
  /** The model of calls that name none. */
  readonly model: string | null
}

/** What the runs of a file cost: what it says itself, else by a price file. */
export function printFileCosts(file: string, { prices, model }: Pricing, as: 'json' | 'words'): void {
  const read = readRuns(textOf(file))
  if (read.kind === 'refused') throw refuse(file, read.why)
  const { format, runs, rejected } = read
  const list = prices === null ? null : priceListOf(prices)
  const { entries, unpriced } = priceRuns(runs, list, model)
  const report = costReport(entries)
  const why = unpriced.map((each) => ({ ...each, sentence: unpricedInWords(each.why, each.model, 'the file') }))
  const observations = runs.reduce((sum, run) => sum + run.observations, 0)
  const scores = runs.reduce((sum, run) => sum + run.scores.length, 0)
  if (as === 'json') {
    const { by, ...sums } = report
    const whole = { format, runs: runs.length, observations, scores, ...sums, unpricedBy: why, rejected, by }
    process.stdout.write(`${JSON.stringify(whole)}\n`)
    return
  }
  process.stdout.write(`${counted(runs.length, 'run')} with ${costInWords(report, 'call')}`)
  for (const { n, sentence, why: code } of why)
    process.stdout.write(`Unpriced, ${counted(n, 'call')}: ${sentence}${MENDS[code]}\n`)
  if (rejected.length > 0) {
    process.stdout.write(
      `${counted(rejected.length, 'record')} can't be used and ${rejected.length === 1 ? 'is' : 'are'} left out:\n`,
    )
    for (const { place, why: fault } of rejected.slice(0, MOST_SHOWN)) process.stdout.write(`  ${place}: ${fault}\n`)
    if (rejected.length > MOST_SHOWN) process.stdout.write(`  and ${rejected.length - MOST_SHOWN} more\n`)
  }
}

const MENDS = {
  'no-model': ' Name the model with --model.',
  'no-prices': ' Give a price file with --prices.',
  'unknown-model': '',
  'no-tokens': '',
} as const
const MOST_SHOWN = 20
/** A packed file may be a bomb: what unpacks to more is refused. */
const MOST_BYTES = 512 * 1024 * 1024

function textOf(file: string): string {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (cause) {
    throw new CliFailure('file-unread', `Cannot read "${file}": ${fileTrouble(cause)}.`, { cause })
  }
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
  try {
    const plain = isPacked ? gunzipSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes
    return new TextDecoder('utf-8', { fatal: true }).decode(plain)
  } catch (cause) {
    const isText = cause instanceof TypeError
    throw refuse(file, isText ? 'it is not UTF-8 text' : `it can't be unpacked, or is larger than ${MOST_BYTES} bytes`)
  }
}

function priceListOf(file: string): PriceList {
  const read = readPriceList(readJson(file, 'price file'))
  if (read.kind === 'read') return read.list
  throw new CliFailure('prices-refused', `Cannot use the price file "${file}": ${read.message}.`)
}

function refuse(file: string, why: string): CliFailure {
  return new CliFailure('runs-refused', `Cannot read runs from "${file}": ${why}.`)
}
