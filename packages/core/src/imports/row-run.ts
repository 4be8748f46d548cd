import { AMOUNT_DECIMALS, parseAmount } from '../spend/amount.ts'
import { decimalOfNumber } from '../spend/decimal-of-number.ts'
import { PRICE_CURRENCY } from '../spend/prices.ts'
import type { ImportedRun } from './imported-run.ts'
import { instantOf } from './members.ts'

/** What a row may say of a run, and what columns that say it are called, without regard to case, spaces and signs. */
const NAMES = {
  id: ['id', 'runid', 'traceid', 'requestid'],
  name: ['name', 'tracename'],
  unitKey: [
    'unitkey',
    'unit',
    'taskid',
    'ticketid',
    'ticket',
    'caseid',
    'invoiceid',
    'orderid',
    'sessionid',
    'conversationid',
  ],
  startedAt: ['timestamp', 'time', 'startedat', 'starttime', 'createdat', 'date'],
  endedAt: ['endedat', 'endtime', 'finishedat', 'completedat'],
  workflow: ['workflow', 'workflowname'],
  release: ['release', 'version'],
  model: ['model', 'resolvedmodel', 'modelname', 'responsemodel'],
  provider: ['provider'],
  inputTokens: ['inputtokens', 'contexttokens', 'prompttokens', 'tokensin', 'inputusage'],
  outputTokens: ['outputtokens', 'generatedtokens', 'completiontokens', 'tokensout', 'outputusage'],
  totalTokens: ['totaltokens', 'tokens', 'totalusage'],
  cacheReadTokens: ['cachereadtokens', 'cachedtokens'],
  cacheWriteTokens: ['cachewritetokens'],
  costAmount: ['costamount', 'cost', 'costusd', 'totalcost', 'totalcostusd'],
  costCurrency: ['costcurrency', 'currency'],
  decision: ['decision', 'humandecision', 'persondecision', 'userdecision', 'useraction'],
  verdict: ['verdict', 'reward', 'outcome', 'correct', 'isright', 'iscorrect', 'qaverdict'],
  failure: ['error', 'errormessage', 'failuremessage', 'failure'],
} as const
export type RunField = keyof typeof NAMES
export const RUN_FIELDS = Object.keys(NAMES) as readonly RunField[] // its own keys

/** Which column says what: found by the names, or as somebody says. */
export type RunColumns = ReadonlyMap<RunField, string>

/** Proposes what the columns of a table mean; `said` counts before what is found. A sentence where that names no run. */
export function proposeRunColumns(
  columns: readonly string[],
  said: ReadonlyMap<RunField, string> = new Map(),
): RunColumns | string {
  const plain = columns.map((name) => name.toLowerCase().replaceAll(/[\s._()$-]/g, ''))
  const found = new Map<RunField, string>()
  for (const field of RUN_FIELDS) {
    const own = said.get(field)
    if (own !== undefined && !columns.includes(own)) return `it has no column "${own}"; it has ${listed(columns)}`
    const place = NAMES[field].map((name) => plain.indexOf(name)).find((at) => at !== -1)
    const column = own ?? (place === undefined ? undefined : columns[place])
    if (column !== undefined) found.set(field, column)
  }
  const hasTokens = found.has('totalTokens') || (found.has('inputTokens') && found.has('outputTokens'))
  const isPlainRun = found.has('startedAt') && (found.has('id') || found.has('model'))
  const isJudged = found.has('unitKey') && (found.has('verdict') || found.has('decision'))
  if (hasTokens || found.has('costAmount') || isPlainRun || isJudged) return found
  return `its columns ${listed(columns)} name neither tokens (like "inputTokens" and "outputTokens") nor a cost (like "cost")`
}

/** The run of a row; a sentence where a cell can't be what its column says. */
export function rowRun(cell: (field: RunField) => string | null): ImportedRun | string {
  const times: Partial<Record<RunField, number | null>> = {}
  for (const field of ['startedAt', 'endedAt'] as const) {
    const text = cell(field)
    times[field] = instantOf(text)
    if (text !== null && times[field] === null) return `"${text}" is no time`
  }
  const counts: Partial<Record<RunField, number | null>> = {}
  for (const field of ['inputTokens', 'outputTokens', 'totalTokens', 'cacheReadTokens', 'cacheWriteTokens'] as const) {
    const text = cell(field)
    if (text !== null && !/^\d{1,15}(?:\.0+)?$/.test(text)) return `"${text}" is no number of tokens`
    counts[field] = text === null ? null : Number(text)
  }
  const cost = cell('costAmount')
  const amount = cost === null ? null : amountOf(cost)
  if (cost !== null && (amount === null || amount < 0n)) return `"${cost}" is no amount`
  const startedAt = times.startedAt ?? null
  return {
    id: cell('id'),
    name: cell('name'),
    workflow: cell('workflow'),
    release: cell('release'),
    unitKey: cell('unitKey'),
    startedAt,
    endedAt: times.endedAt ?? null,
    failure: cell('failure'),
    decision: cell('decision'),
    verdict: cell('verdict'),
    failedCalls: 0,
    observations: 1,
    calls: [
      {
        model: cell('model'),
        provider: cell('provider'),
        startedAt,
        inputTokens: counts.inputTokens ?? null,
        outputTokens: counts.outputTokens ?? null,
        totalTokens: counts.totalTokens ?? null,
        cacheReadTokens: counts.cacheReadTokens ?? 0,
        cacheWriteTokens: counts.cacheWriteTokens ?? 0,
        cost: amount === null ? null : { amount, currency: cell('costCurrency') ?? PRICE_CURRENCY },
      },
    ],
    scores: [],
  }
}

/** Programs write small amounts as `9.8e-05`, and with more decimals than count. */
function amountOf(text: string): bigint | null {
  const plain = text.replace(/^\$\s*/, '')
  return (
    parseAmount(plain) ??
    (/^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(plain) ? decimalOfNumber(Number(plain), AMOUNT_DECIMALS) : null)
  )
}

function listed(columns: readonly string[]): string {
  return columns
    .slice(0, 20)
    .map((name) => `"${name}"`)
    .join(', ')
}
