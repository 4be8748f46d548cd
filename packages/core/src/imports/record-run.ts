import { parseAmount } from '../spend/amount.ts'
import type { ImportedRun } from './imported-run.ts'
import { countIn, instantOf, isJsonRecord, type JsonRecord, textIn } from './members.ts'

/** True for a run as hosts record it, or as the server lists it. */
export function isRunRecord(value: unknown): value is JsonRecord {
  return (
    isJsonRecord(value) &&
    textIn(value, 'unitKey') !== null &&
    textIn(value, 'startedAt') !== null &&
    ['route', 'status', 'release', 'reasonCode', 'resolvedModel'].some((name) => Object.hasOwn(value, name))
  )
}

/** A run of ours; a drill's and one that called no model have no call. A sentence where it can't be used. */
export function recordRun(record: JsonRecord): ImportedRun | string {
  const started = textIn(record, 'startedAt')
  const startedAt = instantOf(started)
  if (startedAt === null) return `"startedAt" is ${JSON.stringify(started)}, which is no time`
  const cost = costOf(record)
  if (typeof cost === 'string') return cost
  const isCalled = record['status'] !== 'not-called' && (record['drill'] ?? record['drillId'] ?? null) === null
  return {
    id: textIn(record, 'id'),
    name: null,
    workflow: nameIn(record, 'workflow'),
    release: nameIn(record, 'release'),
    unitKey: textIn(record, 'unitKey'),
    startedAt,
    endedAt: instantOf(textIn(record, 'endedAt')),
    failure: record['status'] === 'failed' ? (textIn(record, 'failureMessage') ?? 'it failed') : null,
    decision: null,
    verdict: null,
    failedCalls: 0,
    observations: isCalled ? 1 : 0,
    calls: isCalled
      ? [
          {
            model: textIn(record, 'resolvedModel') ?? textIn(record, 'requestedModel'),
            provider: null,
            startedAt,
            inputTokens: countIn(record, 'inputTokens'),
            outputTokens: countIn(record, 'outputTokens'),
            totalTokens: null,
            cacheReadTokens: countIn(record, 'cacheReadTokens') ?? 0,
            cacheWriteTokens: countIn(record, 'cacheWriteTokens') ?? 0,
            cost,
          },
        ]
      : [],
    scores: [],
  }
}

function costOf(record: JsonRecord) {
  const [amount, currency] = [textIn(record, 'costAmount'), textIn(record, 'costCurrency')]
  if (amount === null || currency === null) return null
  const read = parseAmount(amount)
  return read === null || read < 0n
    ? `"costAmount" is ${JSON.stringify(amount)}, which is no amount`
    : { amount: read, currency }
}

/** The wire names a release by its hash; the server's lists give it with its name. */
function nameIn(record: JsonRecord, member: string): string | null {
  const value = record[member]
  return isJsonRecord(value)
    ? (textIn(value, 'name') ?? textIn(value, 'slug') ?? textIn(value, 'hash'))
    : textIn(record, member)
}
