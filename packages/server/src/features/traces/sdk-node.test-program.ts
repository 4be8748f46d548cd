/**
 * An application as a customer has it: instrumented with OpenTelemetry's own SDK, which reads where traces go from its
 * environment. Nothing in it knows Dayshift.
 */
import { context, SpanStatusCode, trace } from '@opentelemetry/api'
import { NodeSDK } from '@opentelemetry/sdk-node'

const sdk = new NodeSDK()
sdk.start()
const tracer = trace.getTracer('replies')
await tracer.startActiveSpan('answer the ticket', async (root) => {
  root.setAttribute('gen_ai.conversation.id', 'ticket-1')
  const failed = tracer.startSpan('chat small-model', {
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'vendor',
      'gen_ai.request.model': 'small-model',
    },
  })
  failed.setStatus({ code: SpanStatusCode.ERROR, message: 'overloaded' })
  failed.end()
  const chat = tracer.startSpan('chat small-model', {
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'vendor',
      'gen_ai.request.model': 'small-model',
      'gen_ai.response.model': 'small-model-2026-10-01',
      'gen_ai.usage.input_tokens': 812,
      'gen_ai.usage.output_tokens': 120,
      'gen_ai.response.finish_reasons': ['stop'],
    },
  })
  chat.addEvent('gen_ai.evaluation.result', {
    'gen_ai.evaluation.name': 'grounded',
    'gen_ai.evaluation.score.value': 0.25,
    'gen_ai.evaluation.score.label': 'fail',
  })
  chat.end()
  const tool = tracer.startSpan('execute_tool find_policy', {}, context.active())
  tool.setAttribute('gen_ai.operation.name', 'execute_tool')
  tool.end()
  root.end()
})
await sdk.shutdown()
