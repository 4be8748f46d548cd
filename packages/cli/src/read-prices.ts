import { type PriceList, readPriceList } from '@dayshift/core'
import { CliFailure } from './failure.ts'
import { readJson } from './read-json.ts'

/** A price file in LiteLLM's format. */
export function readPrices(file: string): PriceList {
  const read = readPriceList(readJson(file, 'price file'))
  if (read.kind === 'read') return read.list
  throw new CliFailure('prices-refused', `Cannot use the price file "${file}": ${read.message}.`)
}
