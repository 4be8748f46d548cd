import { context, SpanKind, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api'
import type { Failure, Usage, Verdict } from '@dayshift/core'

/**
 * One span a run, named and described by OpenTelemetry's semantic conventions for generative AI (operation
 * `invoke_workflow`), with Dayshift's own verdict beside it. Without an OpenTelemetry SDK in the host nothing happens.
 */
export interface RunSpan {
  /** Runs a function inside the span, so that the model client's own spans lie below it. */
  within<T>(work: () => T): T
  end(facts: SpanFacts): void
}

export interface SpanFacts {
  readonly runId: string
  readonly verdict: Verdict
  readonly failure: Failure | null
  readonly attempts: number
  readonly usage: Usage
  readonly provider: string | null
  readonly model: string | null
  readonly release: string | null
}

const tracer = trace.getTracer('@dayshift/sdk')

/** Null where nobody listens. */
export function startRunSpan(workflow: string): RunSpan | null {
  const span = tracer.startSpan(`invoke_workflow ${workflow}`, { kind: SpanKind.INTERNAL })
  if (!span.isRecording()) return null
  span.setAttributes({ 'gen_ai.operation.name': 'invoke_workflow', 'gen_ai.workflow.name': workflow })
  const inside: Context = trace.setSpan(context.active(), span)
  return {
    within: (work) => context.with(inside, work),
    end: (facts) => endSpan(span, facts),
  }
}

function endSpan(span: Span, facts: SpanFacts): void {
  const { verdict, usage, failure } = facts
  span.setAttributes({
    'dayshift.run_id': facts.runId,
    'dayshift.route': verdict.route,
    'dayshift.reason': verdict.reason.code,
    'dayshift.bucket': verdict.bucket,
  })
  if (facts.release !== null) span.setAttribute('dayshift.release', facts.release)
  if (verdict.reason.rule !== null) span.setAttribute('dayshift.rule', verdict.reason.rule)
  if (facts.attempts > 0) {
    span.setAttribute('dayshift.attempts', facts.attempts)
    set(span, 'gen_ai.provider.name', facts.provider)
    set(span, 'gen_ai.request.model', usage.requestedModel ?? facts.model)
    set(span, 'gen_ai.response.model', usage.resolvedModel)
    set(span, 'gen_ai.usage.input_tokens', usage.inputTokens)
    set(span, 'gen_ai.usage.output_tokens', usage.outputTokens)
    if (usage.finishReason !== null) span.setAttribute('gen_ai.response.finish_reasons', [usage.finishReason])
  }
  if (failure !== null) {
    span.setAttribute('error.type', failure.failureClass)
    span.setStatus({ code: SpanStatusCode.ERROR, message: failure.message })
  }
  span.end()
}

function set(span: Span, name: string, value: string | number | null): void {
  if (value !== null) span.setAttribute(name, value)
}
