import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import {
  checkPrices,
  formatAmount,
  type GateFault,
  type Manifest,
  PRICE_CURRENCY,
  type PriceList,
  priceRun,
  readPriceList,
} from '@dayshift/core'
import type { Logger } from 'pino'
import type { PriceOf } from '../runs/index.ts'

/** What prices this server knows: a file or an address with LiteLLM's price file, read at the start and again now and then. */
export interface PriceBook {
  readonly list: () => PriceList | null
  /** Where the prices are from, and how old they are; null where there are none. */
  readonly fact: () => PriceFact | null
  /** Reads them now. What can't be read, or is no price file, leaves the former prices in place and is logged. */
  readonly load: () => Promise<void>
  readonly priceOf: PriceOf
  /** What the prices make of a manifest; nothing without prices. */
  readonly check: (manifest: Manifest) => readonly GateFault[]
  readonly stop: () => void
}

export interface PriceFact {
  readonly source: string
  readonly date: Date
  readonly models: number
  readonly hash: string
}

/** A file may be changed by hand, and what is behind an address changes daily at most. */
const RELOAD_MS = 6 * 3_600_000
const PATIENCE_MS = 20_000
const LARGEST_FILE = 64 * 1024 * 1024

/** `source` is a path or an http(s) address; null: no prices. */
export async function createPriceBook(source: string | null, log: Logger): Promise<PriceBook> {
  let list: PriceList | null = null
  let fact: PriceFact | null = null

  async function load(): Promise<void> {
    if (source === null) return
    try {
      const { text, date } = /^https?:\/\//.test(source) ? await fetched(source) : await read(source)
      const hash = createHash('sha256').update(text).digest('hex')
      if (hash === fact?.hash) return
      const prices = readPriceList(JSON.parse(text))
      if (prices.kind === 'unreadable') throw new Error(prices.message)
      list = prices.list
      fact = { source, date, models: list.models.size, hash }
      log.info({ source, models: fact.models, date: date.toISOString() }, 'Prices were read')
    } catch (error) {
      const kept = fact === null ? 'runs stay unpriced where their host tells no cost' : 'the former prices stay'
      log.warn({ err: error, source }, `Cannot use the prices of "${source}": ${kept}`)
    }
  }

  await load()
  const timer = source === null ? null : setInterval(() => void load(), RELOAD_MS)
  timer?.unref()
  return {
    list: () => list,
    check: (manifest) => (list === null ? [] : checkPrices(manifest, list)),
    fact: () => fact,
    load,
    stop: () => {
      if (timer !== null) clearInterval(timer)
    },
    priceOf(run, provider) {
      const priced = priceRun(list, { ...run, provider })
      return priced.kind === 'priced'
        ? { costAmount: formatAmount(priced.amount), costCurrency: PRICE_CURRENCY, costSource: 'priced' }
        : { costAmount: null, costCurrency: null, costSource: 'unpriced' }
    },
  }
}

async function read(path: string): Promise<{ text: string; date: Date }> {
  const { mtime, size } = await stat(path)
  if (size > LARGEST_FILE) throw new Error(`the file has ${size} bytes; ${LARGEST_FILE} are the most`)
  return { text: await readFile(path, 'utf8'), date: mtime }
}

async function fetched(address: string): Promise<{ text: string; date: Date }> {
  const response = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) })
  if (!response.ok) throw new Error(`it answered ${response.status}`)
  const changed = Date.parse(response.headers.get('last-modified') ?? response.headers.get('date') ?? '')
  const text = await response.text()
  if (text.length > LARGEST_FILE) throw new Error(`it has ${text.length} characters; ${LARGEST_FILE} are the most`)
  return { text, date: new Date(Number.isNaN(changed) ? 0 : changed) }
}
