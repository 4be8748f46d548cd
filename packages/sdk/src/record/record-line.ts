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
  const { failure, usage, attempts } = facts
  const endedAt = facts.startedAt + Math.round(facts.latencyMs)
  let line = `,"id":"${facts.id}","unitKey":${JSON.stringify(facts.unitKey)},"startedAt":"${instant(facts.startedAt)}","endedAt":"${instant(endedAt)}","latencyMs":${latency(facts.latencyMs)},"attempts":${attempts},"bucket":${bucket}`
  if (failure === null) line += attempts > 0 ? ',"status":"ok"' : ',"status":"not-called"'
  else {
    line += `,"status":"failed","failureClass":"${failure.failureClass}","failureMessage":${JSON.stringify(cut(failure.message, 4000))}`
  }
  if (attempts > 1) line += `,"retries":${attempts - 1}`
  if (attempts > 0) line += usageMembers(usage, common.model)
  if (facts.confidence !== null) line += `,"confidence":${facts.confidence}`
  if (facts.inputQuality !== null) line += `,"inputQuality":${facts.inputQuality}`
  if (facts.duplicateOf !== null) line += `,"duplicateOf":"${facts.duplicateOf}"`
  if (facts.rerunOf !== null) line += `,"rerunOf":"${facts.rerunOf.runId}","caseId":"${facts.rerunOf.caseId}"`
  if (facts.subject !== null) line += `,"subject":${JSON.stringify(facts.subject)}`
  return `${line}${contents}}`
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
  if (usage.costAmount !== null && usage.costCurrency !== null) {
    members += `,"costAmount":"${usage.costAmount}","costCurrency":"${usage.costCurrency}","costSource":${JSON.stringify(usage.costSource ?? 'caller')}`
  }
  if (usage.finishReason !== null) members += `,"finishReason":${JSON.stringify(usage.finishReason)}`
  return members
}

let lastMs = -1
let lastText = ''
let second = -1
let secondText = ''

/** ISO 8601 in UTC; the text up to the second is made once a second, the whole once a millisecond. */
function instant(unixMs: number): string {
  if (unixMs === lastMs) return lastText
  const whole = Math.floor(unixMs / 1000)
  if (whole !== second) {
    secondText = new Date(whole * 1000).toISOString().slice(0, 20)
    second = whole
  }
  const ms = unixMs - whole * 1000
  lastMs = unixMs
  lastText = `${secondText}${ms < 10 ? '00' : ms < 100 ? '0' : ''}${ms}Z`
  return lastText
}

/** Microseconds are enough. */
function latency(ms: number): number {
  return ms < 0 ? 0 : Math.round(ms * 1000) / 1000
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
