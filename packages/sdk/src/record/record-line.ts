import type { Failure, Usage, Verdict } from '@dayshift/core'

/** Everything of a run that goes into its record, besides the contents. */
export interface RecordFacts {
  readonly id: string
  readonly workflow: string
  readonly release: string | null
  readonly unitKey: string
  readonly startedAt: number
  readonly latencyMs: number
  readonly verdict: Verdict
  readonly failure: Failure | null
  readonly attempts: number
  readonly usage: Usage
  /** The manifest's model: what was asked for where the host reported nothing else. */
  readonly model: string | null
  readonly confidence: number | null
  readonly inputQuality: number | null
  readonly duplicateOf: string | null
  readonly rerunOf: string | null
  readonly caseId: string | null
  readonly subject: string | null
}

/**
 * One run as the line of JSON that the server takes in (the contract's RunRecord). Written by hand, because it is on
 * the path of every run: fields that are null are left out, parts that repeat are quoted once.
 */
export function recordLine(facts: RecordFacts, contents: string): string {
  const { verdict, failure, usage } = facts
  const { reason } = verdict
  const endedAt = facts.startedAt + Math.round(facts.latencyMs)
  let line = `{"id":"${facts.id}","workflow":${quoted(facts.workflow)},"unitKey":${JSON.stringify(facts.unitKey)},"startedAt":"${instant(facts.startedAt)}","endedAt":"${instant(endedAt)}","latencyMs":${latency(facts.latencyMs)},"attempts":${facts.attempts},"route":"${verdict.route}","reasonCode":"${reason.code}","reasonMessage":${quoted(cut(reason.message, 2000))},"bucket":${verdict.bucket}`
  if (facts.release !== null) line += `,"release":"${facts.release}"`
  if (facts.attempts > 1) line += `,"retries":${facts.attempts - 1}`
  if (reason.rule !== null) line += `,"reasonRule":${quoted(cut(reason.rule, 200))}`
  if (failure === null) {
    line += facts.attempts > 0 ? ',"status":"ok"' : ',"status":"not-called"'
  } else {
    line += `,"status":"failed","failureClass":"${failure.failureClass}","failureMessage":${JSON.stringify(cut(failure.message, 4000))}`
  }
  if (facts.attempts > 0) line += usageMembers(usage, facts.model)
  if (facts.confidence !== null) line += `,"confidence":${facts.confidence}`
  if (facts.inputQuality !== null) line += `,"inputQuality":${facts.inputQuality}`
  if (facts.duplicateOf !== null) line += `,"duplicateOf":"${facts.duplicateOf}"`
  if (facts.rerunOf !== null) line += `,"rerunOf":"${facts.rerunOf}"`
  if (facts.caseId !== null) line += `,"caseId":"${facts.caseId}"`
  if (facts.subject !== null) line += `,"subject":${JSON.stringify(facts.subject)}`
  return `${line}${contents}}`
}

function usageMembers(usage: Usage, model: string | null): string {
  const requested = usage.requestedModel ?? model
  let members = requested === null ? '' : `,"requestedModel":${quoted(cut(requested, 200))}`
  if (usage.resolvedModel !== null) members += `,"resolvedModel":${quoted(usage.resolvedModel)}`
  if (usage.inputTokens !== null) members += `,"inputTokens":${usage.inputTokens}`
  if (usage.outputTokens !== null) members += `,"outputTokens":${usage.outputTokens}`
  if (usage.costAmount !== null && usage.costCurrency !== null) {
    members += `,"costAmount":"${usage.costAmount}","costCurrency":"${usage.costCurrency}","costSource":${quoted(usage.costSource ?? 'caller')}`
  }
  if (usage.finishReason !== null) members += `,"finishReason":${quoted(usage.finishReason)}`
  return members
}

const known = new Map<string, string>()
const MOST_KNOWN = 512

/** JSON text of a string that comes again and again: workflow, rule, sentence, model. */
function quoted(text: string): string {
  const before = known.get(text)
  if (before !== undefined) return before
  const json = JSON.stringify(text)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(text, json)
  return json
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

function latency(ms: number): number {
  return ms < 0 ? 0 : Math.round(ms * 1000) / 1000
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
