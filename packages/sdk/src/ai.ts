import type { LanguageModelMiddleware } from 'ai'
import { reportToCurrentRun } from './call/current-run.ts'

/** What the adapter reads of a model's answer; the AI SDK's own types say the same. */
interface Answered {
  readonly usage: {
    readonly inputTokens: {
      readonly total: number | undefined
      readonly cacheRead?: number | undefined
      readonly cacheWrite?: number | undefined
    }
    readonly outputTokens: { readonly total: number | undefined }
  }
  readonly finishReason: { readonly unified: string }
}

/**
 * Middleware for `wrapLanguageModel` of the AI SDK: each call of the model, generated or streamed, is told to the run in
 * whose function it happens (model asked for and resolved, tokens, finish reason, provider). Several calls of one run
 * are summed. Outside of a run it does nothing.
 */
export function dayshiftMiddleware(): LanguageModelMiddleware {
  return {
    specificationVersion: 'v4',
    async wrapGenerate({ doGenerate, model }) {
      const result = await doGenerate()
      report(model, result, result.response?.modelId)
      return result
    },
    async wrapStream({ doStream, model }) {
      const result = await doStream()
      let resolved: string | undefined
      const observed = result.stream.pipeThrough(
        new TransformStream({
          transform(part, controller) {
            if (part.type === 'response-metadata') resolved = part.modelId ?? resolved
            if (part.type === 'finish') report(model, part, resolved)
            controller.enqueue(part)
          },
        }),
      )
      return { ...result, stream: observed }
    },
  }
}

function report(
  model: { readonly modelId: string; readonly provider: string },
  answered: Answered,
  resolved: string | undefined,
): void {
  reportToCurrentRun({
    model: model.modelId,
    resolvedModel: resolved,
    provider: model.provider,
    inputTokens: answered.usage.inputTokens.total,
    outputTokens: answered.usage.outputTokens.total,
    cacheReadTokens: answered.usage.inputTokens.cacheRead,
    cacheWriteTokens: answered.usage.inputTokens.cacheWrite,
    finishReason: answered.finishReason.unified,
  })
}
