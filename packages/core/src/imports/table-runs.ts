import { parseAmount } from '../spend/amount.ts'
import { PRICE_CURRENCY } from '../spend/prices.ts'
import { readTable } from '../tables/read-table.ts'
import type { ImportedRun, ReadRuns, RejectedRecord } from './imported-run.ts'
import { instantOf } from './members.ts'

/** What columns are called, without regard to case, spaces, dots and underscores. */
const NAMES = {
  id: ['id', 'runid', 'traceid', 'requestid'],
  startedAt: ['timestamp', 'time', 'startedat', 'starttime', 'createdat', 'date'],
  workflow: ['workflow'],
  release: ['release', 'version'],
  model: ['model', 'resolvedmodel', 'modelname'],
  provider: ['provider'],
  inputTokens: ['inputtokens', 'contexttokens', 'prompttokens', 'tokensin'],
  outputTokens: ['outputtokens', 'generatedtokens', 'completiontokens', 'tokensout'],
  cacheReadTokens: ['cachereadtokens', 'cachedtokens'],
  cacheWriteTokens: ['cachewritetokens'],
  costAmount: ['costamount', 'cost', 'costusd', 'totalcost'],
  costCurrency: ['costcurrency', 'currency'],
} as const
type Field = keyof typeof NAMES

/** Reads a table in which each row is a run with one call; its columns are found by their names. */
export function readTableRuns(text: string): ReadRuns {
  const table = readTable(text)
  if (table.kind === 'refused') return table
  const places = placesOf(table.columns)
  const hasTokens = places.has('inputTokens') && places.has('outputTokens')
  if (!hasTokens && !places.has('costAmount')) {
    const columns = table.columns.slice(0, 20).map((name) => `"${name}"`)
    return {
      kind: 'refused',
      why: `its columns ${columns.join(', ')} name neither tokens (like "inputTokens" and "outputTokens") nor a cost (like "cost")`,
    }
  }
  const runs: ImportedRun[] = []
  const rejected: RejectedRecord[] = table.rejected.map(({ line, why }) => ({ place: line, why }))
  for (const { line, cells } of table.rows) {
    const run = runOf((field) => cellOf(cells, places.get(field)))
    if (typeof run === 'string') rejected.push({ place: line, why: run })
    else runs.push(run)
  }
  return { kind: 'read', format: 'table', runs, rejected: rejected.sort((a, b) => a.place - b.place) }
}

function placesOf(columns: readonly string[]): ReadonlyMap<Field, number> {
  const plain = columns.map((name) => name.toLowerCase().replaceAll(/[\s._-]/g, ''))
  const places = new Map<Field, number>()
  for (const [field, names] of Object.entries(NAMES) as [Field, readonly string[]][]) {
    const place = names.map((name) => plain.indexOf(name)).find((at) => at !== -1)
    if (place !== undefined) places.set(field, place)
  }
  return places
}

function cellOf(cells: readonly string[], place: number | undefined): string | null {
  const cell = place === undefined ? '' : (cells[place] ?? '').trim()
  return cell === '' ? null : cell
}

/** A sentence where a cell can't be what its column says. */
function runOf(cell: (field: Field) => string | null): ImportedRun | string {
  const at = cell('startedAt')
  const startedAt = instantOf(at)
  if (at !== null && startedAt === null) return `"${at}" is no time`
  const counts: Partial<Record<Field, number | null>> = {}
  for (const field of ['inputTokens', 'outputTokens', 'cacheReadTokens', 'cacheWriteTokens'] as const) {
    const text = cell(field)
    if (text !== null && !/^\d{1,15}$/.test(text)) return `"${text}" is no number of tokens`
    counts[field] = text === null ? null : Number(text)
  }
  const cost = cell('costAmount')
  const amount = cost === null ? null : parseAmount(cost)
  if (cost !== null && (amount === null || amount < 0n)) return `"${cost}" is no amount`
  return {
    id: cell('id'),
    name: null,
    workflow: cell('workflow'),
    release: cell('release'),
    startedAt,
    observations: 1,
    calls: [
      {
        model: cell('model'),
        provider: cell('provider'),
        startedAt,
        inputTokens: counts.inputTokens ?? null,
        outputTokens: counts.outputTokens ?? null,
        cacheReadTokens: counts.cacheReadTokens ?? 0,
        cacheWriteTokens: counts.cacheWriteTokens ?? 0,
        cost: amount === null ? null : { amount, currency: cell('costCurrency') ?? PRICE_CURRENCY },
      },
    ],
    scores: [],
  }
}
