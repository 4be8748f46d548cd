import { RunRecordWire } from '@dayshift/contract'
import { CALL_STATUSES, FAILURE_CLASSES, REASON_CODES, ROUTES } from '@dayshift/core'
import type { IncomingRun } from './incoming-run.ts'

export interface RecordFault {
  /** JSON Pointer into the record. */
  readonly path: string
  readonly message: string
}

export type ReadRecord =
  | { readonly kind: 'run'; readonly run: IncomingRun }
  | { readonly kind: 'bad'; readonly faults: readonly RecordFault[] }

/** Objects and arrays within one another that a captured input or output may have. */
const DEPTH_LIMIT = 100

/**
 * Reads one record of a batch. A record in the usual form is read by hand-written checks, about ten times as fast as the
 * schema; they take only what the schema takes too, and leave everything else (and every message) to it.
 */
export function readRecord(value: unknown): ReadRecord {
  const run = readUsual(value)
  if (run === null) return readBySchema(value)
  const faults = depthFaults(run)
  return faults.length === 0 ? { kind: 'run', run } : { kind: 'bad', faults }
}

/** By the schema alone; the measure of the quick way in the tests. */
export function readBySchema(value: unknown): ReadRecord {
  const read = RunRecordWire.safeParse(value)
  if (!read.success) {
    return {
      kind: 'bad',
      faults: read.error.issues.map((issue) => ({
        path: issue.path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
        message: storable(issue.message),
      })),
    }
  }
  const { data } = read
  const run: IncomingRun = {
    id: data.id,
    workflow: data.workflow,
    release: data.release ?? null,
    unitKey: storable(data.unitKey),
    startedAt: Date.parse(data.startedAt),
    endedAt: Date.parse(data.endedAt),
    latencyMs: data.latencyMs,
    status: data.status,
    failureClass: data.failureClass ?? null,
    failureMessage: storableOrNull(data.failureMessage),
    attempts: data.attempts,
    retries: data.retries,
    requestedModel: storableOrNull(data.requestedModel),
    resolvedModel: storableOrNull(data.resolvedModel),
    inputTokens: data.inputTokens ?? null,
    outputTokens: data.outputTokens ?? null,
    cacheReadTokens: data.cacheReadTokens ?? null,
    cacheWriteTokens: data.cacheWriteTokens ?? null,
    costAmount: data.costAmount ?? null,
    costCurrency: data.costCurrency ?? null,
    costSource: storableOrNull(data.costSource),
    finishReason: storableOrNull(data.finishReason),
    confidence: data.confidence ?? null,
    inputQuality: data.inputQuality ?? null,
    route: data.route,
    reasonCode: data.reasonCode,
    reasonRule: storableOrNull(data.reasonRule),
    reasonMessage: storable(data.reasonMessage),
    bucket: data.bucket,
    rerunOf: data.rerunOf ?? null,
    caseId: data.caseId ?? null,
    duplicateOf: data.duplicateOf ?? null,
    drill: data.drill ?? null,
    spendLease: data.spendLease ?? null,
    subject: data.subject ?? null,
    input: data.input,
    output: data.output,
  }
  const faults = depthFaults(run)
  return faults.length === 0 ? { kind: 'run', run } : { kind: 'bad', faults }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const SLUG = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const HASH = /^[0-9a-f]{64}$/
const DECIMAL = /^\d{1,18}(\.\d{1,12})?$/
const CURRENCY = /^[A-Z]{3}$/
const STATUS: ReadonlySet<unknown> = new Set(CALL_STATUSES)
const FAILURE_CLASS: ReadonlySet<unknown> = new Set(FAILURE_CLASSES)
const ROUTE: ReadonlySet<unknown> = new Set(ROUTES)
const REASON_CODE: ReadonlySet<unknown> = new Set(REASON_CODES)
const LARGEST_INT = 2_147_483_647

/** The record, if it is in the form that the SDK sends; null doesn't mean that it is bad. */
function readUsual(value: unknown): IncomingRun | null {
  if (typeof value !== 'object' || value === null) return null
  // An object of unknown members: each is checked below.
  const record = value as { readonly [Name in keyof IncomingRun]?: unknown }
  const { id, workflow, unitKey, latencyMs, status, route, reasonCode, reasonMessage, bucket } = record
  const { release = null, failureClass = null, failureMessage = null, attempts = 0, retries = 0 } = record
  const { requestedModel = null, resolvedModel = null, inputTokens = null, outputTokens = null } = record
  const { costAmount = null, costCurrency = null, costSource = null, finishReason = null } = record
  const { confidence = null, inputQuality = null, reasonRule = null } = record
  const { rerunOf = null, caseId = null, duplicateOf = null, subject = null, drill = null } = record
  const { cacheReadTokens = null, cacheWriteTokens = null, spendLease = null } = record

  const startedAt = readInstant(record.startedAt)
  const endedAt = readInstant(record.endedAt)
  if (startedAt === null || endedAt === null) return null
  if (typeof id !== 'string' || !UUID.test(id)) return null
  if (typeof workflow !== 'string' || workflow.length > 64 || !SLUG.test(workflow)) return null
  if (typeof unitKey !== 'string' || unitKey.length === 0 || !isText(unitKey, 512)) return null
  if (typeof latencyMs !== 'number' || !(latencyMs >= 0 && latencyMs <= 1e10)) return null
  if (!STATUS.has(status) || !ROUTE.has(route) || !REASON_CODE.has(reasonCode)) return null
  if (!isText(reasonMessage, 2000)) return null
  if (!isCount(bucket) || bucket > 9999 || !isCount(attempts) || !isCount(retries)) return null
  if (release !== null && !(typeof release === 'string' && HASH.test(release))) return null
  if (failureClass !== null && !FAILURE_CLASS.has(failureClass)) return null
  if (failureMessage !== null && !isText(failureMessage, 4000)) return null
  if (requestedModel !== null && !isText(requestedModel, 200)) return null
  if (resolvedModel !== null && !isText(resolvedModel, 200)) return null
  if (inputTokens !== null && !isCount(inputTokens)) return null
  if (outputTokens !== null && !isCount(outputTokens)) return null
  if (costAmount !== null && !(typeof costAmount === 'string' && DECIMAL.test(costAmount))) return null
  if (costCurrency !== null && !(typeof costCurrency === 'string' && CURRENCY.test(costCurrency))) return null
  if (costSource !== null && !isText(costSource, 40)) return null
  if (finishReason !== null && !isText(finishReason, 40)) return null
  if (confidence !== null && !isShare(confidence)) return null
  if (inputQuality !== null && !isShare(inputQuality)) return null
  if (reasonRule !== null && !isText(reasonRule, 200)) return null
  if (rerunOf !== null && !(typeof rerunOf === 'string' && UUID.test(rerunOf))) return null
  if (caseId !== null && !(typeof caseId === 'string' && UUID.test(caseId))) return null
  if (duplicateOf !== null && !(typeof duplicateOf === 'string' && UUID.test(duplicateOf))) return null
  if (drill !== null && !(typeof drill === 'string' && UUID.test(drill))) return null
  if (cacheReadTokens !== null && !isCount(cacheReadTokens)) return null
  if (cacheWriteTokens !== null && !isCount(cacheWriteTokens)) return null
  if (spendLease !== null && !(typeof spendLease === 'string' && UUID.test(spendLease))) return null
  if (subject !== null && !(typeof subject === 'string' && subject.length <= 512)) return null
  return {
    id,
    workflow,
    release,
    unitKey,
    startedAt,
    endedAt,
    latencyMs,
    // Found in the sets of just these words.
    status: status as IncomingRun['status'],
    failureClass: failureClass as IncomingRun['failureClass'],
    failureMessage,
    attempts,
    retries,
    requestedModel,
    resolvedModel,
    inputTokens,
    outputTokens,
    cacheReadTokens,
    cacheWriteTokens,
    costAmount,
    costCurrency,
    costSource,
    finishReason,
    confidence,
    inputQuality,
    route: route as IncomingRun['route'],
    reasonCode: reasonCode as IncomingRun['reasonCode'],
    reasonRule,
    reasonMessage,
    bucket,
    rerunOf,
    caseId,
    duplicateOf,
    drill,
    spendLease,
    subject,
    input: record.input,
    output: record.output,
  }
}

/** Text that PostgreSQL keeps as it is. */
function isText(value: unknown, max: number): value is string {
  return typeof value === 'string' && value.length <= max && !value.includes('\u0000') && value.isWellFormed()
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LARGEST_INT
}

function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1
}

/** `YYYY-MM-DDTHH:MM:SS.mmmZ`, what `toISOString` gives; null for any other form and for the last days of February. */
function readInstant(text: unknown): number | null {
  if (typeof text !== 'string' || !INSTANT.test(text)) return null
  const month = digits(text, 5)
  if (digits(text, 8) > (DAYS[month] ?? 0)) return null
  return Date.parse(text)
}

const INSTANT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/
const DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function digits(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48
}

/** What PostgreSQL's text can hold: NUL and lone surrogates become U+FFFD. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed()
}

function storableOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : storable(text)
}

function depthFaults(run: IncomingRun): readonly RecordFault[] {
  const faults: RecordFault[] = []
  for (const name of ['input', 'output'] as const) {
    if (typeof run[name] === 'object' && nestsDeeperThan(run[name], DEPTH_LIMIT)) {
      faults.push({
        path: `/${name}`,
        message: `Nested too deep: more than ${String(DEPTH_LIMIT)} objects and arrays within one another`,
      })
    }
  }
  return faults
}

/** Goes no deeper than one step beyond the limit, so that no value overflows the stack. */
function nestsDeeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (limit === 0) return true
  for (const member of Object.values(value)) if (nestsDeeperThan(member, limit - 1)) return true
  return false
}
