import { importedUuidV7 } from '../ids/uuid-v7.ts'
import { formatAmount } from '../spend/amount.ts'
import type { ImportedRun } from './imported-run.ts'

/** A run as it is taken in: members as on the wire. */
export type TakenRun = Readonly<Record<string, string | number | null>>

/**
 * The record of a run that was recorded elsewhere; a sentence where it can't be one. Its id is made of its start and its id
 * there, so that it is taken in once however often it comes. It ran outside the gate: that nobody here decided its route is
 * said in its reason. `source` is what its id belongs to (`otlp`, `langfuse`, the name of a file).
 */
export function asRunRecord(
  run: ImportedRun,
  { workflow, source }: { workflow: string; source: string },
): TakenRun | string {
  const { startedAt, failure, calls } = run
  if (run.id === null) return 'it has no id, by which it would be known again'
  if (startedAt === null) return 'it has no time'
  if (startedAt < 0 || startedAt > LAST_MS) return `its time ${String(startedAt)} is none that can be kept`
  const endedAt = Math.max(run.endedAt ?? startedAt, startedAt)
  // Of calls that answered, where one did: one that failed names only what was asked for.
  const answered = calls.filter(isTold)
  const models = [
    ...new Set((answered.length === 0 ? calls : answered).map(({ model }) => model).filter((model) => model !== null)),
  ]
  return {
    id: importedUuidV7(new Date(startedAt), source, run.id),
    workflow,
    release: run.release !== null && /^[0-9a-f]{64}$/.test(run.release) ? run.release : null,
    unitKey: (run.unitKey ?? run.id).slice(0, 512),
    startedAt: new Date(startedAt).toISOString(),
    endedAt: new Date(endedAt).toISOString(),
    latencyMs: Math.min(endedAt - startedAt, LONGEST_MS),
    status: failure === null ? (calls.length === 0 ? 'not-called' : 'ok') : 'failed',
    failureClass: failure === null ? null : 'error',
    failureMessage: failure === null ? null : failure.slice(0, 4000),
    attempts: calls.length,
    retries: Math.min(run.failedCalls, Math.max(0, calls.length - 1)),
    // Several models in one run have no price of one: the run is unpriced where its source doesn't say what it cost.
    resolvedModel: models.length === 0 ? null : models.join(', ').slice(0, 200),
    ...tokensOf(calls),
    ...costOf(calls),
    route: failure === null ? 'automatic' : 'existing-process',
    reasonCode: failure === null ? 'clear' : 'call-failed',
    reasonMessage: 'It ran outside the gate and was recorded elsewhere: nobody here decided where its unit goes.',
    bucket: 0,
  }
}

/** Whether anything is known of what it used. */
function isTold({ cost, inputTokens, totalTokens }: ImportedRun['calls'][number]): boolean {
  return cost !== null || inputTokens !== null || totalTokens !== null
}

const LAST_MS = Date.UTC(2200, 0, 1)
const LONGEST_MS = 1e10
const MOST_TOKENS = 2_147_483_647

function tokensOf(calls: ImportedRun['calls']): TakenRun {
  const sum = (of: (call: ImportedRun['calls'][number]) => number | null) => {
    const told = calls.map(of).filter((count) => count !== null)
    // A call that failed tells none.
    return told.length === 0
      ? null
      : Math.min(
          told.reduce((a, b) => a + b, 0),
          MOST_TOKENS,
        )
  }
  return {
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    cacheReadTokens: sum(({ cacheReadTokens }) => cacheReadTokens),
    cacheWriteTokens: sum(({ cacheWriteTokens }) => cacheWriteTokens),
  }
}

/** Only where every call that tells its tokens tells its cost, in one currency. */
function costOf(calls: ImportedRun['calls']): TakenRun {
  const paid = calls.filter(isTold)
  const currency = paid[0]?.cost?.currency
  if (currency === undefined || paid.some(({ cost }) => cost?.currency !== currency)) return {}
  const amount = paid.reduce((sum, { cost }) => sum + (cost?.amount ?? 0n), 0n)
  return { costAmount: formatAmount(amount), costCurrency: currency, costSource: 'caller' }
}
