import { AMOUNT_DECIMALS, parseAmount } from '../spend/amount.ts'
import { decimalOfNumber } from '../spend/decimal-of-number.ts'
import { PRICE_CURRENCY } from '../spend/prices.ts'
import type { ImportedRun } from './imported-run.ts'
import { instantOf } from './members.ts'

/** What a row may say of a run, and what columns that say it are called, without regard to case, spaces and signs. */
const NAMES = {
  id: ['id', 'runid', 'traceid', 'requestid', 'generationid', 'responseid', 'questionid'],
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
    'customid',
  ],
  startedAt: [
    'timestamp',
    'time',
    'startedat',
    'starttime',
    'createdat',
    'date',
    'datetime',
    'created',
    'requestcreatedat',
    'requesttime',
    'tstamp',
    'ts',
  ],
  endedAt: ['endedat', 'endtime', 'finishedat', 'completedat', 'responsecreatedat'],
  workflow: ['workflow', 'workflowname'],
  release: ['release', 'version'],
  model: [
    'model',
    'resolvedmodel',
    'modelname',
    'responsemodel',
    'requestmodel',
    'aimodel',
    'modelid',
    'modelpermaslug',
  ],
  provider: ['provider', 'providername', 'aiorg'],
  inputTokens: [
    'inputtokens',
    'contexttokens',
    'prompttokens',
    'tokensin',
    'tokensprompt',
    'inputusage',
    'usageinput',
    'requnits',
    'prompttokencount',
    'inputtokencount',
  ],
  outputTokens: [
    'outputtokens',
    'generatedtokens',
    'completiontokens',
    'tokensout',
    'tokenscompletion',
    'outputusage',
    'usageoutput',
    'resunits',
    'candidatestokencount',
    'outputtokencount',
  ],
  totalTokens: ['totaltokens', 'tokens', 'totalusage', 'usagetotal', 'totalunits', 'totaltokencount'],
  cacheReadTokens: [
    'cachereadtokens',
    'cachedtokens',
    'cachereadinputtokens',
    'promptcachereadtokens',
    'cachedcontenttokencount',
  ],
  cacheWriteTokens: ['cachewritetokens', 'cachecreationinputtokens', 'promptcachewritetokens'],
  costAmount: [
    'costamount',
    'cost',
    'costusd',
    'totalcost',
    'totalcostusd',
    'costtotal',
    'calculatedtotalcost',
    'responsecost',
    'spend',
  ],
  costCurrency: ['costcurrency', 'currency'],
  decision: ['decision', 'humandecision', 'persondecision', 'userdecision', 'useraction'],
  verdict: ['verdict', 'reward', 'outcome', 'correct', 'isright', 'iscorrect', 'qaverdict'],
  failure: ['error', 'errormessage', 'failuremessage', 'failure'],
  status: ['status', 'statuscode', 'responsestatus', 'responsestatuscode', 'issuccess'],
} as const
export type RunField = keyof typeof NAMES
export const RUN_FIELDS = Object.keys(NAMES) as readonly RunField[] // its own keys

/** What may stand within another member (`response.body.usage.prompt_tokens`), by the last or the two last names. */
const WITHIN: ReadonlySet<RunField> = new Set<RunField>([
  'startedAt',
  'model',
  'inputTokens',
  'outputTokens',
  'totalTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'costAmount',
  'failure',
  'status',
])

/** Which column says what: found by the names, or as somebody says. */
export type RunColumns = ReadonlyMap<RunField, string>

/** Proposes what the columns of a table mean; `said` counts before what is found. A sentence where that names no run. */
export function proposeRunColumns(
  columns: readonly string[],
  said: ReadonlyMap<RunField, string> = new Map(),
): RunColumns | string {
  const plain = columns.map(plainName)
  const within = columns.map(namesWithin)
  const found = new Map<RunField, string>()
  for (const field of RUN_FIELDS) {
    const own = said.get(field)
    if (own !== undefined && !columns.includes(own)) return `it has no column "${own}"; it has ${listed(columns)}`
    const place = NAMES[field].map((name) => plain.indexOf(name)).find((at) => at !== -1) ?? innermost(field)
    const column = own ?? (place === undefined ? undefined : columns[place])
    if (column !== undefined) found.set(field, column)
  }
  const hasTokens = found.has('totalTokens') || (found.has('inputTokens') && found.has('outputTokens'))
  const isPlainRun = found.has('startedAt') && (found.has('id') || found.has('model'))
  const isNamedCall = found.has('model') && (found.has('id') || found.has('unitKey'))
  const isJudged = found.has('unitKey') && (found.has('verdict') || found.has('decision'))
  const isEnded = found.has('id') && found.has('unitKey') && (found.has('failure') || found.has('status'))
  if (hasTokens || found.has('costAmount') || isPlainRun || isNamedCall || isJudged || isEnded) return found
  return `its columns ${listed(columns)} name neither tokens (like "inputTokens" and "outputTokens") nor a cost (like "cost")`

  /** Of members within others the one that lies least deep. */
  function innermost(field: RunField): number | undefined {
    if (!WITHIN.has(field)) return undefined
    const names: readonly string[] = NAMES[field]
    const places = within.flatMap(({ last, depth }, at) =>
      last.some((name) => names.includes(name)) ? [{ at, depth }] : [],
    )
    return places.toSorted((a, b) => a.depth - b.depth)[0]?.at
  }
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[\s._()$/-]/g, '')
}

function namesWithin(column: string): { readonly last: readonly string[]; readonly depth: number } {
  const names = column.split(/[./]/)
  if (names.length < 2) return { last: [], depth: 0 }
  return { last: [plainName(names.at(-1) ?? ''), plainName(names.slice(-2).join(''))], depth: names.length }
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
  const status = cell('status')
  const [cacheReadTokens, cacheWriteTokens] = [counts.cacheReadTokens ?? 0, counts.cacheWriteTokens ?? 0]
  const inputTokens = counts.inputTokens ?? null
  return {
    id: cell('id'),
    name: cell('name'),
    workflow: cell('workflow'),
    release: cell('release'),
    unitKey: cell('unitKey'),
    startedAt,
    endedAt: times.endedAt ?? null,
    failure: cell('failure') ?? (status !== null && FAILED.test(status) ? `its status is ${status}` : null),
    decision: cell('decision'),
    verdict: cell('verdict'),
    failedCalls: 0,
    observations: 1,
    calls: [
      {
        model: cell('model'),
        provider: cell('provider'),
        startedAt,
        // Some vendors count what the cache gave beside the input: parts can't be more than the whole.
        inputTokens:
          inputTokens !== null && cacheReadTokens + cacheWriteTokens > inputTokens
            ? inputTokens + cacheReadTokens + cacheWriteTokens
            : inputTokens,
        outputTokens: counts.outputTokens ?? null,
        totalTokens: counts.totalTokens ?? null,
        cacheReadTokens,
        cacheWriteTokens,
        cost: amount === null ? null : { amount, currency: cell('costCurrency') ?? PRICE_CURRENCY },
      },
    ],
    scores: [],
  }
}

const FAILED = /^(?:error|errored|failed|failure|timeout|false|[45]\d\d)$/i

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
