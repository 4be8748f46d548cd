import type { Failure, Usage, Verdict } from '@dayshift/core'
import { NO_USAGE } from '../call/usage.ts'

/** Everything of a run that goes into its record, besides the contents. */
export interface RecordFacts {
  readonly id: string
  readonly unitKey: string
  readonly startedAt: number
  readonly latencyMs: number
  readonly failure: Failure | null
  readonly attempts: number
  readonly usage: Usage
  readonly confidence: number | null
  readonly inputQuality: number | null
  readonly duplicateOf: string | null
  /** The drill whose fault the run met. */
  readonly drill: string | null
  /** The share of the budget that its cost was reserved from. */
  readonly spendLease: string | null
  readonly rerunOf: { readonly runId: string; readonly caseId: string } | null
  readonly subject: string | null
}

/** What many runs of a release have in common. */
export interface CommonFacts {
  readonly workflow: string
  readonly release: string | null
  /** The manifest's model: what was asked for where the host reported nothing else. */
  readonly model: string | null
}

/**
 * One run as the line of JSON that the server takes in (the contract's RunRecord) is `recordBeginning` and `recordRest`
 * together. Written by hand, because it is on the path of every run: fields that are null are left out, and the
 * beginning is the same text for all runs that ended the same way.
 */
export function recordBeginning({ workflow, release }: CommonFacts, { route, reason }: Verdict): string {
  const hash = release === null ? '' : `,"release":"${release}"`
  const rule = reason.rule === null ? '' : `,"reasonRule":${JSON.stringify(cut(reason.rule, 200))}`
  return `{"workflow":${JSON.stringify(workflow)}${hash},"route":"${route}","reasonCode":"${reason.code}"${rule},"reasonMessage":${JSON.stringify(cut(reason.message, 2000))}`
}

/** Begins with a comma, ends with the closing bracket. `contents` are further members, each with a comma before it. */
export function recordRest(facts: RecordFacts, common: CommonFacts, bucket: number, contents: string): string {
  const { startedAt, latencyMs } = facts
  let line = `,"id":"${facts.id}","unitKey":${JSON.stringify(facts.unitKey)}${times(startedAt, startedAt + Math.round(latencyMs))},"latencyMs":${latency(latencyMs)},"bucket":${bucket}${isUsual(facts) ? usualCall(common.model) : callMembers(facts, common.model)}`
  if (facts.confidence !== null) line += `,"confidence":${facts.confidence}`
  if (facts.duplicateOf !== null) line += `,"duplicateOf":"${facts.duplicateOf}"`
  if (facts.rerunOf !== null) line += `,"rerunOf":"${facts.rerunOf.runId}","caseId":"${facts.rerunOf.caseId}"`
  if (facts.drill !== null) line += `,"drill":"${facts.drill}"`
  if (facts.spendLease !== null) line += `,"spendLease":"${facts.spendLease}"`
  if (facts.subject !== null) line += `,"subject":${JSON.stringify(facts.subject)}`
  return `${line}${contents}}`
}

/** One attempt that was answered, with a faultless input, and nothing reported about it. */
function isUsual({ attempts, failure, usage, inputQuality }: RecordFacts): boolean {
  return attempts === 1 && failure === null && usage === NO_USAGE && inputQuality === 1
}

let usualModel: string | null = null
let usual = ''

function usualCall(model: string | null): string {
  if (usual === '' || usualModel !== model) {
    usual = callMembers({ attempts: 1, failure: null, usage: NO_USAGE, inputQuality: 1 }, model)
    usualModel = model
  }
  return usual
}

type CallFacts = Pick<RecordFacts, 'attempts' | 'failure' | 'usage' | 'inputQuality'>

function callMembers({ attempts, failure, usage, inputQuality }: CallFacts, model: string | null): string {
  let members = `,"attempts":${attempts}`
  if (failure === null) members += attempts > 0 ? ',"status":"ok"' : ',"status":"not-called"'
  else {
    members += `,"status":"failed","failureClass":"${failure.failureClass}","failureMessage":${JSON.stringify(cut(failure.message, 4000))}`
  }
  if (attempts > 1) members += `,"retries":${attempts - 1}`
  if (attempts > 0) members += usageMembers(usage, model)
  if (inputQuality !== null) members += `,"inputQuality":${inputQuality}`
  return members
}

function usageMembers(usage: Usage, model: string | null): string {
  const requested = usage.requestedModel ?? model
  const members = requested === null ? '' : `,"requestedModel":${JSON.stringify(cut(requested, 200))}`
  return usage === NO_USAGE ? members : members + reportedMembers(usage)
}

function reportedMembers(usage: Usage): string {
  let members = ''
  if (usage.resolvedModel !== null) members += `,"resolvedModel":${JSON.stringify(usage.resolvedModel)}`
  if (usage.inputTokens !== null) members += `,"inputTokens":${usage.inputTokens}`
  if (usage.outputTokens !== null) members += `,"outputTokens":${usage.outputTokens}`
  if (usage.cacheReadTokens !== null) members += `,"cacheReadTokens":${usage.cacheReadTokens}`
  if (usage.cacheWriteTokens !== null) members += `,"cacheWriteTokens":${usage.cacheWriteTokens}`
  if (usage.costAmount !== null && usage.costCurrency !== null) {
    members += `,"costAmount":"${usage.costAmount}","costCurrency":"${usage.costCurrency}","costSource":${JSON.stringify(usage.costSource ?? 'caller')}`
  }
  if (usage.finishReason !== null) members += `,"finishReason":${JSON.stringify(usage.finishReason)}`
  return members
}

let lastStart = -1
let lastEnd = -1
let lastTimes = ''

/** Both instants; many runs have the same ones. */
function times(startedAt: number, endedAt: number): string {
  if (startedAt !== lastStart || endedAt !== lastEnd) {
    lastTimes = `,"startedAt":"${instant(startedAt)}","endedAt":"${instant(endedAt)}"`
    lastStart = startedAt
    lastEnd = endedAt
  }
  return lastTimes
}

let second = -1
let secondText = ''

/** ISO 8601 in UTC; the text up to the second is made once a second. */
function instant(unixMs: number): string {
  const whole = Math.floor(unixMs / 1000)
  if (whole !== second) {
    secondText = new Date(whole * 1000).toISOString().slice(0, 20)
    second = whole
  }
  const ms = unixMs - whole * 1000
  return `${secondText}${ms < 10 ? '00' : ms < 100 ? '0' : ''}${ms}Z`
}

/** Microseconds are enough. */
function latency(ms: number): number {
  return ms < 0 ? 0 : Math.round(ms * 1000) / 1000
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
